"""A wanted value that is a stretch of a known one: where it starts and ends are goals of their own."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_aurora.language.component import Component, Role
from pytest_aurora.language.expressions import Apply, Expression, Variable
from pytest_aurora.problem.types import INT, STR, Type
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.core import DEPTH, Core
from pytest_aurora.search.goal import Build, Goal, project

SOURCE_COST = 3
"""What the known value may cost."""
SOURCES = 8
"""Known values tried for one goal."""

BETWEEN = Component(
    "between", (STR, INT, INT), (Role.ANY, Role.ANY, Role.ANY), STR, 2, lambda v, i, j: v[i:j], "{0}[{1}:{2}]"
)


def deduce_slices(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """`v[start:]`, `v[:stop]` and `v[start:stop]` for cheap `v`."""
    if goal.depth >= DEPTH or not (goal.type == STR or goal.type.name == "list"):
        return
    for entry in fresh:
        if entry.type == goal.type and entry.cost <= SOURCE_COST and not entry.fixed and not entry.partial:
            key = ("slices", entry)
            if key not in goal.tried and sum(isinstance(k, tuple) and k[0] == "slices" for k in goal.tried) < SOURCES:
                goal.tried.add(key)
                _stretch(core, goal, entry)


def _stretch(core: Core, goal: Goal, entry: Entry) -> None:
    starts: list[int | None] = [None] * len(goal.wanted)
    stops: list[int | None] = [None] * len(goal.wanted)
    for i in goal.positions:
        at = _position(entry.values[i], goal.wanted[i])
        if at is None:
            return
        starts[i], stops[i] = at, at + len(goal.wanted[i])
    lengths = {len(goal.wanted[i]) for i in goal.positions}
    if lengths == {0}:
        return
    whole, known = goal.positions, entry.expression
    first = project(tuple(starts), whole)
    at_start = not any(first)
    at_end = all(stops[i] == len(entry.values[i]) for i in whole)
    if at_start and at_end:
        return
    if at_start:
        _end_goals(core, goal, entry, tuple(stops))
    elif at_end:
        _start_goals(core, goal, entry, tuple(starts))
    elif isinstance(known, Variable) or entry.cost <= 2:
        start = _position_goal(core, goal, tuple(starts), entry.cost + 2)
        stop = _position_goal(core, goal, tuple(stops), entry.cost + 2)
        core.step(goal, [start, stop], entry.cost + 2, _between(goal.type, known))


def _position(text: object, piece: object) -> int | None:
    if isinstance(text, str) and isinstance(piece, str):
        at = text.find(piece)
        return None if at < 0 else at
    if isinstance(text, tuple) and isinstance(piece, tuple):
        return next((i for i in range(len(text) - len(piece) + 1) if text[i : i + len(piece)] == piece), None)
    return None


def _position_goal(core: Core, goal: Goal, wanted: Values, cost: int) -> Goal | None:
    return core.want(goal.context, INT, wanted, goal.positions, depth=goal.depth + 1, base=goal.base + cost)


def _end_goals(core: Core, goal: Goal, entry: Entry, stops: Values) -> None:
    name = "take:str" if goal.type == STR else "take"
    known, cost = entry.expression, entry.cost + 2
    core.step(goal, [_position_goal(core, goal, stops, cost)], cost, lambda e: core.apply(name, goal.type, known, e))


def _start_goals(core: Core, goal: Goal, entry: Entry, starts: Values) -> None:
    name = "drop:str" if goal.type == STR else "drop"
    known, cost = entry.expression, entry.cost + 2
    core.step(goal, [_position_goal(core, goal, starts, cost)], cost, lambda e: core.apply(name, goal.type, known, e))
    from_end = [None] * len(starts)
    for i in goal.positions:
        from_end[i] = starts[i] - len(entry.values[i])
    if all(from_end[i] for i in goal.positions):
        sub = _position_goal(core, goal, tuple(from_end), cost)
        core.step(goal, [sub], cost, lambda e: core.apply(name, goal.type, known, e))


def _between(t: Type, known: Expression) -> Build:
    return lambda start, stop: Apply(BETWEEN, (known, start, stop), t)
