from __future__ import annotations

import pytest

from pytest_aurora.spec.conditions import condition
from pytest_aurora.spec.expressions import ExpressionError


@pytest.mark.parametrize(
    ("code", "source"),
    [
        ("assert f(x) == true", "f(x) == True"),
        ("assert (f(x), 1), 'why'", "(f(x), 1)"),
        ("out > 0", "out > 0"),
        ("assert(x)", "x"),
    ],
)
def test_condition(code, source):
    found, _, offset = condition(code)
    assert found == source
    assert offset == code.index(source.partition("=")[0])


def test_a_fault_counts_from_the_start_of_the_line():
    with pytest.raises(ExpressionError) as caught:
        condition("assert x + y._z")
    assert caught.value.offset == 11
