"""Steps of loops: what an accumulator may become in one turn, cheapest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import merge
from itertools import islice, permutations
from typing import Any

from pytest_aurora.language.expressions import Apply, Constant, Variable, children
from pytest_aurora.language.meaning import meaning
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, Type
from pytest_aurora.search.bank import Values
from pytest_aurora.search.terms import Term, Terms, conditional

WHOLE_LEVEL = 4
"""Terms of all components are built up to this cost."""
STEP_COST = 9
"""What a step of arithmetic may cost."""
ZEROS: dict[Type, tuple[Any, ...]] = {INT: (0, 1), FLOAT: (0.0, 1.0), STR: ("",)}
"""What an accumulator begins with."""
PLAIN = 1_500
"""Steps without a condition."""
CHOSEN = 12_000
"""Steps with a condition."""
TESTS = 48
"""Conditions of steps."""
BRANCHES = 22
"""Values under a condition."""
KINDS = 6
"""Values that items are compared with."""
CHAINED = 6
"""Values under one of two conditions."""
CHANGE = 2
"""What a change of the state costs less than a new value."""
EQUAL: dict[Type, str] = {INT: "eq:int", STR: "eq:str"}
EQUALITY = 3
"""What it costs to ask for one of these values."""
CONDITION = 2
"""What a condition in a step costs."""


def plain_steps(terms: Terms, state: Variable) -> Iterator[Term]:
    """Steps without a condition, cheapest first."""
    found = [_as_step(term, state) for term in terms.of(state.type, STEP_COST) if term.uses(state)]
    found += terms.joined(state, WHOLE_LEVEL)
    calm = (term for term in sorted(found, key=lambda term: term.cost) if not _explodes(terms, state, term))
    yield from islice(calm, PLAIN)


def _as_step(term: Term, state: Variable) -> Term:
    """What the term costs as a change: that the state is changed, and not made anew, costs nothing."""
    parts = children(term.expression)
    changes = len(parts) == 2 and state in parts and isinstance(term.expression, Apply)
    return replace(term, cost=term.cost - (CHANGE if changes else term.expression is state))


def _explodes(terms: Terms, state: Variable, step: Term) -> bool:
    """Whether a number is multiplied by itself: such a loop's values soon fill the memory."""
    if state.type is not INT:
        return False
    scope: dict[Variable, Any] = {variable: values[0] for variable, values in terms.samples()}
    try:
        return bool(abs(step.function({**scope, state: 10**9})) > 10**13)
    except Exception:  # a step may raise anything
        return False


def conditional_steps(terms: Terms, state: Variable) -> Iterator[Term]:
    """Steps with one condition, or with two on what the item is; cheapest first."""
    chosen = chosen_steps(
        state, tests_of(terms, state, WHOLE_LEVEL + 1), branches_of(terms, state, WHOLE_LEVEL + 1, BRANCHES)
    )
    return merge(chosen, _chained(terms, state), key=lambda step: step.cost)


def chosen_steps(state: Variable, tests: Sequence[Term], branches: Sequence[Term]) -> Iterator[Term]:
    """`one if test else other`, cheapest first."""
    uses = [branch.uses(state) for branch in branches]
    triples = sorted(
        (test.cost + then.cost + otherwise.cost, i, j, k)
        for i, test in enumerate(tests)
        for j, then in enumerate(branches)
        for k, otherwise in enumerate(branches)
        if j != k and (uses[j] or uses[k])
    )
    for _, i, j, k in triples[:CHOSEN]:
        yield conditional(tests[i], branches[j], branches[k], CONDITION)


def _chained(terms: Terms, state: Variable) -> Iterator[Term]:
    """`one if this, other if that, else what it was`."""
    branches = branches_of(terms, state, WHOLE_LEVEL + 1, BRANCHES)
    stays = next((branch for branch in branches if branch.expression is state), None)
    changes = [branch for branch in branches if branch is not stays][:CHAINED]
    tests = list(_equalities(terms, state))
    chains = [
        conditional(first, then, conditional(second, other, stays, CONDITION), CONDITION)
        for first, second in permutations(tests, 2)
        for then, other in permutations(changes, 2)
        if stays is not None
    ]
    yield from sorted(chains, key=lambda step: step.cost)


def tests_of(terms: Terms, state: Variable, cost: int) -> list[Term]:
    """Conditions that tell samples apart, one of each kind; those on items first."""
    inside = [entry.expression for entry in terms.inside]
    found: dict[tuple[Any, ...], Term] = {}
    for test in (*_equalities(terms, state), *terms.of(BOOL, cost)):
        opposite = tuple(not value for value in test.values)
        if opposite not in found and any(test.uses(variable) for variable in inside):
            found.setdefault(test.values, test)
    return sorted(found.values(), key=lambda term: term.cost + term.uses(state))[:TESTS]


def _equalities(terms: Terms, state: Variable) -> Iterator[Term]:
    """`item == value` for values that items often have."""
    for entry in terms.inside:
        name = EQUAL.get(entry.type, "")
        if entry.expression is state or not terms.core.has(name):
            continue
        for value in terms.common[entry.expression]:
            test = terms.core.apply(name, BOOL, entry.expression, Constant(value, entry.type))
            yield Term(EQUALITY, test, tuple(v == value for v in entry.values), meaning(test))


def branches_of(terms: Terms, state: Variable, cost: int, count: int) -> list[Term]:
    """What the state may become under a condition, cheapest first."""
    zeros = [Constant(value, state.type) for value in ZEROS.get(state.type, ((),))]
    begun = [Term(1, zero, (zero.value,) * len(terms.rows), meaning(zero)) for zero in zeros]
    found: dict[Values, Term] = {}
    for term in (*begun, *terms.joined(state, 3), *terms.of(state.type, cost)):
        if term.values not in found and not _explodes(terms, state, term):
            found[term.values] = _as_step(term, state)
    return sorted(found.values(), key=lambda t: t.cost + 2 * (not t.uses(state)))[:count]
