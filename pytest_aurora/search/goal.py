"""Goals and the steps between them: the AND/OR graph of the search.

A goal is met by any of its solutions; a step meets its parent when all of its sub-goals are met
(deduction as in lambda-squared: Feser, Chaudhuri and Dillig, 2015).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice, product
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pytest_aurora.language.expressions import Expression
from pytest_aurora.problem.types import Type
from pytest_aurora.search.bank import Values

if TYPE_CHECKING:
    from pytest_aurora.search.context import Context

T = TypeVar("T")
Positions = tuple[int, ...]
Build = Callable[..., Expression]

SOLUTIONS = 8
"""Solutions kept of one goal."""
WORTH = 12
"""How much dearer than the cheapest a solution may be."""
COMBINATIONS = 24
"""Combinations of sub-goals' solutions tried when one of them gets a new solution."""
AGAIN = 2
"""What the same solution costs at most at each further place."""


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """A way to meet a goal and what it costs."""

    cost: int
    expression: Expression


@dataclass(slots=True, eq=False)
class Goal:
    """Values that are wanted from an expression over the variables of a context.

    Attributes:
        wanted: a value a point; what stands at points outside `positions` does not matter.
        positions: the points that matter.
        depth: how many inverse steps lead to it from the root or from a scope's body.
        base: the cost of all that is around it on the way it was first reached.
        branching: conditionals may be tried for it.
    """

    context: Context
    type: Type
    wanted: Values
    positions: Positions
    depth: int
    base: int
    branching: bool = False
    deduced: bool = False
    """Deductions have begun to look at what the bank had: from now on they are shown what is new."""
    solutions: list[Solved] = field(default_factory=list)
    steps: list[Waiting] = field(default_factory=list)
    children: int = 0
    tried: set[Any] = field(default_factory=set)
    """What deductions have already looked at, by keys of their own."""
    capacity: int = SOLUTIONS
    """Solutions kept."""
    indexes: dict[Callable[[], Any], Any] = field(default_factory=dict)
    """What deductions keep of entries, by what makes them."""

    @property
    def projected(self) -> Values:
        """The wanted values at the points that matter."""
        return project(self.wanted, self.positions)

    @property
    def is_total(self) -> bool:
        """Whether every point matters."""
        return len(self.positions) == len(self.wanted)

    def index(self, make: Callable[[], T]) -> T:
        """What a deduction keeps of the entries that it has seen; made when it is first asked for."""
        if make not in self.indexes:
            self.indexes[make] = make()
        kept: T = self.indexes[make]
        return kept

    def offer(self, cost: int, expression: Expression) -> None:
        """Take a solution if it is among the cheapest, and tell the steps that wait."""
        if self.solutions and cost > self.solutions[0].cost + WORTH:
            return
        if len(self.solutions) >= self.capacity and cost >= self.solutions[-1].cost:
            return
        solved = Solved(cost, expression)
        self.solutions.append(solved)
        self.solutions.sort(key=lambda s: s.cost)
        del self.solutions[self.capacity :]
        for step in tuple(self.steps):
            step.advance(self, solved)


def project(values: Values, positions: Positions) -> Values:
    """The values at the positions."""
    if len(positions) == len(values):
        return values
    return tuple([values[i] for i in positions])


def scattered(goal: Goal, values: Values) -> Values:
    """Values at a goal's positions as a vector over all points; the opposite of `project`."""
    if goal.is_total:
        return values
    return at_points(dict(zip(goal.positions, values, strict=True)), len(goal.wanted))


def at_points(values: Mapping[int, Any], points: int) -> Values:
    """Values at some points as a vector over all; None elsewhere."""
    return tuple(map(values.get, range(points)))


def projector(positions: Positions, points: int) -> Callable[[Values], Values] | None:
    """A fast `project` for many vectors of the same length; None when all points matter."""
    if len(positions) == points:
        return None
    if len(positions) == 1:
        place = positions[0]
        return lambda values: (values[place],)
    return itemgetter(*positions)


class Offered(Protocol):
    """What takes solutions."""

    def offer(self, cost: int, expression: Expression) -> None:
        """Take a solution."""


class Waiting(Protocol):
    """What waits for a goal's solutions."""

    def advance(self, goal: Goal, solved: Solved) -> None:
        """The goal has a new solution."""


@dataclass(slots=True, eq=False)
class Step:
    """`parent` is met by `build(*solutions of goals)` at `cost` more.

    A goal that occurs several times is met by one and the same solution each time, which is paid for once.
    """

    parent: Offered
    goals: tuple[Goal, ...]
    cost: int
    build: Build
    _different: tuple[Goal, ...] = field(init=False)
    _places: tuple[int, ...] = field(init=False)
    """Which of the different goals each goal is."""
    _repeated: tuple[int, ...] = field(init=False)
    """The places that have come before."""

    def __post_init__(self) -> None:
        numbers = {goal: number for number, goal in enumerate(dict.fromkeys(self.goals))}
        self._different = tuple(numbers)
        self._places = tuple(numbers[goal] for goal in self.goals)
        self._repeated = tuple(place for i, place in enumerate(self._places) if place in self._places[:i])

    def start(self) -> None:
        """Wait for the sub-goals; use what they already have."""
        for goal in self._different:
            goal.steps.append(self)
        if all(goal.solutions for goal in self._different):
            self._combine([goal.solutions for goal in self._different])

    def advance(self, goal: Goal, solved: Solved) -> None:
        """A sub-goal has a new solution."""
        options = [[solved] if g is goal else g.solutions for g in self._different]
        if all(options):
            self._combine(options)

    def _combine(self, options: list[list[Solved]]) -> None:
        """Offer what the solutions make together.

        Args:
            options: the solutions of each different goal.
        """
        for chosen in islice(product(*options), COMBINATIONS):
            again = sum(min(AGAIN, chosen[place].cost) for place in self._repeated)
            cost = self.cost + sum(s.cost for s in chosen) + again
            self.parent.offer(cost, self.build(*(chosen[place].expression for place in self._places)))
