from __future__ import annotations

import pytest

from pytest_aurora.search.deduce.slices import deduce_slices

from ..cores import add_constants, computed, make_core, make_root, met, sources, want, work

NAMES = ("take:str", "drop:str", "take", "drop", "len:str", "len", "find")


@pytest.mark.parametrize(
    ("t", "values", "wanted", "body"),
    [
        ("str", ["hello", "world!"], ["hel", "wor"], "v[:n]"),
        ("str", ["hello", "world!"], ["lo", "ld!"], "v[n:]"),
        ("str", ["hello", "abcdef"], ["el", "bc"], "v[1:n]"),
        ("list[int]", [[4, 5, 6, 7], [8, 9, 1, 2]], [[4, 5, 6], [8, 9, 1]], "v[:n]"),
        ("list[int]", [[4, 5, 6, 7], [8, 9, 1, 2]], [[7], [2]], "v[n:]"),
        ("list[int]", [[4, 5, 6, 7], [8, 9, 1, 2]], [[5, 6], [9, 1]], "v[1:n]"),
    ],
)
def test_stretches_of_a_known_value(t, values, wanted, body):
    core = make_core(*NAMES, deducers=(deduce_slices,))
    root = make_root(v=(t, values), n=("int", [3, 3]))
    add_constants(root, 1, cost=1)
    goal = met(core, root, t, wanted, turns=10)
    assert body in sources(goal)
    assert all(computed(s.expression, root) == list(goal.wanted) for s in goal.solutions)


def test_a_place_counted_from_the_end():
    core = make_core(*NAMES, deducers=(deduce_slices,))
    root = make_root(v=("str", ["hello", "ab"]))
    add_constants(root, -2)
    goal = want(core, root, "str", ["lo", "ab"], [0, 1])
    other = want(core, root, "str", ["lo", None], [0])
    work(core, root, turns=4)
    assert sources(goal)[0] == "v[-2:]"
    assert sources(other)[0] == "v[-2:]"


def test_what_is_no_stretch_makes_no_goals():
    core = make_core(*NAMES, deducers=(deduce_slices,))
    root = make_root(v=("str", ["hello", "world"]))
    want(core, root, "str", ["hel", "wld"])
    work(core, root, turns=4)
    assert len(root.goals) == 1
