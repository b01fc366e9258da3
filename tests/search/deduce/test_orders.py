from __future__ import annotations

from datetime import date

import pytest

from pytest_aurora.search.deduce.entering import open_cheap_walks
from pytest_aurora.search.deduce.orders import deduce_orders

from ..cores import add_constants, make_core, make_root, met, sources

ROWS = [["pear", "fig", "kiwi", "apple"], ["a", "bb", "c", "dd", "e"], ["xyz", "abc", "yx"]]


def deduced(function, turns=120):
    core = make_core("len:str", "at:str", "neg", "add", rules=(open_cheap_walks, deduce_orders))
    root = make_root(words=("list[str]", ROWS))
    add_constants(root, 0, -1, cost=1)
    goal = met(core, root, "list[str]", [function(row) for row in ROWS], turns=turns)
    return sources(goal)


@pytest.mark.parametrize(
    ("key", "body"),
    [
        (len, "sorted(words, key=len)"),
        (lambda w: -len(w), "sorted(words, key=lambda word: -len(word))"),
        (lambda w: (-len(w), w), "sorted(words, key=lambda word: (-len(word), word))"),
    ],
)
def test_a_key_under_which_the_wanted_order_is_the_order(key, body):
    assert body in deduced(lambda words: sorted(words, key=key))


def test_other_items_are_no_order():
    assert deduced(lambda words: words[1:]) == []


def test_points_in_time_are_keys():
    rows = [[("a", date(2024, 3, 1)), ("b", date(2024, 1, 2))], [("c", date(2023, 1, 1)), ("a", date(2022, 1, 1))]]
    core = make_core("second:pair", "neg", rules=(open_cheap_walks, deduce_orders))
    root = make_root(pairs=("list[tuple[str, date]]", rows))
    goal = met(core, root, "list[tuple[str, date]]", [sorted(row, key=lambda p: p[1]) for row in rows], turns=120)
    assert "sorted(pairs, key=lambda pair: pair[1])" in sources(goal)
