"""Whether a value is the one that was due, and if not, where they part."""

from __future__ import annotations

import cmath
import dataclasses
import difflib
import math
import pprint
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any, TypeAlias

from pytest_aurora.problem.types import ANY, CONTAINERS, Type, has_type

REL_TOLERANCE = 1e-9
ABS_TOLERANCE = 1e-12
LONGEST_SHOWN = 120
LONGEST_WITHOUT_DIFF = 60
MOST_DIFF_LINES = 20

_NUMBERS = (int, float, complex, Decimal, Fraction)
_Number: TypeAlias = Any
_MAPPINGS = (dict, Counter, OrderedDict, defaultdict)


@dataclasses.dataclass(frozen=True, slots=True)
class _Difference:
    """Where two values part; the path grows from the inside out."""

    text: str
    path: str = ""

    def within(self, step: str) -> _Difference:
        return dataclasses.replace(self, path=step + self.path)

    def __str__(self) -> str:
        return f"at {self.path}: {self.text}" if self.path else self.text


def mismatch(actual: object, expected: object, declared: Type = ANY, tolerance: float | None = None) -> str | None:
    """What is wrong with `actual`, or None when it is the expected value and of the declared type.

    `True` is no `int`, an `int` may stand for a `float`, nan equals nan, the order of dicts and sets does not count,
    containers must be of the same class. Floats are compared with `math.isclose(rel_tol=1e-9, abs_tol=1e-12)`.

    Args:
        actual: the value that came out.
        expected: the value that was due.
        declared: the type that the signature promises.
        tolerance: largest absolute difference of two numbers, instead of the above.

    Raises:
        Exception: whatever a user's `__eq__` raises.
    """
    try:
        found = _difference(actual, expected, tolerance)
        if found is not None:
            return f"{found}{_diff(actual, expected)}"
        misfit = _misfit(actual, declared)
    except RecursionError:
        return "the values are nested too deeply to be compared"
    return None if misfit is None else str(misfit)


def show(value: object, longest: int = LONGEST_SHOWN) -> str:
    """`repr(value)` on one line, shortened in the middle; never raises."""
    try:
        text = " ".join(repr(value).split("\n"))
    except Exception as error:  # a user's __repr__, or an int with too many digits
        text = f"<{type(value).__name__} whose repr raised {type(error).__name__}>"
    if len(text) <= longest:
        return text
    return f"{text[: longest - longest // 3 - 5]} ... {text[-(longest // 3) :]}"


# --- values --------------------------------------------------------------------------------------------------------


def _difference(actual: object, expected: object, tolerance: float | None) -> _Difference | None:
    if type(actual) in _NUMBERS and type(expected) in _NUMBERS:
        return None if _same_number(actual, expected, tolerance) else _plain(actual, expected)
    if _kind(actual) is not _kind(expected):
        return _plain(actual, expected)
    if isinstance(actual, dict) and isinstance(expected, dict):
        return _dict_difference(actual, expected, tolerance)
    if isinstance(actual, set | frozenset) and isinstance(expected, set | frozenset):
        return _set_difference(actual, expected, tolerance)
    if isinstance(actual, list | tuple) and isinstance(expected, list | tuple):
        return _sequence_difference(actual, expected, tolerance)
    if actual is expected or actual == expected:
        return None
    return _field_difference(actual, expected, tolerance) if _has_field_equality(expected) else _plain(actual, expected)


def _kind(value: object) -> type:
    return dict if type(value) in _MAPPINGS else type(value)


def _plain(actual: object, expected: object) -> _Difference:
    if isinstance(actual, str) and type(actual) is type(expected) and len(actual) > LONGEST_WITHOUT_DIFF:
        return _text_difference(actual, str(expected))
    got, due = show(actual), show(expected)
    if _kind(actual) is _kind(expected):
        return _Difference(f"expected {due}, got {got}")
    return _Difference(f"expected {due}, got {got} ({type(actual).__name__}, not {type(expected).__name__})")


def _text_difference(actual: str, expected: str) -> _Difference:
    place = next((i for i, (a, e) in enumerate(zip(actual, expected, strict=False)) if a != e), None)
    place = min(len(actual), len(expected)) if place is None else place
    around = slice(max(0, place - 20), place + 20)
    before = "..." if around.start else ""
    return _Difference(
        f"the text differs at character {place}: "
        f"expected {before}{expected[around]!r}, got {before}{actual[around]!r}"
        f" ({len(expected)} and {len(actual)} characters)"
    )


def _same_number(actual: _Number, expected: _Number, tolerance: float | None) -> bool:
    if actual != actual or expected != expected:
        return bool(actual != actual and expected != expected)
    try:
        return bool(actual == expected) or _close(actual, expected, tolerance)
    except OverflowError:
        return False


def _close(actual: _Number, expected: _Number, tolerance: float | None) -> bool:
    kinds = {type(actual), type(expected)}
    if tolerance is not None:
        return abs(complex(actual) - complex(expected)) <= tolerance
    if complex in kinds:
        return cmath.isclose(actual, expected, rel_tol=REL_TOLERANCE, abs_tol=ABS_TOLERANCE)
    return float in kinds and math.isclose(actual, expected, rel_tol=REL_TOLERANCE, abs_tol=ABS_TOLERANCE)


def _sequence_difference(
    actual: list[object] | tuple[object, ...], expected: list[object] | tuple[object, ...], tolerance: float | None
) -> _Difference | None:
    names = getattr(type(expected), "_fields", None)
    for index, (a, e) in enumerate(zip(actual, expected, strict=False)):
        found = _difference(a, e, tolerance)
        if found is not None:
            return found.within(f".{names[index]}" if names else f"[{index}]")
    if len(actual) == len(expected):
        return None
    return _Difference(
        f"expected {_items(expected)}, got {_items(actual)}: expected {show(expected)}, got {show(actual)}"
    )


def _items(values: Collection[object]) -> str:
    return f"{len(values)} item{'s' * (len(values) != 1)}"


def _dict_difference(
    actual: Mapping[object, object], expected: Mapping[object, object], tolerance: float | None
) -> _Difference | None:
    pairs, missing, extra = _pair_up(actual, expected, tolerance)
    for a, e in pairs:
        found = _difference(actual[a], expected[e], tolerance)
        if found is not None:
            return found.within(f"[{show(e)}]")
    return _unpaired("key", missing, extra)


def _set_difference(
    actual: Collection[object], expected: Collection[object], tolerance: float | None
) -> _Difference | None:
    _, missing, extra = _pair_up(actual, expected, tolerance)
    return _unpaired("element", missing, extra)


def _pair_up(
    actual: Iterable[object], expected: Iterable[object], tolerance: float | None
) -> tuple[list[tuple[object, object]], list[object], list[object]]:
    """Pairs of equal members, those that are missing, those too many; a float finds its like by a scan."""
    left = {key: key for key in actual}
    pairs, missing = [], []
    for due in expected:
        near = (left[due],) if due in left else tuple(left)
        found = next((a for a in near if _difference(a, due, tolerance) is None), _NOTHING)
        if found is _NOTHING:
            missing.append(due)
        else:
            pairs.append((left.pop(found), due))
    return pairs, missing, list(left)


_NOTHING = object()


def _unpaired(noun: str, missing: list[object], extra: list[object]) -> _Difference | None:
    parts = [
        f"{word} {noun}{'s' * (len(members) != 1)} {', '.join(sorted(map(show, members)))}"
        for word, members in (("missing", missing), ("unexpected", extra))
        if members
    ]
    return _Difference("; ".join(parts)) if parts else None


def _has_field_equality(value: object) -> bool:
    """Whether it is a dataclass that compares field by field, so that floats and nan in it can be compared as such."""
    parameters = getattr(type(value), "__dataclass_params__", None)
    return parameters is not None and parameters.eq


def _field_difference(actual: object, expected: object, tolerance: float | None) -> _Difference | None:
    for field in dataclasses.fields(expected):  # type: ignore[arg-type]
        found = _difference(getattr(actual, field.name), getattr(expected, field.name), tolerance)
        if field.compare and found is not None:
            return found.within(f".{field.name}")
    return None


# --- types ---------------------------------------------------------------------------------------------------------


def _misfit(value: object, declared: Type) -> _Difference | None:
    """The innermost part of `value` that is not of its declared type."""
    if has_type(value, declared):
        return None
    for step, part, part_type in _parts(value, declared):
        found = _misfit(part, part_type)
        if found is not None:
            return found.within(step)
    return _Difference(f"expected a value of type {declared}, got {show(value)} ({type(value).__name__})")


def _parts(value: object, declared: Type) -> Iterator[tuple[str, object, Type]]:
    if not isinstance(value, CONTAINERS.get(declared.name, ())):
        return
    if isinstance(value, dict):
        yield from ((f"[{show(key)}] (key)", key, declared.args[0]) for key in value)
        yield from ((f"[{show(key)}]", part, declared.args[1]) for key, part in value.items())
    elif isinstance(value, list | tuple | set | frozenset):
        fixed = declared.name == "tuple"
        types = declared.args if fixed else declared.args * len(value)
        if len(types) == len(value):
            for index, (part, part_type) in enumerate(zip(value, types, strict=True)):
                yield (f"[{index}]" if isinstance(value, list | tuple) else "{...}"), part, part_type


# --- diff ----------------------------------------------------------------------------------------------------------


def _diff(actual: object, expected: object) -> str:
    """A short diff of two long values of one kind, or nothing."""
    if _kind(actual) is not _kind(expected) or max(len(show(actual)), len(show(expected))) <= LONGEST_WITHOUT_DIFF:
        return ""
    due, got = _lines(expected), _lines(actual)
    if max(len(due), len(got)) == 1:
        return ""
    changes = difflib.unified_diff(due, got, "expected", "got", n=1, lineterm="")
    shown = list(islice(changes, MOST_DIFF_LINES + 1))
    if len(shown) > MOST_DIFF_LINES:
        shown[-1] = "..."
    return "\n" + "\n".join(shown)


def _lines(value: object) -> list[str]:
    if isinstance(value, str):
        return value.splitlines()
    if type(value) in (*CONTAINERS.values(), *_MAPPINGS):
        return pprint.pformat(value, width=80).splitlines()
    return [show(value)]
