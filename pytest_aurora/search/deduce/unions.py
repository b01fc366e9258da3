"""What two collections have together, in common, or one without the other: sets, and lists of them in order."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pytest_aurora.language.expressions import Expression
from pytest_aurora.problem.types import Type, set_of
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal

PART_COST = 4
"""What each collection may cost."""
PARTS = 16
"""Collections that one goal looks at."""
OPERATIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "union": operator.or_, "intersection": operator.and_, "difference": operator.sub, "symmetric": operator.xor,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """A collection as a set: its expression, what that costs, and its members at each point that matters."""

    expression: Expression
    cost: int
    rows: tuple[frozenset[Any], ...]


@dataclass(slots=True)
class Known:
    """The collections that a goal has seen."""

    found: list[Members] = field(default_factory=list)


def deduce_unions(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Offer `set(a) | set(b)` and its like, in order where a list is wanted."""
    if goal.context.depth or goal.depth > 1 or len(goal.positions) < 2 or not _is_told(core, goal):
        return
    wanted = [frozenset(goal.wanted[p]) for p in goal.positions]
    known = goal.index(Known).found
    for new in _members(core, goal, fresh):
        for other in known:
            for name, function in OPERATIONS.items():
                for a, b in ((other, new), (new, other)) if name == "difference" else ((other, new),):
                    if all(map(operator.eq, map(function, a.rows, b.rows), wanted)):
                        _offer(core, goal, name, a, b)
        if len(known) < PARTS:
            known.append(new)


def _is_told(core: Core, goal: Goal) -> bool:
    """Whether a set is wanted, or lists without repetitions, each in order."""
    if not core.has("set") or not all(map(core.has, OPERATIONS)):
        return False
    if goal.type.name == "list":
        rows = goal.projected
        return any(len(row) > 1 for row in rows) and all(_ascends(row) for row in rows) and core.has("sorted:set")
    return goal.type.name == "set"


def _ascends(items: Sequence[Any]) -> bool:
    try:
        return all(map(operator.lt, items, items[1:]))
    except TypeError:
        return False


def _members(core: Core, goal: Goal, fresh: Sequence[Entry]) -> Iterator[Members]:
    """The fresh lists and sets of the wanted element type."""
    element: Type = goal.type.args[0]
    for entry in fresh:
        if entry.cost > PART_COST or entry.partial or entry.fixed or not entry.type.args:
            continue
        if entry.type.name in ("list", "set") and entry.type.args[0] is element:
            cost = core.cost_of(core.by_name["set"], set_of(element)) if entry.type.name == "list" else 0
            whole = core.apply("set", set_of(element), entry.expression) if cost else entry.expression
            yield Members(whole, entry.cost + cost, tuple(frozenset(entry.values[p]) for p in goal.positions))


def _offer(core: Core, goal: Goal, name: str, a: Members, b: Members) -> None:
    t = set_of(goal.type.args[0])
    joined = core.apply(name, t, a.expression, b.expression)
    cost = a.cost + b.cost + core.cost_of(core.by_name[name], t)
    if goal.type is t:
        goal.offer(cost, joined)
    else:
        component = core.by_name["sorted:set"]
        goal.offer(cost + core.cost_of(component, goal.type), core.apply("sorted:set", goal.type, joined))
