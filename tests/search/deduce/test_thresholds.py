from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pytest_aurora.problem.types import FLOAT, INT
from pytest_aurora.search.context import mask_of
from pytest_aurora.search.deduce.thresholds import between, thresholds

from ..cores import computed, make_core, make_root, source, want

NAMES = ("lt:int", "le:int", "lt:float", "le:float")


@pytest.mark.parametrize(
    ("low", "high", "t", "expected"),
    [
        (75, 80, INT, 80), (72, 85, INT, 80), (9, 10, INT, 10), (-3, 4, INT, 0), (1, 2, INT, 2), (94, 137, INT, 100),
        (18.0, 18.5, FLOAT, 18.5), (24.9, 25.0, FLOAT, 25.0), (0.1, 0.9, FLOAT, 0.5), (1.25, 1.26, FLOAT, 1.26),
    ],
)  # fmt: skip
def test_the_roundest_number_parts_two(low, high, t, expected):
    assert between(low, high, t) == expected


@given(st.integers(), st.integers())
def test_it_lies_above_the_one_and_not_above_the_other(one, other):
    assume(one != other)
    low, high = min(one, other), max(one, other)
    assert low < between(low, high, INT) <= high


@given(st.floats(-1e8, 1e8), st.floats(-1e8, 1e8))
def test_floats_are_parted_too(one, other):
    assume(one != other)
    low, high = min(one, other), max(one, other)
    found = between(low, high, FLOAT)
    assert low < found <= high
    assert math.isfinite(found)


def cuts(numbers, results):
    core, root = make_core(*NAMES), make_root(n=("int", numbers))
    goal = want(core, root, "str", results)
    return [(mask, entry, root) for mask, entry in thresholds(core, goal)]


def test_a_test_holds_where_it_says():
    found = cuts([95, 85, 60, 90, 70], ["A", "B", "C", "A", "C"])
    assert [source(entry.expression) for _, entry, _ in found] == ["n >= 70", "n >= 80", "n >= 90", "n >= 95"]
    for mask, entry, root in found:
        assert mask == mask_of(bool(v) for v in computed(entry.expression, root))


def test_the_first_example_says_from_which_side_it_is_told():
    assert [source(entry.expression) for _, entry, _ in cuts([1, 9, 2], ["a", "b", "a"])] == ["n < 2", "n < 5"]


def test_where_each_example_wants_another_result_nothing_is_told():
    assert cuts([1, 2, 3, 4], ["a", "b", "c", "c"]) == []


def test_both_sides_of_a_cut_where_they_are_asked_for_and_one_otherwise():
    core, root = make_core(*NAMES), make_root(n=("int", [3, 8, 9, 4]))
    goal = want(core, root, "bool", [False, True, True, False])
    assert {source(test.expression) for _, test in thresholds(core, goal)} == {"n < 4", "n < 5", "n < 9"}
    both = {source(test.expression) for _, test in thresholds(core, goal, both_ways=True)}
    assert both == {"n < 4", "n < 5", "n < 9", "n >= 4", "n >= 5", "n >= 9"}


@pytest.mark.parametrize(("numbers", "difference"), [([30, 80, 81, 40], 1), ([3, 4, 5, 6], 0)])
def test_a_bound_that_two_neighbours_show_costs_less_unless_all_are_neighbours(numbers, difference):
    core, root = make_core(*NAMES), make_root(n=("int", numbers))
    goal = want(core, root, "bool", [False, True, True, False])
    cost = {str(test.expression.arguments): test.cost for _, test in thresholds(core, goal)}
    assert max(cost.values()) - min(cost.values()) == difference


@pytest.mark.parametrize(
    ("numbers", "cuts"), [([30, 80, 81, 40], {"n < 81"}), ([3, 4, 5, 6], set()), ([3, 5, 7, 9], set())]
)
def test_where_each_example_wants_another_result_such_a_bound_is_all_there_is(numbers, cuts):
    core, root = make_core(*NAMES), make_root(n=("int", numbers))
    goal = want(core, root, "str", ["a", "b", "c", "d"])
    assert {source(test.expression) for _, test in thresholds(core, goal)} == cuts
