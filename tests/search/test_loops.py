from __future__ import annotations

import pytest

from pytest_aurora.language.expressions import Fold
from pytest_aurora.search.loops import LOOP, OPERATORS, deduce_loops

from .cores import computed, make_core, make_root, sources, want, work


def looped(wanted, words=frozenset(), turns=4000, **variables):
    core = make_core(*sorted(OPERATORS), deducers=(deduce_loops,), words=words)
    root = make_root(**variables)
    root.bank.level = 4
    goal = want(core, root, "int", wanted)
    core.run_next()
    for _ in range(turns):
        if goal.solutions or not core.run_next():
            break
    assert all(computed(s.expression, root) == wanted for s in goal.solutions)
    return goal


def test_an_accumulator_over_items():
    goal = looped([2, 4, -9, 3], xs=("list[int]", [[1, 2, 3], [4], [9, 0], [1, 2, 1, 3]]))
    assert "for " in sources(goal)[0]
    assert isinstance(goal.solutions[0].expression, Fold)


def test_a_recurrence():
    goal = looped([0, 1, 1, 13, 55], n=("int", [0, 1, 2, 7, 10]))
    assert "a, b = b, a + b" in sources(goal)[0]


def test_a_loop_that_counts():
    goal = looped([1, 2, 120, 1], n=("int", [1, 2, 5, 0]))
    assert " in range(" in sources(goal)[0]


def test_words_make_loops_cheaper():
    wanted, n = [0, 1, 1, 13, 55], ("int", [0, 1, 2, 7, 10])
    told = looped(wanted, frozenset({"fibonacci", "sequence"}), n=n)
    assert told.solutions[0].cost == looped(wanted, n=n).solutions[0].cost - 4
    assert told.solutions[0].cost > LOOP - 4


@pytest.mark.parametrize("wanted", [[991, 17, 3141]])
def test_what_no_small_loop_gives_is_not_met(wanted):
    assert looped(wanted, turns=60, xs=("list[int]", [[1, 2], [3], [5, 8]])).solutions == []


def test_loops_that_explode_end():
    goal = looped([7, 8], turns=400, n=("int", [299, 300]))
    assert goal.solutions == []


def test_loops_are_tried_once_a_goal_and_not_before_cheap_bodies():
    core = make_core(*sorted(OPERATORS), deducers=(deduce_loops,))
    root = make_root(n=("int", [1, 2]))
    goal = want(core, root, "int", [77, 99])
    core.run_next()
    assert "loops" not in goal.tried
    work(core, root, turns=120)
    assert "loops" in goal.tried


def test_a_step_may_be_as_long_as_that_of_reading_digits():
    goal = looped([123, 7, 4091, 0], xs=("list[int]", [[1, 2, 3], [7], [4, 0, 9, 1], []]))
    assert "10 * total" in sources(goal)[0]
