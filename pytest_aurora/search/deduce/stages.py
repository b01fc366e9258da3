"""Stages of a pipeline: what one step makes of a list of ints, or of two lists side by side."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from pytest_aurora.language.expressions import Comprehension, Constant, Expression, Iteration, Variable
from pytest_aurora.problem.types import BOOL, INT, list_of
from pytest_aurora.search.closings import FILTER
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.fits import number_cost
from pytest_aurora.search.deduce.scans import RUNNING
from pytest_aurora.search.deduce.scopes import LIST
from pytest_aurora.search.walks import SCOPE_COST

Items = tuple[int, ...]
OfList = Callable[[Items], Items]
OfItem = Callable[[int], int]
Test = Callable[[int], bool]
Back = Callable[[Items], Items | None]
Build = Callable[[Expression], Expression]

INTS = list_of(INT)
VARIABLE = 1
"""What a variable costs."""
FACTORS = (2, 3, 4)
"""Numbers by which items are multiplied and divided."""
LONG = 64
"""Items of a list whose running product is computed."""


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """A value of the context: what it costs and what it is at each point."""

    expression: Expression
    cost: int
    values: Items


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """What makes a list of a list.

    Attributes:
        functions: at each point; they may raise.
        backwards: at each point the one list of which it makes this one, or None; empty where there may be many.
        holds: of a filter, what the items must be, at each point.
    """

    cost: int
    functions: tuple[OfList, ...]
    build: Build
    backwards: tuple[Back, ...] = ()
    holds: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """What makes an item of two lists' items, as far as both go.

    Attributes:
        component: the name of what is put between the two.
        rest: the second item from the wanted one and the first, or None; absent where it cannot be told.
    """

    component: str
    cost: int
    function: Callable[[int, int], int]
    rest: Callable[[int, int], int | None] | None = None
    commutative: bool = True

    def of(self, a: Items, b: Items) -> Items:
        """The items made of both lists'."""
        return tuple(map(self.function, a, b))

    def left(self, wanted: Items, a: Items) -> Items | None:
        """What the other list must begin with."""
        if self.rest is None or len(a) < len(wanted):
            return None
        return _whole(map(self.rest, wanted, a))

    def build(self, core: Core, a: Expression, b: Expression) -> Expression:
        """`[x + y for x, y in zip(a, b)]`."""
        x, y = Variable("", INT), Variable("", INT)
        iteration = Iteration("zip({0}, {1})", (a, b), (x, y))
        return Comprehension(LIST, iteration, core.apply(self.component, INT, x, y), INTS)


def _whole(items: Iterable[int | None]) -> Items | None:
    found = tuple(items)
    return None if None in found else found  # type: ignore[return-value]


def _quotient(wanted: int, a: int) -> int | None:
    return wanted // a if a and not wanted % a else None


ZIPPED = SCOPE_COST + 1 + 2 * VARIABLE
JOINTS = (
    Joint("add", ZIPPED + 2, operator.add, operator.sub),
    Joint("sub", ZIPPED + 2, operator.sub, lambda wanted, a: a - wanted, commutative=False),
    Joint("mul", ZIPPED + 2, operator.mul, _quotient),
    Joint("max:int", ZIPPED + 3, max),
    Joint("min:int", ZIPPED + 3, min),
)


def stages(core: Core, numbers: Sequence[Number], points: int) -> list[Stage]:
    """Every stage that the vocabulary has; lists are cut and items are compared to and combined with the numbers."""
    made = _Stages(core, points)
    cuts = itertools.chain.from_iterable(map(made.cuts, numbers))
    others = itertools.chain.from_iterable(made.by(n) for n in numbers if n.cost <= VARIABLE)
    return [*made.orders(), *made.runs(), *made.maps(), *made.filters(), *cuts, *others]


@dataclass(frozen=True, slots=True)
class _Stages:
    core: Core
    points: int

    # --- the list as a whole

    def orders(self) -> Iterator[Stage]:
        yield from self._named("reversed", _reversed, _reversed)
        yield from self._named("sorted", lambda xs: tuple(sorted(xs)))
        if self.core.has("drop") and self.core.has("take"):
            first, last = Constant(1, INT), Constant(-1, INT)
            yield self._same(4, lambda xs: xs[1:], lambda e: self.core.apply("drop", INTS, e, first))
            yield self._same(4, lambda xs: xs[:-1], lambda e: self.core.apply("take", INTS, e, last))

    def runs(self) -> Iterator[Stage]:
        yield from self._named("accumulate", lambda xs: tuple(itertools.accumulate(xs)), _steps)
        yield from self._named("accumulate:max", lambda xs: tuple(itertools.accumulate(xs, max)))
        yield from self._named("accumulate:min", lambda xs: tuple(itertools.accumulate(xs, min)))
        yield from self._named("accumulate:mul", _products)
        if self.core.has("sub"):
            yield self._same(8, lambda xs: tuple(itertools.accumulate(xs, operator.sub)), self._falling, _falls)

    def _falling(self, iterable: Expression) -> Expression:
        total, x = Variable("total", INT), Variable("", INT)
        step = self.core.apply("sub", INT, total, x)
        return Comprehension(RUNNING, Iteration("{0}", (iterable,), (total, x)), step, INTS)

    def cuts(self, number: Number) -> Iterator[Stage]:
        """The items before and after a place."""
        if self.core.has("take") and self.core.has("drop"):
            for name, cut in (("take", _taken), ("drop", _dropped)):
                functions = tuple([partial(cut, k) for k in number.values])
                build = partial(self._cut, name, number.expression)
                yield Stage(2 + number.cost, functions, build)

    def _cut(self, name: str, place: Expression, items: Expression) -> Expression:
        return self.core.apply(name, INTS, items, place)

    # --- item by item

    def maps(self) -> Iterator[Stage]:
        yield from self._map("neg", 2, operator.neg, operator.neg)
        yield from self._map("abs", 2, abs)
        yield from self._map("square", 3, lambda x: x * x)
        yield from self._map("add", 3, (1).__add__, (-1).__add__, 1)
        yield from self._map("sub", 3, (-1).__add__, (1).__add__, 1)
        for k in FACTORS:
            yield from self._map("mul", 2 + number_cost(k), k.__mul__, partial(_divided, k), k)
            yield from self._map("floordiv", 3 + number_cost(k), k.__rfloordiv__, None, k)

    def filters(self) -> Iterator[Stage]:
        core, zero = self.core, Constant(0, INT)
        if core.has("lt:int"):
            yield self._filter(3, [(0).__lt__], lambda x: core.apply("lt:int", BOOL, zero, x))
            yield self._filter(3, [(0).__gt__], lambda x: core.apply("lt:int", BOOL, x, zero))
        if core.has("mod") and core.has("eq:int"):
            for rest, holds in ((zero, _is_even), (Constant(1, INT), _is_odd)):
                yield self._filter(7, [holds], partial(self._leaves, rest))

    def _leaves(self, rest: Expression, x: Expression) -> Expression:
        remainder = self.core.apply("mod", INT, x, Constant(2, INT))
        return self.core.apply("eq:int", BOOL, remainder, rest)

    def by(self, number: Number) -> Iterator[Stage]:
        """Items combined with a number and compared to it."""
        core, ks, expression = self.core, number.values, number.expression
        plus, minus = [k.__add__ for k in ks], [(-k).__add__ for k in ks]
        yield from self._with("add", 2 + number.cost, plus, expression, minus)
        yield from self._with("sub", 2 + number.cost, minus, expression, plus)
        yield from self._with("mul", 2 + number.cost, [k.__mul__ for k in ks], expression)
        yield from self._with("floordiv", 3 + number.cost, [k.__rfloordiv__ for k in ks], expression)
        if core.has("lt:int"):
            above, below = [k.__lt__ for k in ks], [k.__gt__ for k in ks]
            yield self._filter(2 + number.cost, above, lambda x: core.apply("lt:int", BOOL, expression, x))
            yield self._filter(2 + number.cost, below, lambda x: core.apply("lt:int", BOOL, x, expression))

    # --- how they are made

    def _named(self, name: str, function: OfList, back: Back | None = None) -> Iterator[Stage]:
        if self.core.has(name):
            cost = self.core.cost_of(self.core.by_name[name], INTS)
            yield self._same(cost, function, lambda e: self.core.apply(name, INTS, e), back)

    def _same(self, cost: int, function: OfList, build: Build, back: Back | None = None) -> Stage:
        return Stage(cost, (function,) * self.points, build, (back,) * self.points if back else ())

    def _map(
        self,
        name: str,
        cost: int,
        function: OfItem,
        back: Callable[[int], int | None] | None = None,
        k: int | None = None,
    ) -> Iterator[Stage]:
        backs = [back] * self.points if back else []
        yield from self._with(name, cost, [function] * self.points, Constant(k, INT) if k else None, backs)

    def _with(
        self, name: str, cost: int, functions: Sequence[OfItem], number: Expression | None,
        backs: Sequence[Callable[[int], int | None]] = (),
    ) -> Iterator[Stage]:  # fmt: skip
        if not self.core.has(name):
            return
        more = () if number is None else (number,)

        def build(iterable: Expression) -> Expression:
            x = Variable("", INT)
            body = self.core.apply(name, INT, x, *more)
            return Comprehension(LIST, Iteration("{0}", (iterable,), (x,)), body, INTS)

        backwards = tuple([partial(_mapped_back, back) for back in backs])
        yield Stage(SCOPE_COST + VARIABLE + cost, tuple([partial(_mapped, f) for f in functions]), build, backwards)

    def _filter(self, cost: int, holds: Sequence[Test], condition: Callable[[Variable], Expression]) -> Stage:
        def build(iterable: Expression) -> Expression:
            x = Variable("", INT)
            return Comprehension(FILTER, Iteration("{0}", (iterable,), (x,)), x, INTS, condition=condition(x))

        tests = tuple(holds) if len(holds) == self.points else (holds[0],) * self.points
        return Stage(SCOPE_COST + VARIABLE + 1 + cost, tuple([partial(_kept, t) for t in tests]), build, (), tests)


def _mapped(function: OfItem, items: Items) -> Items:
    return tuple(map(function, items))


def _mapped_back(function: Callable[[int], int | None], items: Items) -> Items | None:
    return _whole(map(function, items))


def _kept(holds: Test, items: Items) -> Items:
    return tuple(filter(holds, items))


def _is_even(x: int) -> bool:
    return not x & 1


def _is_odd(x: int) -> bool:
    return x & 1 == 1


def _taken(place: int, items: Items) -> Items:
    return items[:place]


def _dropped(place: int, items: Items) -> Items:
    return items[place:]


def _divided(k: int, item: int) -> int | None:
    return None if item % k else item // k


def _reversed(items: Items) -> Items:
    return items[::-1]


def _products(items: Items) -> Items:
    if len(items) > LONG:
        raise ValueError
    return tuple(itertools.accumulate(items, operator.mul))


def _steps(totals: Items) -> Items:
    return tuple(map(operator.sub, totals, (0, *totals)))


def _falls(totals: Items) -> Items:
    return (*totals[:1], *map(operator.sub, totals, totals[1:]))
