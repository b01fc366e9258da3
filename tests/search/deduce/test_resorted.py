from __future__ import annotations

import pytest

from pytest_aurora.search.deduce.entering import open_cheap_walks
from pytest_aurora.search.deduce.logic import deduce_logic
from pytest_aurora.search.deduce.orders import deduce_orders
from pytest_aurora.search.deduce.resorted import deduce_resorted
from pytest_aurora.search.deduce.scopes import deduce_filtered_maps, deduce_scopes

from ..cores import add_constants, make_core, make_root, met, sources

PAIRS = [
    [("pear", 3), ("fig", 5), ("kiwi", 0), ("apple", 4)],
    [("b", 2), ("a", 0), ("c", 1)],
    [],
    [("zz", 1), ("yx", 9), ("xyz", 7)],
]


def deduced(kind, function, turns=250):
    core = make_core(
        "first:pair", "second:pair", "len:str", "upper", "lt:int", "neg", "sorted", "sorted:desc",
        deducers=(deduce_scopes, deduce_logic),
        rules=(open_cheap_walks, deduce_orders, deduce_resorted, deduce_filtered_maps),
    )  # fmt: skip
    root = make_root(pairs=("list[tuple[str, int]]", PAIRS))
    add_constants(root, 0, cost=1)
    found = sources(met(core, root, kind, [function(row) for row in PAIRS], turns=turns))
    return [" ".join(source.split()).replace("( ", "(").replace(" )", ")") for source in found]


def by_amount(pair):
    return pair[1]


def test_what_is_made_of_some_items_is_sorted_afterwards():
    found = deduced("list[str]", lambda row: sorted(name for name, n in row if n > 0))
    assert "sorted(first for first, second in pairs if second > 0)" in found
    found = deduced("list[str]", lambda row: sorted((name for name, _ in row), reverse=True))
    assert "sorted((pair[0] for pair in pairs), reverse=True)" in found


def test_what_is_made_of_all_items_in_an_order_of_theirs():
    found = deduced("list[str]", lambda row: [name for name, _ in sorted(row, key=by_amount)])
    assert "[pair[0] for pair in sorted(pairs, key=lambda pair: pair[1])]" in found


@pytest.mark.parametrize("reverse", [False, True])
def test_some_of_the_items_in_an_order(reverse):
    kept = deduced(
        "list[tuple[str, int]]",
        lambda row: sorted((pair for pair in row if pair[1] > 0), key=by_amount, reverse=reverse),
    )
    end = ", reverse=True" if reverse else ""
    assert f"sorted((pair for pair in pairs if pair[1] > 0), key=lambda pair: pair[1]{end})" in kept


def test_items_with_equal_keys_stay_in_their_order():
    kept = deduced(
        "list[tuple[str, int]]",
        lambda row: sorted((pair for pair in row if pair[1] > 0), key=lambda pair: len(pair[0])),
    )
    assert "sorted((pair for pair in pairs if pair[1] > 0), key=lambda pair: len(pair[0]))" in kept


def test_other_items_are_no_order_of_these():
    assert deduced("list[str]", lambda row: [name + "!" for name, _ in row][::-1]) == []
