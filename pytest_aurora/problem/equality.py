"""When a result is what an example wants."""

from __future__ import annotations

import math
from collections.abc import Mapping

RELATIVE = 1e-9


def agrees(actual: object, expected: object, tolerance: float | None = None) -> bool:
    """Equal and of the same kind: True is no 1, floats are close, nan equals nan, containers item by item.

    An int may stand where a float is expected, a float never where an int is.
    """
    if isinstance(expected, float):
        return type(actual) in (int, float) and _close(actual, expected, tolerance)
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


def _close(actual: object, expected: float, tolerance: float | None) -> bool:
    assert isinstance(actual, int | float)
    if math.isnan(expected):
        return isinstance(actual, float) and math.isnan(actual)
    if tolerance is not None:
        return abs(actual - expected) <= tolerance or actual == expected
    return math.isclose(actual, expected, rel_tol=RELATIVE, abs_tol=1e-12)
