"""Lists, tuples and sets."""

from __future__ import annotations

import itertools
import math
import operator
import statistics
from collections.abc import Hashable, Iterable
from typing import Any

from pytest_aurora.language.component import Library

LIBRARY = Library()
add = LIBRARY.add

LONGEST = 5_000
"""Items a sequence of the search may have."""

Items = tuple[Any, ...]


def repeated(items: Items, times: int) -> Items:
    """`items * times`, refused when it would be long.

    Raises:
        ValueError: too long.
    """
    if len(items) * times > LONGEST:
        raise ValueError("too long")
    return items * times


def bounded_range(*bounds: int) -> Items:
    """`tuple(range(...))`, refused when it would be long.

    Raises:
        ValueError: too long.
    """
    numbers = range(*bounds)
    if len(numbers) > LONGEST:
        raise ValueError("too long")
    return tuple(numbers)


def unique(items: Iterable[Hashable]) -> Items:
    """Without repeats, in order of first appearance."""
    return tuple(dict.fromkeys(items))


def product(numbers: Items) -> Any:
    """The product, refused when it would be huge.

    Raises:
        ValueError: too large.
    """
    if len(numbers) > 64:
        raise ValueError("too large")
    return math.prod(numbers)


def running_product(numbers: Items) -> Items:
    """Products of the first 1, 2, ... numbers, refused when they would be huge.

    Raises:
        ValueError: too many numbers.
    """
    if len(numbers) > 40:
        raise ValueError("too large")
    return tuple(itertools.accumulate(numbers, operator.mul))


def windows(items: Items, size: int) -> tuple[Items, ...]:
    """Runs of `size` neighbours.

    Raises:
        ValueError: the size is not positive.
    """
    if size < 1:
        raise ValueError("size")
    return tuple(items[i : i + size] for i in range(len(items) - size + 1))


def chunks(items: Items, size: int) -> tuple[Items, ...]:
    """Pieces of `size` items, the last one may be shorter.

    Raises:
        ValueError: the size is not positive.
    """
    if size < 1:
        raise ValueError("size")
    return tuple(items[i : i + size] for i in range(0, len(items), size))


def transposed(rows: tuple[Items, ...]) -> tuple[Items, ...]:
    """Rows as columns."""
    return tuple(zip(*rows, strict=False))


def _first_repeat_count(items: Items) -> Items:
    return tuple(sum(1 for _ in group) for _, group in itertools.groupby(items))


add("len", "list[T] -> int", 1, len, "len({0})", "length long count number size many")
add("sum", "list[int] -> int", 2, sum, "sum({0})", "sum total add together")
add("sum:float", "list[float] -> float", 2, sum, "sum({0})", "sum total add together")
add("max", "list[int] -> int", 2, max, "max({0})", "max maximum largest biggest highest greatest")
add("min", "list[int] -> int", 2, min, "min({0})", "min minimum smallest lowest least")
add("max:floats", "list[float] -> float", 2, max, "max({0})", "max maximum largest biggest highest")
add("min:floats", "list[float] -> float", 2, min, "min({0})", "min minimum smallest lowest")
add("max:strs", "list[str] -> str", 4, max, "max({0})", "max maximum last")
add("min:strs", "list[str] -> str", 4, min, "min({0})", "min minimum first")
add("at", "list[T], int -> T", 2, operator.getitem, "{0}[{1}]", "element item index first last nth kth position")
add(
    "sorted",
    "list[T] -> list[T]",
    2,
    lambda xs: tuple(sorted(xs)),
    "sorted({0})",
    "sort sorted ascending order increasing arrange",
)
add(
    "sorted:desc",
    "list[T] -> list[T]",
    3,
    lambda xs: tuple(sorted(xs, reverse=True)),
    "sorted({0}, reverse=True)",
    "descending decreasing sort largest",
)
add("reversed", "list[T] -> list[T]", 2, lambda xs: xs[::-1], "{0}[::-1]", "reverse reversed backwards")
add("take", "list[T], int -> list[T]", 2, lambda xs, i: xs[:i], "{0}[:{1}]", "first take prefix before")
add("drop", "list[T], int -> list[T]", 2, lambda xs, i: xs[i:], "{0}[{1}:]", "last drop rest after skip tail remove")
add(
    "slice",
    "list[T], leaf int, leaf int -> list[T]",
    3,
    lambda xs, i, j: xs[i:j],
    "{0}[{1}:{2}]",
    "slice between middle sublist",
)
add("step", "list[T], leaf int -> list[T]", 3, lambda xs, k: xs[::k], "{0}[::{1}]", "every other alternate step even")
add(
    "step:from",
    "list[T], leaf int, leaf int -> list[T]",
    4,
    lambda xs, i, k: xs[i::k],
    "{0}[{1}::{2}]",
    "every other alternate odd step",
)
add(
    "concat",
    "list[T], list[T] -> list[T]",
    3,
    operator.add,
    "{0} + {1}",
    "append concatenate join combine together add",
    grows=True,
)
add("repeat", "list[T], int -> list[T]", 3, repeated, "{0} * {1}", "repeat times copies", scoped=False)
add("singleton", "T -> list[T]", 3, lambda x: (x,), "[{0}]", "list single")
add(
    "unique",
    "list[T] -> list[T]",
    3,
    unique,
    "list(dict.fromkeys({0}))",
    "unique distinct duplicates remove dedupe order",
)
add("set", "list[T] -> set[T]", 2, frozenset, "set({0})", "set unique distinct different duplicates common")
add("len:set", "set[T] -> int", 1, len, "len({0})", "number distinct count different unique")
add("sorted:set", "set[T] -> list[T]", 2, lambda xs: tuple(sorted(xs)), "sorted({0})", "sort sorted order distinct")
add(
    "range",
    "int -> list[int]",
    2,
    bounded_range,
    "list(range({0}))",
    "range numbers up to first integers",
    scoped=False,
)
add(
    "range:step",
    "int, int, const int -> list[int]",
    5,
    bounded_range,
    "list(range({0}, {1}, {2}))",
    "range step every from to",
    scoped=False,
)
add(
    "range:from",
    "int, int -> list[int]",
    3,
    bounded_range,
    "list(range({0}, {1}))",
    "range between numbers from to",
    scoped=False,
)
add(
    "in",
    "T, list[T] -> bool",
    2,
    lambda x, xs: x in xs,
    "{0} in {1}",
    "in contains member present found exists included",
)
add("in:set", "T, set[T] -> bool", 3, lambda x, xs: x in xs, "{0} in {1}", "in contains member present found")
add(
    "count",
    "list[T], T -> int",
    2,
    lambda xs, x: xs.count(x),
    "{0}.count({1})",
    "count occurrences number times frequency many",
)
add("index", "list[T], T -> int", 3, lambda xs, x: xs.index(x), "{0}.index({1})", "index position find first where")
add(
    "product",
    "list[int] -> int",
    3,
    product,
    "math.prod({0})",
    "product multiply multiplied",
    imports="import math",
    grows=True,
    scoped=False,
)
add(
    "product:floats",
    "list[float] -> float",
    4,
    product,
    "math.prod({0})",
    "product multiply",
    imports="import math",
    scoped=False,
)
add(
    "accumulate",
    "list[int] -> list[int]",
    3,
    lambda xs: tuple(itertools.accumulate(xs)),
    "list(itertools.accumulate({0}))",
    "cumulative running prefix sum sums",
    imports="import itertools",
    scoped=False,
)
add(
    "accumulate:max",
    "list[int] -> list[int]",
    5,
    lambda xs: tuple(itertools.accumulate(xs, max)),
    "list(itertools.accumulate({0}, max))",
    "running rolling maximum cumulative",
    imports="import itertools",
    scoped=False,
)
add(
    "accumulate:min",
    "list[int] -> list[int]",
    5,
    lambda xs: tuple(itertools.accumulate(xs, min)),
    "list(itertools.accumulate({0}, min))",
    "running rolling minimum cumulative",
    imports="import itertools",
    scoped=False,
)
add(
    "accumulate:mul",
    "list[int] -> list[int]",
    6,
    running_product,
    "list(itertools.accumulate({0}, operator.mul))",
    "cumulative product running",
    imports="import itertools; import operator",
    grows=True,
    scoped=False,
)
add(
    "flatten",
    "list[list[T]] -> list[T]",
    3,
    lambda xss: tuple(itertools.chain.from_iterable(xss)),
    "list(itertools.chain.from_iterable({0}))",
    "flatten flat chain merge nested combine",
    imports="import itertools",
    grows=True,
)
add(
    "transpose",
    "list[list[T]] -> list[list[T]]",
    5,
    transposed,
    "list(map(list, zip(*{0})))",
    "transpose columns rows matrix",
    scoped=False,
)
add(
    "zip",
    "list[T], list[U] -> list[tuple[T, U]]",
    3,
    lambda a, b: tuple(zip(a, b, strict=False)),
    "list(zip({0}, {1}))",
    "pair pairs zip corresponding together",
)
add(
    "enumerate",
    "list[T] -> list[tuple[int, T]]",
    5,
    lambda xs: tuple(enumerate(xs)),
    "list(enumerate({0}))",
    "enumerate index indices positions",
    scoped=False,
)
add(
    "windows",
    "list[T], leaf int -> list[list[T]]",
    5,
    windows,
    "[{0}[i : i + {1}] for i in range(len({0}) - {1} + 1)]",
    "window windows sliding consecutive sublists",
    scoped=False,
)
add(
    "chunks",
    "list[T], leaf int -> list[list[T]]",
    5,
    chunks,
    "[{0}[i : i + {1}] for i in range(0, len({0}), {1})]",
    "chunk chunks split groups size parts batches",
    scoped=False,
)
add(
    "runs",
    "list[T] -> list[list[T]]",
    5,
    lambda xs: tuple(tuple(g) for _, g in itertools.groupby(xs)),
    "[list(group) for _, group in itertools.groupby({0})]",
    "consecutive runs group duplicates pack",
    imports="import itertools",
    scoped=False,
)
add(
    "runs:keys",
    "list[T] -> list[T]",
    5,
    lambda xs: tuple(k for k, _ in itertools.groupby(xs)),
    "[key for key, _ in itertools.groupby({0})]",
    "consecutive duplicates remove eliminate compress",
    imports="import itertools",
    scoped=False,
)
add(
    "runs:lengths",
    "list[T] -> list[int]",
    6,
    _first_repeat_count,
    "[len(list(group)) for _, group in itertools.groupby({0})]",
    "consecutive run lengths",
    imports="import itertools",
    scoped=False,
)
add("mean", "list[int] -> float", 4, lambda xs: sum(xs) / len(xs), "sum({0}) / len({0})", "mean average")
add("mean:floats", "list[float] -> float", 4, lambda xs: sum(xs) / len(xs), "sum({0}) / len({0})", "mean average")
add(
    "median",
    "list[int] -> float",
    5,
    lambda xs: float(statistics.median(xs)),
    "statistics.median({0})",
    "median middle",
    imports="import statistics",
    scoped=False,
)
add(
    "median:floats",
    "list[float] -> float",
    5,
    statistics.median,
    "statistics.median({0})",
    "median middle",
    imports="import statistics",
    scoped=False,
)
add(
    "mode",
    "list[T] -> T",
    5,
    statistics.mode,
    "statistics.mode({0})",
    "mode most common frequent",
    imports="import statistics",
    scoped=False,
)
add("all", "list[bool] -> bool", 3, all, "all({0})", "all every")
add("any", "list[bool] -> bool", 3, any, "any({0})", "any some")

add("union", "set[T], set[T] -> set[T]", 3, operator.or_, "{0} | {1}", "union either combine all", commutative=True)
add(
    "intersection",
    "set[T], set[T] -> set[T]",
    3,
    operator.and_,
    "{0} & {1}",
    "intersection common both shared",
    commutative=True,
)
add("difference", "set[T], set[T] -> set[T]", 3, operator.sub, "{0} - {1}", "difference missing not only except")
add(
    "symmetric",
    "set[T], set[T] -> set[T]",
    4,
    operator.xor,
    "{0} ^ {1}",
    "symmetric difference either uncommon",
    commutative=True,
)
add("issubset", "set[T], set[T] -> bool", 3, operator.le, "{0}.issubset({1})", "subset all contained")
add(
    "isdisjoint",
    "set[T], set[T] -> bool",
    4,
    frozenset.isdisjoint,
    "{0}.isdisjoint({1})",
    "disjoint common none overlap",
)

add("first:pair", "tuple[T, U] -> T", 2, operator.itemgetter(0), "{0}[0]", "first key")
add("second:pair", "tuple[T, U] -> U", 2, operator.itemgetter(1), "{0}[1]", "second value")
add("list:pair", "tuple[T, T] -> list[T]", 4, tuple, "list({0})", "list")
add("triple:0", "tuple[T, U, V] -> T", 2, operator.itemgetter(0), "{0}[0]", "first")
add("triple:1", "tuple[T, U, V] -> U", 2, operator.itemgetter(1), "{0}[1]", "second")
add("triple:2", "tuple[T, U, V] -> V", 2, operator.itemgetter(2), "{0}[2]", "third")
