"""While loops, by trying steps and deriving when they must end.

The wanted value is one that the state comes to, or the number of turns, or the states themselves. So for each small
step the turn is known after which the loop ends, and with it what its condition must say of every state before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice, product

from pytest_aurora.language.expressions import (
    Apply,
    Constant,
    Display,
    Expression,
    Logical,
    Variable,
    While,
    replaced,
    walk,
)
from pytest_aurora.language.meaning import Meaning, meaning
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, Type, list_of
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core, Task
from pytest_aurora.search.courses import Course, Ending, endings_of, separates
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.loops import START_LEVEL, discount
from pytest_aurora.search.steps import branches_of, chosen_steps, plain_steps, tests_of
from pytest_aurora.search.terms import Term, Terms, conditional, samples_of
from pytest_aurora.search.trials import Environment, environments_of, goals_of, is_asked

WHILE = 6
"""What a while loop costs besides its parts."""
WHOLE_LEVEL = 6
STEP_COST = 7
DELAY = 3
"""How much dearer bodies are tried first."""
PLAIN = 400
TESTS = 24
"""Conditions, each with its opposite."""
KNOWN = 300
KNOWN_COST = 7
BRANCHES = 36
TOLD = 3
"""What it costs to compare the state with a bound of the spec."""
LINEAR = 4
RATE_COST = 3
DIVISORS = (2, 3)
EXACT = 1
"""What it costs to ask whether a number can be divided by what it is then divided by."""
OPERATORS = frozenset({"add", "sub", "mul", "floordiv", "mod"})
CHOSEN = 5_000
GOALS = 6
STATES: tuple[Type, ...] = (INT, STR, FLOAT)


def deduce_whiles(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Once for the goal at the root, when the cheap bodies have been tried."""
    context = goal.context
    if not is_asked(goal) or context.bank.level < START_LEVEL or "whiles" in goal.tried:
        return
    goal.tried.add("whiles")
    for entry in context.variables:
        if entry.type in STATES and len(set(entry.values)) > 1 and _results(goal.type, entry.type):
            core.push(context.cost + START_LEVEL + DELAY, _try_whiles(core, goal, entry))


def _results(wanted: Type, state: Type) -> list[Type]:
    """Which of the things that a loop with such a state can give are wanted."""
    members = wanted.args if wanted.name == "union" else (wanted,)
    return [member for member in members if member in (state, INT, list_of(state))]


def _try_whiles(core: Core, goal: Goal, entry: Entry) -> Task:
    context, environments = goal.context, environments_of(goal.context)
    terms, state = _terms(core, goal, entry)
    yield from terms.grow(WHOLE_LEVEL, STEP_COST)
    tests = tests_of(terms, state, WHOLE_LEVEL)
    endings = list(_both([*_told(core, terms, state), *tests[:TESTS]]))
    telling = [test for test in tests if not _compares(test, state)][:TESTS]
    goals = [g for t in _results(goal.type, entry.type) for g in goals_of(context, t)[:GOALS]]
    steps = sorted((*_known(context, entry, state), *islice(plain_steps(terms, state), PLAIN)), key=lambda s: s.cost)
    steps = sorted((*steps, *_grown(core, terms, state)), key=lambda s: s.cost)
    branches = sorted((*_linear(core, terms, state), *_branches(terms, state)), key=lambda term: term.cost)
    chosen = chosen_steps(state, telling, branches)
    if state.type is INT:
        steps += [*_exact(core, terms, state, branches), *islice(chosen, CHOSEN)]
    for step in steps:
        course = Course(state, step, entry.values, environments)
        for wanted in goals:
            for ending in endings_of(core, course, wanted):
                _offer(core, wanted, course, entry, ending, endings)
        core.counter.candidates += course.effort
        yield


def _terms(core: Core, goal: Goal, entry: Entry) -> tuple[Terms, Variable]:
    rows = [i % goal.context.points for i in range(16)]
    terms = Terms(core, goal.context, rows, scalar=True)
    state = Variable("", entry.type)
    terms.add(state, samples_of(entry.type, entry.values), [*dict.fromkeys(entry.values)][:2])
    return terms, state


def _both(tests: Sequence[Term]) -> Iterator[Term]:
    """Tests and their opposites, cheapest first."""
    opposites = [
        Term(t.cost + 1 - _is_comparison(t), Logical("not", (t.expression,)), (), partial(_fails, t.function))
        for t in tests
    ]
    yield from sorted((*tests, *opposites), key=lambda t: t.cost)


def _told(core: Core, terms: Terms, state: Variable) -> Iterator[Term]:
    """The state beside the bounds of the spec."""
    (before,) = (entry.values for entry in terms.inside)
    for bound in core.bounds:
        name, limit = f"{'le' if bound.below else 'lt'}:{state.type}", bound.number(state.type)
        if limit is not None and core.has(name):
            test = core.apply(name, BOOL, state, Constant(limit, state.type))
            yield terms.term(test, TOLD, tuple(core.by_name[name].function(value, limit) for value in before))


def _is_comparison(test: Term) -> bool:
    """Whether its opposite is one, too, and no longer."""
    return isinstance(test.expression, Apply) and test.expression.component.family in ("eq", "lt", "le")


def _known(context: Context, entry: Entry, state: Variable) -> Iterator[Term]:
    """What the bank has computed from the parameter, said of the state."""
    assert isinstance(entry.expression, Variable)
    for known in islice(context.bank.shelf(state.type).up_to(KNOWN_COST), KNOWN):
        if known is not entry and any(part is entry.expression for part in walk(known.expression)):
            step = replaced(known.expression, {entry.expression: state})
            yield Term(known.cost, step, known.values, meaning(step))


def _branches(terms: Terms, state: Variable) -> Iterator[Term]:
    """Values under a condition that are computed from the state by plain arithmetic."""
    for term in branches_of(terms, state, STEP_COST, BRANCHES):
        applied = {part.component.name for part in walk(term.expression) if isinstance(part, Apply)}
        if term.uses(state) and (state.type is not INT or applied <= OPERATORS):
            yield term


def _linear(core: Core, terms: Terms, state: Variable) -> Iterator[Term]:
    """`k * n + c` and `n // k` for small numbers."""
    if state.type is not INT or not all(map(core.has, ("add", "sub", "mul", "floordiv"))):
        return
    (before,) = (entry.values for entry in terms.inside)
    for divisor in (2, 3, 10):
        quotient = core.apply("floordiv", INT, state, Constant(divisor, INT))
        yield terms.term(quotient, LINEAR - 1, tuple(value // divisor for value in before))
    for factor, more in product((2, 3), (-1, 1)):
        multiple = core.apply("mul", INT, state, Constant(factor, INT))
        expression = core.apply("add" if more > 0 else "sub", INT, multiple, Constant(1, INT))
        yield terms.term(expression, LINEAR, tuple(factor * value + more for value in before))


def _grown(core: Core, terms: Terms, state: Variable) -> Iterator[Term]:
    """`x * (1 + rate)` and `x * (1 - rate)`: what grows or shrinks by a share of itself."""
    if state.type is not FLOAT or not all(map(core.has, ("add:float", "sub:float", "mul:float"))):
        return
    one, (before,) = Constant(1.0, FLOAT), (entry.values for entry in terms.inside)
    for rate in (entry for entry in terms.scope.bank.shelf(FLOAT).up_to(RATE_COST) if entry.fixed):
        if isinstance(rate.expression, Variable):
            for name, sign in (("add:float", 1), ("sub:float", -1)):
                factor = core.apply(name, FLOAT, one, rate.expression)
                grown = core.apply("mul:float", FLOAT, state, factor)
                rows = zip(before, rate.values, strict=True)
                yield terms.term(grown, STEP_COST, tuple(x * (1 + sign * share) for x, share in rows))


def _exact(core: Core, terms: Terms, state: Variable, branches: Sequence[Term]) -> Iterator[Term]:
    """`n // k if n % k == 0 else other`: a number is divided where nothing is left over."""
    (before,) = (entry.values for entry in terms.inside)
    for k in DIVISORS if core.has("divides") else ():
        divisor = Constant(k, INT)
        test = core.apply("divides", BOOL, state, divisor)
        divisible = terms.term(test, EXACT, tuple(value % k == 0 for value in before))
        quotient = core.apply("floordiv", INT, state, divisor)
        whole = terms.term(quotient, LINEAR - 1, tuple(value // k for value in before))
        yield from (conditional(divisible, whole, other, 0) for other in branches if other.uses(state))


def _compares(test: Term, state: Variable) -> bool:
    """Whether a test compares the state with a number: that says when to end, not what to do next."""
    match test.expression:
        case Apply(component=component, arguments=arguments) if component.name in ("eq:int", "lt:int"):
            return all(part is state or isinstance(part, Constant) for part in arguments)
    return False


def _fails(test: Meaning, scope: Environment) -> bool:
    return not test(scope)


# --- the loop --------------------------------------------------------------------------------------------------------


def _offer(core: Core, goal: Goal, course: Course, entry: Entry, ending: Ending, tests: Sequence[Term]) -> None:
    test = next((test for test in tests if separates(test, course, ending.turns)), None)
    if test is None:
        return
    accumulators = (course.state, *(variable for variable, _, _ in ending.more))
    begins = tuple(_begun(first, course.state, entry.expression) for _, first, _ in ending.more)
    steps = (course.step.expression, *(step for _, _, step in ending.more))
    loop = While(accumulators, (entry.expression, *begins), test.expression, steps, accumulators[-1])
    goal.offer(WHILE + entry.cost + course.step.cost + test.cost + ending.cost - discount(core), loop)


def _begun(first: Expression, state: Variable, parameter: Expression) -> Expression:
    """The first value of an accumulator, said of the parameter instead of the state."""
    if isinstance(first, Display):
        return Display(tuple(parameter if item is state else item for item in first.items), first.type)
    return first
