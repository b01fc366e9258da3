from __future__ import annotations

import pytest

from pytest_aurora.search.deduce.entering import open_cheap_walks
from pytest_aurora.search.deduce.groups import deduce_dicts, deduce_groups
from pytest_aurora.search.fields import add_fields

from ..cores import add_constants, make_core, make_root, met, sources

WORDS = [["apple", "bob", "avocado"], ["dog", "door"], ["x", "yy", "xx", "y"]]
NAMES = (
    "at:str", "at", "len", "len:str", "add", "mod", "concat", "get:default", "max:int", "min:int", "split:on",
    "int:str",
)  # fmt: skip


def deduced(kind, function, rows, of="list[str]", turns=200):
    core = make_core(*NAMES, deducers=(deduce_dicts,), rules=(add_fields, open_cheap_walks, deduce_groups))
    root = make_root(xs=(of, rows))
    add_constants(root, 0, 1, 2, "=", cost=1)
    goal = met(core, root, kind, [function(row) for row in rows], turns=turns)
    return sources(goal)


def grouped(pairs):
    groups = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def test_items_are_collected_under_their_keys():
    found = deduced("dict[str, list[str]]", lambda words: grouped((w[0], w) for w in words), WORDS)
    assert "groups = {}\nfor x in xs:\n    groups.setdefault(x[0], []).append(x)\nreturn groups" in found, found


def test_what_is_collected_is_a_goal_of_its_own():
    found = deduced("dict[str, list[int]]", lambda words: grouped((w[0], len(w)) for w in words), WORDS)
    assert any("setdefault(x[0], []).append(len(x))" in body for body in found), found


@pytest.mark.parametrize(
    ("total", "turn"),
    [(sum, "totals[x % 2] = totals.get(x % 2, 0) + x"), (max, "totals[x % 2] = max(totals.get(x % 2, x), x)")],
)
def test_numbers_are_totalled_under_their_keys(total, turn):
    rows = [[3, 4, 5, 8], [2, 6], [1, 9, 7]]

    def function(numbers):
        return {key: total(group) for key, group in grouped((x % 2, x) for x in numbers).items()}

    found = deduced("dict[int, int]", function, rows, of="list[int]")
    assert any(turn in body for body in found), found


def test_as_many_items_as_steps_are_derived_one_by_one():
    rows = [["a=1", "b=20"], ["k=3"], ["x=4", "zz=5", "q=6"]]
    found = deduced("dict[str, int]", lambda lines: {s.split("=")[0]: int(s.split("=")[1]) for s in lines}, rows)
    assert '{x.split("=")[0]: int(x.split("=")[1]) for x in xs}' in found, found


def test_the_first_and_the_last_of_each_key():
    rows = [[("a", 5), ("b", 2), ("a", 7)], [("y", 9), ("y", 3), ("z", 4)]]
    kind, of = "dict[str, int]", "list[tuple[str, int]]"
    first = deduced(kind, lambda pairs: dict(reversed(pairs)), rows, of=of)
    assert any("first.get(" in body for body in first), first
    last = deduced(kind, dict, rows, of=of)
    assert any(body.startswith("{") or body == "dict(xs)" for body in last), last


def test_the_item_of_each_key_for_which_something_is_greatest():
    def longest(words):
        return {w[0]: max((v for v in words if v[0] == w[0]), key=len) for w in words}

    found = deduced("dict[str, str]", longest, [["ant", "apple", "bee"], ["cow", "cat", "dog", "dolphin"], ["it"]])
    assert any("best[x[0]] = max([best.get(x[0], x), x], key=len)" in body for body in found), found
