"""Comparisons of two items that a scope runs over together: they are there from the start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from operator import eq, lt
from typing import Any

from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core

Test = Callable[[Any, Any], bool]

COMPARED_COST = 4
"""What a comparison of two variables costs."""


def add_comparisons(core: Core, scope: Context, fresh: Sequence[Entry]) -> None:
    """Put `a == b`, `a < b` and `b < a` into a scope's bank for two of its own numbers or texts."""
    if not scope.depth or scope.bank.level:
        return
    own = [entry for entry in fresh if entry in scope.variables and entry.type in (INT, FLOAT, STR)]
    for one, other in combinations(own, 2):
        if one.type is other.type:
            _compare(core, scope, "eq", eq, one, other)
            for low, high in ((one, other), (other, one)):
                _compare(core, scope, "lt", lt, low, high)


def _compare(core: Core, scope: Context, name: str, test: Test, one: Entry, other: Entry) -> None:
    component = f"{name}:{one.type}"
    if core.has(component):
        holds = tuple(map(test, one.values, other.values))
        scope.bank.add(core.apply(component, BOOL, one.expression, other.expression), BOOL, COMPARED_COST, holds)
