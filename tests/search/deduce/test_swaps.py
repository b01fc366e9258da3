from __future__ import annotations

import pytest

from pytest_aurora.search.deduce.branch import deduce_branches
from pytest_aurora.search.deduce.swaps import deduce_swaps

from ..cores import add_constants, make_core, make_root, met, sources

LISTS = [[5, 3, 8, 1, 9], [4, 4, 2, 7, 6, 0], [9, 1, 5, 2, 3]]
PLACES = [1, 3, 0]


def deduced(wanted, *names, turns=80):
    core = make_core("add", "len", "sub", *names, deducers=(deduce_swaps,))
    root = make_root(xs=("list[int]", LISTS), i=("int", PLACES))
    add_constants(root, 0, 1, 2, cost=1)
    return sources(met(core, root, "list[int]", wanted, turns=turns))


def swapped(xs, i, j):
    xs = list(xs)
    xs[i], xs[j] = xs[j], xs[i]
    return xs


@pytest.mark.parametrize(
    ("places", "line"),
    [
        (lambda xs, i: (1, 2), "swapped[1], swapped[2] = swapped[2], swapped[1]"),
        (lambda xs, i: (i, i + 1), "swapped[i], swapped[i + 1] = swapped[i + 1], swapped[i]"),
        (lambda xs, i: (i, len(xs) - 1), "swapped[i], swapped[-1] = swapped[-1], swapped[i]"),
        (lambda xs, i: (0, xs.index(max(xs))), "swapped[0], swapped[position] = swapped[position], swapped[0]"),
    ],
    ids=["constants", "neighbours", "the last", "the greatest, which may be the first"],
)
def test_one_place_is_known_and_the_other_is_found(places, line):
    wanted = [swapped(xs, *places(xs, i)) for xs, i in zip(LISTS, PLACES, strict=True)]
    found = deduced(wanted, "index", "max")
    assert any(line in body for body in found), found


def test_lists_in_which_something_else_changed():
    assert deduced([[x + 1 for x in xs] for xs in LISTS]) == []
    assert deduced([xs[1:] + xs[:1] for xs in LISTS]) == []
    assert deduced([[xs[1], xs[0]] for xs in LISTS]) == []


def test_a_list_that_stays_is_no_swap():
    assert deduced(LISTS) == ["xs"]


def test_which_two_are_swapped_may_depend_on_the_list():
    lists = [[5, 9, 2, 7], [1, 3, 8, 6], [4, 6, 5, 0], [2, 0, 9, 3]]
    core = make_core("at", "lt:int", deducers=(deduce_swaps, deduce_branches))
    root = make_root(xs=("list[int]", lists))
    wanted = [swapped(xs, *((1, 2) if xs[2] < xs[1] else (0, 3))) for xs in lists]
    best = sources(met(core, root, "list[int]", wanted, turns=40))[0]
    assert best.splitlines() == [
        "if xs[2] < xs[1]:",
        "    swapped = list(xs)",
        "    swapped[1], swapped[2] = swapped[2], swapped[1]",
        "    return swapped",
        "swapped = list(xs)",
        "swapped[0], swapped[3] = swapped[3], swapped[0]",
        "return swapped",
    ]


def test_the_same_two_or_none_are_no_place_that_is_computed():
    lists = [[5, 9, 2], [6, 3, 8], [4, 6, 3]]
    core = make_core("at", "sub", deducers=(deduce_swaps,))
    root = make_root(xs=("list[int]", lists), i=("int", [3, 1, 3]))
    add_constants(root, 0, 1, 2, cost=1)
    wanted = [swapped(xs, 0, 2) if xs[2] < xs[0] else xs for xs in lists]
    assert sources(met(core, root, "list[int]", wanted, turns=40)) == []
