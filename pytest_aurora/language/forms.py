"""The forms that close an iteration into a value, and the iterations that bodies write."""

from __future__ import annotations

from collections import Counter as Multiset
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from pytest_aurora.language.expressions import Form
from pytest_aurora.problem.values import FrozenDict

T = TypeVar("T")

_LONGEST = 5_000
_LARGEST = 1 << 128


def _first(items: Sequence[Any]) -> object:
    return items[0]


def sorted_by(keys: Sequence[Any], items: Sequence[Any], *, reverse: bool = False) -> tuple[Any, ...]:
    """The items in the order of their keys; equal ones stay in order."""
    order = sorted(range(len(items)), key=keys.__getitem__, reverse=reverse)
    return tuple(items[i] for i in order)


def _max_by(keys: Sequence[Any], items: Sequence[Any]) -> object:
    return items[max(range(len(items)), key=keys.__getitem__)]


def _min_by(keys: Sequence[Any], items: Sequence[Any]) -> object:
    return items[min(range(len(items)), key=keys.__getitem__)]


def _runs_by(keys: Sequence[Any], items: Sequence[Any]) -> tuple[Any, ...]:
    """Items one after the other with the same key."""
    found: list[list[Any]] = []
    for place, item in enumerate(items):
        if place and keys[place] == keys[place - 1]:
            found[-1].append(item)
        else:
            found.append([item])
    return tuple(map(tuple, found))


def _flat(lists: Sequence[Any]) -> tuple[Any, ...]:
    result = tuple(x for xs in lists for x in xs)
    if len(result) > _LONGEST:
        raise ValueError("too long")
    return result


def _product(numbers: Sequence[Any]) -> object:
    result = 1
    for number in numbers:
        result *= number
        if not -_LARGEST < result < _LARGEST:
            raise ValueError("too large")
    return result


_ITERTOOLS = ("import itertools",)

FORMS: Mapping[str, Form] = {
    form.name: form
    for form in (
        Form("listcomp", "[{each}]", tuple, 0),
        Form("setcomp", "{{each}}", frozenset, 1),
        Form("dictcomp", "{{each}}", dict, 0),
        Form("flatcomp", "[{each}]", _flat, 2),
        Form("filter", "[{each}]", tuple, 1),
        Form("next", "next({each})", _first, 2),
        Form("sum", "sum({each})", sum, 1),
        Form("countif", "sum({each})", sum, 1),
        Form("max:each", "max({each})", max, 1),
        Form("min:each", "min({each})", min, 1),
        Form("max:default", "max(({each}), default=0)", lambda values: max(values, default=0), 1),
        Form("any:each", "any({each})", any, 1),
        Form("all:each", "all({each})", all, 1),
        Form("product:each", "math.prod({each})", _product, 2, imports=("import math",)),
        Form("join:each", '"".join({each})', "".join, 1),
        Form("join:spaced", '" ".join({each})', " ".join, 2),
        Form(
            "counter:each", "dict(Counter({each}))", lambda v: FrozenDict(Multiset(v)), 3,
            imports=("from collections import Counter",),
        ),
        Form("sorted:by", "sorted({iterable}, key={key})", sorted_by, 2, keyed=True),
        Form(
            "sorted:by:desc", "sorted({iterable}, key={key}, reverse=True)", partial(sorted_by, reverse=True), 3,
            keyed=True,
        ),
        Form("max:by", "max({iterable}, key={key})", _max_by, 2, keyed=True),
        Form("min:by", "min({iterable}, key={key})", _min_by, 2, keyed=True),
        Form(
            "runs:by", "[list(group) for _, group in itertools.groupby({iterable}, {key})]", _runs_by, 2, keyed=True,
            imports=_ITERTOOLS,
        ),
        Form(
            "accumulate:by", "list(itertools.accumulate({iterable}, {key}))", tuple, 2, keyed=True,
            imports=_ITERTOOLS, running=True,
        ),
    )
}  # fmt: skip
"""By name: each way to close an iteration."""

ITERATIONS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            "{0}", "{0}.items()", "enumerate({0})", "enumerate(zip({0}, {1}))", "zip({0}, {0}[1:])", "zip({0}, {1})",
            "zip({0}, {0}[1:], {0}[2:])", "enumerate(zip({0}, {0}[1:], {0}[2:]), 1)",
            "range({0})", "range({0} - 1)", "range(1, {0} + 1)", "range(2, {0})", "range({0}, {1})",
            "range({0}, {1} + 1)", "range({0}, 0, -1)", "range({0} - 1, 0, -1)",
        ),
        (),
    ),
    "itertools.combinations({0}, 2)": _ITERTOOLS,
    "itertools.combinations(enumerate({0}), 2)": _ITERTOOLS,
    "itertools.count({0})": _ITERTOOLS,
    "itertools.count({0} + 1)": _ITERTOOLS,
}  # fmt: skip
"""The source of each iteration that bodies write, with the imports that it needs."""

PARTS: Mapping[str, tuple[int, ...]] = {
    "enumerate(zip({0}, {1}))": (1, 2),
    "enumerate(zip({0}, {0}[1:], {0}[2:]), 1)": (1, 3),
    "itertools.combinations(enumerate({0}), 2)": (2, 2),
}
"""How many targets each part of a step has, where parts have parts of their own: `for i, (a, b) in ..`."""

ABREAST: Mapping[str, tuple[int, ...]] = {
    "zip({0}, {0}[1:])": (0, 1),
    "zip({0}, {0}[1:], {0}[2:])": (0, 1, 2),
    "enumerate(zip({0}, {0}[1:], {0}[2:]), 1)": (1, 2, 3),
    "itertools.combinations({0}, 2)": (0, 1),
    "itertools.combinations(enumerate({0}), 2)": (1, 3),
}
"""The places of the targets that hold items of one list, side by side."""


def grouped(source: str, targets: Sequence[T]) -> Iterator[Sequence[T]]:
    """The targets of an iteration, part by part."""
    places = iter(targets)
    for size in PARTS.get(source) or (1,) * len(targets):
        yield tuple(islice(places, size))
