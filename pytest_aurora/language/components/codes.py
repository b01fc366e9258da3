"""Check digits, and lists of numbers written as ranges."""

from __future__ import annotations

import itertools

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.guards import ITEMS, Items, refuse, short

LIBRARY = Library()
add = LIBRARY.add


def _is_luhn(code: str) -> bool:
    """Whether the digits add up to a multiple of 10, where every second one from the right is doubled."""
    return sum(sum(divmod(int(char) * (1 + i % 2), 10)) for i, char in enumerate(short(code)[::-1])) % 10 == 0


def _spans(text: str) -> Items:
    """The numbers of `1-3,5`."""
    ends = [(int(part.split("-")[0][:9]), int(part.split("-")[-1][:9])) for part in short(text).split(",")]
    refuse(sum(max(0, last + 1 - first) for first, last in ends) > ITEMS)
    return tuple(i for first, last in ends for i in range(first, last + 1))


def _runs(numbers: Items) -> Items:
    """Neighbours that are one apart, together."""
    groups = itertools.groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    return tuple(tuple(number for _, number in group) for _, group in groups)


# fmt: off
add("luhn", "str -> bool", 3, _is_luhn,
    "sum(sum(divmod(int(char) * (1 + i % 2), 10)) for i, char in enumerate({0}[::-1])) % 10 == 0",
    "sum digit valid card double second right", named="luhn credit")
add("checksum:weighted", "str -> int", 4, lambda s: sum(i * int(c) for i, c in enumerate(short(s), 1)),
    "sum(i * int(char) for i, char in enumerate({0}, 1))", "sum digit position place multiply",
    named="checksum weight isbn multiplied", scoped=False)
add("checksum:falling", "str -> int", 4, lambda s: sum(i * int(c) for i, c in enumerate(short(s)[::-1], 1)),
    "sum(i * int(char) for i, char in enumerate({0}[::-1], 1))", "sum digit position place multiply right",
    named="checksum weight isbn multiplied", scoped=False)
add("checksum:triple", "str -> int", 4, lambda s: sum(int(c) * (1 + 2 * (i % 2)) for i, c in enumerate(short(s))),
    "sum(int(char) * (3 if i % 2 else 1) for i, char in enumerate({0}))", "sum digit second multiply three time",
    named="checksum barcode isbn ean", scoped=False)
add("spans", "str -> list[int]", 4, _spans,
    '[i for part in {0}.split(",") for i in range(int(part.split("-")[0]), int(part.split("-")[-1]) + 1)]',
    "expand number page list", named="range", scoped=False)
add("runs:consecutive", "list[int] -> list[list[int]]", 4, _runs,
    "[[x for _, x in group] for _, group in itertools.groupby(enumerate({0}), lambda pair: pair[1] - pair[0])]",
    "run group number", named="consecutive range", imports="import itertools", scoped=False)
