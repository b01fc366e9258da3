from __future__ import annotations

import pytest

from pytest_aurora.search.deduce.branch import deduce_branches
from pytest_aurora.search.deduce.places import deduce_places

from ..cores import add_constants, make_core, make_root, met, sources

LISTS = [[5, 3, 8, 1, 9], [4, 4, 2, 7, 6, 0], [1, 9, 5, 2, 3]]
NAMES = ("at", "take", "drop", "slice", "concat", "insert", "replace:index", "without:index", "add", "index", "max")


def deduced(function, places=(1, 3, 0), turns=80):
    core = make_core(*NAMES, deducers=(deduce_places,))
    root = make_root(xs=("list[int]", LISTS), i=("int", list(places)))
    add_constants(root, 0, 1, 2, 3, 4, 9, cost=1)
    goal = met(core, root, "list[int]", [function(xs, i) for xs, i in zip(LISTS, places, strict=True)], turns=turns)
    return sources(goal)


@pytest.mark.parametrize(
    ("function", "body"),
    [
        (lambda xs, i: [*xs[:1], xs[3], xs[2], xs[1], *xs[4:]], "xs[:1] + [xs[3]] + xs[2:3] + [xs[1]] + xs[4:]"),
        (lambda xs, i: [*xs[:2], xs[0] + 1, *xs[3:]], "xs[:2] + [xs[0] + 1] + xs[3:]"),
        (lambda xs, i: [*xs[:i], max(xs) + 1, *xs[i + 1 :]], "xs[:i] + [max(xs) + 1] + xs[i + 1 :]"),
        (lambda xs, i: [*xs[:2], xs[0], *xs[2:]], "xs[:2] + [xs[0]] + xs[2:]"),
        (lambda xs, i: [*xs[:i], 1000 * i + 7, *xs[i:]], ""),
        (lambda xs, i: [*xs[:i], *xs[i + 1 :]], "xs[:i] + xs[i + 1 :]"),
        (lambda xs, i: [*xs[:-1], xs[0] + 1], "xs[:-1] + [xs[0] + 1]"),
        (lambda xs, i: [*xs[:i], 9, *xs[i + 1 :]], "xs[:i] + [9] + xs[i + 1 :]"),
        (lambda xs, i: [max(xs) + 1, *xs], "[max(xs) + 1] + xs"),
        (lambda xs, i: [*xs, max(xs) + 1], "xs + [max(xs) + 1]"),
        (lambda xs, i: [*xs[:-2], xs[0] + 1, *xs[-2:]], "xs[:-2] + [xs[0] + 1] + xs[-2:]"),
    ],
    ids=[
        "swap",
        "replace",
        "replace at",
        "insert",
        "an item that nothing gives",
        "remove at",
        "the last",
        "by the same",
        "before",
        "behind",
        "before the last two",
    ],
)
def test_where_and_what_are_found_on_their_own(function, body):
    found = deduced(function)
    assert body in found if body else found == [], found


def test_a_list_that_differs_everywhere_makes_no_goals():
    assert deduced(lambda xs, i: [x + 100 for x in xs]) == []


def test_what_stands_there_may_depend_on_the_list():
    lists = [[5, 3], [4, 4, 2, 7], [1, 9], [2, 6, 6]]
    core = make_core(
        "at", "take", "drop", "slice", "concat", "insert", "len", "lt:int", deducers=(deduce_places, deduce_branches)
    )
    root = make_root(xs=("list[int]", lists))
    add_constants(root, 0, 1, 3, 8, 7, cost=1)
    wanted = [[*xs[:1], 8 if len(xs) < 3 else 7, *xs[1:]] for xs in lists]
    assert "xs[:1] + [8 if len(xs) < 3 else 7] + xs[1:]" in sources(met(core, root, "list[int]", wanted, turns=80))
