"""A wanted value that is an item of a known list, text or dict: which one is a goal; numbers that stand in texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pytest_aurora.problem.types import INT, STR, Type
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.core import DEPTH, Core
from pytest_aurora.search.goal import Build, Goal
from pytest_aurora.search.walks import element_type

Find = Callable[[Any, Any], Any]
"""The place of a wanted value in a container; None where there is none or more than one."""

SOURCE_COST = 4
"""What the known container may cost."""
SOURCES = 8
"""Known containers tried for one goal."""
READ_COST = 2
"""What `int(text)` costs."""


def deduce_items(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """`known[place]` and `known[key]` for cheap known containers that hold every wanted value, and `int(text)`."""
    if goal.depth >= DEPTH or len(goal.positions) < 2:
        return
    for entry in fresh:
        if entry.cost <= SOURCE_COST and not entry.partial and not entry.fixed:
            if entry.type.name == "dict" and entry.type.args[1] is goal.type:
                _look_up(core, goal, entry, "get", entry.type.args[0], _key)
            elif element_type(entry.type) is goal.type and entry.type.name != "dict":
                name = "at:str" if entry.type is STR else "at:tuple" if entry.type.name == "tuple*" else "at"
                _look_up(core, goal, entry, name, INT, _place)
            elif entry.type is STR and goal.type is INT:
                _read(core, goal, entry)


def _place(items: Sequence[Any], wanted: Any) -> int | None:  # noqa: ANN401
    if isinstance(items, str) and len(wanted) != 1:
        return None
    return items.index(wanted) if items.count(wanted) == 1 else None


def _key(items: dict[Any, Any], wanted: object) -> object:
    keys = [key for key, value in items.items() if value == wanted]
    return keys[0] if len(keys) == 1 else None


def _look_up(core: Core, goal: Goal, entry: Entry, name: str, t: Type, find: Find) -> None:
    if len([k for k in goal.tried if isinstance(k, tuple) and k[0] == "item"]) >= SOURCES:
        return
    found: list[Any] = [None] * len(goal.wanted)
    for i in goal.positions:
        found[i] = find(entry.values[i], goal.wanted[i])
        if found[i] is None:
            return
    goal.tried.add(("item", entry))
    component = core.by_name.get(name)
    if component is None:
        return
    known, cost = entry.expression, core.cost_of(component, goal.type) + entry.cost
    _part(core, goal, t, tuple(found), cost, lambda place: core.apply(name, goal.type, known, place))
    if t is INT:
        ends = tuple(p if p is None else p - len(entry.values[i]) for i, p in enumerate(found))
        _part(core, goal, t, ends, cost, lambda place: core.apply(name, goal.type, known, place))


def _read(core: Core, goal: Goal, entry: Entry) -> None:
    """An int that stands in a text is what `int` makes of a part of it."""
    if "read" not in goal.tried and all(str(goal.wanted[i]) in entry.values[i] for i in goal.positions):
        goal.tried.add("read")
        wanted = tuple(None if w is None else str(w) for w in goal.wanted)
        _part(core, goal, STR, wanted, READ_COST, lambda text: core.apply("int:str", INT, text))


def _part(core: Core, goal: Goal, t: Type, wanted: Values, cost: int, build: Build) -> None:
    sub = core.want(goal.context, t, wanted, goal.positions, depth=goal.depth + 1, base=goal.base + cost)
    core.step(goal, [sub], cost, build)
