"""Recursion on smaller arguments, by trying.

With which arguments a function calls itself does not depend on what it gives: for a choice of calls all of them are
known for every example, and what is made of them is tried on them, from the innermost call outwards, until the
examples hold (recursion with a choice of arguments first, as in Albarghouthi, Gulwani and Kincaid, 2013).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from pytest_aurora.language.expressions import (
    Apply,
    Conditional,
    Constant,
    Expression,
    Logical,
    Recursion,
    Recursive,
    Variable,
    While,
    replaced,
    walk,
)
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, Type
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core, Task
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.loops import START_LEVEL
from pytest_aurora.search.material import BASE_COST, Material, gather
from pytest_aurora.search.plans import Plan, Trace, plan
from pytest_aurora.search.smaller import Call, Scheme, Smaller
from pytest_aurora.search.terms import Term
from pytest_aurora.search.trials import is_asked

RECURSION = 5
"""What a recursion costs besides its parts."""
DELAY = 2
"""How much dearer bodies are tried first."""
LARGEST_DIVISOR = 16
CHOSEN = 8
"""Steps under a condition."""
UNSEEN = 2
"""What a base costs that no example shows."""
LARGE = 1 << 200
LONG = 2_000

Traces = Sequence[tuple[int, Trace]]
"""Points, and the calls that each of them comes to."""
Bases = tuple[tuple[Term, int], ...]
"""What each ending gives, and what that costs."""


def deduce_calls(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Once for the goal at the root, when the cheap bodies have been tried."""
    context = goal.context
    if not is_asked(goal) or context.bank.level < START_LEVEL or "calls" in goal.tried or core.function is None:
        return
    goal.tried.add("calls")
    several = len(goal.positions) > 2 and len(set(goal.wanted)) > 1
    if several and len(context.variables) == len(core.parameters) and _is_plain(goal.type):
        core.push(context.cost + START_LEVEL + DELAY, _try_calls(core, goal))


def _is_plain(t: Type) -> bool:
    return t in (INT, FLOAT, STR, BOOL) or t.name == "list"


def _try_calls(core: Core, goal: Goal) -> Task:
    smaller = Smaller(core, _divisors(core, goal.context))
    schemes = list(smaller.schemes())
    if not schemes:
        return
    material = gather(core, goal, smaller)
    yield from material.grow()
    for scheme in schemes:
        for choice in material.choices if len(scheme.branches) > 1 else (None,):
            core.counter.candidates += len(goal.positions)
            yield from _try_plan(material, plan(core, scheme, choice))
            yield


def _divisors(core: Core, context: Context) -> list[Expression]:
    """Small numbers and the parameters that are numbers."""
    numbers = (e.expression for e in context.bank.shelf(INT).up_to(BASE_COST) if isinstance(e.expression, Constant))
    return [*(n for n in numbers if 1 < n.value <= LARGEST_DIVISOR), *(p for p in core.parameters if p.type is INT)]


# --- a plan -----------------------------------------------------------------------------------------------------------


def _try_plan(material: Material, plan: Plan) -> Task:
    traces = _traces(material, plan)
    if traces is None:
        return
    endings = list(_endings(material, plan, traces))
    for count, steps in enumerate(_steps(material, plan), 1):
        for bases in endings:
            material.core.counter.candidates += 1
            if _fits(material, traces, bases, steps):
                _offer(material, plan, bases, steps)
        if not count % 16:
            yield


def _traces(material: Material, plan: Plan) -> Traces | None:
    """The calls of each example, the fewest first; None where they tell nothing."""
    found = []
    for point in material.goal.positions:
        trace = plan.trace([material.environments[point][p] for p in material.core.parameters])
        if trace is None:
            return None
        found.append((point, trace))
    sizes = {len(trace) for _, trace in found}
    taken = {node.branch for _, trace in found for node in trace if node.ending is None}
    ended = {node.ending for _, trace in found for node in trace}
    needed = len(plan.scheme.endings) + 1
    if len(sizes) < 2 or max(sizes) < 3 or len(taken) < len(plan.scheme.branches) or len(ended) < needed:
        return None
    return sorted(found, key=lambda pair: len(pair[1]))


def _endings(material: Material, plan: Plan, traces: Traces) -> Iterator[Bases]:
    """What may be given without a call, with its cost: what the examples want that make none."""
    options: list[list[tuple[Term, int]]] = []
    for place in range(len(plan.scheme.endings)):
        shown = [(p, trace[-1].scope) for p, trace in traces if trace[-1].ending == place]
        fitting = (base for base in material.bases if _gives(base, material.goal, shown))
        options.append([(base, base.cost + (0 if shown else UNSEEN)) for base in fitting])
    yield from sorted(product(*options), key=lambda bases: sum(cost for _, cost in bases))


def _gives(base: Term, goal: Goal, shown: Sequence[tuple[int, Mapping[Variable, Any]]]) -> bool:
    try:
        return all(base.function(scope) == goal.wanted[p] for p, scope in shown)
    except Exception:  # a term may raise anything
        return False


def _steps(material: Material, plan: Plan) -> Iterator[tuple[Term, ...]]:
    """What each branch may make of its calls, cheapest first."""
    fitting = [step for step in material.single if _speaks_of(step, plan.scheme)]
    choices = [fitting if len(calls) == 1 else material.paired for calls in plan.scheme.branches]
    if len(choices) == 1:
        yield from ((step,) for step in choices[0])
        return
    chosen = product(
        *(steps[: CHOSEN * len(calls)] for steps, calls in zip(choices, plan.scheme.branches, strict=True))
    )
    yield from sorted(chosen, key=lambda steps: sum(step.cost for step in steps))


def _speaks_of(step: Term, scheme: Scheme) -> bool:
    """Whether all remainders in a step are those of the division that makes the argument smaller."""
    remainders = (part for part in walk(step.expression) if isinstance(part, Apply) and part.component.name == "mod")
    return all(part.arguments[1] is scheme.divisor for part in remainders)


def _fits(material: Material, traces: Traces, bases: Bases, steps: Sequence[Term]) -> bool:
    """Whether every example comes out as it should."""
    try:
        return all(_value(trace, bases, steps, material.results) == material.goal.wanted[p] for p, trace in traces)
    except Exception:  # a step may raise anything
        return False


def _value(trace: Trace, bases: Bases, steps: Sequence[Term], results: Sequence[Variable]) -> object:
    values: list[Any] = []
    for node in trace:
        if node.ending is not None:
            values.append(bases[node.ending][0].function(node.scope))
            continue
        scope = node.scope
        for result, place in zip(results, node.inner, strict=False):
            scope[result] = values[place]
        value = steps[node.branch].function(scope)
        if _is_large(value):
            raise OverflowError
        values.append(value)
    return values[-1]


def _is_large(value: object) -> bool:
    return (
        not -LARGE < value < LARGE if isinstance(value, int) else isinstance(value, str | tuple) and len(value) > LONG
    )


# --- the body ---------------------------------------------------------------------------------------------------------


def _offer(material: Material, plan: Plan, bases: Bases, steps: Sequence[Term]) -> None:
    cost = RECURSION + plan.cost + sum(cost for _, cost in bases) + sum(step.cost for step in steps)
    material.goal.offer(cost, _loop(material, plan, bases, steps) or _recursion(material, plan, bases, steps))


def _recursion(material: Material, plan: Plan, bases: Bases, steps: Sequence[Term]) -> Recursion:
    function, t = material.core.function, material.goal.type
    assert function is not None
    made = [
        _called(step.expression, [Recursive(function, call.arguments, t) for call in calls], material.results)
        for step, calls in zip(steps, plan.scheme.branches, strict=True)
    ]
    body = made[-1] if plan.choice is None else Conditional(plan.choice.expression, made[0], made[1], t)
    for test, (base, _) in zip(reversed(plan.scheme.endings), reversed(bases), strict=True):
        body = Conditional(test, base.expression, body, t)
    return Recursion(function, material.core.parameters, body)


def _called(step: Expression, calls: Sequence[Recursive], results: Sequence[Variable]) -> Expression:
    return replaced(step, dict(zip(results, calls, strict=False)))


def _loop(material: Material, plan: Plan, bases: Bases, steps: Sequence[Term]) -> While | None:
    """The loop that a function is which gives just what it is given by its only call, for smaller ints."""
    (calls, *more), endings, parameters = plan.scheme.branches, plan.scheme.endings, material.core.parameters
    if more or len(endings) > 1 or steps[0].expression is not material.results[0]:
        return None
    call: Call = calls[0]
    if any(parameters[place].type is not INT for place in call.changed):
        return None
    places = sorted(call.changed)
    states: dict[Expression, Variable] = {parameters[place]: Variable("", INT) for place in places}

    def moved(expression: Expression) -> Expression:
        return replaced(expression, states)

    test = Logical("not", (moved(endings[0]),))
    changes = tuple(moved(call.arguments[place]) for place in places)
    return While(tuple(states.values()), tuple(states), test, changes, moved(bases[0][0].expression))
