"""When a result is what an example wants."""

from __future__ import annotations

import math
from collections.abc import Mapping

RELATIVE = 1e-9
_NUMBERS = (int, float)


def agrees(actual: object, expected: object, tolerance: float | None = None) -> bool:
    """Equal and of the same kind: True is no 1, floats are close, nan equals nan, containers item by item.

    Ints and floats are numbers alike: which of them a result must be is for its declared type to say.
    """
    if type(expected) in _NUMBERS:
        return type(actual) in _NUMBERS and _close(actual, expected, tolerance)
    if type(actual) is not type(expected):
        return False
    if isinstance(expected, list | tuple):
        assert isinstance(actual, list | tuple)
        return len(actual) == len(expected) and all(
            agrees(a, e, tolerance) for a, e in zip(actual, expected, strict=True)
        )
    if isinstance(expected, Mapping):
        assert isinstance(actual, Mapping)
        return actual.keys() == expected.keys() and all(
            agrees(actual[key], value, tolerance) for key, value in expected.items()
        )
    return bool(actual == expected)


def _close(actual: object, expected: object, tolerance: float | None) -> bool:
    assert isinstance(actual, int | float)
    assert isinstance(expected, int | float)
    if actual != actual or expected != expected:
        return actual != actual and expected != expected
    try:
        if tolerance is not None:
            return actual == expected or abs(actual - expected) <= tolerance
        exact = type(actual) is type(expected) is int
        return actual == expected if exact else math.isclose(actual, expected, rel_tol=RELATIVE, abs_tol=1e-12)
    except OverflowError:
        return False
