from __future__ import annotations

from pytest_aurora.language.expressions import Apply, Conditional, Constant, Expression, Logical, Variable
from pytest_aurora.problem.types import BOOL, INT
from pytest_aurora.search.alternatives import WAYS, variants

from .cores import chosen, source

A, B, C, N = (Variable(name, INT) for name in "abcn")
P = Variable("p", BOOL)


def add(left: Expression, right: Expression) -> Expression:
    return Apply(chosen("add")[0], (left, right), INT)


def written(expression, alternatives):
    return [(extra, source(way)) for extra, way in variants(expression, alternatives)]


def test_nothing_known_nothing_else():
    assert variants(add(A, B), {}) == []


def test_the_expression_itself_and_its_parts_are_written_in_other_ways():
    whole = add(A, B)
    assert written(whole, {whole: [(2, C)], A: [(1, N)]}) == [(1, "n + b"), (2, "c")]


def test_costs_add_up_and_the_cheapest_comes_first():
    whole = add(A, B)
    found = written(whole, {A: [(3, N)], B: [(1, C)]})
    assert found == [(1, "a + c"), (3, "n + b"), (4, "n + c")]


def test_a_way_may_have_other_ways_inside():
    other = add(B, C)
    assert (2, "n + c") in written(A, {A: [(1, other)], B: [(1, N)]})


def test_conditions_and_branches_too():
    whole = Conditional(P, A, B, INT)
    negated = Logical("not", (P,))
    found = [way for _, way in variants(whole, {P: [(1, negated)], A: [(2, N)]})]
    assert any(isinstance(way, Conditional) and way.test is negated for way in found)
    assert any(isinstance(way, Conditional) and way.then is N for way in found)


def test_variants_are_few():
    whole = add(add(A, B), add(B, C))
    many = {v: [(i, Constant(100 + i, INT)) for i in range(1, 9)] for v in (A, B, C)}
    found = variants(whole, many)
    assert len(found) == WAYS
    assert [extra for extra, _ in found] == sorted(extra for extra, _ in found)
    assert all(way is not whole for _, way in found)
