from __future__ import annotations

import pytest

from pytest_aurora.search.deduce.updates import deduce_updates

from ..cores import add_constants, make_core, make_root, met, sources

D = ("dict[str, int]", [{"a": 1}, {"b": 2, "c": 3}])


def deduced(wanted, positions=None, turns=10, d=D, **variables):
    core = make_core("add", deducers=(deduce_updates,))
    root = make_root(d=d, **variables)
    add_constants(root, 1, cost=1)
    goal = met(core, root, "dict[str, int]", wanted, positions, turns=turns)
    return sources(goal), root


def test_an_item_that_is_new():
    found, _ = deduced([{"a": 1, "x": 7}, {"b": 2, "c": 3, "y": 8}], k=("str", ["x", "y"]), v=("int", [7, 8]))
    assert found == ["{**d, k: v}"]


def test_an_item_that_is_changed():
    found, _ = deduced([{"a": 5}, {"b": 2, "c": 9}], k=("str", ["a", "c"]), v=("int", [5, 9]))
    assert found == ["{**d, k: v}"]


def test_the_value_is_a_goal_of_its_own():
    found, _ = deduced([{"a": 6}, {"b": 2, "c": 10}], turns=60, k=("str", ["a", "c"]), v=("int", [5, 9]))
    assert "{**d, k: v + 1}" in found


def test_only_the_points_that_matter_are_looked_at():
    found, _ = deduced([{"a": 5}, {}], [0], k=("str", ["a", "?"]), v=("int", [5, 0]))
    assert found == ["{**d, k: v}"]


@pytest.mark.parametrize(
    "wanted",
    [
        [{"a": 1}, {"b": 2, "c": 3, "y": 8}],
        [{"x": 7}, {"b": 2, "c": 3, "y": 8}],
        [{"a": 2, "x": 7}, {"b": 2, "c": 3, "y": 8}],
    ],
    ids=["nothing changed", "an item is gone", "two items changed"],
)
def test_what_differs_in_more_or_less_than_one_item_makes_no_goals(wanted):
    _, root = deduced(wanted, k=("str", ["x", "y"]), v=("int", [7, 8]))
    assert len(root.goals) == 1
