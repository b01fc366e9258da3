"""Lists and tuples of any length: parts, order, membership."""

from __future__ import annotations

import bisect
import heapq
import itertools
import operator
from collections.abc import Hashable, Iterable

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.guards import (
    ITEMS,
    Function,
    Items,
    bounded,
    bounded_range,
    refuse,
    repeated_items,
)

LIBRARY = Library()
add = LIBRARY.add


def unique(items: Iterable[Hashable]) -> Items:
    """Without repeats, in order of first appearance."""
    return tuple(dict.fromkeys(items))


def joined(a: Items, b: Items) -> Items:
    """One after the other."""
    refuse(len(a) + len(b) > 2 * ITEMS)
    return a + b


def last_index(items: Items, item: object) -> int:
    """The place of the last occurrence."""
    return len(items) - 1 - items[::-1].index(item)


def contains_run(items: Items, run: Items) -> bool:
    """Whether a run occurs without gaps."""
    refuse(len(items) * len(run) > 100 * ITEMS)
    return any(items[i : i + len(run)] == run for i in range(len(items) - len(run) + 1))


def sequence(name: str, signature: str, cost: int, function: Function, source: str, words: str = "") -> None:
    """Declare a component that takes a list, and the same for a tuple of any length; slices keep the kind."""
    add(name, signature, cost, function, source, words)
    taken, _, given = signature.partition(" -> ")
    given = given.replace("list[T]", "tuple[T, ...]") if source.startswith("{0}") else given
    taken = taken.replace("list[", "tuple[").replace("]", ", ...]", 1)
    add(f"{name}:tuple", f"{taken} -> {given}", cost, function, source, words)


# fmt: off
sequence("len", "list[T] -> int", 1, len, "len({0})", "length long count number size many")
sequence("at", "list[T], int -> T", 2, operator.getitem, "{0}[{1}]", "element item index first last nth kth position")
sequence("first:or", "list[T], leaf T -> T", 4, lambda xs, default: xs[0] if xs else default, "next(iter({0}), {1})",
    "first default")
sequence("reversed", "list[T] -> list[T]", 2, lambda xs: xs[::-1], "{0}[::-1]", "reverse backward")
sequence("take", "list[T], int -> list[T]", 2, lambda xs, i: xs[:i], "{0}[:{1}]", "first take prefix before")
sequence("drop", "list[T], int -> list[T]", 2, lambda xs, i: xs[i:], "{0}[{1}:]",
    "last drop rest after skip tail remove")
sequence("slice", "list[T], leaf int, leaf int -> list[T]", 3, lambda xs, i, j: xs[i:j], "{0}[{1}:{2}]",
    "slice between middle sublist")
sequence("step", "list[T], leaf int -> list[T]", 3, lambda xs, k: xs[::k], "{0}[::{1}]",
    "every other alternate step even")
add("step:from", "list[T], leaf int, leaf int -> list[T]", 4, lambda xs, i, k: xs[i::k], "{0}[{1}::{2}]",
    "every other alternate odd step")
add("sorted", "list[T] -> list[T]", 2, lambda xs: tuple(sorted(xs)), "sorted({0})",
    "sort ascend order increas arrange")
add("sorted:desc", "list[T] -> list[T]", 3, lambda xs: tuple(sorted(xs, reverse=True)), "sorted({0}, reverse=True)",
    "descend decreas sort largest")
add("concat", "list[T], list[T] -> list[T]", 3, joined, "{0} + {1}", "append concatenate join combine together add",
    grows=True)
add("concat:tuple", "tuple[T, ...], tuple[T, ...] -> tuple[T, ...]", 3, joined, "{0} + {1}",
    "append concatenate join combine together add", grows=True)
add("repeat", "list[T], int -> list[T]", 3, repeated_items, "{0} * {1}", "repeat times copy", scoped=False)
add("replicate", "leaf T, leaf int -> list[T]", 3, lambda x, n: repeated_items((x,), n), "[{0}] * {1}",
    "repeat times copy duplicate each")
add("singleton", "T -> list[T]", 3, lambda x: (x,), "[{0}]", "list single")
add("unique", "list[T] -> list[T]", 3, unique, "list(dict.fromkeys({0}))", "unique distinct duplicate order")
add("sorted:tuple", "tuple[T, ...] -> list[T]", 2, lambda xs: tuple(sorted(xs)), "sorted({0})", "sort order ascend")

sequence("in", "T, list[T] -> bool", 2, lambda x, xs: x in xs, "{0} in {1}",
    "in contain member present found exist include")
sequence("count", "list[T], T -> int", 2, lambda xs, x: xs.count(x), "{0}.count({1})",
    "count occurrence number times frequency many")
sequence("index", "list[T], T -> int", 3, lambda xs, x: xs.index(x), "{0}.index({1})",
    "index position find first where")
add("index:last", "list[T], T -> int", 6, last_index, "len({0}) - 1 - {0}[::-1].index({1})", "last index position",
    scoped=False)
add("contains:run", "list[T], list[T] -> bool", 7, contains_run,
    "any({0}[i : i + len({1})] == {1} for i in range(len({0}) - len({1}) + 1))", "sublist contain contiguous",
    scoped=False)
add("bisect:left", "list[T], T -> int", 6, bisect.bisect_left, "bisect.bisect_left({0}, {1})",
    "sort insert position binary search left", imports="import bisect", scoped=False)
add("bisect:right", "list[T], T -> int", 6, bisect.bisect_right, "bisect.bisect_right({0}, {1})",
    "sort insert position binary search right", imports="import bisect", scoped=False)

add("range", "int -> list[int]", 2, bounded_range, "list(range({0}))", "range number up to first integer",
    scoped=False)
add("range:ones", "int -> list[int]", 4, lambda n: bounded_range(1, n + 1), "list(range(1, {0} + 1))",
    "range number up first natural one", scoped=False)
add("range:from", "int, int -> list[int]", 3, bounded_range, "list(range({0}, {1}))", "range between number from to",
    scoped=False)
add("range:closed", "int, int -> list[int]", 5, lambda a, b: bounded_range(a, b + 1), "list(range({0}, {1} + 1))",
    "range between number inclusive", scoped=False)
add("range:down", "int -> list[int]", 5, lambda n: bounded_range(n, 0, -1), "list(range({0}, 0, -1))",
    "countdown down descend backward", scoped=False)
add("range:step", "int, int, const int -> list[int]", 5, bounded_range, "list(range({0}, {1}, {2}))",
    "range step every multiple from", scoped=False)

add("without:index", "list[T], leaf int -> list[T]", 6, lambda xs, i: xs[:i] + xs[i + 1 :], "{0}[:{1}] + {0}[{1} + 1:]",
    "remove delete index position pop", scoped=False)
add("insert", "list[T], leaf int, leaf T -> list[T]", 7, lambda xs, i, x: (*xs[:i], x, *xs[i:]),
    "{0}[:{1}] + [{2}] + {0}[{1}:]", "insert index position", scoped=False)
add("replace:index", "list[T], leaf int, leaf T -> list[T]", 7, lambda xs, i, x: (*xs[:i], x, *xs[i + 1 :]),
    "{0}[:{1}] + [{2}] + {0}[{1} + 1:]", "replace set update index position", scoped=False)
add("without:value", "list[T], leaf T -> list[T]", 5, lambda xs, x: tuple(y for y in xs if y != x),
    "[item for item in {0} if item != {1}]", "remove delete all occurrence without exclude", scoped=False)
add("rotate", "list[T], leaf int -> list[T]", 6, lambda xs, i: xs[i:] + xs[:i], "{0}[{1}:] + {0}[:{1}]",
    "rotate shift cyclic left", scoped=False)
add("rotate:right", "list[T], leaf int -> list[T]", 6, lambda xs, i: xs[-i:] + xs[:-i], "{0}[-{1}:] + {0}[:-{1}]",
    "rotate shift cyclic right", scoped=False)
add("take:last", "list[T], leaf int -> list[T]", 5, lambda xs, i: xs[-i:], "{0}[-{1}:]", "last tail", scoped=False)
add("drop:last", "list[T], leaf int -> list[T]", 5, lambda xs, i: xs[:-i], "{0}[:-{1}]", "last drop remove",
    scoped=False)
add("largest", "int, list[T] -> list[T]", 6, lambda n, xs: tuple(heapq.nlargest(n, xs)), "heapq.nlargest({0}, {1})",
    "largest top biggest highest", imports="import heapq", scoped=False)
add("smallest", "int, list[T] -> list[T]", 6, lambda n, xs: tuple(heapq.nsmallest(n, xs)), "heapq.nsmallest({0}, {1})",
    "smallest lowest", imports="import heapq", scoped=False)

for _name, _type, _cost, _words in (
    ("int", "str", 4, "number integer parse convert"), ("float", "str", 5, "number float parse convert decimal"),
    ("str", "int", 4, "string text convert"), ("len", "str", 5, "length"), ("len", "list[T]", 6, "length"),
    ("str", "float", 6, "string text convert"), ("abs", "int", 6, "absolute"),
):
    _function = {"int": int, "float": float, "str": str, "len": len, "abs": abs}[_name]
    add(f"map:{_name}:{_type}", f"list[{_type}] -> list[{'int' if _name in ('len', 'abs') else _name}]", _cost,
        lambda xs, f=_function: tuple(map(f, xs)), f"list(map({_name}, {{0}}))", _words, scoped=False)

add("flatten", "list[list[T]] -> list[T]", 3, lambda xss: bounded(itertools.chain.from_iterable(xss)),
    "list(itertools.chain.from_iterable({0}))", "flatten flat chain merge nest combine", imports="import itertools",
    grows=True)
