"""Running values: every wanted list shows each step of `accumulate`, so the step is a goal of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pytest_aurora.language.expressions import Comprehension, Iteration, Variable
from pytest_aurora.language.forms import FORMS
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.walks import LONGEST, SCOPE_COST, bring_outer, spans_of

ITERABLE_COST = 12
"""What the iterable of a running value may cost."""
SCAN = 2
RUNNING = FORMS["accumulate:by"]
ITERABLES = 6
URGENT = 3
"""What an iterable counts for at most when the order of work is decided: few lists begin like the wanted ones."""


def deduce_scans(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """`accumulate(xs, step)`: the wanted values before and the items give the wanted values after."""
    context = goal.context
    if goal.type.name != "list" or context.depth or goal.depth > 1:
        return
    for entry in fresh:
        if entry.cost > ITERABLE_COST or entry.fixed or entry.partial or entry.type is not goal.type:
            continue
        if ("scan", entry) not in goal.tried and _fits(goal, entry) and _scanned(goal) < ITERABLES:
            goal.tried.add(("scan", entry))
            _scan(core, goal, entry)


def _scanned(goal: Goal) -> int:
    return sum(isinstance(key, tuple) and key[0] == "scan" for key in goal.tried)


def _fits(goal: Goal, entry: Entry) -> bool:
    """The lists are equally long, begin alike, and some go on."""
    pairs = [(entry.values[p], goal.wanted[p]) for p in goal.positions]
    return (
        all(len(items) == len(wanted) and items[:1] == wanted[:1] for items, wanted in pairs)
        and any(len(items) > 1 for items, _ in pairs)
        and any(items != wanted for items, wanted in pairs)
    )


def _scan(core: Core, goal: Goal, entry: Entry) -> None:
    rows = _rows(goal, entry)
    steps = [tuple(zip(w, v[1:], w[1:], strict=False)) if p in goal.positions else () for p, (v, w) in rows]
    count = sum(map(len, steps))
    if not 0 < count <= LONGEST:
        return
    element = goal.type.args[0]
    before, item = Variable("total", element), Variable("", element)
    scope = _scope(goal.context, (before, item), steps, entry)
    core.enter(scope)
    after = tuple(step[2] for row in steps for step in row)
    body = core.want(scope, element, after, tuple(range(count)), depth=0, base=goal.base + SCAN, branching=True)
    iteration = Iteration("{0}", (entry.expression,), (before, item))
    core.step(
        goal, [body], SCOPE_COST + SCAN + entry.cost, lambda step: Comprehension(RUNNING, iteration, step, goal.type)
    )


def _rows(goal: Goal, entry: Entry) -> list[tuple[int, tuple[Any, Any]]]:
    return [(p, (entry.values[p], goal.wanted[p] or ())) for p in range(len(goal.wanted))]


def _scope(outer: Context, targets: tuple[Variable, Variable], steps: Sequence[Values], entry: Entry) -> Context:
    count = sum(map(len, steps))
    scope = Context(count, cost=outer.cost + SCOPE_COST + min(entry.cost, URGENT), depth=outer.depth + 1, parent=outer)
    for place, target in enumerate(targets):
        scope.add_variable(target, tuple(step[place] for row in steps for step in row))
    lengths = tuple(map(len, steps))
    scope.spans = spans_of(lengths)
    bring_outer(lengths, outer, scope)
    return scope
