"""Accumulating loops, by trying: a state that each item changes, and what becomes of it.

A loop's inner values are not shown by the examples, so nothing can be derived: small steps are enumerated over the
state and the items, one for each behaviour on samples, and every loop that they make is really run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pytest_aurora.language.expressions import Constant, Expression, Variable
from pytest_aurora.problem.types import BOOL, FLOAT, INT, Type
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core, Task
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.results import Result, results_of
from pytest_aurora.search.steps import KINDS, STEP_COST, WHOLE_LEVEL, ZEROS, conditional_steps, plain_steps
from pytest_aurora.search.terms import SAMPLES, Term, Terms, samples_of
from pytest_aurora.search.trials import Environment, Run, Targets, environments_of, goals_of, is_asked, targets
from pytest_aurora.search.walks import SCOPE_COST, Walk

WORDS = frozenset({
    "accumulate", "after", "balance", "balanced", "bracket", "brackets", "consecutive", "fibonacci", "loop",
    "parentheses", "recurrence", "repeatedly", "row", "sequence", "series", "state", "step", "steps", "streak",
    "term", "terms", "until",
})  # fmt: skip
LOOP = 5
"""What a loop costs besides its parts."""
START_LEVEL = 4
"""The root's bank is grown so far before loops are tried."""
WALKS = 6
"""Iterations that loops are tried over."""
WALK_COST = SCOPE_COST + 4
POINTS = 250
"""Turns that a loop may take, all examples together."""
BATCH = 8
"""Steps between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Start:
    """A first value, at each point, with the results that it admits and the goals that they may meet."""

    cost: int
    expression: Expression
    values: Sequence[Any]
    results: tuple[tuple[Result, Targets], ...] = ()


@dataclass(slots=True, eq=False)
class Trial:
    """The loops over one walk with accumulators of one type.

    Attributes:
        result: the type of what they may give.
        seen: steps that were tried, by their values on the samples.
    """

    core: Core
    context: Context
    walk: Walk
    accumulator: Variable
    result: Type
    terms: Terms
    environments: Sequence[Environment]
    seen: set[tuple[Any, ...]] = field(default_factory=set)


def discount(core: Core) -> int:
    """What the spec's words take off the cost of a loop."""
    return min(4, 2 * len(WORDS & core.words))


def deduce_loops(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Once for the goal at the root, when the cheap bodies have been tried: put the loops into the queue."""
    context = goal.context
    if not is_asked(goal) or context.bank.level < START_LEVEL or "loops" in goal.tried:
        return
    goal.tried.add("loops")
    for state, result in _states_of(goal.type):
        for walk in _walks(context):
            task = _try_loops(core, context, walk, state, result)
            core.push(context.cost + START_LEVEL + _delay(state, walk), task)


def _states_of(t: Type) -> Iterator[tuple[Type, Type]]:
    """Types of accumulators with the type that their loops give."""
    members = t.args if t.name in ("union", "tuple") else (t,)
    for member in dict.fromkeys(members):
        if member is BOOL:
            yield INT, BOOL
        elif member in ZEROS or member.name == "list":
            yield member, member


def _walks(context: Context) -> list[Walk]:
    """The iterations that loops may run over, cheapest first."""
    return sorted(filter(_is_usable, context.walks), key=lambda walk: walk.cost)[:WALKS]


def _is_usable(walk: Walk) -> bool:
    plain = all(isinstance(entry.expression, Variable) for entry in walk.entries)
    return plain and walk.cost <= WALK_COST and walk.points <= POINTS


def _delay(state: Type, walk: Walk) -> int:
    """How much dearer bodies are tried first: lists and texts seldom need a loop."""
    return walk.cost - SCOPE_COST + (1 if state in (INT, FLOAT) else 4)


def _try_loops(core: Core, context: Context, walk: Walk, state: Type, result: Type) -> Task:
    trial = _trial(core, context, walk, state, result)
    if trial is None:
        return
    yield from trial.terms.grow(WHOLE_LEVEL, STEP_COST)
    starts = list(_held(trial))
    yield from _tried(trial, plain_steps(trial.terms, trial.accumulator), starts)
    core.push(context.cost + START_LEVEL + _delay(state, walk) + 1, _try_conditions(trial, starts))


def _try_conditions(trial: Trial, starts: Sequence[Start]) -> Task:
    yield
    yield from _tried(trial, conditional_steps(trial.terms, trial.accumulator), starts)


def _trial(core: Core, context: Context, walk: Walk, state: Type, result: Type) -> Trial | None:
    spread = [(p, step) for p, steps in enumerate(walk.steps) for step in steps]
    if len(spread) < 2:
        return None
    picked = [spread[(i * len(spread)) // SAMPLES] for i in range(SAMPLES)]
    terms = Terms(core, context, [p for p, _ in picked])
    accumulator = Variable("", state)
    shown = [goal.wanted[p] for goal in goals_of(context, state) for p in goal.positions]
    terms.add(accumulator, samples_of(state, shown))
    for place, target in enumerate(walk.iteration.targets):
        common = Counter(step[place] for _, step in spread).most_common(KINDS)
        terms.add(target, [step[place] for _, step in picked], [value for value, n in common if n > 1])
    return Trial(core, context, walk, accumulator, result, terms, environments_of(context))


def _starts(trial: Trial) -> Iterator[Start]:
    """First values of the accumulator."""
    t, points = trial.accumulator.type, trial.context.points
    for cost, value in enumerate(ZEROS.get(t, ((),)) if trial.result is t else (0,)):
        yield Start(cost, Constant(value, t), (value,) * points)
    for entry in trial.context.variables:
        if entry.type is t and entry not in trial.walk.entries:
            yield Start(1, entry.expression, entry.values)


def _held(trial: Trial) -> Iterator[Start]:
    """First values with the results that agree with the points at which there is no turn."""
    goals, turns = goals_of(trial.context, trial.result), trial.walk.lengths
    known = list(results_of(trial.core, trial.terms, trial.walk, trial.accumulator, trial.result, trial.environments))
    for start in _starts(trial):
        found = []
        for result in known:
            without = [None if n else result.value([start.values[p]], p) for p, n in enumerate(turns)]
            wanted = targets(goals, turns, without)
            if wanted.by_probe:
                found.append((result, wanted))
        if found:
            yield Start(start.cost, start.expression, start.values, tuple(found))


def _tried(trial: Trial, steps: Iterator[Term], starts: Sequence[Start]) -> Task:
    """Run every loop of the steps; offer those that meet a goal."""
    for count, step in enumerate(steps, 1):
        if step.values not in trial.seen:
            trial.seen.add(step.values)
            for start in starts:
                _run(trial, step, start)
        if not count % BATCH:
            yield


def _run(trial: Trial, step: Term, start: Start) -> None:
    walk = trial.walk
    run = Run(step.function, trial.accumulator, walk.iteration.targets, start.values, trial.environments, walk.steps)
    for result, goals in start.results:
        for goal in goals.met(run.closed(result.value)):
            price = LOOP + walk.cost - SCOPE_COST + step.cost + start.cost + result.cost - discount(trial.core)
            goal.offer(price, result.build(start.expression, step.expression))
    trial.core.counter.candidates += run.effort + len(start.results) // 4
