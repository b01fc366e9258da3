from __future__ import annotations

import pytest

from pytest_aurora.problem.bounds import Bound
from pytest_aurora.search.deduce.told import compare_with_bounds

from ..cores import computed, entries, make_core, make_root, source


def compared(*bounds, **variables):
    core = make_core("lt:int", "le:int", "lt:float", "le:float")
    core.bounds = bounds
    root = make_root(**variables)
    compare_with_bounds(core, root, root.take_fresh())
    found = [entry for entry in entries(root) if str(entry.type) == "bool"]
    for entry in found:
        assert computed(entry.expression, root) == list(entry.values)
    return {source(entry.expression) for entry in found}


@pytest.mark.parametrize(
    ("bound", "tests"),
    [
        (Bound(18, below=False), {"age >= 18", "age < 18"}),
        (Bound(18, below=True), {"age > 18", "age <= 18"}),
        (Bound("limit", below=True), {"limit < age", "age <= limit"}),
        (Bound(18.5, below=True), set()),
        (Bound("other", below=True), set()),
    ],
)
def test_numbers_are_compared_on_the_side_that_is_told(bound, tests):
    assert compared(bound, age=("int", [17, 18, 19]), limit=("int", [18, 3, 20])) >= tests
    assert bool(tests) == bool(compared(bound, age=("int", [17, 18, 19]), limit=("int", [18, 3, 20])))


def test_floats_are_compared_with_floats():
    assert compared(Bound(2, below=True), x=("float", [1.5, 2.5])) == {"x > 2.0", "x <= 2.0"}
