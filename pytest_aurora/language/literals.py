"""Python literals, spelled as a formatter would spell them."""

from __future__ import annotations

import datetime
import decimal
import enum
import fractions
import math
from collections.abc import Collection, Iterable

_FAMOUS = {math.pi: "pi", math.tau: "tau", math.e: "e"}


def literal(value: object) -> str:
    """Source of a Python value.

    Raises:
        ValueError: the value has no source form.
    """
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, enum.Enum):
        return f"{type(value).__qualname__}.{value.name}"
    if isinstance(value, float):
        return _float(value)
    if value is None or isinstance(value, bool | int | bytes | complex | range):
        return repr(value)
    if isinstance(value, list | tuple | set | frozenset | dict):
        return _container(value)
    return _object(value)


def has_literal(value: object) -> bool:
    """Whether the value, or the frozen form of one, has a source form."""
    try:
        return bool(literal(value))
    except ValueError:
        return False


def imports_of(value: object) -> tuple[str, ...]:
    """The import statements that `literal(value)` needs."""
    if isinstance(value, float) and value in _FAMOUS:
        return ("import math",)
    if isinstance(value, dict):
        return _merged([*value, *value.values()])
    if isinstance(value, list | tuple | set | frozenset):
        return _merged(value)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta | decimal.Decimal | fractions.Fraction):
        cls = type(value)
        return (f"from {cls.__module__} import {cls.__name__}",)
    return ()


def _merged(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(statement for value in values for statement in imports_of(value)))


def quote(text: str, mark: str = '"', *, raw: bool = False) -> str:
    """A string literal: in the preferred quotes unless that needs more escapes, raw where it holds backslashes."""
    other = "'" if mark == '"' else '"'
    if (raw or "\\" in text) and text.isprintable() and not text.endswith("\\"):
        fitting = next((m for m in (mark, other) if m not in text), None)
        if fitting is not None:
            return f"r{fitting}{text}{fitting}"
    chosen = other if mark in text and other not in text else mark
    return f"{chosen}{inside(text, chosen)}{chosen}"


def inside(text: str, mark: str) -> str:
    """What stands between the quotes `mark` for a text."""
    escaped = repr(text + "'" + '"')[1:-1].removesuffix('"').removesuffix("\\'")
    return escaped.replace("\\'", "'").replace(mark, f"\\{mark}")


def _float(value: float) -> str:
    if value in _FAMOUS:
        return f"math.{_FAMOUS[value]}"
    if math.isfinite(value):
        return repr(value)
    return f'float("{value}")'


def _container(value: Collection[object]) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(k)}: {literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(literal, value)) + ("," if len(value) == 1 else "") + ")"
    if not value:
        return f"{type(value).__name__}()"
    items = "{" + ", ".join(sorted(map(literal, value))) + "}"
    return items if isinstance(value, set) else f"frozenset({items})"


def _object(value: object) -> str:
    if isinstance(value, datetime.timedelta):
        parts = {"days": value.days, "seconds": value.seconds, "microseconds": value.microseconds}
        return f"timedelta({', '.join(f'{k}={v}' for k, v in parts.items() if v)})"
    if isinstance(value, datetime.date | datetime.time | decimal.Decimal | fractions.Fraction):
        return repr(value).removeprefix("datetime.").replace("'", '"')
    raise ValueError(f"{type(value).__name__} has no source form")
