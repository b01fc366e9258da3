"""Lists that are sorted by a key: any key under which the wanted order is the order, alone or before a second one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from pytest_aurora.language.expressions import Comprehension, Display, Expression
from pytest_aurora.language.forms import FORMS, sorted_by
from pytest_aurora.problem.types import EXACT, FLOAT, INT, STR, TIMES, tuple_of
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.walks import Walk

KEY_COST = 8
"""What a key may cost."""
SECOND_COST = 4
"""What a second key may cost."""
SORTED, PAIRED, NEGATED = 2, 2, 2
KEYS = (INT, FLOAT, STR, *EXACT, *TIMES)

Key = tuple[int, Expression, Sequence[Any]]
"""What a key costs, the key, and its value at each inner point."""


BY = FORMS["sorted:by"]


def deduce_orders(core: Core, scope: Context, fresh: Sequence[Entry]) -> None:
    """Offer `sorted(items, key=..)` to the goals outside that want the same items in another order."""
    outer, walk = scope.parent, scope.walk
    if outer is None or walk is None or not walk.plain or not core.has("neg"):
        return
    keys = [e for e in fresh if e.type in KEYS and e.cost <= KEY_COST and not e.fixed and not e.partial]
    for goal in tuple(outer.goals.values()) if keys else ():
        if goal.type.name == "list" and not goal.depth and _is_permuted(goal, walk):
            for entry in keys:
                for key in _directions(core, entry):
                    _try(core, goal, scope, walk, key)


def _is_permuted(goal: Goal, walk: Walk) -> bool:
    """Whether the goal wants the walk's items, and not in the order in which they come."""
    if walk.iteration.targets[0].type is not goal.type.args[0]:
        return False
    rows = [([step[0] for step in walk.steps[p]], list(goal.wanted[p])) for p in goal.positions]
    return (
        all(len(items) == len(wanted) for items, wanted in rows)
        and any(items != wanted for items, wanted in rows)
        and all(sorted(items, key=repr) == sorted(wanted, key=repr) for items, wanted in rows)
    )


def _directions(core: Core, entry: Entry) -> Iterator[Key]:
    """The key, and for numbers its opposite."""
    yield entry.cost, entry.expression, entry.values
    if entry.type is INT:
        yield entry.cost + NEGATED, core.apply("neg", INT, entry.expression), [-v for v in entry.values]


def _try(core: Core, goal: Goal, scope: Context, walk: Walk, key: Key) -> None:
    cost, expression, values = key
    if not _ascends(goal, scope, walk, values):
        return
    if _sorts(goal, scope, walk, values):
        goal.offer(walk.cost + cost + SORTED, Comprehension(BY, walk.iteration, expression, goal.type))
        return
    for t in KEYS:
        for entry in tuple(scope.bank.shelf(t).up_to(SECOND_COST)):
            for more, second, seconds in () if entry.fixed else _directions(core, entry):
                if _sorts(goal, scope, walk, list(zip(values, seconds, strict=True))):
                    pair = Display((expression, second), tuple_of(expression.type, second.type))
                    spent = walk.cost + cost + more + PAIRED + SORTED
                    goal.offer(spent, Comprehension(BY, walk.iteration, pair, goal.type))
                    return


def _rows(goal: Goal, scope: Context, walk: Walk, values: Sequence[Any]) -> Iterator[tuple[list[Any], Any, Any]]:
    for p in goal.positions:
        yield [step[0] for step in walk.steps[p]], values[slice(*scope.spans[p])], goal.wanted[p]


def _ascends(goal: Goal, scope: Context, walk: Walk, values: Sequence[Any]) -> bool:
    """Whether the key never falls along the wanted order."""
    for items, keys, wanted in _rows(goal, scope, walk, values):
        known = dict(zip(items, keys, strict=True))
        if any(known[a] > known[b] for a, b in pairwise(wanted)):
            return False
    return True


def _sorts(goal: Goal, scope: Context, walk: Walk, values: Sequence[Any]) -> bool:
    return all(sorted_by(keys, items) == wanted for items, keys, wanted in _rows(goal, scope, walk, values))
