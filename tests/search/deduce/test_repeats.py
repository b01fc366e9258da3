from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.search.deduce.entering import open_cheap_walks
from pytest_aurora.search.deduce.repeats import deduce_repeats, repeats

from ..cores import add_constants, make_core, make_root, met, sources

COUNTED = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 4)), max_size=6)


@given(COUNTED, st.booleans())
def test_how_often_each_item_came_is_found_or_left_open(rows, text):
    items = [item if text else (item,) for item, _ in rows]
    wanted = "".join(c * n for c, n in rows) if text else tuple(c for c, n in rows for _ in range(n))
    found = repeats(items, wanted)
    assert found is not None, "the counts that made it are a way"
    assert all(known in (None, n) for known, (_, n) in zip(found, rows, strict=True))


@given(COUNTED)
def test_nothing_is_open_where_no_two_items_are_equal(rows):
    counts = dict(rows)
    assert repeats([*counts], "".join(c * n for c, n in counts.items())) == [*counts.values()]


def test_equal_neighbours_leave_it_open_how_often_each_comes():
    assert repeats(["a", "a", "b"], "aaab") == [None, None, 1]


@pytest.mark.parametrize(("items", "wanted"), [(["a", "b"], "ba"), (["a"], "ab"), ([], "a"), (["a"], "a" * 500)])
def test_there_is_no_way(items, wanted):
    assert repeats(items, wanted) is None


def deduced(t, wanted, *names, constants=(), turns=200, **variables):
    core = make_core(*names, deducers=(deduce_repeats,), rules=(open_cheap_walks,))
    root = make_root(**variables)
    add_constants(root, *constants)
    return sources(met(core, root, t, wanted, turns=turns))


def test_numbers_that_say_how_often():
    lists = [[12, 25, 7], [31, 4], [40]]
    wanted = [[x for x in xs for _ in range(x // 10)] for xs in lists]
    found = deduced("list[int]", wanted, "floordiv", "replicate", constants=(10,), xs=("list[int]", lists))
    assert found[0] == "[x for x in xs for _ in range(x // 10)]"


def test_pairs_of_a_text_and_how_often():
    pairs = [[("a", 2), ("b", 1)], [("x", 0), ("y", 3)]]
    wanted = ["".join(c * n for c, n in row) for row in pairs]
    found = deduced("str", wanted, "repeat:str", pairs=("list[tuple[str, int]]", pairs))
    assert found[0] == '"".join(first * second for first, second in pairs)'


def test_items_that_all_come_as_often_are_for_others():
    lists = [[1, 2], [3, 4, 5]]
    wanted = [[x for x in xs for _ in range(2)] for xs in lists]
    assert deduced("list[int]", wanted, "replicate", constants=(2,), xs=("list[int]", lists)) == []
