"""A list that is a parameter with two items swapped: one place is known, the other is a goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pytest_aurora.language.expressions import Apply
from pytest_aurora.language.swaps import SWAPPED
from pytest_aurora.problem.types import INT
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal

PLACE_COST = 9
"""What the known place may cost."""
PLACES = 8
"""Known places of one list."""

Items = Sequence[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Swap:
    """A list, and for each point the places whose items changed: two, or none."""

    known: Entry
    places: Mapping[int, Sequence[int]]
    tried: set[tuple[int, ...]] = field(default_factory=set)
    """Known places, as they are at the points."""


@dataclass(slots=True)
class Swaps:
    """Those of one goal; None before they are looked for."""

    found: tuple[Swap, ...] | None = None


def deduce_swaps(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Want the other place, for each known one at which a swapped item stands."""
    if goal.type.name != "list" or goal.context.depth or goal.depth > 1 or len(goal.positions) < 2:
        return
    state = goal.index(Swaps)
    if state.found is None:
        state.found = tuple(_swaps(goal))
    for swap in state.found:
        for entry in fresh:
            if entry.type is INT and entry.cost <= PLACE_COST and not entry.partial:
                _want_other(core, goal, swap, entry)


def _swaps(goal: Goal) -> Iterator[Swap]:
    for known in goal.context.variables:
        if known.type is goal.type:
            places = {p: _changed(known.values[p], goal.wanted[p]) for p in goal.positions}
            if any(places.values()) and all(found is not None for found in places.values()):
                yield Swap(known, {p: found or () for p, found in places.items()})


def _changed(known: Items, wanted: Items) -> Sequence[int] | None:
    """The two places whose items are swapped, no place where nothing changed, None where something else did."""
    if len(known) != len(wanted):
        return None
    changed = [i for i, (a, b) in enumerate(zip(known, wanted, strict=True)) if a != b]
    if not changed:
        return changed
    swapped = len(changed) == 2 and [known[i] for i in changed] == [wanted[i] for i in reversed(changed)]
    return changed if swapped else None


def _want_other(core: Core, goal: Goal, swap: Swap, entry: Entry) -> None:
    key = tuple(entry.values[p] for p in goal.positions)
    if key in swap.tried or len(swap.tried) >= PLACES:
        return
    others: list[int | None] = [None] * len(goal.wanted)
    for p in goal.positions:
        items, changed, place = swap.known.values[p], swap.places[p], entry.values[p]
        if place not in (changed or range(len(items))):
            return
        if changed or items.count(items[place]) == 1:
            others[p] = sum(changed) - place if changed else place
    swap.tried.add(key)
    cost, t, known = SWAPPED.cost + swap.known.cost + entry.cost, goal.type, swap.known.expression
    positions = tuple(p for p in goal.positions if others[p] is not None)
    other = core.want(goal.context, INT, tuple(others), positions, depth=1, base=goal.base + cost)
    core.step(goal, [other], cost, lambda place: Apply(SWAPPED, (known, entry.expression, place), t))
