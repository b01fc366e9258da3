"""Conditions that cut a number's range in two, where the examples say that something changes there."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from pytest_aurora.language.expressions import Constant
from pytest_aurora.problem.types import BOOL, FLOAT, INT, Type
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import full_mask
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.fits import roundest
from pytest_aurora.search.goal import Goal

THRESHOLD = 4
"""What a condition costs beyond the number that it looks at."""
NUMBER_COST = 3
NUMBERS = 10
"""Numbers that are looked at."""
DECIMALS = 4
LARGEST = 10**9
CLASSES = 0.67
"""How many different results there may be for each example: less, and they are cases that recur."""


def thresholds(core: Core, goal: Goal, *, both_ways: bool = False) -> Iterator[tuple[int, Entry]]:
    """Tests `x < k` or `x >= k` with the points at which they hold: `k` is the roundest number that parts two examples.

    Of the two tests of one number the one that holds at the first point, unless both are asked for. When almost each
    example wants another result, there is nothing to tell from them but a bound that two neighbours show.
    """
    wanted = [goal.wanted[i] for i in goal.positions]
    told = len(set(map(repr, wanted))) <= CLASSES * len(wanted)
    for entry in islice(_numbers(goal), NUMBERS):
        if core.has(f"le:{entry.type.name}") and core.has(f"lt:{entry.type.name}"):
            yield from _cuts(core, goal, entry, both_ways=both_ways, exact_only=not told)


def _numbers(goal: Goal) -> Iterator[Entry]:
    for t in (INT, FLOAT):
        shelf = goal.context.bank.shelves.get(t)
        for entry in shelf.up_to(NUMBER_COST) if shelf else ():
            if not entry.fixed and all(_is_plain(entry.values[i]) for i in goal.positions):
                yield entry


def _is_plain(number: float) -> bool:
    return math.isfinite(number) and abs(number) < LARGEST


def _cuts(core: Core, goal: Goal, entry: Entry, *, both_ways: bool, exact_only: bool) -> Iterator[tuple[int, Entry]]:
    values = entry.values
    pairs = list(pairwise(sorted({values[i] for i in goal.positions})))
    shown = _shown_bounds(pairs) if entry.type == INT else set()
    for low, high in pairs:
        exact = (low, high) in shown
        if exact_only and not exact:
            continue
        k = between(low, high, entry.type)
        first = values[goal.positions[0]] >= k
        for above in (first, not first)[: 1 + both_ways]:
            points = tuple(i for i in goal.positions if (values[i] >= k) == above)
            yield full_mask(points, goal.context.points), _test(core, entry, Cut(k, above, exact))


def _shown_bounds(pairs: Sequence[tuple[float, float]]) -> set[tuple[float, float]]:
    """Neighbours, where most numbers lie further apart: somebody wanted to show what changes between them."""
    neighbours = {(low, high) for low, high in pairs if high - low == 1}
    return neighbours if 2 * len(neighbours) <= len(pairs) else set()


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a range is cut in two.

    Attributes:
        bound: the least number above.
        above: whether the numbers above are meant.
        exact: the examples show the whole number before the bound, too.
    """

    bound: float
    above: bool
    exact: bool


def _test(core: Core, entry: Entry, cut: Cut) -> Entry:
    kind = entry.type.name
    bound = Constant(cut.bound, entry.type)
    arguments = (bound, entry.expression) if cut.above else (entry.expression, bound)
    expression = core.apply(f"le:{kind}" if cut.above else f"lt:{kind}", BOOL, *arguments)
    return Entry(expression, BOOL, entry.cost + THRESHOLD - cut.exact, ())


def between(low: float, high: float, t: Type) -> float:
    """The number with the fewest digits that is above `low` and not above `high`."""
    if t == INT:
        return roundest(int(low) + 1, int(high))
    for scale in (10**digits for digits in range(DECIMALS + 1)):
        first, last = math.floor(round(low * scale, 6)) + 1, math.floor(round(high * scale, 6))
        found = float(roundest(first, last) / scale) if first <= last else low
        if low < found <= high:
            return found
    return high
