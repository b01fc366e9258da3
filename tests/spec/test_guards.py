from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.spec import guards


@given(st.integers(), st.integers() | st.lists(st.integers()) | st.text() | st.floats(allow_nan=False))
def test_a_guarded_product_is_the_product(a, b):
    a = a % 1000
    assert guards.multiply(a, b) == a * b
    assert guards.multiply(b, a) == b * a


@given(st.integers(-20, 20), st.integers(0, 50))
def test_guarded_powers_and_shifts_are_the_same(a, b):
    assert guards.power(a, b) == a**b
    assert guards.shift(a, b) == a << b
    assert guards.power(a, b, 7) == pow(a, b, 7)


@given(st.integers(-50, 50), st.integers(-50, 50), st.integers(-5, 5).filter(bool))
def test_a_guarded_range_is_the_range(start, stop, step):
    assert guards.make_range(start, stop, step) == range(start, stop, step)


def test_other_operands_are_left_to_python():
    with pytest.raises(TypeError):
        guards.multiply("a", "b")
    assert guards.modulo(7, 4) == 3
    assert guards.modulo("%5.1f%%", 2.25) == "  2.2%"


@pytest.mark.parametrize("value", [guards.MODULES["itertools"], guards.MODULES["collections"], guards.DATETIME_MODULE])
def test_views_hold_no_module(value):
    assert not any(isinstance(part, type(itertools)) for part in vars(value).values())
