"""Truth values wanted: not, and, or, by bit masks of the predicates in the bank; never by enumerating them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from pytest_aurora.language.expressions import Expression, Logical
from pytest_aurora.problem.types import BOOL
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import full_mask, mask_of
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.multiples import remainders
from pytest_aurora.search.deduce.thresholds import thresholds
from pytest_aurora.search.goal import Goal

CONNECTIVE = 3
NEGATION = 2
OPERANDS = 150
"""Predicates tried as operands."""
PARTS = 20
"""Predicates tried three at a time."""

Literal = tuple[int, int, Expression]
"""A mask, a cost and the predicate or its negation."""


def deduce_logic(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Meet a Boolean goal by a negation, a conjunction or a disjunction."""
    if goal.type != BOOL or not any(e.type == BOOL for e in fresh):
        return
    known = len(goal.context.predicates)
    if ("logic", known) in goal.tried:
        return
    goal.tried.add(("logic", known))
    care = full_mask(goal.positions, goal.context.points)
    target = mask_of(bool(v) for v in goal.wanted) & care
    literals = _literals(core, goal, care)
    exact = next(((cost, e) for mask, cost, e in literals if mask == target), None)
    if exact is not None:
        goal.offer(*exact)
    above = [lit for lit in literals if lit[0] & target == target and lit[0] != care][:OPERANDS]
    below = [lit for lit in literals if lit[0] & target == lit[0] and lit[0]][:OPERANDS]
    _pairs(goal, "and", above, lambda a, b: a & b == target)
    _pairs(goal, "or", below, lambda a, b: a | b == target)
    _triples(goal, "and", above[:PARTS], lambda a, b, c: a & b & c == target)
    _triples(goal, "or", below[:PARTS], lambda a, b, c: a | b | c == target)


def _literals(core: Core, goal: Goal, care: int) -> list[Literal]:
    """Predicates and their negations on the points that matter, cheapest of each mask, cheapest first."""
    best: dict[int, Literal] = {}
    for mask, cost, expression in _parts(core, goal, care):
        if mask not in best or best[mask][1] > cost:
            best[mask] = (mask, cost, expression)
    return sorted(best.values(), key=lambda lit: lit[1])


def _parts(core: Core, goal: Goal, care: int) -> Iterator[Literal]:
    for mask, entry in (*goal.context.predicates.items(), *remainders(core, goal)):
        yield mask & care, entry.cost, entry.expression
        yield care & ~mask, entry.cost + NEGATION, Logical("not", (entry.expression,))
    for mask, test in thresholds(core, goal, both_ways=True):
        yield mask & care, test.cost, test.expression


def _pairs(goal: Goal, operator: str, literals: list[Literal], fits: object) -> None:
    assert callable(fits)
    found = 0
    for i, (mask, cost, expression) in enumerate(literals):
        for other, more, second in literals[i + 1 :]:
            if fits(mask, other):
                goal.offer(cost + more + CONNECTIVE, Logical(operator, (expression, second)))
                found += 1
                if found >= 4:
                    return


def _triples(goal: Goal, operator: str, literals: list[Literal], fits: Callable[[int, int, int], bool]) -> None:
    """Three parts, none of which can be spared."""
    found = 0
    for parts in combinations(literals, 3):
        if fits(*(mask for mask, _, _ in parts)) and not any(fits(a[0], b[0], b[0]) for a, b in combinations(parts, 2)):
            cost = sum(cost for _, cost, _ in parts) + 2 * CONNECTIVE
            goal.offer(cost, Logical(operator, tuple(expression for _, _, expression in parts)))
            found += 1
            if found >= 4:
                return
