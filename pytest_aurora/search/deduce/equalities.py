"""A condition that two values are equal, or a number and a solved remainder: joined by hash, never by trying pairs."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from pytest_aurora.problem.types import BOOL, INT, STR, Type
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal, project

SIDE_COST = 7
"""What a side may cost."""
EQUAL = 2
TRUE_POINTS = 3
"""Points at which the condition must hold."""
MEMBERS = 40
"""Entries with the same values where the condition holds."""

Index = dict[tuple[Type, Hashable], list[Entry]]


def deduce_equalities(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Offer `a == b` for entries that are equal exactly where the condition must hold."""
    if goal.type != BOOL:
        return
    holds = tuple(i for i in goal.positions if goal.wanted[i])
    fails = tuple(i for i in goal.positions if not goal.wanted[i])
    if len(holds) < TRUE_POINTS or not fails:
        return
    index: Index = goal.index(dict)
    for entry in fresh:
        if entry.type in (INT, STR) and entry.cost <= SIDE_COST and not entry.partial:
            others = index.setdefault((entry.type, project(entry.values, holds)), [])
            for other in others:
                if not (other.fixed and entry.fixed) and _differ(entry.values, other.values, fails):
                    equal = core.apply(f"eq:{entry.type}", BOOL, other.expression, entry.expression)
                    goal.offer(entry.cost + other.cost + EQUAL, equal)
            if len(others) < MEMBERS:
                others.append(entry)


def _differ(a: Values, b: Values, places: Sequence[int]) -> bool:
    return all(a[i] != b[i] for i in places)
