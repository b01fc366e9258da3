from __future__ import annotations

import itertools

from pytest_aurora.search.deduce.entering import open_cheap_walks
from pytest_aurora.search.deduce.partitions import deduce_partitions

from ..cores import add_constants, computed, make_core, make_root, sources, want, work

WORDS = [["pear", "apple", "plum"], ["b", "a", "bc"], [], ["x", "yy", "xx"]]
NUMBERS = [[1, 3, 2, 4, 5], [2], [], [8, 8, 7]]
NAMES = ("at:str", "len:str", "sorted:str", "mod", "concat", "get:default")


def deduced(function, rows, of):
    core = make_core(*NAMES, rules=(open_cheap_walks, deduce_partitions))
    root = make_root(xs=(f"list[{of}]", rows))
    add_constants(root, 0, 1, 2, cost=1)
    goal = want(core, root, f"list[list[{of}]]", [function(row) for row in rows])
    work(core, root, turns=100)
    for solved in goal.solutions:
        assert computed(solved.expression, root) == list(goal.wanted)
    return sources(goal)


def grouped(items, key):
    groups = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def test_items_with_something_in_common_in_order_of_appearance():
    found = deduced(lambda words: list(grouped(words, len).values()), WORDS, "str")
    assert (
        "groups = {}\nfor x in xs:\n    groups.setdefault(len(x), []).append(x)\nreturn list(groups.values())" in found
    )


def test_in_the_order_of_what_they_have_in_common():
    found = deduced(lambda words: [group for _, group in sorted(grouped(words, lambda w: w[0]).items())], WORDS, "str")
    assert any(body.endswith("return [groups[key] for key in sorted(groups)]") for body in found), found


def test_what_is_a_list_is_a_tuple_as_a_key():
    rows = [["eat", "tea", "tan", "ate", "nat"], ["ab", "c", "ba"]]
    found = deduced(lambda words: list(grouped(words, lambda w: tuple(sorted(w))).values()), rows, "str")
    assert any("groups.setdefault(tuple(sorted(x)), []).append(x)" in body for body in found), found


def test_neighbours_with_something_in_common():
    found = deduced(lambda xs: [list(g) for _, g in itertools.groupby(xs, lambda x: x % 2)], NUMBERS, "int")
    assert "[list(group) for _, group in itertools.groupby(xs, lambda x: x % 2)]" in found


def test_lists_that_leave_items_out_are_no_partition():
    assert deduced(lambda words: [words[:1]], WORDS, "str") == []
