"""Small terms over variables whose values no example shows: one for each behaviour on samples, cheapest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any

from pytest_aurora.language.expressions import (
    Concatenation,
    Conditional,
    Constant,
    Display,
    Expression,
    Variable,
    walk,
)  # fmt: skip
from pytest_aurora.language.meaning import Meaning, meaning
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, Type
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core, Task
from pytest_aurora.search.enumerate import grow
from pytest_aurora.search.instantiate import Instances
from pytest_aurora.search.walks import FIXED_COST

SAMPLES = 16
"""Points on which terms are told apart."""
ARITHMETIC = frozenset({"add", "sub", "mul", "max:int", "min:int", "mod", "floordiv", "abs", "square"})
ENOUGH = 1_200
"""Numbers from which no dearer ones are built."""
JOINING = 2
"""What it costs to put an item behind a list or a text."""
NUMBERS = (0, 1, 3, -2, 7, 2, 12, 5, -4, 10, 40)
"""Samples of a number that nothing is known of."""


@dataclass(slots=True, eq=False)
class Term:
    """A term, its values on the samples, and the function of a scope that it is."""

    cost: int
    expression: Expression
    values: Values
    function: Meaning

    def uses(self, variable: Expression) -> bool:
        """Whether the variable occurs in it."""
        return any(part is variable for part in walk(self.expression))


@dataclass(slots=True, eq=False)
class Terms:
    """The terms over some variables.

    Attributes:
        outer: the context around, whose cheap scalars are leaves.
        rows: for each sample, the point of the outer context that it belongs to.
        scalar: nothing is computed from containers.
    """

    core: Core
    outer: Context
    rows: Sequence[int]
    scalar: bool = False
    scope: Context = field(init=False)
    known: dict[Expression, Term] = field(default_factory=dict)
    common: dict[Expression, Sequence[Any]] = field(default_factory=dict)
    """Values that the variables often have."""

    def __post_init__(self) -> None:
        self.scope = Context(len(self.rows), depth=1)
        for shelf in tuple(self.outer.bank.shelves.values()):
            for entry in shelf.up_to(FIXED_COST):
                self._bring(entry)

    def _bring(self, entry: Entry) -> None:
        constant = isinstance(entry.expression, Constant)
        if constant or entry.cost <= (1 if entry.type.args else FIXED_COST - 1):
            values = tuple(entry.values[row] for row in self.rows)
            self.scope.add_fixed(entry.expression, entry.type, entry.cost + (not constant), values)

    def add(self, variable: Variable, values: Iterable[Any], common: Sequence[Any] = ()) -> None:
        """A variable with its samples, repeated as often as needed, and the values that it often has."""
        self.scope.add_variable(variable, tuple(islice(cycle(values), len(self.rows))))
        self.common[variable] = common

    @property
    def inside(self) -> list[Entry]:
        """The variables that were added."""
        return self.scope.variables

    def samples(self) -> Iterator[tuple[Variable, Values]]:
        """All variables in sight with their values."""
        for entry in self.outer.variables:
            if isinstance(entry.expression, Variable):
                yield entry.expression, tuple(entry.values[row] for row in self.rows)
        for entry in self.inside:
            if isinstance(entry.expression, Variable):
                yield entry.expression, entry.values

    def grow(self, whole: int, arithmetic: int) -> Task:
        """Build all terms up to a cost, and those of arithmetic up to another."""
        scope, core = self.scope, self.core
        for level in range(1, whole + 1):
            usable = core.usable(scope)
            if self.scalar:
                usable = [instance for instance in usable if not any(t.args for t in instance.parameters)]
            yield from grow(scope.bank, level, usable, core.counter)
        if not scope.bank.shelf(INT).entries:
            return
        components = [c for c in core.components if c.name in ARITHMETIC]
        bound = Instances(components, lambda t: t is INT, core.cost_of).over(frozenset({INT}))
        for level in range(whole + 1, arithmetic + 1):
            if len(scope.bank.shelf(INT).entries) > ENOUGH:
                return
            yield from grow(scope.bank, level, bound, core.counter)

    def of(self, t: Type, limit: int) -> Iterator[Term]:
        """The terms of a type up to a cost, cheapest first."""
        for entry in self.scope.bank.shelf(t).up_to(limit):
            yield self.term(entry.expression, entry.cost, entry.values)

    def term(self, expression: Expression, cost: int, values: Values) -> Term:
        """The term of an expression, made once."""
        if expression not in self.known:
            self.known[expression] = Term(cost, expression, values, meaning(expression))
        return self.known[expression]

    def joined(self, accumulator: Variable, limit: int) -> Iterator[Term]:
        """`accumulator + [item]` for lists, `accumulator + item` for texts."""
        before = next(e.values for e in self.scope.variables if e.expression is accumulator)
        t = accumulator.type
        if t is not STR and t.name != "list":
            return
        for item in self.of(t if t is STR else t.args[0], limit):
            if item.uses(accumulator) and t is STR:
                continue
            behind = item.expression if t is STR else Display((item.expression,), t)
            added = item.values if t is STR else tuple((v,) for v in item.values)
            for expression, values in self._both_ways(accumulator, before, behind, added):
                yield self.term(expression, item.cost + 1 + JOINING, values)

    def _both_ways(
        self, accumulator: Variable, before: Values, behind: Expression, added: Values
    ) -> Iterator[tuple[Expression, Values]]:
        after = tuple(a + b for a, b in zip(before, added, strict=True))
        if accumulator.type is STR:
            yield Concatenation((accumulator, behind)), after
            if not isinstance(behind, Constant):
                turned = tuple(b + a for a, b in zip(before, added, strict=True))
                yield Concatenation((behind, accumulator)), turned
        elif self.core.has("concat"):
            yield self.core.apply("concat", accumulator.type, accumulator, behind), after


def conditional(test: Term, then: Term, otherwise: Term, cost: int) -> Term:
    """`then if test else otherwise`."""
    rows = zip(test.values, then.values, otherwise.values, strict=True)
    holds, chosen, other = test.function, then.function, otherwise.function
    return Term(
        cost + test.cost + then.cost + otherwise.cost,
        Conditional(test.expression, then.expression, otherwise.expression, then.expression.type),
        tuple([a if t else b for t, a, b in rows]),
        lambda scope: chosen(scope) if holds(scope) else other(scope),
    )


def samples_of(t: Type, shown: Iterable[Any]) -> list[Any]:
    """Values that a variable of the type may come to hold: what the examples show, their beginnings, and some more."""
    seen = list(dict.fromkeys(shown))
    if t is INT:
        return list(dict.fromkeys([*NUMBERS[:5], *seen[:4], *NUMBERS[5:]]))
    if t is FLOAT:
        return list(dict.fromkeys([*seen[:4], *map(float, NUMBERS)]))
    if t is BOOL:
        return [False, True]
    if t is STR or t.name == "list":
        parts = [value[: len(value) // 2] for value in seen]
        return list(dict.fromkeys([("" if t is STR else ()), *parts[:4], *seen[:6], *(v[:1] for v in seen[:6])]))
    return seen
