"""What a loop gives, once its accumulator's values are known: the last, the largest, a verdict on all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pytest_aurora.language.expressions import Constant, Expression, Fold, Iteration, Variable
from pytest_aurora.problem.types import BOOL, FLOAT, INT, Type
from pytest_aurora.search.core import Core
from pytest_aurora.search.terms import Term, Terms
from pytest_aurora.search.trials import Environment
from pytest_aurora.search.walks import Walk

EARLY = 1
"""What an early return costs."""
TESTS = 5
"""Conditions on the accumulator."""
TEST_COST = 5


@dataclass(frozen=True, slots=True)
class Result:
    """What a loop gives.

    Attributes:
        value: from the accumulator's first value and those after each turn, at a point.
        build: the loop of a start and a step.
    """

    cost: int
    value: Callable[[list[Any], int], Any]
    build: Callable[[Expression, Expression], Fold]


def results_of(
    core: Core, terms: Terms, walk: Walk, state: Variable, t: Type, environments: Sequence[Environment]
) -> Iterator[Result]:
    """The results of type `t` that a loop with this accumulator may have, cheapest first."""
    if t is not state.type:
        yield from _verdicts(terms, walk, state, environments)
        return
    yield Result(0, lambda states, p: states[-1], partial(_last, walk.iteration, state))
    if t in (INT, FLOAT):
        for name, function in (("max", max), ("min", min)):
            component = f"{name}:int" if t is INT else f"{name}:float"
            if core.has(component):
                cost = 1 + core.cost_of(core.by_name[component], t)
                yield Result(
                    cost,
                    partial(_extreme, function),
                    partial(_best, core, component, walk, state),
                )


def _last(iteration: Iteration, state: Variable, start: Expression, step: Expression) -> Fold:
    return Fold(iteration, (state,), (start,), (step,), state)


def _extreme(function: Callable[[list[Any]], Any], states: list[Any], point: int) -> object:
    return function(states)


def _best(core: Core, component: str, walk: Walk, state: Variable, start: Expression, step: Expression) -> Fold:
    """The largest or smallest value that the accumulator comes to have."""
    best = Variable("best", state.type)
    change = core.apply(component, best.type, best, step)
    return Fold(walk.iteration, (state, best), (start, start), (step, change), best)


def _verdicts(terms: Terms, walk: Walk, state: Variable, environments: Sequence[Environment]) -> Iterator[Result]:
    """Whether the last value is as it must be, and no value before is as it must not be."""
    inside = walk.iteration.targets
    known = [t for t in terms.of(BOOL, TEST_COST) if t.uses(state) and not any(map(t.uses, inside))][:TESTS]
    marks = Marks(state, environments, known)
    for last in range(len(known)):
        yield Verdict(walk.iteration, marks, last).result()
    for until in range(len(known)):
        for ending in (None, *range(len(known))):
            if ending != until:
                yield Verdict(walk.iteration, marks, ending, until).result()


@dataclass(slots=True)
class Marks:
    """Which tests hold for some value after a turn, and which for the last; looked at once a run and point."""

    state: Variable
    environments: Sequence[Environment]
    tests: Sequence[Term]
    known: dict[int, tuple[list[Any], dict[int, tuple[bool, bool]]]] = field(default_factory=dict)
    values: dict[tuple[int, int, Any], bool] = field(default_factory=dict)
    """What a test says of a value at a point."""

    def of(self, test: int, states: list[Any], point: int) -> tuple[bool, bool]:
        """Whether a test holds for some value, and whether for the last."""
        known = self.known.get(point)
        if known is None or known[0] is not states:
            known = self.known[point] = (states, {})
        if test not in known[1]:
            known[1][test] = (
                any(self._holds(test, value, point) for value in states[1:]), self._holds(test, states[-1], point),
            )  # fmt: skip
        return known[1][test]

    def _outcome(self, test: int, value: object, point: int) -> bool:
        try:
            return bool(self.tests[test].function({**self.environments[point], self.state: value}))
        except Exception:  # a test may raise anything: then it does not hold
            return False

    def _holds(self, test: int, value: object, point: int) -> bool:
        key = (test, point, value)
        holds = self.values.get(key)
        if holds is None:
            holds = self.values[key] = self._outcome(test, value, point)
        return holds


@dataclass(frozen=True, slots=True)
class Verdict:
    """True when no value met one test, and the last one meets another."""

    iteration: Iteration
    marks: Marks
    last: int | None
    until: int | None = None

    def result(self) -> Result:
        """As what a loop gives."""
        tests = self.marks.tests
        ending = tests[self.last].cost if self.last is not None else 1
        return Result(
            ending + (tests[self.until].cost + EARLY if self.until is not None else 0), self.value, self.build
        )

    def value(self, states: list[Any], point: int) -> bool:
        """From the accumulator's values at a point."""
        if self.until is not None and self.marks.of(self.until, states, point)[0]:
            return False
        return self.last is None or self.marks.of(self.last, states, point)[1]

    def build(self, start: Expression, step: Expression) -> Fold:
        """The loop."""
        tests = self.marks.tests
        result = tests[self.last].expression if self.last is not None else Constant(True, BOOL)
        until = tests[self.until].expression if self.until is not None else None
        early = Constant(False, BOOL) if until is not None else None
        return Fold(self.iteration, (self.marks.state,), (start,), (step,), result, until, early)
