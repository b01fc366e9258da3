from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.check.compare import mismatch
from pytest_aurora.problem.equality import agrees

PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3), st.just(10**400)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.tuples(inner, inner), st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("actual", "expected", "same"),
    [
        (0.0, 0, True), (1, 1.0, True), (True, 1, False), (1, True, False), (2**60 + 1, 2**60, False),
        ([0.0], [0], True),
        (math.nan, math.nan, True), (math.nan, 0, False), (math.inf, math.inf, True), (0.1 + 0.2, 0.3, True),
        ((1,), [1], False), ({"a": 1.0}, {"a": 1}, True), (10**400, 1.0, False), ("a", "a", True), (None, 0, False),
    ],
)  # fmt: skip
def test_results_agree(actual, expected, same):
    assert agrees(actual, expected) is same


def test_a_tolerance_is_absolute():
    assert agrees(1.4, 1.5, 0.2)
    assert agrees([1.4], [1], 0.5)
    assert not agrees(1.4, 1.5, 0.05)


@given(PLAIN, PLAIN, st.sampled_from([None, 0.5]))
def test_the_search_and_the_check_are_of_one_mind(actual, expected, tolerance):
    for left, right in ((actual, expected), (actual, actual)):
        assert agrees(left, right, tolerance) == (mismatch(left, right, tolerance=tolerance) is None)
