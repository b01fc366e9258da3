"""Dicts made item by item: what the keys are is tried, what each item gives to its key's value is derived."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from pytest_aurora.language.expressions import (
    Apply,
    Comprehension,
    Constant,
    Display,
    Expression,
    Fold,
    Iteration,
    Variable,
    replaced,
)  # fmt: skip
from pytest_aurora.language.forms import FORMS
from pytest_aurora.problem.types import FLOAT, INT, STR, Type, list_of
from pytest_aurora.problem.values import FrozenDict
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.entering import enter, evident_walks
from pytest_aurora.search.deduce.scopes import DICT, inner_goal, inner_points, spread
from pytest_aurora.search.deduce.updates import UPDATED
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.walks import Walk

KEY_COST = 7
"""What a key may cost."""
VALUE_COST = 4
"""What an item may cost that is added to its key's value."""
GROUPING = 4
"""What the loop costs besides its parts."""

Groups = dict[int, dict[Any, list[int]]]
"""For each outer point that matters: the inner points of each key, in order."""
Total = Callable[[Sequence[Any]], Any]


def deduce_dicts(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """`{key: value for ..}` where there are as many items as steps: both are goals."""
    if goal.type.name != "dict" or goal.depth or goal.context.depth:
        return
    for walk in (*goal.context.walks, *evident_walks(goal, fresh)):
        if ("items", walk) not in goal.tried:
            goal.tried.add(("items", walk))
            if any(goal.projected) and all(len(goal.wanted[p]) == walk.lengths[p] for p in goal.positions):
                _want_items(core, goal, walk)


def _want_items(core: Core, goal: Goal, walk: Walk) -> None:
    scope = enter(core, walk, goal.context)
    if scope is None:
        return
    inside, parts = inner_points(scope, goal.positions), []
    for place, t in enumerate(goal.type.args):
        wanted = spread(scope, {p: [item[place] for item in goal.wanted[p].items()] for p in goal.positions})
        parts.append(inner_goal(core, goal, scope, t, wanted, inside, 1))
    core.step(goal, parts, walk.cost + 1, lambda k, v: Comprehension(DICT, walk.iteration, v, goal.type, key=k))


def deduce_groups(core: Core, scope: Context, fresh: Sequence[Entry]) -> None:
    """Dicts wanted outside whose keys are what an entry gives: each value is made of the items of its key."""
    outer, walk = scope.parent, scope.walk
    if outer is None or walk is None or outer.depth:
        return
    for goal in tuple(outer.goals.values()):
        if goal.type.name == "dict" and not goal.depth:
            _group(core, goal, scope, walk, fresh)


def _group(core: Core, goal: Goal, scope: Context, walk: Walk, fresh: Sequence[Entry]) -> None:
    key_type, value_type = goal.type.args
    for entry in fresh:
        if entry.type is key_type and entry.cost <= KEY_COST and not entry.fixed and not entry.partial:
            groups = _grouped(goal, scope, entry)
            if groups is None:
                continue
            if value_type.name == "list":
                _collected(core, goal, scope, walk, entry, groups)
            elif any(len(places) > 1 for group in groups.values() for places in group.values()):
                _totalled(core, goal, scope, walk, entry, groups)
                _kept(core, goal, scope, walk, entry, groups)
                if walk.plain and walk.iteration.targets[0].type is value_type:
                    _picked(core, goal, scope, walk, entry, groups)


def _grouped(goal: Goal, scope: Context, entry: Entry) -> Groups | None:
    """The items of each key, when the keys are those wanted."""
    groups: Groups = {}
    for p in goal.positions:
        found: dict[Any, list[int]] = {}
        for i in range(*scope.spans[p]):
            found.setdefault(entry.values[i], []).append(i)
        if found.keys() != goal.wanted[p].keys():
            return None
        groups[p] = found
    return groups if any(groups.values()) else None


def _collected(core: Core, goal: Goal, scope: Context, walk: Walk, key: Entry, groups: Groups) -> None:
    """Each item gives one item to its key's list: which, is a goal."""
    wanted: list[Any] = [None] * scope.points
    for p, group in groups.items():
        for k, places in group.items():
            if len(goal.wanted[p][k]) != len(places):
                return
            for i, value in zip(places, goal.wanted[p][k], strict=True):
                wanted[i] = value
    t = goal.type.args[1].args[0]
    inside = inner_points(scope, goal.positions)
    item = inner_goal(core, goal, scope, t, tuple(wanted), inside, key.cost + GROUPING)
    cost = walk.cost + key.cost + GROUPING
    core.step(goal, [item], cost, lambda e: _appending(core, goal.type, walk, key.expression, e))


def _totalled(core: Core, goal: Goal, scope: Context, walk: Walk, key: Entry, groups: Groups) -> None:
    """Sums and extremes of what the items of each key give."""
    t = goal.type.args[1]
    for entry in tuple(scope.bank.shelf(t).up_to(VALUE_COST)):
        for component, total in _totals(t):
            if core.has(component) and _fits(goal, entry, groups, total):
                cost = walk.cost + key.cost + entry.cost + GROUPING
                goal.offer(cost, _totalling(core, goal.type, walk, key.expression, entry.expression, component))


def _kept(core: Core, goal: Goal, scope: Context, walk: Walk, key: Entry, groups: Groups) -> None:
    """What the first or the last item of each key gives."""
    t = goal.type.args[1]
    for entry in tuple(scope.bank.shelf(t).up_to(VALUE_COST)):
        cost = walk.cost + key.cost + entry.cost
        if _fits(goal, entry, groups, itemgetter(-1)):
            last = Comprehension(DICT, walk.iteration, entry.expression, goal.type, key=key.expression)
            goal.offer(cost + 1, last)
        elif _fits(goal, entry, groups, itemgetter(0)):
            first = Variable("first", goal.type)
            known = core.apply("get:default", t, first, key.expression, entry.expression)
            goal.offer(cost + GROUPING, _loop(walk, first, key.expression, known))


def _picked(core: Core, goal: Goal, scope: Context, walk: Walk, key: Entry, groups: Groups) -> None:
    """The item of each key for which something is greatest or least, the first of them."""
    (item,) = scope.variables[:1]
    for t in (INT, FLOAT, STR):
        for entry in tuple(scope.bank.shelf(t).up_to(VALUE_COST)):
            for form, choose in () if entry.fixed else (("max:by", max), ("min:by", min)):
                best = [
                    item.values[choose(places, key=entry.values.__getitem__)] == goal.wanted[p][k]
                    for p, group in groups.items()
                    for k, places in group.items()
                ]
                if all(best):
                    cost = walk.cost + key.cost + entry.cost + GROUPING
                    goal.offer(cost, _picking(core, goal.type, walk, key.expression, entry.expression, form))


def _totals(t: Type) -> Iterator[tuple[str, Total]]:
    if t.name in ("int", "float"):
        yield "add" if t is INT else "add:float", sum
        yield f"max:{t}", max
        yield f"min:{t}", min


def _fits(goal: Goal, entry: Entry, groups: Groups, total: Total) -> bool:
    values = entry.values
    return all(
        total([values[i] for i in places]) == goal.wanted[p][k]
        for p, group in groups.items()
        for k, places in group.items()
    )


# --- loops ----------------------------------------------------------------------------------------------------------


def _appending(core: Core, t: Type, walk: Walk, key: Expression, item: Expression) -> Fold:
    """`groups.setdefault(key, []).append(item)` for each item."""
    groups, items = Variable("groups", t), t.args[1]
    known = core.apply("get:default", items, groups, key, Constant((), items))
    return _loop(walk, groups, key, core.apply("concat", items, known, Display((item,), list_of(item.type))))


def _totalling(core: Core, t: Type, walk: Walk, key: Expression, item: Expression, component: str) -> Fold:
    """`totals[key] = totals.get(key, 0) + item` for each item."""
    totals, number = Variable("totals", t), t.args[1]
    start = Constant(0 if number is INT else 0.0, number) if component.startswith("add") else item
    known = core.apply("get:default", number, totals, key, start)
    return _loop(walk, totals, key, core.apply(component, number, known, item))


def _picking(core: Core, t: Type, walk: Walk, key: Expression, measure: Expression, form: str) -> Fold:
    """`best[key] = max([best.get(key, item), item], key=measure)` for each item."""
    (item,) = walk.iteration.targets
    best, one = Variable("best", t), Variable("", item.type)
    both = Display((core.apply("get:default", item.type, best, key, item), item), list_of(item.type))
    choice = Iteration("{0}", (both,), (one,))
    picked = Comprehension(FORMS[form], choice, replaced(measure, {item: one}), item.type)
    return _loop(walk, best, key, picked)


def _loop(walk: Walk, accumulator: Variable, key: Expression, value: Expression) -> Fold:
    t = accumulator.type
    step = Apply(UPDATED, (accumulator, key, value), t)
    return Fold(walk.iteration, (accumulator,), (Constant(FrozenDict(), t),), (step,), accumulator)
