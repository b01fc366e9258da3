"""Inputs that look like the examples' but have no expected output: candidates that differ on one are different."""

from __future__ import annotations

import dataclasses
import re
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from random import Random
from typing import Any

from pytest_aurora.problem.records import fields_of, is_record_class

MOST_PROBES = 24
LONGEST_TEXT = 200

_DAYS = tuple(timedelta(days) for days in (-40, -1, 1, 7, 31, 365))
_HOURS = tuple(timedelta(hours=hours) for hours in (-30, -1, 0.25, 12, 1000))
_STEPS: Mapping[type, Sequence[object]] = {
    date: _DAYS, datetime: _HOURS, timedelta: _HOURS,
    Decimal: tuple(map(Decimal, ("-1", "0.25", "0.5", "1", "2", "7"))),
    Fraction: tuple(Fraction(n, 6) for n in (-6, 1, 2, 3, 6, 15)),
}  # fmt: skip
"""What is added to a value to be near it."""

_TOKENS = re.compile(r"[A-Za-z]+|\d+|\s+|[^A-Za-z\d\s]")


def make_probes(
    arguments: Sequence[tuple[object, ...]], holds: Callable[[tuple[object, ...]], bool], seed: int = 0
) -> tuple[tuple[object, ...], ...]:
    """Up to 24 argument tuples made from the examples', none of which is an example.

    Args:
        arguments: the examples' argument tuples.
        holds: whether an argument tuple keeps the function's preconditions.
        seed: of the choices; the same seed gives the same probes.
    """
    if not arguments or not arguments[0]:
        return ()
    random = Random(seed)
    taken = {repr(row) for row in arguments}
    probes: list[tuple[object, ...]] = []
    for probe in _attempts(arguments, random):
        if repr(probe) not in taken and holds(probe):
            taken.add(repr(probe))
            probes.append(probe)
        if len(probes) == MOST_PROBES:
            break
    return tuple(probes)


def _attempts(arguments: Sequence[tuple[object, ...]], random: Random) -> Iterator[tuple[object, ...]]:
    columns = list(zip(*arguments, strict=True))
    for attempt in range(MOST_PROBES * 4):
        row = arguments[attempt % len(arguments)]
        if attempt % 3 == 2 and len(columns) > 1:
            yield tuple(random.choice(column) for column in columns)
        else:
            yield tuple(_vary(value, column, random) for value, column in zip(row, columns, strict=True))


def _vary(value: object, column: Sequence[object], random: Random) -> object:
    """A value of the same type, near `value` or crossed with the others of its column."""
    other = random.choice(column)
    if isinstance(value, bool) or value is None:
        return other
    if type(value) is str:
        return _vary_text(value, other if isinstance(other, str) else value, random)[:LONGEST_TEXT]
    if type(value) is int:
        return _vary_number(value, random)
    if type(value) is float:
        return value + random.choice((-1, -0.5, 0.25, 0.5, 1, 2))
    if type(value) in (list, tuple):
        return _vary_sequence(value, other if type(other) is type(value) else value, random)  # type: ignore[arg-type]
    if type(value) in (set, frozenset, dict):
        return _vary_unordered(value, random)
    if is_record_class(type(value)):
        return _vary_record(value, other if type(other) is type(value) else value, random)
    if isinstance(value, Enum):
        return random.choice(list(type(value)))
    steps = _STEPS.get(type(value))
    return other if steps is None else value + random.choice(steps)  # type: ignore[operator]


def _vary_record(value: Any, other: object, random: Random) -> object:  # noqa: ANN401 - of any record class
    """The record with fields near its own; itself where its class refuses that."""
    cls: type = type(value)
    changed = {
        name: _vary(getattr(value, name), [getattr(value, name), getattr(other, name)], random)
        for name in fields_of(cls)
        if random.random() < 0.6
    }
    try:
        return dataclasses.replace(value, **changed) if dataclasses.is_dataclass(cls) else value._replace(**changed)
    except Exception:  # the user's class may raise anything
        return value


def _vary_number(value: int, random: Random) -> int:
    """Nearby, and not negative unless the example is."""
    near = value + random.choice((-2, -1, 1, 2, 3, 7))
    return near if value < 0 or near >= 0 else -near


def _vary_text(value: str, other: str, random: Random) -> str:
    tokens, others = _TOKENS.findall(value), _TOKENS.findall(other)
    if random.random() < 0.5 and other != value:
        return "".join(random.choice(pair) if _alike(*pair) else pair[0] for pair in _pairs(tokens, others))
    return "".join(_vary_token(token, random) if random.random() < 0.6 else token for token in tokens)


def _pairs(tokens: list[str], others: list[str]) -> Iterator[tuple[str, str]]:
    for index, token in enumerate(tokens):
        yield token, others[index] if index < len(others) else token


def _alike(one: str, other: str) -> bool:
    return (one.isalpha(), one.isdigit()) == (other.isalpha(), other.isdigit())


def _vary_token(token: str, random: Random) -> str:
    if not token.isalnum() or not token.isascii():
        return token
    length = max(1, len(token) + random.choice((-1, 0, 0, 1)))
    return "".join(_like(token[min(i, len(token) - 1)], random) for i in range(length))


def _like(char: str, random: Random) -> str:
    if char.isdigit():
        return random.choice(string.digits[1:])
    return random.choice(string.ascii_uppercase if char.isupper() else string.ascii_lowercase)


def _vary_sequence(value: Sequence[object], other: Sequence[object], random: Random) -> object:
    items = list(value)
    if isinstance(value, tuple):
        return tuple(_vary(item, items, random) if type(item) is not bool else item for item in items)
    change = random.randrange(5)
    if change == 0:
        items.reverse()
    elif change == 1 and items:
        items.pop(random.randrange(len(items)))
    elif change == 2:
        items += list(other)[: max(1, len(other) // 2)]
    elif change == 3:
        random.shuffle(items)
    return [_vary(item, [item], random) if random.random() < 0.3 else item for item in items]


def _vary_unordered(value: object, random: Random) -> object:
    if isinstance(value, dict):
        items = sorted(value.items(), key=repr)
        kept = items[:-1] if len(items) > 1 and random.random() < 0.5 else items
        return {key: _vary(item, [item], random) for key, item in kept}
    assert isinstance(value, set | frozenset)
    members = sorted(value, key=repr)
    return type(value)(_vary(member, [member], random) if random.random() < 0.5 else member for member in members)
