"""Dictionaries and counts."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pytest_aurora.language.component import Library
from pytest_aurora.problem.values import FrozenDict

LIBRARY = Library()
add = LIBRARY.add


def _merged(a: FrozenDict, b: FrozenDict) -> FrozenDict:
    return FrozenDict({**a, **b})


def _most_common(items: Any) -> Any:
    return Counter(items).most_common(1)[0][0]


add("get", "dict[K, V], K -> V", 2, lambda d, k: d[k], "{0}[{1}]", "lookup value key")
add(
    "get:default",
    "dict[K, V], K, leaf V -> V",
    3,
    lambda d, k, v: d.get(k, v),
    "{0}.get({1}, {2})",
    "lookup value key default missing",
)
add("keys", "dict[K, V] -> list[K]", 2, tuple, "list({0})", "keys names")
add("values", "dict[K, V] -> list[V]", 2, lambda d: tuple(d.values()), "list({0}.values())", "values")
add("items", "dict[K, V] -> list[tuple[K, V]]", 2, lambda d: tuple(d.items()), "list({0}.items())", "items pairs")
add("in:dict", "K, dict[K, V] -> bool", 2, lambda k, d: k in d, "{0} in {1}", "key in present exists contains")
add("len:dict", "dict[K, V] -> int", 1, len, "len({0})", "size number length count")
add("dict:pairs", "list[tuple[K, V]] -> dict[K, V]", 3, FrozenDict, "dict({0})", "dictionary mapping map convert")
add(
    "dict:zip",
    "list[K], list[V] -> dict[K, V]",
    3,
    lambda a, b: FrozenDict(zip(a, b, strict=False)),
    "dict(zip({0}, {1}))",
    "dictionary mapping pair zip keys values",
)
add("merge", "dict[K, V], dict[K, V] -> dict[K, V]", 3, _merged, "{**{0}, **{1}}", "merge combine update merged")
add(
    "invert",
    "dict[K, V] -> dict[V, K]",
    5,
    lambda d: FrozenDict((v, k) for k, v in d.items()),
    "{v: k for k, v in {0}.items()}",
    "invert reverse swap keys values",
)
add(
    "counter",
    "list[T] -> dict[T, int]",
    3,
    lambda xs: FrozenDict(Counter(xs)),
    "dict(Counter({0}))",
    "count frequency occurrences counts histogram",
    imports="from collections import Counter",
)
add(
    "counter:str",
    "str -> dict[str, int]",
    3,
    lambda s: FrozenDict(Counter(s)),
    "dict(Counter({0}))",
    "count frequency letters characters occurrences",
    imports="from collections import Counter",
)
add(
    "most_common",
    "list[T] -> T",
    4,
    _most_common,
    "Counter({0}).most_common(1)[0][0]",
    "most common frequent often majority",
    imports="from collections import Counter",
)
add(
    "most_common:str",
    "str -> str",
    5,
    _most_common,
    "Counter({0}).most_common(1)[0][0]",
    "most common frequent letter character",
    imports="from collections import Counter",
)
