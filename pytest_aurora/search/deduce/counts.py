"""Counts and sums under conditions: what a comprehension's `if` may be is tried by masks alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, compress

from pytest_aurora.language.expressions import Comprehension, Expression, Logical
from pytest_aurora.language.forms import FORMS
from pytest_aurora.problem.types import FLOAT, INT
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.closings import negated
from pytest_aurora.search.context import Context, mask_of
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.logic import CONNECTIVE
from pytest_aurora.search.goal import Goal

COUNT = FORMS["countif"]
CONDITIONS = 60
"""Conditions that are tried in pairs."""
SUM = FORMS["sum"]
BODIES = 20
"""Numbers of a scope whose sums are tried under conditions."""
BODY_COST = 5


def deduce_counts(core: Core, scope: Context, fresh: Sequence[Entry]) -> None:
    """`sum(p and q for ..)` and `sum(p or q for ..)` for the goals outside that want such numbers."""
    outer, walk = scope.parent, scope.walk
    if walk is None or outer is None or not any(entry.type.name == "bool" for entry in fresh):
        return
    goals = [goal for goal in outer.goals.values() if goal.type is INT and not goal.depth]
    if not goals:
        return
    conditions = _conditions(scope)
    parts = {entry: _by_point(scope, entry) for entry in conditions}
    for first, second in combinations(conditions, 2):
        for goal in goals:
            _count(goal, walk.cost, scope, (first, parts[first]), (second, parts[second]))


def deduce_sums(core: Core, scope: Context, fresh: Sequence[Entry]) -> None:
    """`sum(body for .. if condition)` for the goals outside that want such numbers."""
    outer, walk = scope.parent, scope.walk
    if walk is None or outer is None or not fresh:
        return
    for goal in [goal for goal in outer.goals.values() if goal.type in (INT, FLOAT) and not goal.depth]:
        shelf = scope.bank.shelf(goal.type)
        bodies = [entry for entry in shelf.up_to(BODY_COST) if not entry.fixed and not entry.partial][:BODIES]
        for body in bodies:
            for condition in _conditions(scope):
                if (body, condition.expression) not in goal.tried:
                    goal.tried.add((body, condition.expression))
                    _sum(goal, walk.cost, scope, body, condition)


def _conditions(scope: Context) -> list[Entry]:
    """The cheapest conditions of a scope and their opposites."""
    known = scope.predicates.values()
    return sorted((*known, *map(negated, known)), key=lambda entry: entry.cost)[:CONDITIONS]


def _sum(goal: Goal, cost: int, scope: Context, body: Entry, condition: Entry) -> None:
    for i in goal.positions:
        begin, end = scope.spans[i]
        if sum(compress(body.values[begin:end], condition.values[begin:end])) != goal.wanted[i]:
            return
    assert scope.walk is not None
    summed = Comprehension(SUM, scope.walk.iteration, body.expression, goal.type, condition=condition.expression)
    goal.offer(cost + body.cost + condition.cost + 1 + SUM.cost, summed)


def _by_point(scope: Context, entry: Entry) -> tuple[int, ...]:
    """The mask of each outer point's items for which the condition holds."""
    return tuple(mask_of(entry.values[begin:end]) for begin, end in scope.spans)


def _count(
    goal: Goal,
    cost: int,
    scope: Context,
    first: tuple[Entry, tuple[int, ...]],
    second: tuple[Entry, tuple[int, ...]],
) -> None:
    (p, left), (q, right) = first, second
    for operator in ("and", "or"):
        if all(_size(left[i], right[i], operator) == goal.wanted[i] for i in goal.positions):
            condition = Logical(operator, (p.expression, q.expression))
            goal.offer(cost + p.cost + q.cost + CONNECTIVE + COUNT.cost, _closed(scope, condition))


def _size(left: int, right: int, operator: str) -> int:
    return (left & right if operator == "and" else left | right).bit_count()


def _closed(scope: Context, condition: Expression) -> Expression:
    assert scope.walk is not None
    return Comprehension(COUNT, scope.walk.iteration, condition, INT)
