"""Walks over several values at a time: every two items, three neighbours, two lists, from a number to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from pytest_aurora.language.expressions import Variable
from pytest_aurora.problem.types import INT, Type
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.walks import LONGEST, Walk, element_type, make_walk

Words = frozenset[str]

PAIR_WORDS = frozenset({"pair", "two", "couple", "combination", "inversion", "twice", "together", "other", "later"})
"""What a spec says when it means every two items."""
WINDOW_WORDS = frozenset({"neighbour", "neighbor", "adjacent", "peak", "valley", "local", "three", "consecutiv"})
"""What a spec says when it means three items side by side."""


def walks_together(entry: Entry, others: Sequence[Entry], words: Words) -> Iterator[Walk]:
    """The walks over several values at a time that a new parameter makes possible.

    Args:
        entry: what is walked over.
        others: parameters that came before it.
        words: the spec's; where they do not speak of such walks, only what is wanted of one opens it.
    """
    if not isinstance(entry.expression, Variable):
        return
    element = element_type(entry.type)
    if entry.type is INT:
        yield from (walk for other in others if other.type is INT for walk in _between(other, entry))
    elif element is not None and entry.type.name != "dict" and sum(map(_pairs, entry.values)) <= LONGEST:
        yield from _every_two(entry, element, bool(PAIR_WORDS & words))
        yield from _windows(entry, element, bool(WINDOW_WORDS & words))
        for other in others:
            first = element_type(other.type)
            if first is not None and other.type.name != "dict":
                yield _zipped(other, entry, (INT, first, element))


def _pairs(items: Values) -> int:
    return len(items) * (len(items) - 1) // 2


def _between(low: Entry, high: Entry) -> Iterator[Walk]:
    """The numbers from one to another, with the last one or without it."""
    ends = list(zip(low.values, high.values, strict=True))
    if any(a > b for a, b in ends):
        return
    for source, extra, more in (("range({0}, {1} + 1)", 0, 1), ("range({0}, {1})", 1, 0)):
        spans = [range(a, b + more) for a, b in ends]
        if any(spans) and sum(map(len, spans)) <= LONGEST:
            numbers = [tuple((i,) for i in span) for span in spans]
            yield make_walk("between", source, (low, high), (INT,), numbers, extra, ("i",))


def _every_two(entry: Entry, element: Type, meant: bool) -> Iterator[Walk]:
    """Every two items, whatever stands between them; with their places, too."""
    pairs = [tuple(combinations(v, 2)) for v in entry.values]
    placed = [tuple(tuple(chain(*pair)) for pair in combinations(enumerate(v), 2)) for v in entry.values]
    extra = 1 if meant else 3
    yield make_walk(
        "combinations", "itertools.combinations({0}, 2)", (entry,), (element, element), pairs, extra, ("a", "b"),
        quiet=not meant, alone=(),
    )  # fmt: skip
    yield make_walk(
        "combinations", "itertools.combinations(enumerate({0}), 2)", (entry,), (INT, element, INT, element), placed,
        extra + 1, ("i", "a", "j", "b"), quiet=True, alone=(),
    )  # fmt: skip


def _windows(entry: Entry, element: Type, meant: bool) -> Iterator[Walk]:
    """Three neighbours; with the place of the one in the middle, too."""
    rows = [tuple(zip(v, v[1:], v[2:], strict=False)) for v in entry.values]
    placed = [tuple((i, *row) for i, row in enumerate(three, 1)) for three in rows]
    if any(rows):
        yield make_walk(
            "windows", "zip({0}, {0}[1:], {0}[2:])", (entry,), (element,) * 3, rows, 2, ("a", "b", "c"),
            quiet=not meant, alone=(1,),
        )  # fmt: skip
        yield make_walk(
            "windows", "enumerate(zip({0}, {0}[1:], {0}[2:]), 1)", (entry,), (INT, *(element,) * 3), placed, 3,
            ("i", "a", "b", "c"), quiet=True, alone=(0, 2),
        )  # fmt: skip


def _zipped(one: Entry, other: Entry, types: tuple[Type, ...]) -> Walk:
    """The items of two lists, side by side, with their place."""
    rows = zip(one.values, other.values, strict=True)
    steps = [tuple((i, *pair) for i, pair in enumerate(zip(a, b, strict=False))) for a, b in rows]
    return make_walk("zipped", "enumerate(zip({0}, {1}))", (one, other), types, steps, 1, ("i", "a", "b"), quiet=True)
