"""Loops that are really run: what goals they may meet, and what they come to at each point."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pytest_aurora.language.expressions import Variable
from pytest_aurora.language.meaning import Meaning, moderate
from pytest_aurora.problem.types import Type
from pytest_aurora.search.bank import FAILURE
from pytest_aurora.search.context import Context
from pytest_aurora.search.goal import Goal

GOALS = 24
"""Goals that a loop is held against."""

State = Any
Environment = Mapping[Variable, Any]


@dataclass(slots=True)
class Targets:
    """Goals of one type, by what they want at a point that tells."""

    by_probe: dict[int, dict[Any, list[tuple[Goal, Sequence[int]]]]] = field(default_factory=dict)

    def add(self, goal: Goal, order: Sequence[int]) -> None:
        """A goal and the order in which its points are looked at."""
        self.by_probe.setdefault(order[0], {}).setdefault(goal.wanted[order[0]], []).append((goal, order))

    def met(self, value_at: Callable[[int], Any]) -> Iterator[Goal]:
        """The goals that want these values."""
        for probe, goals in self.by_probe.items():
            for goal, order in goals.get(value_at(probe), ()):
                if all(value_at(p) == goal.wanted[p] for p in order):
                    yield goal


def is_asked(goal: Goal) -> bool:
    """Whether it is the goal of the whole body."""
    return not goal.context.depth and next(iter(goal.context.goals.values())) is goal


def goals_of(context: Context, t: Type) -> list[Goal]:
    """The goals at the root that a loop's result of this type may meet, those with most points first."""
    found = [g for g in context.goals.values() if g.type is t and g.depth <= 1 and len(g.positions) > 1]
    return sorted(found, key=lambda g: (g.depth, -len(g.positions)))[:GOALS]


def targets(goals: Sequence[Goal], turns: Sequence[int], without: Sequence[Any]) -> Targets:
    """The goals that a loop can meet which takes so many turns at each point.

    Args:
        goals: of the type of the loop's result.
        turns: of each point.
        without: the result at points at which it takes none.
    """
    found = Targets()
    for goal in goals:
        moving = [p for p in goal.positions if turns[p]]
        if moving and all(turns[p] or goal.wanted[p] == without[p] for p in goal.positions):
            found.add(goal, sorted(goal.positions, key=lambda p: (turns[p] < 2, turns[p])))
    return found


@dataclass(slots=True)
class Run:
    """One loop: the values of its accumulator before and after each turn, computed when they are asked for.

    Attributes:
        step: the next value.
        start: the first value at each point.
        environments: the outer variables at each point.
        rows: what the targets hold at each turn, at each point.
    """

    step: Meaning
    accumulator: Variable
    targets: tuple[Variable, ...]
    start: Sequence[Any]
    environments: Sequence[Environment]
    rows: Sequence[Sequence[Sequence[Any]]]
    known: dict[int, list[Any] | None] = field(default_factory=dict)

    def states(self, point: int) -> list[Any] | None:
        """The accumulator's values from the first to the last; None where a step fails."""
        if point not in self.known:
            try:
                self.known[point] = self._states(point)
            except Exception:  # a step may raise anything: that is an outcome here
                self.known[point] = None
        return self.known[point]

    def _states(self, point: int) -> list[Any]:
        scope, step, accumulator, names = dict(self.environments[point]), self.step, self.accumulator, self.targets
        current = self.start[point]
        found = [current]
        for row in self.rows[point]:
            scope[accumulator] = current
            scope.update(zip(names, row, strict=True))
            current = moderate(step(scope))
            found.append(current)
        return found

    @property
    def effort(self) -> int:
        """How much there was to compute, in candidates."""
        return 1 + sum(len(states) for states in self.known.values() if states) // 3

    def closed(self, close: Callable[[list[Any], int], Any]) -> Callable[[int], Any]:
        """What a closing makes of the values, by point."""

        def value_at(point: int) -> object:
            states = self.states(point)
            return FAILURE if states is None else close(states, point)

        return value_at


def environments_of(context: Context) -> list[dict[Variable, Any]]:
    """The variables of a root context at each point."""
    found: list[dict[Variable, Any]] = [{} for _ in range(context.points)]
    for entry in context.variables:
        assert isinstance(entry.expression, Variable)
        for environment, value in zip(found, entry.values, strict=True):
            environment[entry.expression] = value
    return found
