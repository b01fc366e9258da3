"""hypothesis strategies from types: moderate sizes, simple values first."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import inspect
import math
import zlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import SearchStrategy

from pytest_aurora.check.bounds import FREE, Bounds
from pytest_aurora.problem import types as t
from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.types import Type

Strategy: TypeAlias = SearchStrategy[Any]
_Number: TypeAlias = Any

MOST_ITEMS = 8
MOST_CHARACTERS = 20
LARGEST_INT = 10_000
LARGEST_FLOAT = 1e9
_PRINTABLE = "".join(map(chr, range(32, 127)))
_ALPHABETS = (
    _PRINTABLE,
    "aAbB 01.,-\n",
    _PRINTABLE
    + "".join(map(chr, range(0xA0, 0x250)))
    + "\x00\t\r\n\u0301\u200b\u200d\u2028\ufeffΑαςΩЖяאبन中日語한¹½Ⅷ٣ẞıſﬁ😀👍🏽",
)
"""Strings, because hypothesis takes a second to build its table of all characters; the last holds the awkward ones."""
_FIRST_DAY, _LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
_MIDNIGHT = datetime.time()


@dataclasses.dataclass(frozen=True)
class PureFunction:
    """A deterministic function: its result is one of a few, chosen by its arguments; usable after the test ended."""

    results: tuple[object, ...]

    def __call__(self, *args: object, **kwargs: object) -> object:
        """The result for these arguments."""
        return self.results[zlib.crc32(repr((args, sorted(kwargs.items()))).encode()) % len(self.results)]

    def __repr__(self) -> str:
        if len(set(map(repr, self.results))) == 1:
            return f"(lambda *args: {self.results[0]!r})"
        return f"(lambda *args: one of {list(self.results)!r})"


def strategy_for(type_: Type, namespace: Mapping[str, object] | None = None, bounds: Bounds = FREE) -> Strategy:
    """A strategy for values of a type.

    Floats are finite; type variables stand for ints; callables are pure and deterministic.

    Args:
        type_: the type.
        namespace: the target module's names, for the annotations of its classes.
        bounds: limits to build in.
    """
    return _Builder(namespace or {}).build(type_, bounds)


class _Builder:
    """Builds strategies; a class that refers to itself is built once."""

    def __init__(self, namespace: Mapping[str, object]) -> None:
        self._namespace = namespace
        self._classes: dict[type, Strategy] = {}

    def build(self, type_: Type, bounds: Bounds = FREE) -> Strategy:
        if bounds.choices is not None:
            return st.sampled_from(bounds.choices) if bounds.choices else st.nothing()
        if type_.literals:
            return st.sampled_from(type_.literals)
        if type_.kind == "variable":
            return _ints(bounds)
        if type_.kind == "class":
            return self._of_class(type_.cls) if type_.cls is not None else st.nothing()
        scalar = _SCALARS.get(type_)
        return scalar(bounds) if scalar is not None else self._compound(type_, bounds)

    def _compound(self, type_: Type, bounds: Bounds) -> Strategy:
        if type_.name == "union":
            return st.one_of(*(self.build(member, bounds) for member in _simplest_first(type_.args)))
        if type_.name == "tuple":
            return st.tuples(*map(self.build, type_.args))
        if type_.name == "callable":
            results = st.lists(self.build(type_.args[-1]), min_size=1, max_size=4)
            return results.map(lambda made: PureFunction(tuple(made)))
        if type_.name == "dict":
            keys, values = map(self.build, type_.args)
            least, most = _sizes(bounds, _usual(type_))
            return st.dictionaries(keys, values, min_size=least, max_size=most)
        return self._collection(type_, bounds)

    def _collection(self, type_: Type, bounds: Bounds) -> Strategy:
        elements = self.build(type_.args[0], bounds.elements or FREE)
        least, most = _sizes(bounds, _usual(type_))
        if type_.name in ("set", "frozenset"):
            made: Strategy = st.sets(elements, min_size=least, max_size=most)
            return made.map(frozenset) if type_.name == "frozenset" else made
        made = st.lists(elements, unique_by=repr if bounds.unique else None, min_size=least, max_size=most)
        if bounds.ordered:
            made = made.map(sorted)
        return made.map(tuple) if type_.name == "tuple*" else made

    def _of_class(self, cls: type) -> Strategy:
        if cls not in self._classes:
            self._classes[cls] = st.deferred(lambda: made)
            made = self._make(cls)
        return self._classes[cls]

    def _make(self, cls: type) -> Strategy:
        if issubclass(cls, enum.Enum):
            return st.sampled_from(list(cls))
        if dataclasses.is_dataclass(cls):
            fields = {f.name: f.type for f in dataclasses.fields(cls) if f.init}
            return st.builds(_maker(cls), **{name: self._of_annotation(cls, kind) for name, kind in fields.items()})
        if issubclass(cls, tuple) and hasattr(cls, "_fields"):
            kinds = inspect.get_annotations(cls)
            return st.builds(_maker(cls), *(self._of_annotation(cls, kinds.get(name, "int")) for name in cls._fields))
        return st.from_type(cls)

    def _of_annotation(self, cls: type, annotation: object) -> Strategy:
        """Values of a field; containers are small, so that a class that holds its like does not grow without end."""
        source = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
        try:
            type_ = read_type(source, {cls.__name__: cls, **self._namespace})
            return self.build(type_, Bounds(most=2) if type_.name in t.CONTAINERS else FREE)
        except ValueError as error:
            raise InvalidArgument(f"{cls.__name__}: {error}") from error


def _maker(cls: type) -> Callable[..., object]:
    """The class, without the values that it refuses."""

    def make(*args: object, **kwargs: object) -> object:
        try:
            return cls(*args, **kwargs)
        except Exception:
            reject()

    return make


def _simplest_first(members: tuple[Type, ...]) -> list[Type]:
    return sorted(members, key=lambda member: member != t.NONE)


def _usual(type_: Type) -> int:
    return MOST_ITEMS if type_.depth < 2 else MOST_ITEMS // 2


def _sizes(bounds: Bounds, usual: int) -> tuple[int, int]:
    return bounds.least, bounds.least + usual if bounds.most is None else bounds.most


# --- scalars -------------------------------------------------------------------------------------------------------


def _ints(bounds: Bounds) -> Strategy:
    lows = [math.ceil(low) for low in (bounds.low,) if low is not None]
    lows += [math.floor(over) + 1 for over in (bounds.over,) if over is not None]
    highs = [math.floor(high) for high in (bounds.high,) if high is not None]
    highs += [math.ceil(under) - 1 for under in (bounds.under,) if under is not None]
    low, high = _within(max(lows, default=None), min(highs, default=None), LARGEST_INT)
    return st.integers(low, high) if lows or highs else st.integers(-100, 100) | st.integers(low, high)


def _floats(bounds: Bounds) -> Strategy:
    low, high = _limits(bounds, float, LARGEST_FLOAT)
    return st.floats(
        low, high, allow_nan=False, allow_infinity=False, allow_subnormal=False,
        exclude_min=bounds.over is not None and low == bounds.over,
        exclude_max=bounds.under is not None and high == bounds.under,
    )  # fmt: skip


def _limits(bounds: Bounds, kind: Callable[[Any], Any], largest: _Number) -> tuple[_Number, _Number]:
    """The closed limits of a number that need not be whole."""
    lows = [kind(value) for value in (bounds.low, bounds.over) if value is not None]
    highs = [kind(value) for value in (bounds.high, bounds.under) if value is not None]
    return _within(max(lows, default=None), min(highs, default=None), largest)


def _within(low: _Number | None, high: _Number | None, largest: _Number) -> tuple[_Number, _Number]:
    """Both limits; an open side reaches `largest` beyond zero or beyond the other side."""
    if low is None:
        low = -largest if high is None else min(-largest, high - largest)
    return low, max(largest, low + largest) if high is None else high


def _texts(bounds: Bounds) -> Strategy:
    least, most = _sizes(bounds, MOST_CHARACTERS)
    if bounds.alphabet is not None:
        return st.text(bounds.alphabet, min_size=least, max_size=most)
    return st.one_of(*(st.text(alphabet, min_size=least, max_size=most) for alphabet in _ALPHABETS))


def _bytes(bounds: Bounds) -> Strategy:
    least, most = _sizes(bounds, MOST_CHARACTERS)
    return st.binary(min_size=least, max_size=most)


def _decimals(bounds: Bounds) -> Strategy:
    low, high = _limits(bounds, Decimal, Decimal(LARGEST_INT))
    return st.decimals(low, high, allow_nan=False, allow_infinity=False, places=2)


def _fractions(bounds: Bounds) -> Strategy:
    low, high = _limits(bounds, Fraction, Fraction(1000))
    return st.fractions(low, high, max_denominator=100)


def _complexes(bounds: Bounds) -> Strategy:
    return st.builds(complex, _floats(bounds), _floats(bounds))


def _datetimes(bounds: Bounds) -> Strategy:
    first, last = datetime.datetime.combine(_FIRST_DAY, _MIDNIGHT), datetime.datetime.combine(_LAST_DAY, _MIDNIGHT)
    return st.datetimes(first, last).map(lambda made: made.replace(microsecond=0))


_SCALARS: dict[Type, Callable[[Bounds], Strategy]] = {
    t.INT: _ints, t.FLOAT: _floats, t.STR: _texts, t.BYTES: _bytes, t.DECIMAL: _decimals, t.FRACTION: _fractions,
    t.COMPLEX: _complexes, t.DATETIME: _datetimes,
    t.BOOL: lambda _: st.booleans(),
    t.NONE: lambda _: st.none(),
    t.DATE: lambda _: st.dates(_FIRST_DAY, _LAST_DAY),
    t.TIME: lambda _: st.times().map(lambda made: made.replace(microsecond=0)),
    t.TIMEDELTA: lambda _: st.timedeltas(datetime.timedelta(days=-400), datetime.timedelta(days=400)),
    t.RANGE: lambda _: st.builds(range, st.integers(-20, 20), st.integers(-20, 20), st.integers(1, 5)),
    t.ANY: lambda bounds: st.none() | st.booleans() | _ints(bounds) | _texts(bounds),
}  # fmt: skip
