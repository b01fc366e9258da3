"""Accumulating loops, by trying: one accumulator over items, or two in a recurrence over a range.

A loop's inner values are not shown by the examples, so nothing can be derived: small steps are enumerated over two
variables, one for each behaviour, and every loop that they make is really run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from pytest_aurora.language.expressions import Constant, Expression, Fold, Iteration, Variable, walk
from pytest_aurora.language.meaning import meaning
from pytest_aurora.problem.types import INT
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core, Task
from pytest_aurora.search.enumerate import Counter, grow
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.instantiate import Instances

STEP_COST = 9
"""What the step of a loop may cost."""
RECURRENCE_COST = 8
"""What the step of a recurrence may cost, which has fewer operators."""
WORDS = frozenset(
    {"fibonacci", "sequence", "recurrence", "series", "term", "terms", "accumulate", "loop", "repeatedly"}
)
LOOP = 5
"""What a loop costs besides its parts."""
START_LEVEL = 4
"""The root's bank is grown so far before loops are tried."""
STARTS = (0, 1, 2, 3)
TURNS = 300
LARGE = 1 << 200
LINEAR = frozenset({"add", "sub", "mul"})
OPERATORS = frozenset({"add", "sub", "mul", "max:int", "min:int", "mod", "floordiv", "abs", "square"})
RANGES = (
    ("range({0})", 0, 0), ("range(1, {0} + 1)", 1, 1), ("range(2, {0} + 1)", 2, 1), ("range({0} - 1)", 0, -1),
)  # fmt: skip
"""Ways to count up to an int: where they begin, and how far from it they end."""
SAMPLES = ((3, 5), (7, 2), (-4, 9), (10, -3), (0, 1), (1, 0), (2, 2), (12, 5), (1, 6), (5, 40))
"""Values of the two variables on which steps are told apart."""

Step = Callable[[int, int], int]


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """What a loop does in one turn: the new value from the accumulator and the item, or from two accumulators."""

    cost: int
    expression: Expression
    function: Step
    uses_both: bool


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """An iteration whose items are ints, with its items at each point."""

    cost: int
    iteration: Iteration
    items: tuple[Sequence[int], ...]
    counted: bool


def deduce_loops(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Once a goal at the root, when the cheap bodies have been tried: put the loops into the queue."""
    context = goal.context
    if context.depth or goal.depth or goal.type is not INT or context.bank.level < START_LEVEL:
        return
    if "loops" in goal.tried:
        return
    goal.tried.add("loops")
    core.push(context.cost + START_LEVEL + 2, _try_loops(core, goal))


def _try_loops(core: Core, goal: Goal) -> Task:
    discount = min(4, 2 * len(WORDS & core.words))
    for course in _courses(goal.context):
        names = Variable("total", INT), course.iteration.targets[0]
        for turn in _turns(core, *names, OPERATORS, STEP_COST):
            core.counter.candidates += len(STARTS)
            _accumulate(goal, course, turn, names, LOOP - discount)
            yield
    a, b = Variable("a", INT), Variable("b", INT)
    turns = [turn for turn in _turns(core, a, b, LINEAR, RECURRENCE_COST) if turn.uses_both]
    for course in _courses(goal.context):
        if course.counted:
            for turn in turns:
                core.counter.candidates += len(STARTS) ** 2
                _recur(goal, course, turn, (a, b), LOOP + 2 - discount)
                yield


def _turns(core: Core, first: Variable, second: Variable, operators: frozenset[str], limit: int) -> Iterator[Turn]:
    """Every small step over two variables, one a behaviour, cheapest first."""
    scope = Context(len(SAMPLES))
    scope.add_variable(first, tuple(pair[0] for pair in SAMPLES))
    scope.add_variable(second, tuple(pair[1] for pair in SAMPLES))
    for value, cost in ((1, 1), (2, 2), (10, 3)):
        scope.add_constant(Constant(value, INT), cost)
    usable = [c for c in core.components if c.name in operators]
    bound = Instances(usable, lambda t: t is INT, core.cost_of).over(frozenset({INT}))
    for level in range(1, limit + 1):
        for _ in grow(scope.bank, level, bound, Counter()):
            pass
    for entry in scope.bank.shelf(INT).up_to(limit):
        used = {part for part in walk(entry.expression) if isinstance(part, Variable)}
        if first in used and not _explodes(_step(entry.expression, first, second)):
            yield Turn(entry.cost, entry.expression, _step(entry.expression, first, second), second in used)


def _explodes(step: Step) -> bool:
    """Whether the accumulator is multiplied by itself: such a loop's values soon fill the memory."""
    try:
        return abs(step(10**9, 7)) > 10**13
    except ArithmeticError:
        return False


def _step(expression: Expression, first: Variable, second: Variable) -> Step:
    value = meaning(expression)
    return lambda a, b: value({first: a, second: b})


def _courses(context: Context) -> Iterator[Course]:
    """The lists of ints and the ranges that a loop may run over."""
    for entry in context.variables:
        if str(entry.type) in ("list[int]", "tuple[int, ...]"):
            yield Course(entry.cost, Iteration("{0}", (entry.expression,), (Variable("", INT),)), entry.values, False)
    for entry in context.variables:
        if entry.type is INT and all(0 <= v <= TURNS for v in entry.values):
            for source, low, high in RANGES:
                iteration = Iteration(source, (entry.expression,), (Variable("i", INT),))
                items = tuple(range(low, value + high) for value in entry.values)
                yield Course(entry.cost + (source != "range({0})"), iteration, items, True)


def _accumulate(goal: Goal, course: Course, turn: Turn, names: tuple[Variable, Variable], cost: int) -> None:
    total, _ = names
    for start in STARTS[:2]:
        if all(_run(turn.function, start, course.items[p]) == goal.wanted[p] for p in goal.positions):
            fold = Fold(course.iteration, (total,), (Constant(start, INT),), (turn.expression,), total)
            goal.offer(cost + course.cost + turn.cost + start, fold)


def _run(step: Step, total: int, items: Sequence[int]) -> int | None:
    try:
        for item in items:
            total = step(total, item)
            if not -LARGE < total < LARGE:
                return None
    except (ArithmeticError, ValueError):
        return None
    return total


def _recur(goal: Goal, course: Course, turn: Turn, names: tuple[Variable, Variable], cost: int) -> None:
    """`a, b = b, step` so many times; either of them is the result."""
    a, b = names
    for low, high in product(STARTS, repeat=2):
        pairs = [_run_pair(turn.function, low, high, len(course.items[p])) for p in goal.positions]
        for place, result in ((0, a), (1, b)):
            given = zip(pairs, goal.positions, strict=True)
            if all(pair is not None and pair[place] == goal.wanted[p] for pair, p in given):
                starts = (Constant(low, INT), Constant(high, INT))
                fold = Fold(course.iteration, (a, b), starts, (b, turn.expression), result)
                goal.offer(cost + course.cost + turn.cost + (low + high > 1) + place, fold)


def _run_pair(step: Step, a: int, b: int, turns: int) -> tuple[int, int] | None:
    try:
        for _ in range(turns):
            a, b = b, step(a, b)
            if not -LARGE < b < LARGE:
                return None
    except (ArithmeticError, ValueError):
        return None
    return a, b
