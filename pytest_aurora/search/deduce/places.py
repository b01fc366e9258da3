"""A list that differs from a known one at a few places: where, and what stands there, are goals of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

from pytest_aurora.language.expressions import Constant, Display, Expression
from pytest_aurora.problem.types import INT, Type
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal, at_points

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


def _place(core: Core, goal: Goal, places: Mapping[int, Sequence[int]], cost: int) -> Goal | None:
    """The place, where it is certain at two points or more."""
    found = {p: possible[0] for p, possible in places.items() if len(possible) == 1}
    if len(found) < 2:
        return None
    wanted = at_points(found, len(goal.wanted))
    return core.want(goal.context, INT, wanted, tuple(found), depth=1, base=goal.base + cost)


def _item(core: Core, goal: Goal, items: Mapping[int, Any], cost: int) -> Goal | None:
    """What stands at the place, at the points at which that is known."""
    wanted, element = at_points(items, len(goal.wanted)), goal.type.args[0]
    return core.want(goal.context, element, wanted, tuple(items), depth=1, base=goal.base + cost, branching=True)


# --- replacing ------------------------------------------------------------------------------------------------------


def _replace(core: Core, goal: Goal, known: Entry) -> None:
    changed = {p: _differences(known.values[p], goal.wanted[p]) for p in goal.positions}
    places = sorted({i for found in changed.values() for i in found})
    if not places:
        return
    if len(places) <= PLACES and all(len(known.values[p]) > places[-1] for p in goal.positions):
        _at_constants(core, goal, known, places)
    if len(places) > 1 and all(len(found) <= 1 for found in changed.values()):
        _at_one(core, goal, known, changed)


def _at_one(core: Core, goal: Goal, known: Entry, changed: Mapping[int, Sequence[int]]) -> None:
    """One item is replaced, at the last place or at one that is computed; it may be by the same item."""
    cost, t, before = known.cost + EDIT, goal.type, known.expression
    item = _item(core, goal, {p: goal.wanted[p][found[0]] for p, found in changed.items() if found}, cost)
    if all(not found or found[0] == len(known.values[p]) - 1 for p, found in changed.items()):
        most = core.apply("take", t, before, Constant(-1, INT))
        core.step(goal, [item], cost, lambda x: core.apply("concat", t, most, Display((x,), t)))
    else:
        place = _place(core, goal, changed, cost)
        core.step(goal, [place, item], cost, lambda i, x: core.apply("replace:index", t, before, i, x))


def _differences(known: Items, wanted: Items) -> list[int]:
    return [i for i, (a, b) in enumerate(zip(known, wanted, strict=True)) if a != b]


def _at_constants(core: Core, goal: Goal, known: Entry, places: Sequence[int]) -> None:
    if places[-1] > FARTHEST:
        return
    cost = known.cost + EDIT + 2 * len(places)
    items = [_item(core, goal, {p: goal.wanted[p][i] for p in goal.positions}, cost) for i in places]
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
    cost, t, before = known.cost + EDIT, goal.type, known.expression
    item = _item(core, goal, {p: goal.wanted[p][found[0]] for p, found in fits.items()}, cost)
    from_start = set.intersection(*map(set, fits.values()))
    from_end = set.intersection(*({i - len(known.values[p]) for i in found} for p, found in fits.items()))
    if 0 in from_start:
        core.step(goal, [item], cost, lambda x: core.apply("concat", t, Display((x,), t), before))
    elif 0 in from_end:
        core.step(goal, [item], cost, lambda x: core.apply("concat", t, before, Display((x,), t)))
    elif from_start or from_end:
        place = Constant(min(from_start) if from_start else max(from_end), INT)
        core.step(goal, [item], cost + 2, lambda x: core.apply("insert", t, before, place, x))
    else:
        index = _place(core, goal, fits, cost)
        core.step(goal, [index, item], cost, lambda i, x: core.apply("insert", t, before, i, x))


def _gaps(short: Items, long: Items) -> list[int]:
    """Places of the longer list without whose item it is the shorter one."""
    return [i for i in range(len(long)) if long[:i] == short[:i] and long[i + 1 :] == short[i:]]


def _remove(core: Core, goal: Goal, known: Entry) -> None:
    fits = {p: _gaps(goal.wanted[p], known.values[p]) for p in goal.positions}
    if all(fits.values()) and not set.intersection(*map(set, fits.values())):
        cost = known.cost + EDIT
        index = _place(core, goal, fits, cost)
        core.step(goal, [index], cost, lambda i: core.apply("without:index", goal.type, known.expression, i))
