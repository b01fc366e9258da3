"""A list that is a parameter with two items swapped: one place is known, the other is a goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pytest_aurora.language.expressions import Apply, Constant, Variable
from pytest_aurora.language.swaps import SWAPPED, swapped
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import cover
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal, at_points

PLACE_COST = 9
"""What the known place may cost."""
CASE_COST = 4
"""What two constant places cost."""
COMPARED_COST = 4
"""What it costs to ask whether the items at two constant places are out of order."""
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
            _add_cases(core, goal, swap)
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
    exchanged = len(changed) == 2 and [known[i] for i in changed] == [wanted[i] for i in reversed(changed)]
    return changed if exchanged else None


def _add_cases(core: Core, goal: Goal, swap: Swap) -> None:
    """Where not the same two items are swapped everywhere: swaps at constant places, as cases of a conditional."""
    terms, pairs = goal.context.coverage.get(goal), set(map(tuple, swap.places.values()))
    if terms is None or len(pairs) == 1:
        return
    for pair in sorted(pairs - {()}):
        values = tuple(swapped(items, *pair) if max(pair) < len(items) else None for items in swap.known.values)
        places = [Constant(place, INT) for place in pair]
        expression = Apply(SWAPPED, (swap.known.expression, *places), goal.type)
        cover(goal, terms, Entry(expression, goal.type, SWAPPED.cost + swap.known.cost + CASE_COST, values))
        _compare(core, goal, swap.known, pair)


def _compare(core: Core, goal: Goal, known: Entry, pair: tuple[int, ...]) -> None:
    """Whether the two items are out of order is a likely reason to swap them."""
    t, lt = goal.type.args[0], f"lt:{goal.type.args[0]}"
    if t not in (INT, FLOAT, STR) or not core.has(lt) or min(map(len, known.values)) <= max(pair):
        return
    one, other = (core.apply("at", t, known.expression, Constant(place, INT)) for place in pair)
    holds = tuple(items[pair[1]] < items[pair[0]] for items in known.values)
    goal.context.bank.add(core.apply(lt, BOOL, other, one), BOOL, COMPARED_COST, holds)


def _want_other(core: Core, goal: Goal, swap: Swap, entry: Entry) -> None:
    key = tuple(entry.values[p] for p in goal.positions)
    if key in swap.tried or len(swap.tried) >= PLACES:
        return
    others = _others(swap, entry)
    if others is None or (not isinstance(entry.expression, Variable) and _is_case(swap, key, others)):
        return
    swap.tried.add(key)
    cost, t, known = SWAPPED.cost + swap.known.cost + entry.cost, goal.type, swap.known.expression
    wanted = at_points(others, len(goal.wanted))
    other = core.want(goal.context, INT, wanted, tuple(others), depth=1, base=goal.base + cost)
    core.step(goal, [other], cost, lambda place: Apply(SWAPPED, (known, entry.expression, place), t))


def _others(swap: Swap, entry: Entry) -> dict[int, int] | None:
    """The other place at each point at which it is certain; None where no swapped item stands at the known one."""
    others = {}
    for p, changed in swap.places.items():
        items, place = swap.known.values[p], entry.values[p]
        if place not in (changed or range(len(items))):
            return None
        if changed:
            others[p] = sum(changed) - place
        elif items.count(items[place]) == 1:
            others[p] = place
    return others


def _is_case(swap: Swap, key: Sequence[int], others: Mapping[int, int]) -> bool:
    """Whether the same two items are swapped or nothing is: then a conditional says so."""
    return len({*key, *others.values()}) == 2 and not all(swap.places.values())
