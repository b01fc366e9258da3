from __future__ import annotations

import pytest

from pytest_aurora.search.deduce.inverse import deduce_inverses
from pytest_aurora.search.deduce.items import deduce_items

from ..cores import add_constants, make_core, make_root, met, sources


def deduced(t, wanted, *names, constants=(), turns=40, **variables):
    core = make_core("at", "at:str", "get", "int:str", *names, deducers=(deduce_items, deduce_inverses))
    root = make_root(**variables)
    add_constants(root, *constants)
    goal = met(core, root, t, wanted, turns=turns)
    return sources(goal)


def test_an_item_at_a_place_that_must_be_computed():
    found = deduced(
        "str",
        ["b", "e"],
        "sub",
        xs=("list[str]", [["a", "b", "c"], ["d", "a", "e"]]),
        n=("int", [8, 7]),
        m=("int", [7, 5]),
    )
    assert found[0] == "xs[n - m]"


@pytest.mark.parametrize(
    ("t", "xs", "wanted"), [("int", [[5, 6, 7], [9, 8]], [7, 8]), ("str", ["abc", "xy"], ["c", "y"])]
)
def test_the_last_item(t, xs, wanted):
    assert deduced(t, wanted, constants=(-1,), xs=("str" if t == "str" else "list[int]", xs))[0] == "xs[-1]"


def test_a_value_by_a_key_that_must_be_computed():
    prices = ("dict[str, int]", [{"PEN": 2, "PAD": 7}, {"INK": 3, "PEN": 4}])
    assert deduced("int", [7, 4], "upper", prices=prices, s=("str", ["pad", "pen"]))[0] == "prices[s.upper()]"


def test_a_number_that_stands_in_a_text():
    rows = ("list[str]", [["a", "17", "b"], ["9", "c", "-4"]])
    text = ("str", ["a 17 b", "9 c -4"])
    found = deduced("int", [17, -4], constants=(1,), text=text, rows=rows, n=("int", [1, 2]))
    assert "int(rows[n])" in found
