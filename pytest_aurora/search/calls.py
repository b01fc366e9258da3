"""Recursion on smaller arguments, by trying.

With which arguments a function calls itself does not depend on what it gives: for a choice of calls all of them are
known for every example, and what is made of them is tried on them, from the innermost call outwards, until the
examples hold (recursion with a choice of arguments first, as in Albarghouthi, Gulwani and Kincaid, 2013).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Any

from pytest_aurora.language.expressions import (
    Apply,
    Conditional,
    Constant,
    Display,
    Expression,
    Logical,
    Recursion,
    Recursive,
    Variable,
    While,
    replaced,
    walk,
)
from pytest_aurora.language.meaning import meaning
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, Type
from pytest_aurora.search.bank import FAILURE, Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core, Task
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.loops import START_LEVEL
from pytest_aurora.search.plans import Plan, Trace, plan
from pytest_aurora.search.smaller import Call, Scheme, Smaller
from pytest_aurora.search.steps import ZEROS, plain_steps
from pytest_aurora.search.terms import JOINING, SAMPLES, Term, Terms, samples_of
from pytest_aurora.search.trials import Environment, environments_of, is_asked

RECURSION = 5
"""What a recursion costs besides its parts."""
DELAY = 2
"""How much dearer bodies are tried first."""
LEVEL = 4
"""What terms over the arguments may cost."""
STEP_COST = 7
LARGEST_DIVISOR = 16
STEPS = 300
PAIRED = 60
"""Steps of two calls."""
CHOSEN = 8
"""Steps under a condition."""
CHOICES = 16
"""Conditions that tell two branches apart."""
BASES = 7
"""Values without a call."""
BASE_COST = 3
UNSEEN = 2
"""What a base costs that no example shows."""
TURNED = 3
"""How far the samples of what a second call gives are from those of the first."""
LARGE = 1 << 200
LONG = 2_000


@dataclass(slots=True, eq=False)
class Trial:
    """What may be made of calls.

    Attributes:
        results: stand for what the calls of a branch give.
    """

    core: Core
    goal: Goal
    terms: Terms
    results: tuple[Variable, Variable]
    environments: Sequence[Environment]
    single: list[Term] = field(default_factory=list)
    paired: list[Term] = field(default_factory=list)
    choices: list[Term] = field(default_factory=list)
    bases: list[Term] = field(default_factory=list)

    def prepare(self) -> None:
        """Sort the terms by what they are good for."""
        one, other = self.results
        known = [*plain_steps(self.terms, one), *self._prepended(one)]
        known += [_joined(test, one, word) for test in self._tests() for word in ("and", "or") if one.type is BOOL]
        known.sort(key=lambda term: term.cost)
        self.single = [term for term in known if not term.uses(other)][:STEPS]
        both = (term for term in self.terms.of(one.type, STEP_COST) if term.uses(one) and term.uses(other))
        self.paired = list(islice(both, PAIRED))
        self.choices = self._tests()[:CHOICES]
        self.bases = self._bases(one.type)

    def _prepended(self, result: Variable) -> Iterator[Term]:
        """An item, and then what the call gives."""
        t = result.type
        if t.name != "list" or not self.core.has("concat"):
            return
        for item in self.terms.of(t.args[0], BASE_COST):
            if not any(map(item.uses, self.results)):
                expression = self.core.apply("concat", t, Display((item.expression,), t), result)
                yield Term(item.cost + 1 + JOINING, expression, (), meaning(expression))

    def _tests(self) -> list[Term]:
        known = self.terms.of(BOOL, LEVEL)
        return [t for t in known if len(set(t.values)) > 1 and not any(map(t.uses, self.results))]

    def _bases(self, t: Type) -> list[Term]:
        zeros = (False, True) if t is BOOL else ZEROS.get(t, ((),))
        found = [Term(1, c, (), meaning(c)) for c in (Constant(value, t) for value in zeros)]
        for shelf in (self.goal.context.bank.shelf(t), self.terms.scope.bank.shelf(t)):
            for entry in shelf.up_to(BASE_COST):
                term = Term(entry.cost, entry.expression, (), meaning(entry.expression))
                if not isinstance(entry.expression, Constant) and not any(map(term.uses, self.results)):
                    found.append(term)
        return found[:BASES]


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
    trial = _trial(core, goal, smaller)
    yield from trial.terms.grow(LEVEL, STEP_COST)
    trial.prepare()
    for scheme in schemes:
        for choice in trial.choices if len(scheme.branches) > 1 else (None,):
            core.counter.candidates += len(goal.positions)
            yield from _try_plan(trial, plan(core, scheme, choice))
            yield


def _divisors(core: Core, context: Context) -> list[Expression]:
    """Small numbers and the parameters that are numbers."""
    numbers = (e.expression for e in context.bank.shelf(INT).up_to(BASE_COST) if isinstance(e.expression, Constant))
    return [*(n for n in numbers if 1 < n.value <= LARGEST_DIVISOR), *(p for p in core.parameters if p.type is INT)]


def _trial(core: Core, goal: Goal, smaller: Smaller) -> Trial:
    environments = environments_of(goal.context)
    heads = [(head, t, [_outcome(head, scope) for scope in environments]) for head, t in smaller.heads()]
    full = [p for p in range(len(environments)) if all(column[p] is not FAILURE for _, _, column in heads)]
    rows = [full[i % len(full)] for i in range(SAMPLES)] if full else [0]
    terms = Terms(core, _arguments(goal.context), rows)
    values = samples_of(goal.type, [goal.wanted[p] for p in goal.positions])
    results = Variable("first", goal.type), Variable("second", goal.type)
    for result, start in zip(results, (0, TURNED), strict=True):
        terms.add(result, values[start:] + values[:start])
    for head, t, column in heads if full else ():
        sampled = tuple(column[row] for row in rows)
        if terms.scope.bank.find(t, sampled) is None:
            terms.scope.bank.add(head, t, 1, sampled)
    return Trial(core, goal, terms, results, environments)


def _outcome(expression: Expression, scope: Environment) -> object:
    try:
        return meaning(expression)(scope)
    except Exception:  # what is cut off may not be there
        return FAILURE


def _arguments(context: Context) -> Context:
    """The parameters and the literals, and nothing that was computed from them."""
    found = Context(context.points)
    for entry in context.variables:
        if isinstance(entry.expression, Variable):
            found.add_variable(entry.expression, entry.values)
    for shelf in context.bank.shelves.values():
        for entry in shelf.up_to(BASE_COST):
            if isinstance(entry.expression, Constant):
                found.add_constant(entry.expression, entry.cost)
    return found


def _joined(test: Term, result: Variable, word: str) -> Term:
    expression = Logical(word, (test.expression, result))
    return Term(test.cost + 2, expression, (), meaning(expression))


# --- a plan -----------------------------------------------------------------------------------------------------------


def _try_plan(trial: Trial, plan: Plan) -> Task:
    traces = _traces(trial, plan)
    if traces is None:
        return
    endings = list(_endings(trial, plan, traces))
    for count, steps in enumerate(_steps(trial, plan), 1):
        for bases in endings:
            trial.core.counter.candidates += 1
            if _fits(trial, traces, bases, steps):
                _offer(trial, plan, bases, steps)
        if not count % 16:
            yield


def _traces(trial: Trial, plan: Plan) -> list[tuple[int, Trace]] | None:
    """The calls of each example, the fewest first; None where they tell nothing."""
    found = []
    for point in trial.goal.positions:
        trace = plan.trace([trial.environments[point][p] for p in trial.core.parameters])
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


def _endings(trial: Trial, plan: Plan, traces: Sequence[tuple[int, Trace]]) -> Iterator[tuple[tuple[Term, int], ...]]:
    """What may be given without a call, with its cost: what the examples want that make none."""
    options: list[list[tuple[Term, int]]] = []
    for place in range(len(plan.scheme.endings)):
        shown = [(p, trace[-1].scope) for p, trace in traces if trace[-1].ending == place]
        options.append([(b, b.cost + (0 if shown else UNSEEN)) for b in trial.bases if _gives(b, trial.goal, shown)])
    yield from sorted(product(*options), key=lambda bases: sum(cost for _, cost in bases))


def _gives(base: Term, goal: Goal, shown: Sequence[tuple[int, Mapping[Variable, Any]]]) -> bool:
    try:
        return all(base.function(scope) == goal.wanted[p] for p, scope in shown)
    except Exception:  # a term may raise anything
        return False


def _steps(trial: Trial, plan: Plan) -> Iterator[tuple[Term, ...]]:
    """What each branch may make of its calls, cheapest first."""
    fitting = [step for step in trial.single if _speaks_of(step, plan.scheme)]
    choices = [fitting if len(calls) == 1 else trial.paired for calls in plan.scheme.branches]
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


def _fits(
    trial: Trial, traces: Sequence[tuple[int, Trace]], bases: Sequence[tuple[Term, int]], steps: Sequence[Term]
) -> bool:
    """Whether every example comes out as it should."""
    try:
        return all(_value(trace, bases, steps, trial.results) == trial.goal.wanted[p] for p, trace in traces)
    except Exception:  # a step may raise anything
        return False


def _value(
    trace: Trace, bases: Sequence[tuple[Term, int]], steps: Sequence[Term], results: Sequence[Variable]
) -> object:
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


def _offer(trial: Trial, plan: Plan, bases: Sequence[tuple[Term, int]], steps: Sequence[Term]) -> None:
    cost = RECURSION + plan.cost + sum(cost for _, cost in bases) + sum(step.cost for step in steps)
    trial.goal.offer(cost, _loop(trial, plan, bases, steps) or _recursion(trial, plan, bases, steps))


def _recursion(trial: Trial, plan: Plan, bases: Sequence[tuple[Term, int]], steps: Sequence[Term]) -> Recursion:
    function, t = trial.core.function, trial.goal.type
    assert function is not None
    made = [
        _called(step.expression, [Recursive(function, call.arguments, t) for call in calls], trial.results)
        for step, calls in zip(steps, plan.scheme.branches, strict=True)
    ]
    body = made[-1] if plan.choice is None else Conditional(plan.choice.expression, made[0], made[1], t)
    for test, (base, _) in zip(reversed(plan.scheme.endings), reversed(bases), strict=True):
        body = Conditional(test, base.expression, body, t)
    return Recursion(function, trial.core.parameters, body)


def _called(step: Expression, calls: Sequence[Recursive], results: Sequence[Variable]) -> Expression:
    return replaced(step, dict(zip(results, calls, strict=False)))


def _loop(trial: Trial, plan: Plan, bases: Sequence[tuple[Term, int]], steps: Sequence[Term]) -> While | None:
    """The loop that a function is which gives just what it is given by its only call, for smaller ints."""
    (calls, *more), endings, parameters = plan.scheme.branches, plan.scheme.endings, trial.core.parameters
    if more or len(endings) > 1 or steps[0].expression is not trial.results[0]:
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
