"""Functions that would build something huge, refused when they would: bounds on size, not only on time."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

ITEMS = 5_000
"""Items a sequence of the search may have."""
CHARACTERS = 20_000
"""Characters a string of the search may have."""
WIDTH = 1_000
"""Columns that a text may be padded to."""
BITS = 256
"""Bits a number may get by one step."""

Value: TypeAlias = Any
"""A value in the search's form."""
Items: TypeAlias = tuple[Any, ...]
Function: TypeAlias = Callable[..., Any]


def refuse(condition: bool) -> None:
    """Raise when a result would be too large.

    Raises:
        ValueError: the condition holds.
    """
    if condition:
        raise ValueError("too large")


def repeated_items(items: Items, times: int) -> Items:
    """`items * times`."""
    refuse(len(items) * times > ITEMS)
    return items * times


def repeated_text(text: str, times: int) -> str:
    """`text * times`."""
    refuse(len(text) * times > CHARACTERS)
    return text * times


def bounded_range(*bounds: int) -> Items:
    """`tuple(range(...))`."""
    numbers = range(*bounds)
    refuse(len(numbers) > ITEMS)
    return tuple(numbers)


def bounded(items: Iterable[Any]) -> Items:
    """The items of an iterable, refused as soon as they are too many."""
    found = tuple(itertools.islice(items, ITEMS + 1))
    refuse(len(found) > ITEMS)
    return found


def power(base: int, exponent: int) -> int:
    """`base ** exponent` for exponents that are not negative."""
    refuse(exponent < 0 or base.bit_length() * exponent > BITS)
    return int(base**exponent)


def float_power(base: float, exponent: float) -> float:
    """`base ** exponent` for real results; the others raise."""
    return math.pow(base, exponent)


def factorial(n: int) -> int:
    """`n!` up to 60."""
    refuse(n > 60)
    return math.factorial(n)


def few(function: Callable[..., int]) -> Callable[..., int]:
    """A combinatorial function for arguments up to 200."""

    def bounded_function(n: int, k: int) -> int:
        refuse(max(n, k) > 200)
        return function(n, k)

    return bounded_function


def shifted(value: int, places: int) -> int:
    """`value << places`."""
    refuse(places > 128)
    return value << places


def product(numbers: Items) -> Value:
    """The product of at most 64 numbers that stay below 2 ** 256."""
    refuse(len(numbers) > 64)
    result = math.prod(numbers)
    refuse(isinstance(result, int) and result.bit_length() > BITS)
    return result


def running(function: Callable[[Any, Any], Any]) -> Callable[[Items], Items]:
    """`accumulate` with a function under which values may grow."""

    def accumulated(numbers: Items) -> Items:
        refuse(len(numbers) > 64)
        return tuple(itertools.accumulate(numbers, function))

    return accumulated


def width(columns: int) -> int:
    """A width that padding may use."""
    refuse(columns > WIDTH)
    return columns


def short(text: str) -> str:
    """A text whose size a step may multiply."""
    refuse(len(text) > ITEMS)
    return text


def digits(number: int) -> int:
    """A number whose decimal form is cheap to make."""
    refuse(number.bit_length() > 4 * BITS)
    return number


def choices(select: Callable[[Items, int], Iterator[Items]]) -> Callable[[Items, int], tuple[Items, ...]]:
    """`combinations` and its like: lazily, so that their number is bounded before they are all built."""
    return lambda items, size: bounded(select(items, width(size)))
