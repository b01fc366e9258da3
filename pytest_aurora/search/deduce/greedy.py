"""An amount that is taken apart, each item as often as it fits into what the items before it left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pytest_aurora.language.expressions import Concatenation, Constant, Display, Expression, Fold, Variable
from pytest_aurora.problem.types import INT, STR, Type, list_of
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.trials import is_asked
from pytest_aurora.search.walks import Walk, walks_over

GREEDY = 6
"""What such a loop costs besides what it runs over."""
PARTS = ("add", "mod", "floordiv", "concat", "replicate", "repeat:str")
"""The components that it is made of."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What is left of an amount before each step of a walk, and how often the step's item fits into it.

    Attributes:
        rest: stands for what is left.
        count: how often the item fits, as an expression.
        counts: the same as numbers, at each point.
    """

    walk: Walk
    amount: Entry
    item: Variable
    rest: Variable
    count: Expression
    counts: tuple[tuple[int, ...], ...]


def deduce_greedy(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """`for item in items: result += ... amount // item; amount %= item`, once for the goal of the whole body."""
    if not is_asked(goal) or "greedy" in goal.tried or not all(map(core.has, PARTS)):
        return
    goal.tried.add("greedy")
    for course in _courses(core, goal):
        for begin, step, values in _results(core, goal.type, course):
            if all(values[p] == goal.wanted[p] for p in goal.positions):
                goal.offer(GREEDY + course.walk.cost, _loop(core, goal.type, course, begin, step))


def _courses(core: Core, goal: Goal) -> Iterator[Course]:
    context = goal.context
    tables = [*context.variables, *(e for e in context.bank.shelf(list_of(INT)).up_to(GREEDY) if _is_literal(e))]
    for amount in context.variables:
        for entry in tables if amount.type is INT else ():
            for walk in walks_over(entry, []):
                if walk.name in ("elements", "unpacked"):
                    yield from _courses_over(core, amount, walk)


def _is_literal(entry: Entry) -> bool:
    return isinstance(entry.expression, Constant)


def _courses_over(core: Core, amount: Entry, walk: Walk) -> Iterator[Course]:
    for place, item in enumerate(walk.iteration.targets):
        rows = [[step[place] for step in steps] for steps in walk.steps]
        if item.type is INT and all(number > 0 for row in rows for number in row):
            rest = Variable("rest", INT)
            counts = tuple(map(_taken, amount.values, rows))
            yield Course(walk, amount, item, rest, core.apply("floordiv", INT, rest, item), counts)


def _taken(amount: int, items: Sequence[int]) -> tuple[int, ...]:
    """How often each item fits into what the items before it left."""
    found = []
    for item in items:
        count, amount = divmod(amount, item)
        found.append(count)
    return tuple(found)


def _results(core: Core, t: Type, course: Course) -> Iterator[tuple[Variable, Expression, Sequence[Any]]]:
    """What may be made of the counts: their sum, their list, the items or texts of the same step that often."""
    result, count = Variable("result", t), course.count
    if t is INT:
        yield result, core.apply("add", INT, result, count), [sum(row) for row in course.counts]
    elif t is list_of(INT):
        yield result, core.apply("concat", t, result, Display((count,), t)), course.counts
    for place, target in enumerate(course.walk.iteration.targets):
        repeated = [
            [step[place] for step, n in zip(steps, counts, strict=True) for _ in range(n)]
            for steps, counts in zip(course.walk.steps, course.counts, strict=True)
        ]
        if t is list_of(target.type):
            items = core.apply("replicate", t, target, count)
            yield result, core.apply("concat", t, result, items), list(map(tuple, repeated))
        elif t is STR and target.type is STR:
            text = Concatenation((result, core.apply("repeat:str", STR, target, count)))
            yield result, text, list(map("".join, repeated))


def _loop(core: Core, t: Type, course: Course, result: Variable, step: Expression) -> Fold:
    begin = Constant(0 if t is INT else "" if t is STR else (), t)
    left = core.apply("mod", INT, course.rest, course.item)
    accumulators, initial = (result, course.rest), (begin, course.amount.expression)
    return Fold(course.walk.iteration, accumulators, initial, (step, left), result)
