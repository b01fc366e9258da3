"""What an item is put together with or compared to, when that comes from outside the scope: a goal outside."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pytest_aurora.language.expressions import Expression
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, Type
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal, at_points

ITEM_COST = 3
"""What the part may cost that speaks of the item."""
BOUND_COST = 9
"""What a bound may cost that the items are compared to."""
PARTS = 4
"""Parts looked at for one goal."""
BOUNDS = 4
"""Bounds offered for one part."""


@dataclass(frozen=True, slots=True)
class Lift:
    """`component(item, outer)`, or with the two swapped, gives what is wanted.

    Attributes:
        outer: the outer value from what is wanted and the item, or None where there is none.
    """

    component: str
    cost: int
    outer: Callable[[Any, Any], Any]
    item_first: bool = True


def _quotient(wanted: int, item: int) -> int | None:
    return wanted // item if item and wanted % item == 0 else None


def _ratio(wanted: float, item: float) -> float | None:
    return wanted / item if item else None


def _inverse_ratio(wanted: float, item: float) -> float | None:
    return item / wanted if wanted else None


LIFTS: dict[Type, tuple[Lift, ...]] = {
    INT: (
        Lift("add", 2, operator.sub),
        Lift("sub", 2, lambda w, x: x - w),
        Lift("sub", 2, operator.add, item_first=False),
        Lift("mul", 2, _quotient),
    ),
    FLOAT: (
        Lift("add:float", 2, operator.sub),
        Lift("sub:float", 2, lambda w, x: x - w),
        Lift("mul:float", 2, _ratio),
        Lift("div:float", 2, _inverse_ratio),
    ),
}


def deduce_outer(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Want outside what is the same for all items of one outer point."""
    if goal.context.parent is None or not goal.context.spans or goal.depth > 1:
        return
    if goal.type != BOOL and "same" not in goal.tried:
        goal.tried.add("same")
        _same(core, goal)
    if goal.depth:
        return
    for entry in _parts(goal, fresh):
        if goal.type == BOOL and entry.type in (INT, STR, FLOAT):
            _equal(core, goal, entry)
        for lift in LIFTS.get(goal.type, ()) if entry.type is goal.type else ():
            _lift(core, goal, entry, lift)
    if goal.type in (BOOL, INT):
        _bounds(core, goal)


def _same(core: Core, goal: Goal) -> None:
    """What does not depend on the item at all."""
    groups = dict(_groups(goal))
    if any(len(places) > 1 for places in groups.values()):
        values = {outer: goal.wanted[places[0]] for outer, places in groups.items()}
        if all(goal.wanted[i] == values[outer] for outer, places in groups.items() for i in places):
            core.step(goal, [_want(core, goal, goal.type, values, 0)], 0, lambda outer: outer)


def _parts(goal: Goal, fresh: Sequence[Entry]) -> Iterator[Entry]:
    """Cheap entries that speak of the item, each once."""
    for entry in fresh:
        known = [k[1] for k in goal.tried if isinstance(k, tuple) and k[0] == "outer"]
        if len(known) >= PARTS:
            return
        if entry.cost <= ITEM_COST and not entry.fixed and not entry.partial and entry.type in (INT, STR, FLOAT):
            goal.tried.add(("outer", entry))
            yield entry


def _groups(goal: Goal) -> Iterator[tuple[int, list[int]]]:
    """The inner points that matter of each outer point."""
    inside = set(goal.positions)
    for outer, (begin, end) in enumerate(goal.context.spans):
        places = [i for i in range(begin, end) if i in inside]
        if places:
            yield outer, places


def _want(core: Core, goal: Goal, t: Type, values: dict[int, Any], cost: int) -> Goal | None:
    """A goal outside for these values, when there are several and not all are alike."""
    outer = goal.context.parent
    assert outer is not None
    if len(values) < 2 or None in values.values() or len(set(values.values())) < 2:
        return None
    wanted = at_points(values, outer.points)
    return core.want(outer, t, wanted, tuple(sorted(values)), depth=1, base=goal.base + cost)


def _lift(core: Core, goal: Goal, entry: Entry, lift: Lift) -> None:
    values: dict[int, Any] = {}
    for outer, places in _groups(goal):
        first = lift.outer(goal.wanted[places[0]], entry.values[places[0]])
        if first is None or any(lift.outer(goal.wanted[i], entry.values[i]) != first for i in places):
            return
        values[outer] = first
    cost = entry.cost + lift.cost
    core.step(goal, [_want(core, goal, goal.type, values, cost)], cost, _built(core, goal.type, entry, lift))


def _built(core: Core, t: Type, entry: Entry, lift: Lift) -> Callable[[Expression], Expression]:
    if lift.item_first:
        return lambda outer: core.apply(lift.component, t, entry.expression, outer)
    return lambda outer: core.apply(lift.component, t, outer, entry.expression)


def _equal(core: Core, goal: Goal, entry: Entry) -> None:
    """`item == outer`: of each outer point some items are alike, the others differ from them."""
    values: dict[int, Any] = {}
    for outer, places in _groups(goal):
        equal = {entry.values[i] for i in places if goal.wanted[i]}
        if len(equal) != 1 or any(entry.values[i] in equal for i in places if not goal.wanted[i]):
            return
        values[outer] = equal.pop()
    cost, name = entry.cost + 2, f"eq:{entry.type}"
    core.step(
        goal, [_want(core, goal, entry.type, values, cost)], cost,
        lambda outer: core.apply(name, BOOL, entry.expression, outer),
    )  # fmt: skip


# --- bounds ---------------------------------------------------------------------------------------------------------

Range = tuple[int, Any, Any]
"""An outer point, the greatest item below the bound, the least above it."""


def _bounds(core: Core, goal: Goal) -> None:
    """`item < outer`, `max(item, outer)` and their like, for what is known outside."""
    outer = goal.context.parent
    assert outer is not None
    for key in [k for k in goal.tried if isinstance(k, tuple) and k[0] == "outer"]:
        entry: Entry = key[1]
        known = [e for t in _comparable(entry.type) for e in outer.bank.shelf(t).up_to(BOUND_COST)]
        state = ("bounds", entry, len(known))
        if state in goal.tried or entry.type not in (INT, FLOAT):
            continue
        goal.tried.add(state)
        if goal.type == BOOL:
            for above in (True, False):
                _compare(core, goal, entry, known, above=above)
        elif entry.type == INT:
            for above in (True, False):
                _clamp(core, goal, entry, known, above=above)


def _clamp(core: Core, goal: Goal, entry: Entry, known: Sequence[Entry], *, above: bool) -> None:
    """Offer the cheapest bounds that hold the items back, where some are held back and some are not."""
    name, choose = ("min:int", min) if above else ("max:int", max)
    held: dict[int, int] = {}
    limits: dict[int, int] = {}
    for outer, places in _groups(goal):
        moved = {goal.wanted[i] for i in places if goal.wanted[i] != entry.values[i]}
        if len(moved) > 1 or any(choose(entry.values[i], goal.wanted[i]) != goal.wanted[i] for i in places):
            return
        if moved:
            held[outer] = moved.pop()
        free = [goal.wanted[i] for i in places if goal.wanted[i] == entry.values[i]]
        if free:
            limits[outer] = max(free) if above else min(free)
    if len(held) < 2 or not limits or not core.has(name):
        return
    fitting = (b for b in known if b.type == INT and not b.partial and all(b.values[p] == v for p, v in held.items()))
    whole = (b for b in fitting if all(choose(b.values[p], v) == v for p, v in limits.items()))
    for bound in islice(whole, BOUNDS):
        if _is_new(goal, entry, bound, name):
            goal.offer(entry.cost + bound.cost + 3, core.apply(name, INT, entry.expression, bound.expression))


def _comparable(t: Type) -> tuple[Type, ...]:
    return (INT, FLOAT) if t in (INT, FLOAT) else (t,)


def _compare(core: Core, goal: Goal, entry: Entry, known: Sequence[Entry], *, above: bool) -> None:
    """Offer the cheapest bounds between the items for which the condition holds and the others."""
    low_side = not above
    ranges: list[Range] = []
    for outer, places in _groups(goal):
        low = max((entry.values[i] for i in places if goal.wanted[i] is low_side), default=None)
        high = min((entry.values[i] for i in places if goal.wanted[i] is not low_side), default=None)
        if low is not None and high is not None and low >= high:
            return
        ranges.append((outer, low, high))
    found = 0
    for bound in known:
        if bound.partial or (bound.fixed and goal.context.depth == 1):
            continue
        for strict, name in ((True, "lt"), (False, "le")):
            if _separates(bound, ranges, above=above, strict=strict):
                _offer(core, goal, entry, bound, name, above=above)
                found += 1
        if found >= BOUNDS:
            return


def _separates(bound: Entry, ranges: Sequence[Range], *, above: bool, strict: bool) -> bool:
    """Whether the bound lies between the two sides; a strict comparison leaves it to those that do not hold."""
    includes_low = above is strict
    for outer, low, high in ranges:
        value = bound.values[outer]
        if low is not None and (value < low if includes_low else value <= low):
            return False
        if high is not None and (value >= high if includes_low else value > high):
            return False
    return True


def _offer(core: Core, goal: Goal, entry: Entry, bound: Entry, name: str, *, above: bool) -> None:
    if entry.type == bound.type:
        component = f"{name}:{entry.type}"
    else:
        component = f"{name}:{entry.type}:{bound.type}" if not above else f"{name}:{bound.type}:{entry.type}"
    if core.has(component) and _is_new(goal, entry, bound, component):
        sides = (bound.expression, entry.expression) if above else (entry.expression, bound.expression)
        goal.offer(entry.cost + bound.cost + 2 + (name == "le"), core.apply(component, BOOL, *sides))


def _is_new(goal: Goal, entry: Entry, bound: Entry, component: str) -> bool:
    """Whether the two have not been put together: the same bounds are found again when more are known."""
    key = ("bound", entry, bound, component)
    if key in goal.tried:
        return False
    goal.tried.add(key)
    return True
