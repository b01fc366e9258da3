from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.problem.bounds import Bound, told_bounds
from pytest_aurora.search.deduce.tiers import deduce_tiers

from ..cores import add_constants, computed, make_core, make_root, sources, want

FLOATS = ("lt:float", "le:float", "mul:float", "add:float", "sub:float", "mul:mixed", "float")
INTS = ("lt:int", "le:int", "mul", "add", "sub")


def tiers(kind, wanted, bounds, *, told=(), goal=None, **variables):
    core = make_core(*INTS, *FLOATS)
    core.bounds = bounds
    root = make_root(**{name: (kind, values) for name, values in variables.items()})
    add_constants(root, *told)
    asked = want(core, root, goal or kind, wanted)
    deduce_tiers(core, asked, root.take_fresh())
    for solved in asked.solutions:
        assert computed(solved.expression, root) == pytest.approx(wanted)
    return sources(asked)


def test_a_line_goes_on_where_the_one_before_ends():
    found = tiers(
        "float", [30.0, 40.0, 46.0, 55.0], told_bounds("above 40"), told=[1.5], hours=[30.0, 40.0, 44.0, 50.0]
    )
    assert found[0] == "if hours <= 40.0:\n    return hours\nreturn 1.5 * (hours - 40.0) + 40.0"


def test_several_bounds_in_a_row():
    income = [8000, 10000, 20000, 50000, 60000, 100000]
    found = tiers("int", [0, 0, 20000, 80000, 120000, 280000], told_bounds("up to 10000, above 50000"), income=income)
    assert (
        "if income <= 10000:\n    return 0\nif income <= 50000:\n    return 2 * (income - 10000)\n"
        "return 4 * (income - 50000) + 80000"
    ) in found


def test_numbers_of_the_spec_are_believed_from_a_single_example():
    bounds = told_bounds("from 10 on")
    found = tiers("int", [5, 11, 31], bounds, told=[2, 11], items=[1, 4, 10])
    assert any(source.endswith("2 * items + 11") for source in found)
    assert not any(source.endswith("2 * items + 11") for source in tiers("int", [5, 11, 31], bounds, items=[1, 4, 10]))


def test_what_exceeds_a_parameter():
    core = make_core(*INTS, deducers=(deduce_tiers,))
    core.bounds = (Bound("limit", below=True),)
    root = make_root(speed=("int", [40, 60, 80, 99]), limit=("int", [50, 50, 50, 90]))
    speed, limit = root.variables
    root.bank.add(core.apply("sub", speed.type, speed.expression, limit.expression), speed.type, 4, (-10, 10, 30, 9))
    goal = want(core, root, "int", [0, 70, 210, 63])
    deduce_tiers(core, goal, root.take_fresh())
    assert sources(goal) == ["if speed <= limit:\n    return 0\nreturn 7 * (speed - limit)"]


@pytest.mark.parametrize("bounds", [(), told_bounds("above 100"), (Bound(3.5, below=True),), (Bound("y", below=True),)])
def test_bounds_that_part_nothing_make_no_tiers(bounds):
    assert tiers("int", [0, 0, 5], bounds, x=[1, 2, 6]) == []


def test_ints_that_become_floats():
    found = tiers("int", [1.0, 4.0, 4.5], told_bounds("from 5 on"), told=[0.9], goal="float", n=[1, 4, 5])
    assert "if n < 5:\n    return float(n)\nreturn 0.9 * n" in found


@given(
    st.integers(-9, 9), st.integers(-9, 9), st.booleans(),
    st.lists(st.integers(-50, 50), min_size=6, max_size=9, unique=True), st.integers(-40, 40),
)  # fmt: skip
def test_two_lines_that_meet_are_found(k, m, below, xs, bound):
    low = [x for x in xs if x < bound]
    high = [x for x in xs if x > bound]
    wanted = [7 + k * (x - bound) if x <= bound else 7 + m * (x - bound) for x in xs]
    found = tiers("int", wanted, (Bound(bound, below=below),), x=xs)
    assert bool(found) or not (len(low) > 1 and len(high) > 1)
