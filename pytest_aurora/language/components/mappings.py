"""Dictionaries and counts."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import Any

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.guards import Value, bounded
from pytest_aurora.problem.values import FrozenDict

LIBRARY = Library()
add = LIBRARY.add

COUNTER = "from collections import Counter"


def _merged(a: FrozenDict, b: FrozenDict) -> FrozenDict:
    return FrozenDict({**a, **b})


def _summed(a: FrozenDict, b: FrozenDict) -> FrozenDict:
    return FrozenDict((k, a.get(k, 0) + b.get(k, 0)) for k in {**a, **b})


def _counted(items: Value) -> FrozenDict:
    return FrozenDict(Counter(items))


def _most_common(items: Value) -> Value:
    return Counter(items).most_common(1)[0][0]


def _grouped(pairs: Value) -> FrozenDict:
    groups: dict[Any, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return FrozenDict((key, tuple(values)) for key, values in groups.items())


def _inverted_groups(mapping: FrozenDict) -> FrozenDict:
    return _grouped((value, key) for key, value in mapping.items())


def _spread(mapping: FrozenDict) -> Value:
    return bounded((item, key) for key, items in mapping.items() for item in items)


def _left_over(a: Value, b: Value) -> Value:
    return bounded((Counter(a) - Counter(b)).elements())


def _with_key(mapping: FrozenDict, key: Value, value: Value) -> FrozenDict:
    return FrozenDict({**mapping, key: value})


def _without_key(mapping: FrozenDict, key: Value) -> FrozenDict:
    return FrozenDict((k, v) for k, v in mapping.items() if k != key)


# fmt: off
add("get", "dict[K, V], K -> V", 2, lambda d, k: d[k], "{0}[{1}]", "lookup value key")
add("get:default", "dict[K, V], K, leaf V -> V", 3, lambda d, k, v: d.get(k, v), "{0}.get({1}, {2})",
    "lookup value key default miss")
add("keys", "dict[K, V] -> list[K]", 2, tuple, "list({0})", "key name")
add("values", "dict[K, V] -> list[V]", 2, lambda d: tuple(d.values()), "list({0}.values())", "value")
add("items", "dict[K, V] -> list[tuple[K, V]]", 2, lambda d: tuple(d.items()), "list({0}.items())", "item pair")
add("in:dict", "K, dict[K, V] -> bool", 2, lambda k, d: k in d, "{0} in {1}", "key in present exist contain")
add("len:dict", "dict[K, V] -> int", 1, len, "len({0})", "size number length count")
add("dict:pairs", "list[tuple[K, V]] -> dict[K, V]", 3, FrozenDict, "dict({0})", "dictionary map convert")
add("dict:zip", "list[K], list[V] -> dict[K, V]", 3, lambda a, b: FrozenDict(zip(a, b, strict=False)),
    "dict(zip({0}, {1}))", "dictionary map pair zip key value")
add("dict:fill", "list[K], leaf int -> dict[K, int]", 6, lambda ks, v: FrozenDict(dict.fromkeys(ks, v)),
    "dict.fromkeys({0}, {1})", "dictionary default initial fill same", scoped=False)
add("dict:enumerate", "list[V] -> dict[int, V]", 7, lambda xs: FrozenDict(enumerate(xs)), "dict(enumerate({0}))",
    "index dictionary enumerate position", scoped=False)
add("merge", "dict[K, V], dict[K, V] -> dict[K, V]", 3, _merged, "{**{0}, **{1}}", "merge combine update")
add("merge:sum", "dict[K, int], dict[K, int] -> dict[K, int]", 7, _summed,
    "{key: {0}.get(key, 0) + {1}.get(key, 0) for key in {**{0}, **{1}}}", "merge combine add sum total count",
    scoped=False)
add("with:key", "dict[K, V], leaf K, leaf V -> dict[K, V]", 6, _with_key, "{**{0}, {1}: {2}}",
    "add set update put insert key", scoped=False)
add("without:key", "dict[K, V], leaf K -> dict[K, V]", 6, _without_key,
    "{key: value for key, value in {0}.items() if key != {1}}", "remove without delete drop key", scoped=False)
add("invert", "dict[K, V] -> dict[V, K]", 5, lambda d: FrozenDict((v, k) for k, v in d.items()),
    "{value: key for key, value in {0}.items()}", "invert reverse swap key value")
add("sorted:items", "dict[K, V] -> list[tuple[K, V]]", 6,
    lambda d: tuple(sorted(d.items(), key=itemgetter(1))), "sorted({0}.items(), key=lambda item: item[1])",
    "sort order rank value ascend", scoped=False)
add("sorted:items:desc", "dict[K, V] -> list[tuple[K, V]]", 6,
    lambda d: tuple(sorted(d.items(), key=itemgetter(1), reverse=True)),
    "sorted({0}.items(), key=lambda item: item[1], reverse=True)", "sort order rank value descend highest",
    scoped=False)
add("sorted:keys", "dict[K, V] -> list[K]", 6, lambda d: tuple(sorted(d, key=d.__getitem__)),
    "sorted({0}, key={0}.get)", "sort order rank key value", scoped=False)
add("sorted:keys:desc", "dict[K, V] -> list[K]", 6, lambda d: tuple(sorted(d, key=d.__getitem__, reverse=True)),
    "sorted({0}, key={0}.get, reverse=True)", "sort order rank key value descend highest", scoped=False)
add("max:key", "dict[K, V] -> K", 5, lambda d: max(d, key=d.__getitem__), "max({0}, key={0}.get)",
    "key highest largest maximum most best winner")
add("min:key", "dict[K, V] -> K", 5, lambda d: min(d, key=d.__getitem__), "min({0}, key={0}.get)",
    "key lowest smallest minimum least cheapest")
add("group:pairs", "list[tuple[K, V]] -> dict[K, list[V]]", 6, _grouped,
    "{key: [value for other, value in {0} if other == key] for key, _ in {0}}", "group key pair dictionary collect",
    scoped=False)
add("spread", "dict[K, list[V]] -> list[tuple[V, K]]", 4, _spread,
    "[(item, key) for key, items in {0}.items() for item in items]", "each invert value key list", scoped=False)
add("group:inverted", "dict[K, V] -> dict[V, list[K]]", 7, _inverted_groups,
    "{value: [key for key in {0} if {0}[key] == value] for value in {0}.values()}", "group invert value key",
    scoped=False)

add("counter", "list[T] -> dict[T, int]", 3, _counted, "dict(Counter({0}))",
    "count frequency occurrence histogram tally", imports=COUNTER)
add("counter:str", "str -> dict[str, int]", 3, _counted, "dict(Counter({0}))",
    "count frequency letter character occurrence", imports=COUNTER)
add("counter:tuple", "tuple[T, ...] -> dict[T, int]", 4, _counted, "dict(Counter({0}))", "count frequency occurrence",
    imports=COUNTER)
add("most_common", "list[T] -> T", 4, _most_common, "Counter({0}).most_common(1)[0][0]",
    "most common frequent often majority popular occurrence", imports=COUNTER)
add("most_common:str", "str -> str", 5, _most_common, "Counter({0}).most_common(1)[0][0]",
    "most common frequent often letter character occurrence", imports=COUNTER)
add("most_common:all", "list[T] -> list[tuple[T, int]]", 6, lambda xs: tuple(Counter(xs).most_common()),
    "Counter({0}).most_common()", "most common frequent rank count order", imports=COUNTER, scoped=False)
add("most_common:top", "list[T], leaf int -> list[tuple[T, int]]", 6, lambda xs, n: tuple(Counter(xs).most_common(n)),
    "Counter({0}).most_common({1})", "most common frequent top count", imports=COUNTER, scoped=False)
for _kind, _type in (("", "list[T]"), (":str", "str")):
    add(f"enough{_kind}", f"{_type}, {_type} -> bool", 6, lambda a, b: Counter(a) <= Counter(b),
        "Counter({0}) <= Counter({1})", "anagram multiset bag copy enough available spell letter made build",
        imports=COUNTER, scoped=False)
add("left_over", "list[T], list[T] -> list[T]", 7, _left_over, "list((Counter({0}) - Counter({1})).elements())",
    "difference multiset miss left remain", imports=COUNTER, scoped=False)
add("shared", "list[T], list[T] -> list[T]", 7, lambda a, b: bounded((Counter(a) & Counter(b)).elements()),
    "list((Counter({0}) & Counter({1})).elements())", "multiset shared bag", imports=COUNTER,
    scoped=False)
