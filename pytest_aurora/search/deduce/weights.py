"""Numbers as `k * x + y`: the weight `k`, which no example shows, is solved for from what is wanted."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from pytest_aurora.language.expressions import Constant
from pytest_aurora.problem.types import INT
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.fits import LARGEST, number_cost
from pytest_aurora.search.goal import Goal, project

PART_COST = 10
"""What each of the two parts may cost."""
PARTS = 10_000
"""Entries that one goal looks at."""
ALIKE = 2
"""Entries kept whose values are multiples of each other's."""
POINTS = 3
"""Different values that each part must have: fewer tell too little of a weight."""

Direction = tuple[int, ...]


@dataclass(slots=True)
class Parts:
    """Entries by their direction, and by the direction of what is left of the wanted values without them."""

    weighed: dict[Direction, list[tuple[int, Entry]]] = field(default_factory=lambda: defaultdict(list))
    added: dict[Direction, list[tuple[int, Entry]]] = field(default_factory=lambda: defaultdict(list))
    count: int = 0


def deduce_weights(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Offer `k * x + y` for the one whole `k` that fits at all points."""
    if goal.type is not INT or goal.depth or goal.context.depth or len(goal.positions) < POINTS or not core.has("mul"):
        return
    parts = goal.index(Parts)
    wanted = goal.projected
    for entry in fresh:
        if entry.type is not INT or entry.cost > PART_COST or entry.partial or parts.count >= PARTS:
            continue
        values = project(entry.values, goal.positions)
        if len(set(values)) >= POINTS:
            parts.count += 1
            _weigh(core, goal, parts, entry, values, wanted)


def _weigh(core: Core, goal: Goal, parts: Parts, entry: Entry, values: Sequence[int], wanted: Sequence[int]) -> None:
    rest = [w - v for w, v in zip(wanted, values, strict=True)]
    (size, toward), (left, missing) = direction(values), direction(rest)
    for length, x in parts.weighed.get(missing, ()):
        _offer(core, goal, left, length, x, entry)
    for length, y in parts.added.get(toward, ()):
        _offer(core, goal, length, size, entry, y)
    for index, key, length in ((parts.weighed, toward, size), (parts.added, missing, left)):
        if len(index[key]) < ALIKE and length:
            index[key].append((length, entry))


def direction(values: Sequence[int]) -> tuple[int, Direction]:
    """The length and the smallest whole vector of which the values are a multiple; the length may be negative."""
    length = math.gcd(*values)
    if not length:
        return 0, tuple(values)
    if next(value for value in values if value) < 0:
        length = -length
    return length, tuple(value // length for value in values)


def _offer(core: Core, goal: Goal, rest: int, length: int, x: Entry, y: Entry) -> None:
    weight, odd = divmod(rest, length)
    if odd or not 1 < abs(weight) <= LARGEST:
        return
    product = core.apply("mul", INT, x.expression, Constant(abs(weight), INT))
    total = ("add", product, y.expression) if weight > 0 else ("sub", y.expression, product)
    cost = sum(core.cost_of(core.by_name[name], INT) for name in ("mul", total[0]))
    goal.offer(x.cost + y.cost + cost + number_cost(weight), core.apply(total[0], INT, *total[1:]))
