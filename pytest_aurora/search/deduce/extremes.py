"""Numbers as the greater or the lesser of two: which entries never lie on the wrong side of what is wanted?"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pytest_aurora.language.expressions import Constant, Expression
from pytest_aurora.problem.types import FLOAT, INT, Type
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import mask_of
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal, project

PART_COST = 8
"""What each of the two may cost."""
MASKS = 200
"""Different sets of points that are kept of each side."""
ALIKE = 3
"""Entries kept that meet the same points."""
FREE = 2
"""Points at which something else is wanted than the bound: fewer tell too little of it."""
TOLD = 2
"""What a bound costs that the spec tells."""


@dataclass(slots=True)
class Side:
    """Entries on one side of what is wanted or meeting it, the cheapest few for each set of points that they meet.

    Attributes:
        lies: whether a value may stand beside what is wanted.
    """

    lies: Callable[[Any, Any], bool]
    meeting: dict[int, list[Entry]] = field(default_factory=dict)

    def add(self, entry: Entry, values: Sequence[Any], wanted: Sequence[Any]) -> Iterator[tuple[Entry, Entry]]:
        """Keep an entry; with which others it gives what is wanted at every point."""
        if not all(map(self.lies, values, wanted)):
            return
        mask, full = mask_of(map(operator.eq, values, wanted)), mask_of([True] * len(wanted))
        if not mask or len(self.meeting) >= MASKS or len(alike := self.meeting.setdefault(mask, [])) >= ALIKE:
            return
        alike.append(entry)
        yield from ((o, entry) for points, others in self.meeting.items() if points | mask == full for o in others)


@dataclass(slots=True)
class Sides:
    """What never exceeds what is wanted, and what is never exceeded by it."""

    below: Side = field(default_factory=lambda: Side(operator.le))
    above: Side = field(default_factory=lambda: Side(operator.ge))


def deduce_extremes(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Offer `max(a, b)` where neither is ever greater than what is wanted, and `min(a, b)` likewise."""
    if goal.type not in (INT, FLOAT) or len(goal.positions) < 2 or not core.has(f"max:{goal.type}"):
        return
    if "held" not in goal.tried:
        goal.tried.add("held")
        _hold(core, goal)
    sides, wanted = goal.index(Sides), goal.projected
    for entry in fresh:
        if entry.type is not goal.type or entry.cost > PART_COST or entry.partial:
            continue
        values = project(entry.values, goal.positions)
        if values == wanted:
            continue
        for name, side in (("max", sides.below), ("min", sides.above)):
            for one, other in side.add(entry, values, wanted):
                _offer(core, goal, f"{name}:{goal.type}", one, other)


def _hold(core: Core, goal: Goal) -> None:
    """What is wanted but for a bound of the spec's that it never passes is a goal: `min(bound, ...)`."""
    for bound in core.bounds if goal.depth <= 1 else ():
        limit = bound.number(goal.type)
        if limit is None:
            continue
        free = tuple(i for i in goal.positions if goal.wanted[i] != limit)
        inside = operator.lt if bound.below else operator.gt
        if len(free) < FREE or len(free) == len(goal.positions):
            continue
        if all(inside(goal.wanted[i], limit) for i in free):
            name = f"{'min' if bound.below else 'max'}:{goal.type}"
            cost = core.cost_of(core.by_name[name], goal.type) + TOLD
            rest = core.want(goal.context, goal.type, goal.wanted, free, depth=goal.depth + 1, base=goal.base + cost)
            build = partial(_held, core, name, goal.type, Constant(limit, goal.type))
            core.step(goal, [rest], cost, build)


def _held(core: Core, name: str, t: Type, bound: Constant, rest: Expression) -> Expression:
    return core.apply(name, t, rest, bound)


def _offer(core: Core, goal: Goal, component: str, one: Entry, other: Entry) -> None:
    cost = core.cost_of(core.by_name[component], goal.type)
    goal.offer(one.cost + other.cost + cost, core.apply(component, goal.type, one.expression, other.expression))
