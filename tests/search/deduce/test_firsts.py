from __future__ import annotations

from pytest_aurora.language.expressions import FirstMatch
from pytest_aurora.search.deduce.entering import open_cheap_walks
from pytest_aurora.search.deduce.firsts import deduce_firsts
from pytest_aurora.search.deduce.logic import deduce_logic

from ..cores import add_constants, make_core, make_root, met, sources

PARTS = ("lt:int", "eq:int", "len", "add", "sub", "mod", "divides")


def first(wanted, kind, turns=120, **variables):
    core = make_core(*PARTS, deducers=(deduce_firsts, deduce_logic), rules=(open_cheap_walks,))
    root = make_root(**variables)
    add_constants(root, 0, cost=1)
    return met(core, root, kind, wanted, turns=turns)


def test_the_first_item_or_a_default():
    xs = ("list[int]", [[1, -2, 3], [4, 5], [], [7, 3, -5, -1], [-9, 1]])
    goal = first([-2, None, None, -5, -9], "int | None", xs=xs)
    assert "for x in xs:\n    if x < 0:\n        return x\nreturn None" in sources(goal)


def test_the_first_item_without_a_default():
    xs = ("list[int]", [[1, -2, 3], [7, 3, -5, -1], [-9, 1]])
    assert "next(x for x in xs if x < 0)" in sources(first([-2, -5, -9], "int", xs=xs))


def test_two_defaults_are_no_default():
    xs = ("list[int]", [[1, -2, 3], [4, 5], [], [7, 3, -5, -1]])
    assert not any(isinstance(s.expression, FirstMatch) for s in first([-2, 77, 88, -5], "int", xs=xs).solutions)


def test_counting_up_until_a_condition_holds():
    goal = first([6, 12, 12, 10, 42], "int", turns=400, n=("int", [1, 6, 10, 0, 21]), a=("int", [2, 2, 4, 5, 7]),
                 b=("int", [3, 3, 6, 2, 3]))  # fmt: skip
    text = "for k in itertools.count(n + 1):\n    if k % a == 0 and k % b == 0:\n        return k"
    assert any(source.startswith(text) for source in sources(goal))


def test_counting_down_until_a_condition_holds():
    goal = first([5, 6, 1, 7], "int", turns=400, n=("int", [15, 12, 7, 49]))
    assert any("for k in range(n - 1, 0, -1):\n    if n % k == 0:" in source for source in sources(goal))


def test_one_place_and_none_of_several_tell_enough():
    xs = ("list[int]", [[1, -2, 3], [4, 5], []])
    assert "for x in xs:\n    if x < 0:\n        return x\nreturn None" in sources(
        first([-2, None, None], "int | None", xs=xs)
    )


def test_one_place_and_none_of_no_items_do_not():
    assert first([-2, None], "int | None", xs=("list[int]", [[1, -2, 3], []])).solutions == []
