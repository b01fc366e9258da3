"""A context: variables in scope, the points over which everything is evaluated, a bank and the goals over it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from operator import eq
from typing import TYPE_CHECKING

from pytest_aurora.language.expressions import Constant, Expression, Variable
from pytest_aurora.problem.types import BOOL, Type
from pytest_aurora.search.bank import Bank, Common, Entry, Values
from pytest_aurora.search.goal import Goal, Positions, projector

if TYPE_CHECKING:
    from pytest_aurora.search.walks import Walk


@dataclass(slots=True, eq=False)
class Watch:
    """Goals of one type over the same positions, by what they want."""

    positions: Positions
    project: Callable[[Values], Values] | None
    goals: dict[Hashable, Goal] = field(default_factory=dict)
    heads: set[object] = field(default_factory=set)
    """What they want at the first position: most entries differ there, and one value is looked up faster than many."""


class Context:
    """Variables in scope and all that is known about them.

    Attributes:
        points: how many points there are: examples at the root, elements of all examples in a scope.
        cost: what reaching the context costs: 0 at the root, iterable and form in a scope.
        depth: how many scopes enclose it.
        spans: where each point of the parent context begins and ends among the points.
    """

    def __init__(self, points: int, *, cost: int = 0, depth: int = 0, parent: Context | None = None) -> None:
        self.points = points
        self.cost = cost
        self.depth = depth
        self.parent = parent
        self.spans: tuple[tuple[int, int], ...] = ()
        self.variables: list[Entry] = []
        self.bank: Bank = Bank(self._added, parent.bank.common if parent else Common())
        if parent is not None:
            self.bank.ceiling = parent.bank.ceiling - (cost - parent.cost)
        self.observer: Callable[[Entry], None] | None = None
        self.fresh: list[Entry] = []
        """Entries since the last deduction."""
        self.goals: dict[Hashable, Goal] = {}
        self.asked: Goal | None = None
        """The goal that takes every derivation."""
        self.watches: dict[Type, dict[Positions, Watch]] = {}
        self.coverage: dict[Goal, dict[int, Entry]] = {}
        self.predicates: dict[int, Entry] = {}
        """Boolean entries by the mask of the points at which they hold."""
        self.walk: Walk | None = None
        """The walk that opens this scope."""
        self.walks: list[Walk] = []
        self.walked: set[Entry] = set()
        self.iterables: list[Entry] = []
        self.keys: set[tuple[Entry, Values]] = set()
        """Variables with what tells their items apart: keys that were compared with those of other values."""
        self.compared: list[Entry] = []
        """Such comparisons that cost more than the bank has grown to."""
        self.filtered: list[tuple[Goal, Walk, set[int]]] = []
        """Goals outside that wait for a condition inside that keeps as many items as they want."""

    # --- what is in scope ---------------------------------------------------------------------------------------

    def add_variable(self, variable: Variable, values: Values) -> None:
        """Bring a variable into scope."""
        entry = self.bank.add(variable, variable.type, 1, values)
        if entry is not None:
            self.variables.append(entry)

    def add_fixed(self, expression: Expression, t: Type, cost: int, values: Values) -> None:
        """A value from outside: a leaf that is combined with what is inside only."""
        self.bank.add(expression, t, cost, values, fixed=True)

    def add_constant(self, constant: Constant, cost: int) -> None:
        """A literal."""
        self.bank.add(constant, constant.type, cost, (constant.value,) * self.points, fixed=True)

    # --- entries meet goals -------------------------------------------------------------------------------------

    def _added(self, entry: Entry) -> None:
        if entry.cost < self.bank.ceiling:
            self.fresh.append(entry)
        if self.observer is not None:
            self.observer(entry)
        watches = self.watches.get(entry.type)
        if watches:
            self._meet(entry, watches)
        if entry.type is BOOL and not entry.partial:
            self.predicates.setdefault(mask_of(entry.values), entry)
        for goal, terms in self.coverage.items():
            if goal.type == entry.type or goal.type.name == "union":
                cover(goal, terms, entry)

    def meet(self, entry: Entry) -> None:
        """Offer an entry that is not kept to the goals that want it."""
        watches = self.watches.get(entry.type)
        if watches:
            self._meet(entry, watches)

    def _meet(self, entry: Entry, watches: dict[Positions, Watch]) -> None:
        shelf = self.bank.shelf(entry.type)
        for watch in watches.values():
            if shelf.exact and entry.values[watch.positions[0]] not in watch.heads:
                continue
            if watch.project is None:
                if entry.partial:
                    continue
                values = entry.values
            else:
                values = watch.project(entry.values)
            goal = watch.goals.get(shelf.key(values))
            if goal is not None:
                goal.offer(entry.cost, entry.expression)
                if goal is self.asked:
                    self.bank.answers[entry] = goal.offer

    def ask(self, goal: Goal) -> None:
        """From now on offer the goal all derivations of what meets it: which of them was meant is the question."""
        self.asked = goal
        found = self.bank.find(goal.type, goal.wanted)
        if found is not None:
            self.bank.answers[found] = goal.offer

    def register(self, goal: Goal) -> None:
        """Watch for a goal and offer it what the bank already has."""
        shelf = self.bank.shelf(goal.type)
        watches = self.watches.setdefault(goal.type, {})
        watch = watches.get(goal.positions)
        if watch is None:
            watch = watches[goal.positions] = Watch(goal.positions, projector(goal.positions, self.points))
        key = shelf.key(goal.projected)
        watch.goals[key] = goal
        watch.heads.add(goal.wanted[goal.positions[0]])
        if watch.project is None:
            found = shelf.entries.get(key)
            if found is not None:
                goal.offer(found.cost, found.expression)
            return
        for entries in (shelf.entries.values(), shelf.partials.values()):
            for entry in entries:
                if shelf.key(watch.project(entry.values)) == key:
                    goal.offer(entry.cost, entry.expression)

    def watch_coverage(self, goal: Goal) -> None:
        """From now on note which points of the goal each entry gets right."""
        if goal in self.coverage:
            return
        terms = self.coverage[goal] = {}
        members = goal.type.args if goal.type.name == "union" else (goal.type,)
        for t in (*members, goal.type):
            shelf = self.bank.shelves.get(t)
            for entry in (*shelf.entries.values(), *shelf.partials.values()) if shelf else ():
                cover(goal, terms, entry)

    def forget(self, ceiling: float) -> None:
        """Let go all entries that cost at least so much, and keep no more of them from now on."""
        self.bank.forget(ceiling)
        self.fresh = [entry for entry in self.fresh if entry.cost < ceiling]
        for known in (self.predicates, *self.coverage.values()):
            for mask in [mask for mask, entry in known.items() if entry.cost >= ceiling]:
                del known[mask]

    def take_fresh(self) -> list[Entry]:
        """Entries that came since the last call."""
        fresh, self.fresh = self.fresh, []
        return fresh


def mask_of(values: Iterable[bool]) -> int:
    """A vector of truth values as an int, a byte a point: `&`, `|` and `==` work on all points at once."""
    return int.from_bytes(bytes(values), "little")


def full_mask(positions: Positions, points: int) -> int:
    """The mask of the given positions."""
    bits = bytearray(points)
    for i in positions:
        bits[i] = 1
    return int.from_bytes(bits, "little")


def cover(goal: Goal, terms: dict[int, Entry], entry: Entry) -> None:
    """Note which points of the goal the entry gets right, when it is the cheapest that does."""
    try:
        mask = mask_of(map(eq, entry.values, goal.wanted))
    except (TypeError, ValueError):
        return
    if mask and (mask not in terms or terms[mask].cost > entry.cost):
        terms[mask] = entry
