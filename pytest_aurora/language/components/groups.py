"""Lists of lists and of tuples: pairing, cutting, grouping, choosing."""

from __future__ import annotations

import itertools

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.guards import ITEMS, Items, Value, bounded, choices, refuse

LIBRARY = Library()
add = LIBRARY.add

GROUPING = "import itertools"


def windows(items: Items, size: int) -> tuple[Items, ...]:
    """Runs of `size` neighbours; the size must be positive."""
    refuse(size < 1 or len(items) * size > 20 * ITEMS)
    return tuple(items[i : i + size] for i in range(len(items) - size + 1))


def chunks(items: Items, size: int) -> tuple[Items, ...]:
    """Pieces of `size` items, the last one may be shorter; the size must be positive."""
    refuse(size < 1)
    return tuple(items[i : i + size] for i in range(0, len(items), size))


def dealt(items: Items, hands: int) -> tuple[Items, ...]:
    """Every n-th item, from each of the first n."""
    refuse(hands > ITEMS)
    return tuple(items[i::hands] for i in range(hands))


def sublists(items: Items) -> tuple[Items, ...]:
    """All runs of neighbours, by where they start."""
    refuse(len(items) > 60)
    return tuple(items[i:j] for i in range(len(items)) for j in range(i + 1, len(items) + 1))


def permutations(items: Items | str) -> tuple[Items, ...]:
    """All orders of at most 6 items."""
    refuse(len(items) > 6)
    return tuple(itertools.permutations(items))


def filled_zip(a: Items, b: Items, fill: Value) -> Items:
    """Pairs; the shorter list is filled up."""
    return tuple(itertools.zip_longest(a, b, fillvalue=fill))


# fmt: off
add("zip", "list[T], list[U] -> list[tuple[T, U]]", 3, lambda a, b: tuple(zip(a, b, strict=False)),
    "list(zip({0}, {1}))", "pair zip correspond together")
add("zip:longest", "list[T], list[T], leaf T -> list[tuple[T, T]]", 7, filled_zip,
    "list(itertools.zip_longest({0}, {1}, fillvalue={2}))", "pair zip longest fill", imports=GROUPING, scoped=False)
add("zip:three", "list[T], list[T], list[T] -> list[tuple[T, T, T]]", 6,
    lambda a, b, c: tuple(zip(a, b, c, strict=False)), "list(zip({0}, {1}, {2}))", "zip together triple three",
    scoped=False)
add("interleave", "list[T], list[T] -> list[T]", 7,
    lambda a, b: tuple(x for pair in zip(a, b, strict=False) for x in pair),
    "[item for pair in zip({0}, {1}) for item in pair]", "interleave alternate merge", scoped=False)
add("enumerate", "list[T] -> list[tuple[int, T]]", 5, lambda xs: tuple(enumerate(xs)), "list(enumerate({0}))",
    "enumerate index position", scoped=False)
add("enumerate:ones", "list[T] -> list[tuple[int, T]]", 7, lambda xs: tuple(enumerate(xs, 1)),
    "list(enumerate({0}, 1))", "enumerate number rank", scoped=False)
add("transpose", "list[list[T]] -> list[list[T]]", 5, lambda rows: tuple(zip(*rows, strict=False)),
    "list(map(list, zip(*{0})))", "transpose column row matrix", scoped=False)
add("unzip", "list[tuple[T, T]] -> list[list[T]]", 7, lambda rows: tuple(zip(*rows, strict=False)),
    "list(map(list, zip(*{0})))", "unzip separate column", scoped=False)
add("windows", "list[T], leaf int -> list[list[T]]", 5, windows,
    "[{0}[i : i + {1}] for i in range(len({0}) - {1} + 1)]", "window slide consecutive sublist", scoped=False)
add("chunks", "list[T], leaf int -> list[list[T]]", 5, chunks, "[{0}[i : i + {1}] for i in range(0, len({0}), {1})]",
    "chunk split group size part batch", scoped=False)
add("every", "list[T], leaf int -> list[list[T]]", 7,
    dealt, "[{0}[i::{1}] for i in range({1})]",
    "every nth split column deal distribute", scoped=False)
add("halves", "list[T] -> list[list[T]]", 7, lambda xs: (xs[: len(xs) // 2], xs[len(xs) // 2 :]),
    "[{0}[:len({0}) // 2], {0}[len({0}) // 2:]]", "half halve split middle", scoped=False)
add("sublists", "list[T] -> list[list[T]]", 7, sublists,
    "[{0}[i:j] for i in range(len({0})) for j in range(i + 1, len({0}) + 1)]", "sublist subarray contiguous all",
    scoped=False)
add("prefixes", "list[T] -> list[list[T]]", 7, lambda xs: sublists(xs)[: len(xs)],
    "[{0}[:i + 1] for i in range(len({0}))]", "prefix all", scoped=False)
add("runs", "list[T] -> list[list[T]]", 5, lambda xs: tuple(tuple(g) for _, g in itertools.groupby(xs)),
    "[list(group) for _, group in itertools.groupby({0})]", "consecutive run group duplicate pack",
    imports=GROUPING, scoped=False)
add("runs:keys", "list[T] -> list[T]", 5, lambda xs: tuple(k for k, _ in itertools.groupby(xs)),
    "[key for key, _ in itertools.groupby({0})]", "consecutive duplicate remove eliminate compress",
    imports=GROUPING, scoped=False)
add("runs:lengths", "list[T] -> list[int]", 6, lambda xs: tuple(sum(1 for _ in g) for _, g in itertools.groupby(xs)),
    "[len(list(group)) for _, group in itertools.groupby({0})]", "consecutive run length", imports=GROUPING,
    scoped=False)
add("runs:pairs", "list[T] -> list[tuple[T, int]]", 7,
    lambda xs: tuple((k, sum(1 for _ in g)) for k, g in itertools.groupby(xs)),
    "[(key, len(list(group))) for key, group in itertools.groupby({0})]", "run length encode consecutive",
    imports=GROUPING, scoped=False)
add("runs:str", "str -> list[str]", 6, lambda s: tuple("".join(g) for _, g in itertools.groupby(s)),
    '["".join(group) for _, group in itertools.groupby({0})]', "run length consecutive repeat encode group compress",
    imports=GROUPING, scoped=False)

add("pairs", "list[T] -> list[tuple[T, T]]", 6, lambda xs: bounded(itertools.combinations(xs, 2)),
    "list(itertools.combinations({0}, 2))", "pair combination every two", imports=GROUPING, scoped=False)
add("triples", "list[T] -> list[tuple[T, T, T]]", 7, lambda xs: bounded(itertools.combinations(xs, 3)),
    "list(itertools.combinations({0}, 3))", "triple triplet three combination", imports=GROUPING, scoped=False)
add("combinations", "list[T], leaf int -> list[tuple[T, ...]]", 7, choices(itertools.combinations),
    "list(itertools.combinations({0}, {1}))", "combination choose subset", imports=GROUPING, scoped=False)
add("permutations", "list[T] -> list[tuple[T, ...]]", 7, permutations,
    "list(itertools.permutations({0}))", "permutation arrangement order", imports=GROUPING, scoped=False)
add("permutations:str", "str -> list[str]", 7, lambda s: tuple(map("".join, permutations(s))),
    '["".join(letters) for letters in itertools.permutations({0})]', "permutation arrangement anagram",
    imports=GROUPING, scoped=False)
add("cartesian", "list[T], list[U] -> list[tuple[T, U]]", 6, lambda a, b: bounded(itertools.product(a, b)),
    "list(itertools.product({0}, {1}))", "cartesian product pair combination", imports=GROUPING, scoped=False)
