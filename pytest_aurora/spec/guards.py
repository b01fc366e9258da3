"""What expressions of a spec may use without importing it, and the operations that could eat all memory, guarded."""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import itertools
import math
import re
import statistics
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType, ModuleType, SimpleNamespace

MOST_BITS = 200_000
MOST_ITEMS = 10_000_000
_MOST_FACTORS = 5_000
_WIDTHS = frozenset({"center", "expandtabs", "ljust", "rjust", "to_bytes", "zfill"})
_WIDE_PERCENT = re.compile(r"%[^%a-zA-Z]*(?:\d{5}|\*)")


class RefusedError(Exception):
    """An operation that would take too much memory or time, or leads out of the spec."""


def multiply(a: object, b: object) -> object:
    """`a * b`, unless the result is huge."""
    if isinstance(a, int) and isinstance(b, int):
        _limit(a.bit_length() + b.bit_length(), MOST_BITS, "the product")
    for sequence, count in ((a, b), (b, a)):
        if isinstance(sequence, str | bytes | list | tuple) and isinstance(count, int):
            _limit(len(sequence) * count, MOST_ITEMS, "the repetition")
    return a * b  # type: ignore[operator]


def power(a: object, b: object, modulus: int | None = None) -> object:
    """`a ** b`, unless the result is huge."""
    if isinstance(a, int) and isinstance(b, int) and modulus is None:
        _limit(a.bit_length() * b if abs(a) > 1 else 0, MOST_BITS, "the power")
    return pow(a, b, modulus)  # type: ignore[call-overload]


def shift(a: object, b: object) -> object:
    """`a << b`, unless the result is huge."""
    if isinstance(a, int) and isinstance(b, int):
        _limit(a.bit_length() + b if a else 0, MOST_BITS, "the shifted number")
    return a << b  # type: ignore[operator]


def modulo(a: object, b: object) -> object:
    """`a % b`, unless it formats something very wide."""
    if isinstance(a, str | bytes) and _WIDE_PERCENT.search(a if isinstance(a, str) else a.decode("latin-1")):
        raise RefusedError("the format is too wide")
    return a % b  # type: ignore[operator]


def make_range(*arguments: int) -> range:
    """`range(...)`, unless it is huge."""
    made = range(*arguments)
    if made:
        _limit((made[-1] - made[0]) // made.step, MOST_ITEMS, "the range")
    return made


def make_bytes(*arguments: object, **options: object) -> bytes:
    """`bytes(...)`, unless it is huge."""
    if arguments and isinstance(arguments[0], int):
        _limit(arguments[0], MOST_ITEMS, "the bytes object")
    return bytes(*arguments, **options)


def get_attribute(value: object, name: str) -> object:
    """`value.name`, unless it is a module; methods that pad refuse a huge width."""
    found = getattr(value, name)
    if isinstance(found, ModuleType):
        raise RefusedError(f"{name} is a module, which is no value in a spec")
    if name in _WIDTHS and isinstance(value, str | bytes | int):
        return _narrow(found)
    return found


def _narrow(method: Callable[..., object]) -> Callable[..., object]:
    def call(*arguments: object, **options: object) -> object:
        for argument in (*arguments, *options.values()):
            if isinstance(argument, int):
                _limit(argument, MOST_ITEMS, "the width")
        return method(*arguments, **options)

    return call


def _limit(size: int, most: int, what: str) -> None:
    if size > most:
        raise RefusedError(f"{what} is too large")


def _few(function: Callable[..., int]) -> Callable[..., int]:
    def call(*arguments: int) -> int:
        _limit(max((a for a in arguments if isinstance(a, int)), default=0), _MOST_FACTORS, "the argument")
        return function(*arguments)

    return call


def _kind(value: object) -> type:
    """`type(value)`, which makes no classes."""
    return type(value)


def _iterate(values: Iterable[object]) -> Iterator[object]:
    """`iter(values)`, without the form that may never end."""
    return iter(values)


def _view(module: ModuleType, names: str, **changed: object) -> SimpleNamespace:
    return SimpleNamespace(**{name: getattr(module, name) for name in names.split()} | changed)


def _public(module: ModuleType) -> str:
    return " ".join(n for n in dir(module) if not n.startswith("_") and not isinstance(getattr(module, n), ModuleType))


DATETIME_MODULE = _view(datetime, "date datetime time timedelta timezone tzinfo MINYEAR MAXYEAR")
MODULES: Mapping[str, object] = MappingProxyType({
    "math": _view(math, _public(math), factorial=_few(math.factorial), comb=_few(math.comb), perm=_few(math.perm)),
    "datetime": datetime.datetime,
    "decimal": _view(decimal, "Decimal ROUND_HALF_UP ROUND_HALF_EVEN ROUND_DOWN ROUND_UP ROUND_FLOOR ROUND_CEILING"),
    "fractions": _view(fractions, "Fraction"),
    "collections": _view(collections, "Counter OrderedDict defaultdict deque"),
    "itertools": _view(
        itertools, "accumulate chain combinations groupby islice pairwise permutations product takewhile zip_longest"
    ),
    "statistics": _view(statistics, "mean fmean median median_low median_high mode multimode pstdev stdev variance"),
    "string": _view(string, "ascii_letters ascii_lowercase ascii_uppercase digits hexdigits punctuation whitespace"),
})  # fmt: skip
"""What a module's name stands for: its pure parts. `datetime` is the class; `DATETIME_MODULE` the module."""

NAMES: Mapping[str, object] = MappingProxyType({
    **MODULES,
    **{f.__name__: f for f in (
        abs, all, any, bin, bool, bytes, callable, chr, complex, dict, divmod, enumerate, filter, float, frozenset,
        hash, hex, int, isinstance, len, list, map, max, min, next, oct, ord, pow, range, repr, reversed, round,
        set, slice, sorted, str, sum, tuple, zip,
    )},
    "type": _kind, "iter": _iterate, "nan": math.nan, "inf": math.inf,
    "Counter": collections.Counter,
    "date": datetime.date, "timedelta": datetime.timedelta, "Decimal": decimal.Decimal, "Fraction": fractions.Fraction,
})  # fmt: skip
"""Every name that needs no import."""

GUARDS: Mapping[str, object] = MappingProxyType({
    "__multiply__": multiply, "__power__": power, "__shift__": shift, "__modulo__": modulo,
    "__attribute__": get_attribute, "__range__": make_range, "__pow__": power, "__bytes__": make_bytes,
    "__datetime__": DATETIME_MODULE,
})  # fmt: skip
"""What compiled expressions call instead of the bare operation."""
