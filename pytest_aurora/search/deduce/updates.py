"""A dict that differs from a known one in one item: which key, and what value, are goals of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pytest_aurora.language.component import Component, Role
from pytest_aurora.language.expressions import Apply
from pytest_aurora.problem.types import dict_of, variable
from pytest_aurora.problem.values import FrozenDict
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal

COST = 3
KNOWN_COST = 3
"""What the known dict may cost."""

_K, _V = variable("K"), variable("V")
_D = dict_of(_K, _V)
UPDATED = Component(
    "updated", (_D, _K, _V), (Role.ANY,) * 3, _D, COST, lambda d, k, v: FrozenDict({**d, k: v}), "{**{0}, {1}: {2}}"
)


def deduce_updates(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """`{**known, key: value}` for each cheap dict that has all other items."""
    if goal.type.name != "dict" or goal.depth:
        return
    for entry in fresh:
        if entry.type is goal.type and entry.cost <= KNOWN_COST and not entry.partial:
            changes = [_changed(entry.values[i], goal.wanted[i]) for i in goal.positions]
            if all(changes):
                _want_item(core, goal, entry, [change for change in changes if change is not None])


def _changed(known: Mapping[Any, Any], wanted: Mapping[Any, Any]) -> tuple[Any, Any] | None:
    """The one item that the wanted dict has and the known one has not, when that is all."""
    if not known.keys() <= wanted.keys():
        return None
    changed = [(k, v) for k, v in wanted.items() if k not in known or known[k] != v]
    return changed[0] if len(changed) == 1 else None


def _want_item(core: Core, goal: Goal, entry: Entry, changes: Sequence[tuple[Any, Any]]) -> None:
    spent = COST + entry.cost
    parts = []
    for place, t in enumerate(goal.type.args):
        wanted: list[Any] = [None] * len(goal.wanted)
        for i, change in zip(goal.positions, changes, strict=True):
            wanted[i] = change[place]
        parts.append(
            core.want(
                goal.context, t, tuple(wanted), goal.positions, depth=1, base=goal.base + spent, branching=place == 1
            )
        )
    core.step(goal, parts, spent, lambda key, value: Apply(UPDATED, (entry.expression, key, value), goal.type))
