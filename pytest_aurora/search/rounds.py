"""Rounds: what is asked over the arguments of some of the examples, ready to be worked off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pytest_aurora.language.component import Component
from pytest_aurora.language.expressions import Display, Expression, Guarded, Variable
from pytest_aurora.problem.problem import Problem, Raised, Returned
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, Type, join_types, list_of, type_of
from pytest_aurora.problem.values import freeze
from pytest_aurora.problem.words import words_of
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.closings import close_small_bodies
from pytest_aurora.search.comparisons import add_comparisons
from pytest_aurora.search.constants import mine
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core
from pytest_aurora.search.costs import CostOf
from pytest_aurora.search.deduce import DEDUCERS
from pytest_aurora.search.deduce.counts import deduce_counts, deduce_sums
from pytest_aurora.search.deduce.entering import open_cheap_walks
from pytest_aurora.search.deduce.groups import deduce_groups
from pytest_aurora.search.deduce.orders import deduce_orders
from pytest_aurora.search.deduce.partitions import deduce_partitions
from pytest_aurora.search.deduce.resorted import deduce_resorted
from pytest_aurora.search.deduce.scopes import deduce_filtered_maps
from pytest_aurora.search.deduce.told import compare_with_bounds
from pytest_aurora.search.enumerate import Counter
from pytest_aurora.search.excerpts import cut_excerpts
from pytest_aurora.search.fields import add_fields
from pytest_aurora.search.generated import types_of
from pytest_aurora.search.goal import Goal, Positions, Solved, Step
from pytest_aurora.search.keys import compare_keys
from pytest_aurora.search.patterns import seed
from pytest_aurora.search.pool import Arguments
from pytest_aurora.search.spellings import respell
from pytest_aurora.search.tables import told_dicts, told_lists
from pytest_aurora.search.vocabulary import starting_points
from pytest_aurora.search.widths import cut_fixed_widths

RULES = (
    add_fields,
    compare_with_bounds,
    add_comparisons,
    compare_keys,
    open_cheap_walks,
    close_small_bodies,
    deduce_groups,
    deduce_partitions,
    deduce_orders,
    deduce_resorted,
    deduce_filtered_maps,
    deduce_counts,
    deduce_sums,
)
GUARD = 3
"""What a guard costs besides its test."""
CAPACITY = 400
"""Solutions kept of what the whole body is to give."""
ALIKE = 3
"""Parameters of one type that may be a list."""
TOGETHER = words_of(
    "maximum minimum largest smallest median middle average mean sort order all any each same equal different"
    " distinct side"
)
"""What a spec says that speaks of several values at once."""
PROBES = 8
"""Arguments that bodies are looked for on when there are no examples."""


@dataclass(slots=True)
class Round:
    """One round of a search.

    Attributes:
        problem: what is asked.
        points: the arguments over which everything is evaluated: those of the selected examples, and then others.
        outcomes: what is due on the selected examples.
        core: works it off.
        pending: what has met the goal and was not looked at yet.
        root: the context of the parameters.
        goal: the body; None where there are no examples, or where no body can be.
    """

    problem: Problem
    points: Sequence[Arguments]
    outcomes: Sequence[Returned | Raised]
    core: Core
    pending: list[Solved] = field(default_factory=list)
    root: Context = field(init=False)
    goal: Goal | None = None

    def __post_init__(self) -> None:
        self.root = Context(len(self.points))
        self._furnish()
        if self.outcomes:
            self._ask()
        else:
            self.root.observer = self._observe
        self.core.enter(self.root)

    def _furnish(self) -> None:
        """Constants, parameters and what is made of them for this problem."""
        for constant, cost in mine(self.problem):
            self.root.add_constant(constant, cost)
        for table, cost in (*told_dicts(self.problem), *told_lists(self.problem)):
            self.root.add_constant(table, cost)
        for place, parameter in enumerate(self.core.parameters):
            values = tuple(freeze(arguments[place], parameter.type) for arguments in self.points)
            self.root.add_variable(parameter, values)
        self._gather()
        seed(self.root, starting_points(self.problem))
        cut_fixed_widths(self.core, self.root)
        cut_excerpts(self.core, self.root, self.problem)
        respell(self.core, self.root, [o.value for o in self.outcomes if isinstance(o, Returned)])

    def _gather(self) -> None:
        """Parameters of one type, where there are no others, as a list: the largest of three, the one in the middle."""
        alike = tuple(self.root.variables)
        if len(alike) >= ALIKE and len({entry.type for entry in alike}) == 1 and alike[0].type in (INT, FLOAT, STR):
            t = list_of(alike[0].type)
            display = Display(tuple(entry.expression for entry in alike), t)
            cost = len(alike) if TOGETHER.isdisjoint(self.problem.words) else 1
            self.root.bank.add(display, t, cost, tuple(zip(*(entry.values for entry in alike), strict=True)))

    def _ask(self) -> None:
        """Want what the examples return, where they do."""
        returns = observed_returns(self.problem)
        wanted = tuple(freeze(o.value, returns) if isinstance(o, Returned) else None for o in self.outcomes)
        places = tuple(i for i, o in enumerate(self.outcomes) if isinstance(o, Returned))
        self.goal = goal = self._want(returns, wanted, places, base=0)
        if goal is None:
            return
        goal.capacity = CAPACITY
        self.root.ask(goal)
        goal.steps.append(_Collector(self.pending))
        self.pending.extend(goal.solutions)
        self._guard(goal)

    def _want(self, t: Type, wanted: Values, places: Positions, base: int) -> Goal | None:
        """A goal at the root: nothing is wanted at the points beyond the examples."""
        elsewhere = (None,) * (len(self.points) - len(self.outcomes))
        return self.core.want(self.root, t, wanted + elsewhere, places, depth=0, base=base, branching=True)

    def _guard(self, goal: Goal) -> None:
        """Where some examples must raise: when to raise is a goal of its own."""
        errors = {o.error for o in self.outcomes if isinstance(o, Raised)}
        if len(errors) != 1:
            return
        error = errors.pop()
        raising = tuple(isinstance(o, Raised) for o in self.outcomes)
        test = self._want(BOOL, raising, tuple(range(len(raising))), base=GUARD)
        if test is not None:
            Step(_Guarded(self.pending), (test, goal), GUARD, lambda t, b: Guarded(t, error, "", b)).start()

    def _observe(self, entry: Entry) -> None:
        """Without examples every value of the result's type is for the judge to decide on."""
        if entry.type == self.problem.signature.returns and not entry.partial:
            self.pending.append(Solved(entry.cost, entry.expression))


def begin(
    problem: Problem,
    selected: Sequence[int],
    refuting: Sequence[Arguments],
    components: tuple[Component, ...],
    cost_of: CostOf,
    counter: Counter,
) -> Round:
    """A round over some examples and the arguments on which bodies were refuted.

    Args:
        problem: what is asked.
        selected: places of the examples.
        refuting: further arguments, which tell bodies apart.
        components: the component library of this problem.
        cost_of: a component's cost in this problem.
        counter: candidates of this round.
    """
    signature = problem.signature
    parameters = tuple(Variable(parameter.name, parameter.type) for parameter in signature.parameters)
    max_depth = 1 + max(t.depth for t in (signature.returns, *(p.type for p in parameters)))
    core = Core(
        components, cost_of, DEDUCERS, RULES, problem.words,
        bounds=problem.bounds, max_depth=max(2, min(max_depth, 3)), native=frozenset(types_of(signature)),
        function=Variable(signature.name, signature.returns), parameters=parameters, counter=counter,
    )  # fmt: skip
    outcomes = [problem.examples[i].outcome for i in selected]
    return Round(problem, [*points_of(problem, selected), *refuting], outcomes, core)


def points_of(problem: Problem, selected: Sequence[int]) -> list[Arguments]:
    """The arguments of the selected examples; without examples, some that look likely."""
    if problem.examples:
        return [problem.examples[i].arguments for i in selected]
    return list(problem.probes[:PROBES]) or ([] if problem.signature.parameters else [()])


def observed_returns(problem: Problem) -> Type:
    """The result's type; where floats are declared and every example gives ints, it is ints that are looked for."""
    declared = problem.signature.returns
    values = [e.outcome.value for e in problem.examples if isinstance(e.outcome, Returned)]
    observed = join_types(map(type_of, values))
    return observed if values and _as_floats(observed) == declared else declared


def _as_floats(t: Type) -> Type:
    return FLOAT if t == INT else Type(t.name, tuple(map(_as_floats, t.args)), t.kind, t.cls)


@dataclass(slots=True, eq=False)
class _Collector:
    """A step that ends the graph: the root goal's solutions become candidates."""

    pending: list[Solved]

    def advance(self, goal: Goal, solved: Solved) -> None:
        self.pending.append(solved)


@dataclass(slots=True, eq=False)
class _Guarded:
    """A parent for the guard step: what it is offered becomes a candidate."""

    pending: list[Solved]

    def offer(self, cost: int, expression: Expression) -> None:
        self.pending.append(Solved(cost, expression))
