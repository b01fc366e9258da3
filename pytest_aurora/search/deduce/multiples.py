"""Conditions that part whole numbers by what divides them, where results come and go along the number line."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby

from pytest_aurora.language.expressions import Constant
from pytest_aurora.problem.types import BOOL, FLOAT, INT
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import full_mask
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal

MULTIPLE = 4
"""What a condition costs beyond the number that it looks at."""
LARGEST = 1000
"""Divisors looked at."""
REMAINDER = 6
"""What a condition on a remainder that is not 0 costs beyond the number."""
SMALL = range(2, 13)
"""Divisors whose remainders are looked at."""
SUPPORT = 2
"""Numbers of which such a condition must hold."""


def comes_and_goes(goal: Goal) -> bool:
    """Whether results recur along the one number that is known: they are not those of ranges, then."""
    numbers = [entry for entry in goal.context.variables if entry.type in (INT, FLOAT)]
    if len(numbers) != 1:
        return False
    ordered = sorted(goal.positions, key=lambda i: numbers[0].values[i])
    runs = [result for result, _ in groupby(repr(goal.wanted[i]) for i in ordered)]
    return len(runs) > len(set(runs))


def multiples(core: Core, goal: Goal) -> Iterator[tuple[int, Entry]]:
    """Tests `x % k == 0` with the points at which they hold: `k` is the greatest divisor of one result's numbers."""
    for number in (entry for entry in goal.context.variables if entry.type == INT):
        for k in _divisors(goal, number):
            points = tuple(i for i in goal.positions if number.values[i] % k == 0)
            test = core.apply("divides", BOOL, number.expression, Constant(k, INT))
            yield full_mask(points, goal.context.points), Entry(test, BOOL, number.cost + MULTIPLE, ())


def _divisors(goal: Goal, number: Entry) -> list[int]:
    found: dict[str, int] = {}
    for i in goal.positions:
        result = repr(goal.wanted[i])
        found[result] = math.gcd(found.get(result, 0), number.values[i])
    return sorted({k for k in found.values() if 1 < k <= LARGEST})


def remainders(core: Core, goal: Goal) -> Iterator[tuple[int, Entry]]:
    """Tests `x % k == r` that hold only where a truth value is wanted, or everywhere there, with their points."""
    holds = {i for i in goal.positions if goal.wanted[i]}
    if len(holds) < SUPPORT or not core.has("mod"):
        return
    for number in (entry for entry in goal.context.variables if entry.type == INT):
        for k in SMALL:
            for r in sorted({number.values[i] % k for i in holds}):
                points = {i for i in goal.positions if number.values[i] % k == r}
                if SUPPORT <= len(points) < len(goal.positions) and (points <= holds or points >= holds):
                    yield full_mask(tuple(points), goal.context.points), _test(core, number, k, r)


def _test(core: Core, number: Entry, k: int, r: int) -> Entry:
    divisor = Constant(k, INT)
    if r == 0:
        return Entry(core.apply("divides", BOOL, number.expression, divisor), BOOL, number.cost + MULTIPLE, ())
    remainder = core.apply("mod", INT, number.expression, divisor)
    test = core.apply("eq:int", BOOL, remainder, Constant(r, INT))
    return Entry(test, BOOL, number.cost + REMAINDER, ())
