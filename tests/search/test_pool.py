from __future__ import annotations

import dataclasses

import pytest

from pytest_aurora.language.expressions import Apply, Constant, Expression, Variable
from pytest_aurora.problem.problem import Problem
from pytest_aurora.problem.types import INT
from pytest_aurora.problem.verdict import Refuted, Survived
from pytest_aurora.search.choice import IN_DOUBT
from pytest_aurora.search.pool import CAPACITY, REFUTING, Pool

from .cores import chosen
from .problems import problem

SAME = problem("f(n: int) -> int", (1, 1), (5, 5))
N = Variable("n", INT)


def pool(asked: Problem = SAME, judge=None, *expressions: Expression) -> Pool:
    made = Pool(asked, judge)
    for cost, expression in enumerate(expressions, 1):
        made.take(expression, cost, (0, 1))
    return made


def refuting(body, function) -> Refuted:
    function(len(body.lines) + 40)
    return Refuted("no", "")


def test_a_body_that_fits_is_kept_once():
    found = pool(SAME, None, N, N)
    assert len(found) == 1
    assert found.lowest > 0
    body, upheld = found.upheld()
    assert body is not None
    assert body.source == "return n"
    assert len(upheld) == 1


def test_a_body_that_fails_is_noted_by_its_first_example():
    found = pool(SAME, None, Constant(1, INT))
    assert not found
    assert found.failing == {1: 1}
    assert found.nearest is not None
    assert found.nearest[0] == 1


def test_what_failed_is_not_tried_twice_unless_the_search_begins_anew():
    found = pool(SAME, None, Constant(1, INT), Constant(1, INT))
    assert found.failing == {1: 1}
    found.try_again()
    found.take(Constant(1, INT), 1, (0, 1))
    assert found.failing == {1: 2}


def test_a_refuted_body_leaves_its_arguments():
    found = pool(SAME, refuting, N)
    assert not found
    assert found.refuted == 1
    assert found.objection is not None
    assert found.refuting == [(41,)]


def test_refuting_arguments_are_bounded():
    calls = iter(range(100))

    def judge(body, function) -> Refuted:
        function(next(calls))
        return Refuted("no", "")

    found, (larger,) = Pool(SAME, judge), chosen("max:int")
    for low in range(2 * REFUTING):
        found.take(Apply(larger, (N, Constant(-low, INT)), INT), 1, (0, 1))
    assert len(found.refuting) == REFUTING
    assert found.refuted == 2 * REFUTING


def test_a_body_is_judged_once_however_often_it_comes():
    asked: list[str] = []

    def judge(body, function) -> Refuted:
        asked.append(body.source)
        return Refuted("no", "")

    found = Pool(SAME, judge)
    for _ in range(3):
        found.try_again()
        found.take(N, 1, (0, 1))
    assert asked == ["return n"]


def by_source(*refuted: str):
    """A judge that refutes these bodies."""
    return lambda body, function: Refuted("no", "") if body.source in refuted else Survived(1)


@pytest.mark.parametrize("probes", [(), ((1,), (7,))])
def test_a_refuted_best_body_gives_way_to_the_next_also_of_the_same_behaviour(probes):
    asked = dataclasses.replace(SAME, probes=probes)
    found = Pool(asked, by_source("return abs(n)"))
    for cost, expression in ((5, N), (1, Apply(chosen("abs")[0], (N,), INT))):
        found.take(expression, cost, (0, 1))
    assert found.lowest < 5
    assert found.is_confirmed()
    body, upheld = found.upheld()
    assert body is not None
    assert body.source == "return n"
    assert len(upheld) == 1
    assert found.refuted == 1


def test_where_all_are_refuted_none_is_left():
    found = pool(SAME, by_source("return n"), N)
    assert not found.is_confirmed()
    assert found.upheld() == (None, [])


def test_among_equals_the_parameters_stand_as_in_the_signature():
    asked = problem("f(b: int, a: int) -> int", (1, 2, 3), (5, 5, 10))
    a, b, (add,) = Variable("a", INT), Variable("b", INT), chosen("add")
    found = Pool(asked, None)
    for pair in ((a, b), (b, a)):
        found.take(Apply(add, pair, INT), 4, (0, 1))
    body, _ = found.upheld()
    assert body is not None
    assert body.source == "return b + a"


def test_among_equals_the_parameters_are_kept_apart():
    asked = problem("f(a: int, b: int) -> int", (1, 1, 2), (2, 2, 6))
    a, b, (add,), (mul,) = Variable("a", INT), Variable("b", INT), chosen("add"), chosen("mul")
    found = Pool(asked, None)
    for inner in ((a, b), (b, b)):
        found.take(Apply(add, (a, Apply(mul, inner, INT)), INT), 6, (0, 1))
    body, _ = found.upheld()
    assert body is not None
    assert body.source == "return a + b * b"


def test_among_equals_the_commoner_component_comes_first():
    asked = problem("f(a: int, b: int) -> int", (7, 5, 2), (9, 5, 4))
    arguments = Variable("a", INT), Variable("b", INT)
    found = Pool(asked, None)
    for component in chosen("mod", "sub"):
        found.take(Apply(component, arguments, INT), 4, (0, 1))
    body, _ = found.upheld()
    assert body is not None
    assert body.source == "return a - b"


def test_a_full_pool_takes_what_is_better_than_its_worst_and_gives_that_up():
    (larger,) = chosen("max:int")
    asked = dataclasses.replace(SAME, probes=tuple((-n,) for n in range(CAPACITY + 3)))
    bodies = [Apply(larger, (N, Constant(-low, INT)), INT) for low in range(CAPACITY + 2)]
    found = Pool(asked, None)
    for cost, body in enumerate(bodies[:-2], 9):
        found.take(body, cost, (0, 1))
    found.take(bodies[-2], 9 + CAPACITY, (0, 1))
    assert len(found) == CAPACITY
    found.take(bodies[-1], 10.5, (0, 1))
    assert len(found) == CAPACITY
    assert bodies[-1] in [member.expression for _, member in found.ranked()]
    assert bodies[-2] not in [member.expression for _, member in found.ranked()]


def test_of_bodies_that_cost_the_same_the_one_is_first_that_raises_on_fewer_probes():
    asked = dataclasses.replace(problem("f(n: int) -> int", (2, 1), (4, 1)), probes=((0,), (3,)))
    fragile, sturdy = Apply(chosen("floordiv")[0], (N, N), INT), Constant(1, INT)
    extra = pool(asked, None, fragile).lowest - pool(asked, None, sturdy).lowest
    for order in ((fragile, sturdy), (sturdy, fragile)):
        made = Pool(asked, None)
        for expression in order:
            made.take(expression, 1 + extra * (expression is sturdy), (0, 1))
        (low, first), (high, _) = made.ranked()
        assert low == high
        assert first.expression is sturdy


def test_of_one_behaviour_the_plainest_stands_for_it_whatever_the_spec_says():
    asked = dataclasses.replace(SAME, words=frozenset({"absolut"}), probes=((3,), (8,)))
    (absolute,) = chosen("abs")
    found = pool(asked, None, N)
    found.take(Apply(absolute, (N,), INT), 1.5, (0, 1))
    (only,) = found.ranked()
    assert only[1].expression is N


def test_rivals_that_do_otherwise_make_the_best_body_doubtful():
    asked = dataclasses.replace(SAME, probes=((-3,), (-8,)))
    found = pool(asked, None, N)
    assert found.confidence > IN_DOUBT
    found.take(Apply(chosen("abs")[0], (N,), INT), 1, (0, 1))
    assert found.confidence < IN_DOUBT


def test_a_body_that_costs_much_is_doubtful_without_any_rival():
    found = Pool(SAME, None)
    found.take(N, 40, (0, 1))
    assert found.confidence < IN_DOUBT
