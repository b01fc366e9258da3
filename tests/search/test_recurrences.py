from __future__ import annotations

import pytest

from pytest_aurora.search.recurrences import deduce_recurrences

from .cores import computed, make_core, make_root, sources, want


def recurred(wanted, places, turns=6000):
    core = make_core("add", "sub", "mul", deducers=(deduce_recurrences,))
    root = make_root(n=("int", places))
    root.bank.level = 4
    goal = want(core, root, "int", wanted)
    for _ in range(turns):
        if goal.solutions or not core.run_next():
            break
    assert all(computed(s.expression, root) == wanted for s in goal.solutions)
    return goal


@pytest.mark.parametrize(
    ("wanted", "places", "step"),
    [
        ([0, 1, 1, 13, 55], [0, 1, 2, 7, 10], "a, b = b, a + b"),
        ([2, 1, 3, 4, 29], [0, 1, 2, 3, 7], "a, b = b, a + b"),
        ([0, 0, 1, 1, 2, 13], [0, 1, 2, 3, 4, 7], "a, b, c = b, c, a + b + c"),
    ],
)
def test_each_value_is_made_from_those_before(wanted, places, step):
    assert step in sources(recurred(wanted, places))[0]


def test_what_no_small_recurrence_gives_is_not_met():
    assert recurred([991, 17, 3141], [3, 4, 5], turns=500).solutions == []
