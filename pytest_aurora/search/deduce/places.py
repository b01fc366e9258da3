"""A list that differs from a known one at a few places: where, and what stands there, are goals of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any

from pytest_aurora.language.expressions import Constant, Display, Expression
from pytest_aurora.problem.types import INT, Type
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal

KNOWN_COST = 3
"""What the known list may cost."""
KNOWN = 6
"""Known lists tried for one goal."""
PLACES = 3
"""Constant places at which a list may differ."""
FARTHEST = 10
EDIT = 5
"""What an edit costs besides the list, the place and the item."""

Items = Sequence[Any]


def deduce_places(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Replace, swap, insert and remove at places that are constant or goals."""
    if goal.type.name != "list" or goal.depth or goal.context.depth or not core.has("insert"):
        return
    for entry in fresh:
        if entry.type is not goal.type or entry.cost > KNOWN_COST or entry.fixed or entry.partial:
            continue
        if sum(isinstance(k, tuple) and k[0] == "places" for k in goal.tried) >= KNOWN:
            return
        growth = {len(goal.wanted[p]) - len(entry.values[p]) for p in goal.positions}
        if len(growth) == 1 and (by := growth.pop()) in (-1, 0, 1):
            goal.tried.add(("places", entry))
            (_replace if by == 0 else _insert if by == 1 else _remove)(core, goal, entry)


def _want(core: Core, goal: Goal, t: Type, values: dict[int, Any], cost: int) -> Goal | None:
    wanted = tuple(values.get(p) for p in range(len(goal.wanted)))
    return core.want(goal.context, t, wanted, goal.positions, depth=1, base=goal.base + cost, branching=t is not INT)


# --- replacing ------------------------------------------------------------------------------------------------------


def _replace(core: Core, goal: Goal, known: Entry) -> None:
    changed = {p: _differences(known.values[p], goal.wanted[p]) for p in goal.positions}
    places = sorted({i for found in changed.values() for i in found})
    cost = known.cost + EDIT
    if not places:
        return
    if len(places) <= PLACES and all(len(known.values[p]) > places[-1] for p in goal.positions):
        _at_constants(core, goal, known, places)
    if len(places) > 1 and all(len(found) == 1 for found in changed.values()):
        element = goal.type.args[0]
        place = _want(core, goal, INT, {p: found[0] for p, found in changed.items()}, cost)
        item = _want(core, goal, element, {p: goal.wanted[p][found[0]] for p, found in changed.items()}, cost)
        core.step(
            goal, [place, item], cost,
            lambda i, x: core.apply("replace:index", goal.type, known.expression, i, x),
        )  # fmt: skip


def _differences(known: Items, wanted: Items) -> list[int]:
    return [i for i, (a, b) in enumerate(zip(known, wanted, strict=True)) if a != b]


def _at_constants(core: Core, goal: Goal, known: Entry, places: Sequence[int]) -> None:
    if places[-1] > FARTHEST:
        return
    cost, element = known.cost + EDIT + 2 * len(places), goal.type.args[0]
    items = [_want(core, goal, element, {p: goal.wanted[p][i] for p in goal.positions}, cost) for i in places]
    core.step(goal, items, cost, lambda *new: _spliced(core, goal.type, known.expression, places, new))


def _spliced(core: Core, t: Type, known: Expression, places: Sequence[int], items: Sequence[Expression]) -> Expression:
    """The list with new items at the places: slices of it and displays."""
    parts = list(_parts(core, t, known, places, items))
    return reduce(lambda left, right: core.apply("concat", t, left, right), parts)


def _parts(
    core: Core, t: Type, known: Expression, places: Sequence[int], items: Sequence[Expression]
) -> Iterator[Expression]:
    begin = 0
    for place, item in zip(places, items, strict=True):
        if place > begin:
            yield _slice(core, t, known, begin, place)
        yield Display((item,), t)
        begin = place + 1
    yield core.apply("drop", t, known, Constant(begin, INT))


def _slice(core: Core, t: Type, known: Expression, begin: int, end: int) -> Expression:
    if not begin:
        return core.apply("take", t, known, Constant(end, INT))
    return core.apply("slice", t, known, Constant(begin, INT), Constant(end, INT))


# --- inserting and removing -----------------------------------------------------------------------------------------


def _insert(core: Core, goal: Goal, known: Entry) -> None:
    fits = {p: _gaps(known.values[p], goal.wanted[p]) for p in goal.positions}
    if not all(fits.values()):
        return
    cost, element = known.cost + EDIT, goal.type.args[0]
    common = set.intersection(*map(set, fits.values()))
    places = {p: min(common or found) for p, found in fits.items()}
    item = _want(core, goal, element, {p: goal.wanted[p][i] for p, i in places.items()}, cost)
    known_list = known.expression
    if common:
        place = Constant(min(common), INT)
        core.step(goal, [item], cost + 2, lambda x: core.apply("insert", goal.type, known_list, place, x))
    else:
        index = _want(core, goal, INT, places, cost)
        core.step(goal, [index, item], cost, lambda i, x: core.apply("insert", goal.type, known_list, i, x))


def _gaps(short: Items, long: Items) -> list[int]:
    """Places of the longer list without whose item it is the shorter one."""
    return [i for i in range(len(long)) if long[:i] == short[:i] and long[i + 1 :] == short[i:]]


def _remove(core: Core, goal: Goal, known: Entry) -> None:
    fits = {p: _gaps(goal.wanted[p], known.values[p]) for p in goal.positions}
    if all(fits.values()) and not set.intersection(*map(set, fits.values())):
        cost = known.cost + EDIT
        index = _want(core, goal, INT, {p: found[0] for p, found in fits.items()}, cost)
        core.step(goal, [index], cost, lambda i: core.apply("without:index", goal.type, known.expression, i))
