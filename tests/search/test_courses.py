from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.expressions import Variable
from pytest_aurora.problem.types import INT
from pytest_aurora.search.courses import LARGE, TURNS, Course, endings_of, separates
from pytest_aurora.search.terms import Term

from .cores import make_core, make_root, want

N = Variable("n", INT)


def term(function) -> Term:
    return Term(1, N, (), lambda scope: function(scope[N]))


def course(function, *first: int) -> Course:
    return Course(N, term(function), first, [{} for _ in first])


@pytest.mark.parametrize(
    ("function", "states"),
    [
        (lambda n: n // 2, [8, 4, 2, 1, 0]),
        (lambda n: 24 // (n - 5), [8]),
        (lambda n: n * n, [8, 64, 4096, 16777216]),
        (lambda n: n[0], [8]),
    ],
    ids=["repeats itself", "repeats itself at once", "grows too large", "fails"],
)
def test_a_course_ends_where_nothing_new_comes(function, states):
    assert course(function, 8).upto(0, 50) == states
    assert all(abs(state) < LARGE for state in states)


@given(st.integers(0, 10**6), st.integers(0, 2 * TURNS))
def test_no_more_states_are_made_than_asked_for(first, turns):
    assert course(lambda n: n + 3, first).upto(0, turns) == [first + 3 * i for i in range(min(turns, TURNS) + 1)]


@given(st.integers(0, 10**6), st.integers(0, 60))
def test_a_state_is_found_where_it_comes_first(first, turn):
    assert course(lambda n: n + 7, first).find(0, first + 7 * turn) == turn
    assert course(lambda n: n + 7, first).find(0, first - 1) is None


def endings(kind, wanted, function, first):
    core, root = make_core("add", "concat"), make_root(n=("int", first))
    return list(endings_of(core, course(function, *first), want(core, root, kind, wanted)))


def test_a_loop_ends_at_the_wanted_state_or_after_the_wanted_turns():
    found = endings("int", [1, 2], lambda n: n // 2, [8, 4])
    assert [ending.turns for ending in found] == [{0: 3, 1: 1}, {0: 1, 1: 2}, {0: 0, 1: 1}]


def test_a_loop_ends_when_all_wanted_states_are_there():
    assert [e.turns for e in endings("list[int]", [[8, 4], [4]], lambda n: n // 2, [8, 4])] == [
        {0: 1, 1: 0},
        {0: 2, 1: 1},
    ]


def test_a_loop_of_as_many_turns_everywhere_is_none():
    assert endings("int", [4, 8], lambda n: n // 2, [8, 16]) == []


def test_a_test_separates_what_goes_on_from_the_end():
    halves = course(lambda n: n // 2, 12, 5)
    turns = {0: 2, 1: 0}
    assert separates(term(lambda n: n % 2 == 0), halves, turns)
    assert not separates(term(lambda n: n > 5), halves, {0: 3, 1: 0})
    assert not separates(term(lambda n: 1 // 0), halves, turns)
