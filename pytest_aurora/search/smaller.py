"""Calls of the function on smaller arguments, and the tests for which it calls itself no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, permutations

from pytest_aurora.language.expressions import Constant, Expression, Logical, Variable
from pytest_aurora.problem.types import BOOL, INT, STR, Type
from pytest_aurora.search.core import Core

PARAMETERS = 2
"""Parameters that a function may have which calls itself."""
NEEDED = ("add", "sub", "mod", "floordiv", "eq:int", "lt:int")
LEAST = "divisor:least"
_DROP = {"list": "drop", "str": "drop:str", "tuple*": "drop:tuple"}
_AT = {"list": "at", "str": "at:str", "tuple*": "at:tuple"}
_LEN = {"list": "len", "str": "len:str", "tuple*": "len:tuple"}


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """The arguments of a call; `changed` says which of them are not the parameters."""

    arguments: tuple[Expression, ...]
    changed: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Scheme:
    """Which calls are made, and when.

    Attributes:
        endings: for what arguments there is no call, one test after the other.
        branches: the calls of each branch; what tells two branches apart is left open.
        divisor: by which an int is divided: what is made of the call may speak of the remainder.
    """

    cost: int
    endings: tuple[Expression, ...]
    branches: tuple[tuple[Call, ...], ...]
    divisor: Expression | None = None


@dataclass(slots=True, eq=False)
class Smaller:
    """What is smaller than a parameter, and when nothing is.

    Attributes:
        divisors: by which ints are divided.
    """

    core: Core
    divisors: Sequence[Expression]
    least: dict[Expression, Expression] = field(init=False)
    """The least divisor of each parameter, where the problem speaks of divisors."""

    def __post_init__(self) -> None:
        ints = [p for p in self.core.parameters if p.type is INT and self.core.has(LEAST)]
        self.least = {parameter: self.core.apply(LEAST, INT, parameter) for parameter in ints}

    def schemes(self) -> Iterator[Scheme]:
        """The ways in which a function of these parameters may call itself, the plainest first."""
        parameters = self.core.parameters
        if len(parameters) > PARAMETERS or not all(map(self.core.has, NEEDED)):
            return
        found = [s for place in range(len(parameters)) for s in self._of_one(place)]
        for i, j in combinations(range(len(parameters)), 2):
            found += self._of_two(i, j)
        yield from sorted(found, key=lambda scheme: scheme.cost)

    def heads(self) -> Iterator[tuple[Expression, Type]]:
        """What a call leaves out: the first items, the last digits."""
        for parameter in self.core.parameters:
            if parameter.type.name in _AT and self._is_known(parameter, _AT):
                yield self._head(parameter), _item(parameter.type)
            elif parameter.type is INT:
                for divisor in self._divisors(parameter):
                    yield self.core.apply("mod", INT, parameter, divisor), INT
                if parameter in self.least:
                    yield self.least[parameter], INT

    # --- calls ------------------------------------------------------------------------------------------------------

    def _of_one(self, place: int) -> Iterator[Scheme]:
        parameter = self.core.parameters[place]
        if self._is_known(parameter, _DROP):
            yield Scheme(1, (self._empty(parameter),), ((self._call({place: self._rest(parameter)}),),))
        elif parameter.type is INT:
            one, two = (self._call({place: self._less(parameter, n)}) for n in (1, 2))
            for end in (0, 1):
                yield Scheme(1, (self._is(parameter, end),), ((one,),))
            yield Scheme(4, (self._below(parameter, Constant(2, INT)),), ((one, two),))
            for divisor in self._divisors(parameter):
                call = self._call({place: self.core.apply("floordiv", INT, parameter, divisor)})
                yield Scheme(1, (self._is(parameter, 0),), ((call,),), divisor)
                yield Scheme(1, (self._below(parameter, divisor),), ((call,),), divisor)
            if parameter in self.least:
                call = self._call({place: self.core.apply("floordiv", INT, parameter, self.least[parameter])})
                yield Scheme(1, (self._is(parameter, 1),), ((call,),))

    def _of_two(self, i: int, j: int) -> Iterator[Scheme]:
        a, b = self.core.parameters[i], self.core.parameters[j]
        if self._is_known(a, _DROP) and self._is_known(b, _DROP):
            yield from self._of_sequences(i, j)
        elif a.type is INT and b.type is INT:
            yield from self._of_ints(i, j)
        else:
            for xs, n in ((i, j), (j, i)):
                whole, count = self.core.parameters[xs], self.core.parameters[n]
                if self._is_known(whole, _DROP) and count.type is INT:
                    yield from self._counted(xs, n)
                    if _item(whole.type) is INT:
                        yield from self._taken(xs, n)

    def _of_sequences(self, i: int, j: int) -> Iterator[Scheme]:
        """Two lists or texts: both go on, or one of them, or they change places."""
        a, b = self.core.parameters[i], self.core.parameters[j]
        first, second = ({i: self._rest(a)}, {j: self._rest(b)})
        both = self._call({**first, **second})
        for endings in permutations((self._empty(a), self._empty(b))):
            yield Scheme(2, endings, ((both,),))
            for one, other in permutations((both, self._call(first), self._call(second)), 2):
                yield Scheme(3, endings, ((one,), (other,)))
            yield Scheme(4, endings, ((both,), (self._call(first), self._call(second))))
        if a.type == b.type:
            yield Scheme(2, (self._empty(a),), ((self._call({i: b, j: self._rest(a)}),),))

    def _of_ints(self, i: int, j: int) -> Iterator[Scheme]:
        a, b = self.core.parameters[i], self.core.parameters[j]
        first, second = self._call({i: self._less(a, 1)}), self._call({j: self._less(b, 1)})
        both = self._call({i: self._less(a, 1), j: self._less(b, 1)})
        for m, n, x, y in ((i, j, a, b), (j, i, b, a)):
            yield Scheme(1, (self._is(y, 0),), ((self._call({m: y, n: self.core.apply("mod", INT, x, y)}),),))
        for end in (0, 1):
            endings = (Logical("or", (self._is(a, end), self._is(b, end))),)
            yield Scheme(3, endings, ((first, second),))
            yield Scheme(3, endings, ((first, both),))

    def _counted(self, xs: int, n: int) -> Iterator[Scheme]:
        """So many items."""
        whole, count = self.core.parameters[xs], self.core.parameters[n]
        call = self._call({xs: self._rest(whole), n: self._less(count, 1)})
        for endings in permutations((self._empty(whole), self._is(count, 0))):
            yield Scheme(3, endings, ((call,),))

    def _taken(self, xs: int, n: int) -> Iterator[Scheme]:
        """With the first item, which a sum then has less, or without it."""
        whole, total = self.core.parameters[xs], self.core.parameters[n]
        less = self.core.apply("sub", INT, total, self._head(whole))
        rest, empty, reached = self._rest(whole), self._empty(whole), self._is(total, 0)
        with_it, again = self._call({xs: rest, n: less}), self._call({n: less})
        without = self._call({xs: rest})
        yield Scheme(3, (empty,), ((with_it, without),))
        over = Logical("or", (empty, self._below(total, Constant(0, INT))))
        yield Scheme(4, (reached, over), ((with_it, without),))
        yield Scheme(4, (reached, over), ((again, without),))

    def _call(self, changes: dict[int, Expression]) -> Call:
        arguments = tuple(changes.get(i, parameter) for i, parameter in enumerate(self.core.parameters))
        return Call(arguments, frozenset(changes))

    # --- values and tests -------------------------------------------------------------------------------------------

    def _is_known(self, parameter: Variable, names: dict[str, str]) -> bool:
        return parameter.type.name in names and self.core.has(names[parameter.type.name])

    def _rest(self, parameter: Variable) -> Expression:
        return self.core.apply(_DROP[parameter.type.name], parameter.type, parameter, Constant(1, INT))

    def _head(self, parameter: Variable) -> Expression:
        return self.core.apply(_AT[parameter.type.name], _item(parameter.type), parameter, Constant(0, INT))

    def _empty(self, parameter: Variable) -> Expression:
        length = self.core.apply(_LEN[parameter.type.name], INT, parameter)
        return self.core.apply("eq:int", BOOL, length, Constant(0, INT))

    def _less(self, number: Expression, by: int) -> Expression:
        return self.core.apply("sub", INT, number, Constant(by, INT))

    def _divisors(self, parameter: Variable) -> Iterator[Expression]:
        return (divisor for divisor in self.divisors if divisor is not parameter)

    def _is(self, number: Expression, value: int) -> Expression:
        return self.core.apply("eq:int", BOOL, number, Constant(value, INT))

    def _below(self, number: Expression, limit: Expression) -> Expression:
        return self.core.apply("lt:int", BOOL, number, limit)


def _item(t: Type) -> Type:
    return STR if t is STR else t.args[0]
