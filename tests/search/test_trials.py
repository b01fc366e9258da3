from __future__ import annotations

import pytest

from pytest_aurora.language.expressions import Variable
from pytest_aurora.problem.types import INT, STR
from pytest_aurora.search.bank import FAILURE
from pytest_aurora.search.trials import Run

NUMBER, TEXT, ITEM = Variable("total", INT), Variable("text", STR), Variable("item", INT)


def run(accumulator, start, step, rows):
    return Run(step, accumulator, (ITEM,), [start], [{}], [[(item,) for item in rows]])


def test_the_states_are_those_before_and_after_each_turn():
    trial = run(NUMBER, 0, lambda scope: scope[NUMBER] + scope[ITEM], [3, 4, 5])
    assert trial.states(0) == [0, 3, 7, 12]
    assert trial.closed(lambda states, point: states[-1])(0) == 12


@pytest.mark.parametrize(
    ("accumulator", "start", "step"),
    [
        (NUMBER, 3, lambda scope: scope[NUMBER] * scope[NUMBER]),
        (TEXT, "ab", lambda scope: scope[TEXT] + scope[TEXT]),
        (NUMBER, 1, lambda scope: scope[NUMBER] // (scope[ITEM] - 50)),
    ],
)
def test_a_course_that_grows_without_bound_or_raises_has_no_states(accumulator, start, step):
    trial = run(accumulator, start, step, range(100))
    assert trial.states(0) is None
    assert trial.closed(lambda states, point: states[-1])(0) is FAILURE
