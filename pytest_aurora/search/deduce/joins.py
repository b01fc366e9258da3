"""Two ints that one component turns into what is wanted: joined point by point, so that nothing else is built.

Growth evaluates each pair of entries at every point and keeps what comes of it. Here a pair that misses what is wanted
at the first point is gone after one call, and with it all entries that share these two values there (a join of two
tries, as in Veldhuizen, 2014).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pytest_aurora.language.component import Component, Role
from pytest_aurora.language.expressions import Apply, Constant
from pytest_aurora.problem.types import INT
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal, project
from pytest_aurora.search.instantiate import Instance

PART_COST = 8
"""What each of the two may cost."""
OPERATOR_COST = 4
"""What the component may cost."""
PARTS = 5_000
"""Entries that one goal looks at."""
SPREAD = 4
"""How much dearer than the cheapest pair others may be."""
INVERTED = frozenset({"add", "sub", "mul", "max:int", "min:int"})
"""Components that other deductions turn round."""


@dataclass(slots=True)
class Trie:
    """Entries by their values, a level a point.

    Attributes:
        lowest: what the cheapest entry below costs.
        branches: by the value at the next point.
        entry: the cheapest with just these values, where there is no further point.
    """

    lowest: float = math.inf
    branches: dict[int, Trie] = field(default_factory=dict)
    entry: Entry | None = None

    def add(self, values: Values, entry: Entry) -> None:
        """Put an entry in."""
        node = self
        for value in values:
            node.lowest = min(node.lowest, entry.cost)
            node = node.branches.setdefault(value, Trie())
        if entry.cost < node.lowest:
            node.lowest, node.entry = entry.cost, entry

    def merge(self, other: Trie) -> None:
        """Take over what another one of the same points holds."""
        if other.lowest < self.lowest:
            self.lowest, self.entry = other.lowest, other.entry
        for value, branch in other.branches.items():
            self.branches.setdefault(value, Trie()).merge(branch)


@dataclass(slots=True)
class Parts:
    """What a goal has seen of the bank."""

    known: Trie = field(default_factory=Trie)
    count: int = 0

    def take(self, goal: Goal, fresh: Sequence[Entry]) -> Trie:
        """Those of the fresh entries that may be parts of what meets the goal."""
        new, limit = Trie(), PART_COST - 2 * goal.depth
        for entry in fresh:
            if entry.type is INT and entry.cost <= limit and not entry.partial and self.count < PARTS:
                self.count += 1
                new.add(project(entry.values, goal.positions), entry)
        return new


@dataclass(slots=True)
class Join:
    """Pairs of entries that a function turns into what is wanted.

    Attributes:
        function: of two ints; may raise.
        wanted: at each point.
        limit: what a pair may cost.
    """

    function: Callable[[int, int], Any]
    wanted: Values
    limit: float = math.inf

    def pairs(self, left: Trie, right: Trie, point: int = 0) -> Iterator[tuple[Entry, Entry]]:
        """One entry of each side, not both constants."""
        if left.entry is not None and right.entry is not None:
            if not (left.entry.fixed and right.entry.fixed):
                yield left.entry, right.entry
            return
        for a, x in left.branches.items():
            for b, y in right.branches.items():
                if x.lowest + y.lowest <= self.limit and self._meets(a, b, point):
                    yield from self.pairs(x, y, point + 1)

    def _meets(self, a: int, b: int, point: int) -> bool:
        try:
            return bool(self.function(a, b) == self.wanted[point])
        except Exception:  # a function of two numbers may raise anything
            return False


def deduce_joins(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Offer `a // b`, `a % b`, `f(a, b)` of what the bank holds, long before growth comes to them."""
    if goal.type is not INT or goal.depth > 1 or len(goal.positions) < 2:
        return
    parts = goal.index(Parts)
    new = parts.take(goal, fresh)
    if not new.branches:
        return
    for instance in core.usable(goal.context):
        if _is_joined(instance):
            for left, right in ((new, parts.known), (parts.known, new), (new, new)):
                _join(goal, instance, left, right)
    parts.known.merge(new)


def _is_joined(instance: Instance) -> bool:
    ints = instance.result is INT and instance.parameters == (INT, INT)
    return ints and instance.cost <= OPERATOR_COST and instance.component.name not in INVERTED


def _join(goal: Goal, instance: Instance, left: Trie, right: Trie) -> None:
    """Offer the component of each pair; one that is found makes the dearer ones uninteresting."""
    join = Join(instance.component.function, goal.projected)
    if goal.solutions:
        join.limit = goal.solutions[0].cost + SPREAD - instance.cost
    for a, b in join.pairs(left, right):
        if _is_idle(goal, a, b) or not _are_allowed(instance.component, a, b):
            continue
        goal.offer(a.cost + b.cost + instance.cost, Apply(instance.component, (a.expression, b.expression), INT))
        join.limit = min(join.limit, a.cost + b.cost + SPREAD)


def _are_allowed(component: Component, *parts: Entry) -> bool:
    """Whether no literal stands where the component wants what is computed."""
    roles = zip(component.roles, parts, strict=True)
    return not any(role is Role.COMPUTED and isinstance(part.expression, Constant) for role, part in roles)


def _is_idle(goal: Goal, a: Entry, b: Entry) -> bool:
    """Whether it is `x // 1` or `x // -1`, or what is wanted together with a literal alone."""
    if isinstance(b.expression, Constant) and b.expression.value in (1, -1):
        return True
    pairs = ((a, b), (b, a))
    return any(isinstance(x.expression, Constant) and _gives(y, goal) for x, y in pairs)


def _gives(entry: Entry, goal: Goal) -> bool:
    return project(entry.values, goal.positions) == goal.projected
