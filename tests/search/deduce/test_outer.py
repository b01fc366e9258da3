from __future__ import annotations

import pytest

from pytest_aurora.search.deduce.entering import open_cheap_walks
from pytest_aurora.search.deduce.outer import deduce_outer
from pytest_aurora.search.deduce.scopes import deduce_scopes

from ..cores import make_core, make_root, met, sources

LISTS = [[3, 1, 8], [40, 50], [7, 2, 2, 9]]
NAMES = (
    "add",
    "sub",
    "mul",
    "max",
    "min",
    "sum",
    "len",
    "mean",
    "eq:int",
    "lt:int",
    "le:int",
    "lt:int:float",
    "max:int",
    "min:int",
)


def deduced(kind, function, turns=200):
    core = make_core(*NAMES, "lt:float:int", deducers=(deduce_outer, deduce_scopes), rules=(open_cheap_walks,))
    root = make_root(xs=("list[int]", LISTS))
    goal = met(core, root, kind, [function(xs) for xs in LISTS], turns=turns)
    return "\n".join(sources(goal))


@pytest.mark.parametrize(
    ("kind", "function", "part"),
    [
        ("list[int]", lambda xs: [x - max(xs) for x in xs], "x - max"),
        ("list[int]", lambda xs: [sum(xs) - x for x in xs], "- x for x in xs"),
        ("list[int]", lambda xs: [x * len(xs) for x in xs], "len(xs)"),
        ("list[bool]", lambda xs: [x == max(xs) for x in xs], "== max"),
        ("list[int]", lambda xs: [x for x in xs if x < sum(xs) / len(xs)], "sum(xs) / len(xs)"),
    ],
)
def test_what_is_the_same_for_all_items_is_wanted_outside(kind, function, part):
    found = deduced(kind, function)
    assert part.split()[-1].strip("()") in found, found


def test_what_does_not_depend_on_the_item_is_wanted_outside():
    found = deduced("list[int]", lambda xs: [max(xs) - len(xs) for _ in xs])
    assert "[largest - len(xs) for _ in xs]" in found, found


@pytest.mark.parametrize(
    ("function", "body"),
    [
        (lambda xs: [max(x, 2 * len(xs)) for x in xs], "max(x, 2 * len(xs))"),
        (lambda xs: [min(x, 2 * len(xs)) for x in xs], "min(x, 2 * len(xs))"),
    ],
)
def test_bounds_that_hold_the_items_back(function, body):
    found = deduced("list[int]", function)
    assert body in found, found


def test_no_bound_holds_back_what_goes_beyond_it():
    assert "max(" not in deduced("list[int]", lambda xs: [3 if x == 2 else max(x, 2 * len(xs)) for x in xs])
