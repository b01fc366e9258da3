"""Items put into lists: of those that have something in common, wherever they stand or where they are neighbours."""

from __future__ import annotations

from collections import Counter as Multiset
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from pytest_aurora.language.component import Library
from pytest_aurora.language.expressions import Apply, Comprehension, Constant, Display, Expression, Fold, Variable
from pytest_aurora.language.forms import FORMS
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, Type, dict_of
from pytest_aurora.problem.values import FrozenDict
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.structure import TUPLE
from pytest_aurora.search.deduce.updates import UPDATED
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.walks import Walk

KEY_COST = 7
"""What may be in common costs at most so much."""
GROUPING = 3
"""What grouping costs besides its parts."""

ENDINGS = Library()
ENDINGS.add("groups", "dict[K, list[V]] -> list[list[V]]", 1, lambda d: tuple(d.values()), "list({0}.values())")
ENDINGS.add(
    "groups:by_key", "dict[K, list[V]] -> list[list[V]]", 2, lambda d: tuple(d[key] for key in sorted(d)),
    "[{0}[key] for key in sorted({0})]",
)  # fmt: skip
ENDINGS.add(
    "groups:sorted", "dict[K, list[V]] -> list[list[V]]", 3, lambda d: tuple(sorted(d.values())),
    "sorted({0}.values())",
)  # fmt: skip
ORDERS = ENDINGS.components


RUNS = FORMS["runs:by"]


@dataclass(frozen=True, slots=True, eq=False)
class Partition:
    """A goal for lists that together hold the items of a walk.

    Attributes:
        neighbours: the lists, one after the other, are the items in their order.
    """

    goal: Goal
    walk: Walk
    neighbours: bool


def deduce_partitions(core: Core, scope: Context, fresh: Sequence[Entry]) -> None:
    """What entries inside have in common on the items of each wanted list."""
    outer, walk = scope.parent, scope.walk
    if outer is None or walk is None or outer.depth or not walk.plain:
        return
    for goal in tuple(outer.goals.values()):
        partition = _partition(goal, walk)
        if partition is not None:
            for entry in fresh:
                if not entry.fixed and not entry.partial and entry.cost <= KEY_COST:
                    _group(core, partition, scope, entry)


def _partition(goal: Goal, walk: Walk) -> Partition | None:
    t = goal.type
    if t.depth < 2 or t.name != "list" or t.args[0].name != "list" or goal.depth:
        return None
    if t.args[0].args[0] is not walk.iteration.targets[0].type or not any(len(w) > 1 for w in goal.projected):
        return None
    neighbours = True
    for p in goal.positions:
        items, wanted = [step[0] for step in walk.steps[p]], list(chain.from_iterable(goal.wanted[p]))
        if len(items) != len(wanted) or Multiset(items) != Multiset(wanted) or () in goal.wanted[p]:
            return None
        neighbours = neighbours and items == wanted
    return Partition(goal, walk, neighbours)


def _group(core: Core, partition: Partition, scope: Context, entry: Entry) -> None:
    goal, walk = partition.goal, partition.walk
    cost = walk.cost + entry.cost + GROUPING
    keys = {p: entry.values[slice(*scope.spans[p])] for p in goal.positions}
    items = {p: [step[0] for step in walk.steps[p]] for p in goal.positions}
    if partition.neighbours and all(RUNS.function(keys[p], items[p]) == goal.wanted[p] for p in goal.positions):
        goal.offer(cost + RUNS.cost, Comprehension(RUNS, walk.iteration, entry.expression, goal.type))
    if not _is_key(entry.type) or not core.has("get:default") or not core.has("concat"):
        return
    groups = {p: _grouped(keys[p], items[p]) for p in goal.positions}
    for ending in ORDERS:
        if _comes_to(ending.function, groups, goal):
            loop = _loop(core, walk, entry, goal.type.args[0])
            goal.offer(cost + ending.cost, Apply(ending, (loop,), goal.type))


def _is_key(t: Type) -> bool:
    return t in (INT, STR, BOOL, FLOAT) or (t.name in ("list", "tuple") and all(map(_is_key, t.args)))


def _grouped(keys: Sequence[Any], items: Sequence[Any]) -> dict[Any, tuple[Any, ...]]:
    found: dict[Any, tuple[Any, ...]] = {}
    for key, item in zip(keys, items, strict=True):
        found[key] = (*found.get(key, ()), item)
    return found


def _comes_to(order: Callable[[Any], Any], groups: dict[int, dict[Any, Any]], goal: Goal) -> bool:
    return all(order(groups[p]) == goal.wanted[p] for p in goal.positions)


def _loop(core: Core, walk: Walk, key: Entry, items: Type) -> Fold:
    """`groups.setdefault(key, []).append(item)` for each item."""
    name: Expression = key.expression
    if key.type.name == "list":
        name = Apply(TUPLE, (name,), Type("tuple*", key.type.args))
    t = dict_of(name.type, items)
    groups, item = Variable("groups", t), walk.iteration.targets[0]
    known = core.apply("get:default", items, groups, name, Constant((), items))
    more = core.apply("concat", items, known, Display((item,), items))
    step = Apply(UPDATED, (groups, name, more), t)
    return Fold(walk.iteration, (groups,), (Constant(FrozenDict(), t),), (step,), groups)
