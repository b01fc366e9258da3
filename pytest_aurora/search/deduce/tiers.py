"""Numbers by tiers: between two bounds that the spec tells a line, which may go on where the one before ends.

They are piecewise linear functions with known knots (as linear splines are: de Boor, 1978).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from pytest_aurora.language.expressions import Apply, Conditional, Constant, Expression, Variable
from pytest_aurora.problem.bounds import Bound
from pytest_aurora.problem.types import BOOL, FLOAT, INT
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.branch import BRANCH, THIN
from pytest_aurora.search.deduce.fits import number_cost
from pytest_aurora.search.deduce.lines import Line, Point, lines_through, written
from pytest_aurora.search.deduce.told import COST
from pytest_aurora.search.goal import Goal

NUMBER_COST = 4
"""What the number may cost whose tiers are looked at."""
CUTS = 4
"""Bounds in a row."""
FOLLOWED = 3
"""Lines of a tier that are followed up, and bodies that are offered, cheapest first."""
OPERATION = 2
"""What each operator of a line costs."""
KNOWN = 3
"""What a constant costs at most of which the spec speaks."""
FACTOR = 2
"""What a number costs more that something else is multiplied with or added to: two lines read better."""
TOLD = 2
"""What such a number costs in a line; one that follows from the line before costs nothing."""

Chain = tuple[tuple[int, Expression], ...]
"""What each tier gives, and what that costs."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where one tier ends and the next begins.

    Attributes:
        bound: the number; `below`: whether it belongs with what is below.
        test: holds of what is below.
    """

    bound: float
    below: bool
    test: Expression

    def holds(self, number: float) -> bool:
        """Whether the number lies below."""
        return number <= self.bound if self.below else number < self.bound


def deduce_tiers(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Offer conditionals whose bounds the spec tells and whose branches are lines."""
    if goal.type not in (INT, FLOAT) or goal.depth > 1 or goal.context.depth or not core.bounds:
        return
    for number in fresh:
        if number.type in (INT, FLOAT) and number.cost <= NUMBER_COST and not (number.fixed or number.partial):
            cuts = list(_cuts(core, goal, number))
            for chosen in dict.fromkeys((tuple(cuts[:CUTS]), *((cut,) for cut in cuts))):
                if chosen:
                    _offer(core, goal, number, chosen)


def _cuts(core: Core, goal: Goal, number: Entry) -> Iterator[Cut]:
    """The told bounds that part the number's values, in their order; each once."""
    found: dict[float, Cut] = {}
    for bound in core.bounds:
        cut = _cut(core, number, bound)
        if cut is not None and len({cut.holds(number.values[i]) for i in goal.positions}) > 1:
            found.setdefault(cut.bound, cut)
    yield from sorted(found.values(), key=lambda cut: cut.bound)


def _cut(core: Core, number: Entry, bound: Bound) -> Cut | None:
    """A bound of the number; that of what a parameter is taken from is 0, and they are compared themselves."""
    test = partial(core.apply, f"{'le' if bound.below else 'lt'}:{number.type}", BOOL)
    match bound.operand, number.expression:
        case str(name), Apply(arguments=(x, Variable(name=other))) as rest:
            is_rest = name == other and rest.component.family == "sub" and x.type is number.type
            return Cut(0, bound.below, test(x, rest.arguments[1])) if is_rest else None
        case int() | float(), x if (value := bound.number(number.type)) is not None:
            return Cut(value, bound.below, test(x, Constant(value, number.type)))
    return None


def _offer(core: Core, goal: Goal, number: Entry, cuts: Sequence[Cut]) -> None:
    tiers: list[list[Point]] = [[] for _ in range(len(cuts) + 1)]
    for x, wanted in sorted({(number.values[i], goal.wanted[i]) for i in goal.positions}):
        tiers[sum(not cut.holds(x) for cut in cuts)].append((x, wanted))
    points = [point for tier in tiers for point in tier]
    if not all(map(math.isfinite, (part for point in points for part in point))):
        return
    chains = _Tiers(core, goal, number, cuts).chains(tiers, (0, 0))
    for cost, chain in sorted(chains, key=lambda found: found[0])[:FOLLOWED]:
        body = chain[-1]
        for cut, then in zip(reversed(cuts), reversed(chain[:-1]), strict=True):
            body = Conditional(cut.test, then, body, goal.type)
        goal.offer(cost + len(cuts) * (BRANCH + COST + number.cost), body)


@dataclass(frozen=True, slots=True)
class _Tiers:
    core: Core
    goal: Goal
    number: Entry
    cuts: Sequence[Cut]

    def chains(self, tiers: Sequence[Sequence[Point]], before: Point) -> Iterator[tuple[int, tuple[Expression, ...]]]:
        """What the tiers may give, one after the other, and what that costs."""
        first, *rest = tiers
        for cost, expression, line in islice(self._lines(first, before), FOLLOWED):
            if not rest:
                yield cost, (expression,)
                continue
            end = self.cuts[-len(rest)].bound
            for more, others in self.chains(rest, (end, line.at(end))):
                yield cost + more, (expression, *others)

    def _lines(self, points: Sequence[Point], before: Point) -> list[tuple[int, Expression, Line]]:
        """What a tier may give, cheapest first."""
        told = self._told()
        found = []
        for line in lines_through(points, before, [number for number in told if number]):
            expression = written(self.core, self.goal.type, self.number.expression, line)
            if expression is not None:
                found.append((self._cost(line, len(points), told), expression, line))
        return sorted(found, key=lambda entry: entry[0])

    def _told(self) -> set[float]:
        constants = (e.expression for e in self.goal.context.bank.shelf(self.goal.type).up_to(KNOWN))
        return {constant.value for constant in constants if isinstance(constant, Constant)}

    def _cost(self, line: Line, points: int, told: set[float]) -> int:
        """What a line costs; more where points and spec do not tell more than there is to know."""
        known = sum(number in told for number in line.numbers)
        open_ends = max(0, line.unknown - known + 1 - points)
        free = [line.slope] if line.start else line.numbers
        numbers = sum(TOLD if number in told else number_cost(number) for number in free if number != 1)
        operators = bool(line.slope) * (bool(line.start) + (line.slope != 1) + bool(line.base))
        inside = FACTOR * bool(self.goal.depth and not line.slope)
        return numbers + OPERATION * operators + self.number.cost * bool(line.slope) + THIN * open_ends + inside
