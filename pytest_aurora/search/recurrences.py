"""Recurrences, by trying: each value from the two or three before it, so many times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from pytest_aurora.language.expressions import Constant, Expression, Fold, Iteration, Variable
from pytest_aurora.language.meaning import meaning
from pytest_aurora.problem.types import INT
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core, Task
from pytest_aurora.search.enumerate import Counter, grow
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.instantiate import Instances
from pytest_aurora.search.loops import LOOP, START_LEVEL, discount
from pytest_aurora.search.terms import Term
from pytest_aurora.search.trials import is_asked

STEP_COST = 8
"""What the step of a recurrence may cost."""
STARTS = (0, 1, 2, 3)
TURNS = 300
LARGE = 1 << 200
LINEAR = frozenset({"add", "sub", "mul"})
RANGES = (("range({0})", 0, 0), ("range({0} - 1)", 0, -1))
"""Ways to count up to an int: where they begin, and how far from it they end."""
SAMPLES = (
    (3, 5, 1), (7, 2, 6), (-4, 9, 2), (10, -3, 8), (0, 1, 4), (1, 0, 9), (2, 2, 3), (12, 5, 7), (1, 6, -1), (5, 40, 0),
)  # fmt: skip
"""Values of the variables on which steps are told apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """A count of turns at each point."""

    cost: int
    iteration: Iteration
    turns: tuple[int, ...]


def deduce_recurrences(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Once for an int at the root, when the cheap bodies have been tried."""
    context = goal.context
    if not is_asked(goal) or goal.type is not INT or context.bank.level < START_LEVEL:
        return
    if "recurrences" in goal.tried or len(goal.positions) < 2:
        return
    goal.tried.add("recurrences")
    core.push(context.cost + START_LEVEL + 2, _try_recurrences(core, goal))


def _try_recurrences(core: Core, goal: Goal) -> Task:
    for places in (2, 3):
        names = tuple(Variable(name, INT) for name in "abc"[:places])
        steps = list(_steps(core, names, STEP_COST if places == 2 else STEP_COST - 1))
        for course in _courses(goal.context):
            for step in steps:
                core.counter.candidates += len(STARTS) ** 2
                _recur(core, goal, course, step, names)
                yield


def _steps(core: Core, names: Sequence[Variable], limit: int) -> Iterator[Term]:
    """Every small step over the variables, one a behaviour, cheapest first."""
    scope = Context(len(SAMPLES))
    for place, name in enumerate(names):
        scope.add_variable(name, tuple(row[place] for row in SAMPLES))
    for value, cost in ((1, 1), (2, 2)):
        scope.add_constant(Constant(value, INT), cost)
    usable = [c for c in core.components if c.name in LINEAR]
    bound = Instances(usable, lambda t: t is INT, core.cost_of).over(frozenset({INT}))
    for level in range(1, limit + 1):
        for _ in grow(scope.bank, level, bound, Counter()):
            pass
    for entry in scope.bank.shelf(INT).up_to(limit):
        term = Term(entry.cost, entry.expression, entry.values, meaning(entry.expression))
        if all(map(term.uses, (names[0], names[-1]))) and not _explodes(term, names):
            yield term


def _explodes(step: Term, names: Sequence[Variable]) -> bool:
    """Whether values are multiplied with each other: such a loop's values soon fill the memory."""
    return bool(abs(step.function(dict(zip(names, (10**9, 7, 7), strict=False)))) > 10**13)


def _courses(context: Context) -> Iterator[Course]:
    for entry in context.variables:
        if entry.type is INT and all(0 <= v <= TURNS for v in entry.values):
            for source, low, high in RANGES:
                iteration = Iteration(source, (entry.expression,), (Variable("i", INT),))
                turns = tuple(max(0, value + high - low) for value in entry.values)
                yield Course(entry.cost + (source != RANGES[0][0]), iteration, turns)


def _recur(core: Core, goal: Goal, course: Course, step: Term, names: tuple[Variable, ...]) -> None:
    """`a, b = b, step` so many times; either of them is the result."""
    wanted = sorted((course.turns[p], goal.wanted[p]) for p in goal.positions)
    for starts in product(STARTS, repeat=len(names)):
        for place in (0, len(names) - 1):
            if _fits(step, names, starts, place, wanted):
                initial: tuple[Expression, ...] = tuple(Constant(v, INT) for v in starts)
                fold = Fold(course.iteration, names, initial, (*names[1:], step.expression), names[place])
                cost = LOOP + len(names) + course.cost + step.cost + (sum(starts) > 1) + (place > 0)
                goal.offer(cost - discount(core), fold)


def _fits(
    step: Term, names: Sequence[Variable], starts: tuple[int, ...], place: int, wanted: Sequence[tuple[int, int]]
) -> bool:
    values, done = starts, 0
    for turns, value in wanted:
        while done < turns:
            values = (*values[1:], step.function(dict(zip(names, values, strict=True))))
            done += 1
            if not -LARGE < values[-1] < LARGE:
                return False
        if values[place] != value:
            return False
    return True
