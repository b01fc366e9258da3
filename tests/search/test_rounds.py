from __future__ import annotations

import dataclasses

import pytest

from pytest_aurora.language.expressions import Guarded
from pytest_aurora.problem.problem import Example, Problem, Raised
from pytest_aurora.problem.types import FLOAT, INT, list_of
from pytest_aurora.search.costs import cost_function
from pytest_aurora.search.enumerate import Counter
from pytest_aurora.search.rounds import begin, observed_returns, points_of
from pytest_aurora.search.vocabulary import vocabulary

from .problems import problem

SUMS = problem("f(a: int, b: int) -> int", (1, 2, 3), (5, 5, 10), (0, 7, 7))
NEXT = problem("f(n: int) -> int", (1, 2), (5, 6), (7, 8))
GUARDED = dataclasses.replace(NEXT, examples=(*NEXT.examples, *(Example((n,), Raised("ValueError")) for n in (-3, -8))))


def begun(asked: Problem, selected, refuting=()):
    return begin(asked, selected, refuting, vocabulary(asked), cost_function(asked, None), Counter())


def worked(a_round, turns=300):
    for _ in range(turns):
        if not a_round.core.run_next():
            break
    return a_round.pending


def test_ints_stand_where_floats_are_declared():
    assert observed_returns(problem("f(n: int) -> float", (2, 4), (3, 6))) == INT
    assert observed_returns(problem("f(n: int) -> float", (2, 4), (3, 6.5))) == FLOAT
    assert observed_returns(problem("f(n: int) -> list[float]", (2, [4]))) == list_of(INT)
    assert observed_returns(problem("f(n: int) -> float")) == FLOAT


def test_the_points_are_those_of_the_selected_examples():
    assert points_of(SUMS, [2, 0]) == [(0, 7), (1, 2)]


def test_without_examples_the_probes_are_the_points():
    asked = problem("f(n: int) -> int")
    assert points_of(asked, []) == []
    assert points_of(dataclasses.replace(asked, probes=((3,), (4,))), []) == [(3,), (4,)]
    assert points_of(problem("f() -> int"), []) == [()]


def test_what_is_wanted_is_what_the_selected_examples_return():
    a_round = begun(SUMS, [0, 2])
    assert a_round.goal.wanted == (3, 7)
    assert a_round.root.points == 2
    assert any(worked(a_round))


def test_where_a_body_was_refuted_nothing_is_wanted():
    a_round = begun(SUMS, [0, 1], refuting=((9, 9),))
    assert a_round.goal.wanted == (3, 10, None)
    assert a_round.goal.positions == (0, 1)
    assert a_round.root.variables[0].values == (1, 5, 9)


@pytest.mark.parametrize("refuting", [(), ((11,),)])
def test_when_to_raise_is_a_goal_too(refuting):
    a_round = begun(GUARDED, range(5), refuting=refuting)
    assert {len(goal.wanted) for goal in a_round.root.goals.values()} == {a_round.root.points}
    assert any(isinstance(solved.expression, Guarded) for solved in worked(a_round))


def test_without_examples_every_value_of_the_results_type_is_pending():
    asked = dataclasses.replace(problem("f(n: int) -> str"), probes=((3,), (4,)))
    found = worked(begun(asked, []), turns=10)
    assert found
    assert {solved.expression.type.name for solved in found} == {"str"}


@pytest.mark.parametrize(("signature", "gathered"), [("a: int, b: int, c: int", True), ("a: int, b: int", False)])
def test_three_parameters_of_one_type_are_a_list_from_the_start(signature, gathered):
    rows = [(1, 2, 3, 6), (4, 0, 9, 13)] if gathered else [(1, 2, 3), (4, 0, 4)]
    a_round = begun(problem(f"f({signature}) -> int", *rows), [0, 1])
    lists = [entry.values for entry in a_round.root.bank.shelf(list_of(INT)).entries.values()]
    assert lists == ([((1, 2, 3), (4, 0, 9))] if gathered else [])
