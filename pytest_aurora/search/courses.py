"""What a step makes of a state, turn by turn: when a loop must end to give what is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pytest_aurora.language.expressions import Constant, Display, Expression, Variable
from pytest_aurora.problem.types import INT, list_of
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.terms import Term
from pytest_aurora.search.trials import Environment

TURNS = 100
"""Turns that a loop is followed for."""
SPANS = (3, 15, 60)
"""Turns after which the wanted state is looked for."""
LONG = 5_000
"""Characters of a state."""
LARGE = 10**9
"""Numbers from here on end a course."""
COUNTED = 1
"""What it costs to count turns or to keep the states."""


@dataclass(slots=True, eq=False)
class Course:
    """The states that a step goes through from a parameter's value, at each point.

    Attributes:
        environments: the other variables at each point.
    """

    state: Variable
    step: Term
    first: Sequence[Any]
    environments: Sequence[Environment]
    known: dict[int, list[Any]] = field(default_factory=dict)

    def find(self, point: int, wanted: object) -> int | None:
        """The turn after which the state is the wanted one."""
        for turns in SPANS:
            states = self.upto(point, turns)
            if wanted in states:
                return states.index(wanted)
            if len(states) <= turns:
                break
        return None

    @property
    def effort(self) -> int:
        """How much there was to compute, in candidates."""
        return 2 + sum(map(len, self.known.values())) // 6

    def upto(self, point: int, turns: int) -> list[Any]:
        """The states after at most so many turns; fewer where a step fails, repeats itself or grows too large."""
        states = self.known.setdefault(point, [self.first[point]])
        scope = dict(self.environments[point])
        try:
            while len(states) <= min(turns, TURNS):
                scope[self.state] = states[-1]
                new = self.step.function(scope)
                if new == states[-1] or _is_large(new):
                    break
                states.append(new)
        except Exception:  # a step may raise anything: that is an outcome here
            return states
        return states


def _is_large(value: object) -> bool:
    return len(value) > LONG if isinstance(value, str) else isinstance(value, int) and not -LARGE < value < LARGE


@dataclass(frozen=True, slots=True)
class Ending:
    """How many turns the loop takes at each point, and what it then gives.

    Attributes:
        more: accumulators beside the state, with their first values and steps; the last one is the result.
    """

    cost: int
    turns: dict[int, int]
    more: tuple[tuple[Variable, Expression, Expression], ...] = ()


def endings_of(core: Core, course: Course, goal: Goal) -> Iterator[Ending]:
    """The ways in which a loop with these states may give what a goal wants."""
    state = course.state
    if goal.type is state.type:
        yield from _at_value(course, goal)
    if goal.type is INT and core.has("add"):
        for start in (0, 1):
            turns = {p: goal.wanted[p] - start for p in goal.positions}
            if _lasts(course, turns):
                count, one = Variable("count", INT), Constant(1, INT)
                step = core.apply("add", INT, count, one)
                yield Ending(COUNTED + start, turns, ((count, Constant(start, INT), step),))
    if goal.type is list_of(state.type) and core.has("concat"):
        yield from _all_states(core, course, goal)


def _at_value(course: Course, goal: Goal) -> Iterator[Ending]:
    """The wanted value is a state: where it comes first."""
    turns: dict[int, int] = {}
    for p in goal.positions:
        place = course.find(p, goal.wanted[p])
        if place is None:
            return
        turns[p] = place
    if _lasts(course, turns):
        yield Ending(0, turns)


def _all_states(core: Core, course: Course, goal: Goal) -> Iterator[Ending]:
    """The wanted list holds the states, with the last one or without it."""
    t = goal.type
    path, state = Variable("path", t), course.state
    for last, begin, item in ((1, Display((state,), t), course.step.expression), (0, Display((), t), state)):
        turns = {p: len(goal.wanted[p]) - last for p in goal.positions}
        if _lasts(course, turns) and all(
            tuple(course.upto(p, n)[: n + last]) == goal.wanted[p] for p, n in turns.items()
        ):
            step = core.apply("concat", t, path, Display((item,), t))
            yield Ending(COUNTED, turns, ((path, begin, step),))


def _lasts(course: Course, turns: dict[int, int]) -> bool:
    """Whether the loop takes so many turns at each point, not always the same."""
    if min(turns.values()) < 0 or max(turns.values()) > TURNS or len(set(turns.values())) < 2:
        return False
    return all(len(course.upto(p, n)) > n for p, n in turns.items())


def separates(test: Term, course: Course, turns: dict[int, int]) -> bool:
    """Whether the test holds for every state before the last, and not for the last."""
    try:
        for p, n in turns.items():
            states, scope = course.upto(p, n), dict(course.environments[p])
            scope[course.state] = states[n]
            if test.function(scope):
                return False
            for scope[course.state] in states[:n]:
                if not test.function(scope):
                    return False
    except Exception:  # a test may raise anything
        return False
    return True
