"""The search's working state: contexts, goals, the queue and the components that everything shares."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain

from pytest_aurora.language.component import Component
from pytest_aurora.language.expressions import Apply, Expression, Variable
from pytest_aurora.problem.bounds import Bound
from pytest_aurora.problem.types import ANY, Type, join_types, type_of
from pytest_aurora.problem.values import thaw
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.context import Context
from pytest_aurora.search.costs import CostOf
from pytest_aurora.search.enumerate import Counter, grow
from pytest_aurora.search.goal import Build, Goal, Positions, Step, project
from pytest_aurora.search.instantiate import Instance, Instances

Task = Generator[None, None, None]
Deducer = Callable[["Core", Goal, Sequence[Entry]], None]
"""Asked for each goal, with the entries that are new."""
Rule = Callable[["Core", Context, Sequence[Entry]], None]
"""Asked for each context, with the entries that are new."""

GOALS = 600
"""Goals a context may have."""
CHILDREN = 14
"""Sub-goals that inverses may make of one goal."""
DEPTH = 2
"""Inverse steps between a goal and the root or its scope's body."""
REFUSALS = (ArithmeticError, IndexError, TypeError, ValueError)
"""What a component raises on values that it refuses, and values that do not compare, as dates with and without a zone:
the deduction that meets one ends, the search goes on."""
AGEING = 15_000
"""Candidates that make a task as dear as one more unit of cost: what waits behind it gets its turn."""
LEAD = 2
"""How much earlier a scope grows in which something is wanted that is not found yet."""
LIKELY = 16
"""What a body that is likely meant costs less than."""
SLICE = 8
"""Batches of candidates a task gets before others of the same priority have their turn."""


@dataclass(slots=True)
class Core:
    """Everything that deductions work with.

    Attributes:
        components: the component library of this problem, helpers included.
        cost_of: a component's cost in this problem.
        deducers: from what a goal wants to what its parts must want.
        rules: what new entries of a context mean for other contexts.
    """

    components: tuple[Component, ...]
    cost_of: CostOf
    deducers: tuple[Deducer, ...]
    rules: tuple[Rule, ...] = ()
    words: frozenset[str] = frozenset()
    """The spec's words."""
    bounds: tuple[Bound, ...] = ()
    """What the spec tells of where numbers part."""
    max_depth: int = 2
    """How deep containers of intermediate values may be nested."""
    native: frozenset[Type] = frozenset()
    """The problem's types: beyond two levels only they and containers of them are built."""
    function: Variable | None = None
    """Stands for the function that is asked for, where its body may call it."""
    parameters: tuple[Variable, ...] = ()
    counter: Counter = field(default_factory=Counter)
    queue: list[tuple[float, int, Task]] = field(default_factory=list)
    serial: int = 0
    by_name: dict[str, Component] = field(default_factory=dict)
    outside: Instances = field(init=False)
    """Components for the types that the root's bank holds."""
    inside: Instances = field(init=False)
    """The same in scopes."""
    contexts: list[Context] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_name = {component.name: component for component in self.components}
        self.outside = Instances(self.components, self._allowed, self.cost_of)
        scoped = [c for c in self.components if c.scoped or c.words & self.words]
        self.inside = Instances(scoped, self._allowed, self.cost_of)

    # --- goals ----------------------------------------------------------------------------------------------------

    def want(
        self,
        context: Context,
        t: Type,
        wanted: Values,
        positions: Positions,
        *,
        depth: int,
        base: int,
        branching: bool = False,
    ) -> Goal | None:
        """The goal with these wanted values, made when it is new.

        None when there are too many goals, or when it is a shallower goal already: what leads from it to here would
        make a circle.
        """
        if not positions:
            return None
        t = narrowed(t, project(wanted, positions))
        shelf = context.bank.shelf(t)
        key = (t, positions, shelf.key(project(wanted, positions)))
        goal = context.goals.get(key)
        if goal is not None:
            return goal if goal.depth >= depth else None
        if len(context.goals) >= GOALS:
            return None
        goal = context.goals[key] = Goal(context, t, wanted, positions, depth, base, branching)
        context.register(goal)
        if branching:
            context.watch_coverage(goal)
        self.push(base + context.cost, self._first_deduction(goal))
        return goal

    def _first_deduction(self, goal: Goal) -> Task:
        goal.deduced = True
        coming = set(goal.context.fresh)
        shelves = goal.context.bank.shelves.values()
        known = [e for shelf in shelves for e in shelf.up_to(6) if e not in coming]
        for deducer in self.deducers:
            with suppress(*REFUSALS):
                deducer(self, goal, known)
            yield

    def step(self, parent: Goal, goals: Sequence[Goal | None], cost: int, build: Build) -> None:
        """Meet `parent` by `build` of the solutions of `goals`, unless one of them could not be made."""
        if all(goal is not None and goal is not parent for goal in goals):
            Step(parent, tuple(g for g in goals if g is not None), cost, build).start()

    def apply(self, name: str, t: Type, *arguments: Expression) -> Apply:
        """The component called `name`, applied."""
        return Apply(self.by_name[name], arguments, t)

    def has(self, name: str) -> bool:
        """Whether the component is in this problem's library."""
        return name in self.by_name

    # --- the queue ------------------------------------------------------------------------------------------------

    def push(self, priority: float, task: Task) -> None:
        """Put a task into the queue; among equals, first come first served."""
        self.serial += 1
        heapq.heappush(self.queue, (priority, self.serial, task))

    @property
    def frontier(self) -> float:
        """The cost of the cheapest work left."""
        return self.queue[0][0] if self.queue else float("inf")

    def run_next(self) -> bool:
        """Give the cheapest task its turn; False when there is none left."""
        if not self.queue:
            return False
        priority, _, task = heapq.heappop(self.queue)
        before = self.counter.candidates
        if not self._take_turn(task):
            self.push(priority + (self.counter.candidates - before) / AGEING, task)
        return True

    def _take_turn(self, task: Task) -> bool:
        """Some batches of a task, while there may be more candidates; True when it has ended."""
        for _ in range(SLICE):
            if self.counter.is_spent:
                return False
            try:
                if next(task, True):
                    return True
            except REFUSALS:
                return True
        return False

    # --- growth ---------------------------------------------------------------------------------------------------

    def enter(self, context: Context) -> None:
        """Begin to grow a context's bank."""
        if context.bank.ceiling <= 1:
            return
        self.contexts.append(context)
        self.push(context.cost, self._begin(context))

    def _begin(self, context: Context) -> Task:
        yield from self._deduce_fresh(context)
        self.push(context.cost + 1, self._grow(context, 1))

    def _grow(self, context: Context, level: int) -> Task:
        yield from grow(context.bank, level, self.usable(context), self.counter)
        yield from self._deduce_fresh(context)
        if level < context.bank.ceiling or level < self._reach(context):
            self.push(context.cost + level + 1 - self._lead(context), self._grow(context, level + 1))

    def _reach(self, context: Context) -> int:
        """What the dearest candidate costs that can be built of what the bank holds."""
        levels = (shelf.levels.items() for shelf in context.bank.shelves.values())
        highest = max((level for level, entries in chain.from_iterable(levels) if entries), default=0)
        return max((i.cost + len(i.parameters) * highest for i in self.usable(context)), default=0)

    def _lead(self, context: Context) -> int:
        """How much earlier a scope grows: while nothing likely fits, those come first in which something is wanted."""
        asked = self.contexts[0].asked if self.contexts else None
        if not context.depth or asked is None or (asked.solutions and asked.solutions[0].cost < LIKELY):
            return 0
        return LEAD if any(not goal.solutions for goal in context.goals.values()) else 0

    def _deduce_fresh(self, context: Context) -> Task:
        fresh = context.take_fresh()
        for rule in self.rules:
            with suppress(*REFUSALS):
                rule(self, context, fresh)
            yield
        for goal in tuple(context.goals.values()):
            if not goal.deduced:
                continue
            for deducer in self.deducers:
                with suppress(*REFUSALS):
                    deducer(self, goal, fresh)
            yield

    def usable(self, context: Context) -> list[Instance]:
        """Components for the types that the context's bank holds."""
        library = self.inside if context.depth else self.outside
        return library.over(frozenset(t for t, shelf in context.bank.shelves.items() if shelf.entries))

    def _allowed(self, t: Type) -> bool:
        if t.depth <= 2:
            return True
        return t.depth <= self.max_depth and (t in self.native or not self.native.isdisjoint(t.args))


def narrowed(t: Type, values: Values) -> Type:
    """The type of the values when the declared one leaves it open."""
    if t != ANY and t.name != "union":
        return t
    found = join_types(type_of(thaw(v, t)) for v in values)
    return found if found.name != "union" or t == ANY else t
