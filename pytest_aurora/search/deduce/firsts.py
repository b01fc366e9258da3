"""The first of many that meets a condition: the wanted value says which it is, so what the condition must say is known.

It fails for every item before, holds for the wanted one, and fails for all where something else is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from pytest_aurora.language.expressions import Comprehension, Constant, Expression, FirstMatch, Iteration, Variable
from pytest_aurora.language.literals import has_literal
from pytest_aurora.problem.types import BOOL, INT, NONE, Type
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.closings import NEXT
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core, Task
from pytest_aurora.search.deduce.logic import deduce_logic
from pytest_aurora.search.enumerate import grow
from pytest_aurora.search.goal import Build, Goal
from pytest_aurora.search.instantiate import Instances
from pytest_aurora.search.trials import is_asked
from pytest_aurora.search.walks import SCOPE_COST, Walk, bring_outer, open_scope

WALK_COST = 6
WALKS = 24
FIRST = 2
"""What it costs to take the first."""
DEFAULT = 1
"""What a default costs."""
COUNTING = 3
"""What counting until a condition holds costs."""
COUNT_LEVEL = 3
"""The root's bank is grown so far before anything is counted."""
COUNTED = 250
"""Numbers that are counted, all examples together."""
TEST_COST = 8
"""What a test of a number may cost."""
COMPONENT_COST = 4
WORDS = frozenset(
    {"first", "smallest", "least", "lowest", "next", "largest", "greatest", "until", "divisor", "nearest"}
)
"""What a spec says when it means the first of many."""


def deduce_firsts(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """`next((x for x in xs if test), default)`, and the first number from somewhere on that meets a test."""
    context = goal.context
    if not is_asked(goal) or goal.type is BOOL or len(goal.positions) < 2:
        return
    for walk in context.walks[:WALKS]:
        if ("first", walk) not in goal.tried and walk.cost <= WALK_COST:
            goal.tried.add(("first", walk))
            _first_of(core, goal, walk)
    if goal.type is INT and context.bank.level >= COUNT_LEVEL and "count" not in goal.tried:
        goal.tried.add("count")
        for course in _courses(context):
            _count(core, goal, course)


# --- items ------------------------------------------------------------------------------------------------------------


def _first_of(core: Core, goal: Goal, walk: Walk) -> None:
    members = goal.type.args if goal.type.name == "union" else (goal.type,)
    for item, column in (each for member in members for each in walk.columns(member)):
        found = {p: _place(column[p], goal.wanted[p]) for p in goal.positions}
        missing = {goal.wanted[p] for p, i in found.items() if i is None}
        if len(missing) > 1 or not all(map(has_literal, missing)) or not _is_telling(found, column):
            continue
        scope = open_scope(walk, goal.context)
        if scope is None:
            continue
        if scope not in core.contexts:
            core.enter(scope)
        _condition(core, goal, scope, found, walk.cost, _taken(walk.iteration, item, goal.type, missing))


def _is_telling(found: Mapping[int, int | None], column: Sequence[Sequence[Any]]) -> bool:
    """Whether it is not the same place each time: another one, or none of several items."""
    places = {place for place in found.values() if place is not None}
    return bool(places) and len(places) + any(i is None and column[p] for p, i in found.items()) > 1


def _place(items: Sequence[Any], wanted: object) -> int | None:
    return next((i for i, item in enumerate(items) if item == wanted), None)


def _taken(iteration: Iteration, item: Expression, t: Type, missing: set[Any]) -> Build:
    """How the condition becomes a body: with a default where some examples want something that is no item."""
    if not missing:
        return lambda test: Comprehension(NEXT, iteration, item, t, condition=test)
    (value,) = missing
    default = Constant(value, NONE if value is None else item.type)
    return lambda test: FirstMatch(iteration, test, item, default, t)


def _condition(core: Core, goal: Goal, scope: Context, found: dict[int, int | None], cost: int, build: Build) -> None:
    """What the condition must say of the items up to the wanted one."""
    wanted: list[bool | None] = [None] * scope.points
    for p, place in found.items():
        begin, end = scope.spans[p]
        last = end if place is None else begin + place
        wanted[begin:last] = [False] * (last - begin)
        if place is not None:
            wanted[last] = True
    positions = tuple(i for i, value in enumerate(wanted) if value is not None)
    extra = FIRST + DEFAULT * (None in found.values()) - FIRST * bool(WORDS & core.words)
    test = core.want(scope, BOOL, tuple(wanted), positions, depth=0, base=goal.base + extra, branching=True)
    core.step(goal, [test], cost + extra, build)


# --- numbers ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """Numbers one after the other, at each point: up without an end, or down to 1."""

    cost: int
    source: str
    argument: Expression
    begin: tuple[int, ...]
    step: int


def _courses(context: Context) -> Iterator[Course]:
    for start in (0, 1):
        yield Course(0, "itertools.count({0})", Constant(start, INT), (start,) * context.points, 1)
    for entry in context.variables:
        if entry.type is INT:
            for source, more, step in (
                ("itertools.count({0})", 0, 1),
                ("itertools.count({0} + 1)", 1, 1),
                ("range({0}, 0, -1)", 0, -1),
                ("range({0} - 1, 0, -1)", -1, -1),
            ):
                yield Course(1, source, entry.expression, tuple(value + more for value in entry.values), step)


def _count(core: Core, goal: Goal, course: Course) -> None:
    """The condition that the wanted number is the first to meet."""
    places = {p: (goal.wanted[p] - course.begin[p]) * course.step for p in goal.positions}
    if min(places.values()) < 0 or len(set(places.values())) < 2 or sum(places.values()) > COUNTED:
        return
    if isinstance(course.argument, Constant) and min(places.values()) == 1:
        return
    if course.step < 0 and min(goal.projected) < 1:
        return
    lengths = tuple(places.get(p, -1) + 1 for p in range(goal.context.points))
    scope = _scope(goal.context, course, lengths)
    core.push(goal.context.cost + COUNT_LEVEL + SCOPE_COST + course.cost, _grow(core, scope, 1))
    imports = ("import itertools",) if course.step > 0 else ()
    (number,) = (entry.expression for entry in scope.variables)
    assert isinstance(number, Variable)
    iteration = Iteration(course.source, (course.argument,), (number,), imports)
    cost = SCOPE_COST + COUNTING + course.cost
    _condition(core, goal, scope, dict(places), cost, lambda test: FirstMatch(iteration, test, number, None, INT))


def _grow(core: Core, scope: Context, level: int) -> Task:
    """Tests of numbers alone; where the spec does not speak of a first number, dearer ones wait for their turn."""
    usable = [c for c in core.components if {*c.parameters, c.result} <= {INT, BOOL}]
    library = Instances(usable, lambda t: True, core.cost_of).over(frozenset({BOOL, INT}))
    bound = [instance for instance in library if instance.cost <= COMPONENT_COST]
    while level <= TEST_COST:
        yield from grow(scope.bank, level, bound, core.counter)
        fresh = scope.take_fresh()
        for goal in tuple(scope.goals.values()):
            deduce_logic(core, goal, fresh)
        level += 1
        if not WORDS & core.words:
            core.push(scope.cost + level, _grow(core, scope, level))
            return


def _scope(outer: Context, course: Course, lengths: tuple[int, ...]) -> Context:
    cost = outer.cost + SCOPE_COST + COUNTING + course.cost
    scope = Context(sum(lengths), cost=cost, depth=outer.depth + 1, parent=outer)
    ends = tuple(accumulate(lengths))
    scope.spans = tuple(zip((0, *ends), ends, strict=False))
    numbers = (course.begin[p] + course.step * i for p, n in enumerate(lengths) for i in range(n))
    scope.add_variable(Variable("k", INT), tuple(numbers))
    bring_outer(lengths, outer, scope)
    return scope
