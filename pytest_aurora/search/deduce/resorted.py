"""Lists in an order of their own: what they hold is found in the order of the items, and sorted before or after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pytest_aurora.language.expressions import Comprehension, Expression, Variable
from pytest_aurora.language.forms import FORMS
from pytest_aurora.problem.types import list_of
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.orders import KEYS
from pytest_aurora.search.goal import Build, Goal, at_points
from pytest_aurora.search.walks import Walk

LIST, BY, BY_DESC = FORMS["listcomp"], FORMS["sorted:by"], FORMS["sorted:by:desc"]
BODY_COST = 4
"""What is made of each item may cost so much, and a key."""
SORTED = {"sorted": False, "sorted:desc": True}
"""Components that sort, and whether they begin with the greatest."""
KEYED = 2
"""What sorting by a key costs besides the key."""

Rows = dict[int, list[Any]]
"""A list for each point."""


def deduce_resorted(core: Core, scope: Context, fresh: Sequence[Entry]) -> None:
    """Offer `sorted(f(x) for x in xs if ..)`, `[f(x) for x in sorted(xs, key=..)]` and `sorted([.. if ..], key=..)`.

    The goals outside tell which items are meant; what is left, the same without the order, is a goal of its own.
    """
    outer, walk = scope.parent, scope.walk
    if outer is None or walk is None or not walk.plain:
        return
    entries = [e for e in fresh if e.cost <= BODY_COST and not e.fixed and not e.partial]
    goals = [g for g in outer.goals.values() if g.type.name == "list" and not g.depth] if entries else []
    for goal in goals:
        for entry in entries:
            if entry.type is goal.type.args[0]:
                _resort(core, goal, scope, walk, entry)
            if entry.type in KEYS:
                _order_kept(core, goal, scope, walk, entry)


def _resort(core: Core, goal: Goal, scope: Context, walk: Walk, entry: Entry) -> None:
    """What is made of some items, in another order than theirs."""
    made = _by_point(goal, scope, entry.values)
    kept = _kept(goal, made)
    if kept is None:
        return
    natural = next((name for name in SORTED if core.has(name) and _is_sorted(goal, name)), None)
    if natural is not None:
        same = core.want(goal.context, goal.type, _spread(goal, kept), goal.positions, depth=1, base=goal.base + 2)
        cost = core.cost_of(core.by_name[natural], goal.type)
        core.step(goal, [same], cost, lambda e: core.apply(natural, goal.type, e))
    elif not isinstance(entry.expression, Variable):
        _map_ordered(core, goal, walk, entry, made)


def _map_ordered(core: Core, goal: Goal, walk: Walk, entry: Entry, made: Rows) -> None:
    """The items themselves in the wanted order, where each gives something else."""
    items = _items(goal, walk)
    if any(len(set(row)) < len(row) for row in made.values()):
        return
    chosen = {p: [dict(zip(made[p], items[p], strict=True))[w] for w in goal.wanted[p]] for p in goal.positions}
    t = list_of(walk.iteration.targets[0].type)
    ordered = core.want(goal.context, t, _spread(goal, chosen), goal.positions, depth=0, base=goal.base + 1)
    core.step(goal, [ordered], entry.cost + 1, _over(walk, entry.expression, goal))


def _over(walk: Walk, body: Expression, goal: Goal) -> Build:
    return lambda e: Comprehension(LIST, replace(walk.iteration, arguments=(e,)), body, goal.type)


def _order_kept(core: Core, goal: Goal, scope: Context, walk: Walk, key: Entry) -> None:
    """Some of the items, by a key: which of them is a goal of its own."""
    if walk.iteration.targets[0].type is not goal.type.args[0]:
        return
    items = _items(goal, walk)
    kept = _kept(goal, items)
    if kept is None or all(len(kept[p]) == len(items[p]) for p in goal.positions):
        return
    keys = _by_point(goal, scope, key.values)
    known = {p: dict(zip(items[p], keys[p], strict=True)) for p in goal.positions}
    for form in (BY, BY_DESC):
        if _is_ordered(goal, kept, known, form is BY_DESC):
            same = core.want(goal.context, goal.type, _spread(goal, kept), goal.positions, depth=1, base=goal.base + 2)
            core.step(goal, [same], key.cost + KEYED, lambda e, form=form: Comprehension(
                form, replace(walk.iteration, arguments=(e,)), key.expression, goal.type,
            ))  # fmt: skip


def _is_ordered(goal: Goal, kept: Rows, keys: Mapping[int, Mapping[Any, Any]], descending: bool) -> bool:
    """Whether sorting by the key gives what is wanted."""
    return all(
        list(goal.wanted[p]) == sorted(kept[p], key=keys[p].__getitem__, reverse=descending) for p in goal.positions
    )


def _kept(goal: Goal, made: Rows) -> Rows | None:
    """What is made of the items and wanted, in their order; None where more is wanted, or just that."""
    kept = {p: [value for value in made[p] if value in goal.wanted[p]] for p in goal.positions}
    if any(Counter(kept[p]) != Counter(goal.wanted[p]) for p in goal.positions):
        return None
    return kept if any(kept[p] != list(goal.wanted[p]) for p in goal.positions) else None


def _is_sorted(goal: Goal, name: str) -> bool:
    try:
        return all(list(w) == sorted(w, reverse=SORTED[name]) for w in goal.projected)
    except TypeError:  # not all values can be compared
        return False


def _items(goal: Goal, walk: Walk) -> Rows:
    return {p: [step[0] for step in walk.steps[p]] for p in goal.positions}


def _by_point(goal: Goal, scope: Context, values: Values) -> Rows:
    return {p: list(values[slice(*scope.spans[p])]) for p in goal.positions}


def _spread(goal: Goal, rows: Rows) -> Values:
    """The rows as values at all points of the goal's context."""
    return at_points({p: tuple(row) for p, row in rows.items()}, goal.context.points)
