from __future__ import annotations

from dataclasses import replace

from pytest_aurora.search.deduce.entering import PAIRS, WALKS, evident_walks, note_walks, open_cheap_walks
from pytest_aurora.search.walks import LONGEST

from ..cores import make_core, make_root, want

XS = ("list[int]", [[3, 1, 4], [2]])


def noted(**variables):
    root = make_root(**variables)
    note_walks(root, root.variables, frozenset())
    return root


def test_what_is_iterated_over_is_noted_once():
    root = noted(xs=XS, n=("int", [3, 2]))
    names = [walk.name for walk in root.walks]
    assert {"elements", "enumerate", "pairs", "range"} <= set(names)
    note_walks(root, root.variables, frozenset())
    assert [walk.name for walk in root.walks] == names


def test_walks_of_a_kind_are_bounded():
    root = noted(**{f"x{i}": ("list[int]", [[i, 1, 4], [2]]) for i in range(9)})
    assert sum(walk.name == "enumerate" for walk in root.walks) == WALKS["enumerate"]
    assert sum(walk.name == "zip" for walk in root.walks) <= WALKS["zip"]
    assert len(root.iterables) == PAIRS


def test_cheap_walks_are_entered_unasked_and_once():
    core, root = make_core("add"), make_root(xs=XS)
    core.enter(root)
    open_cheap_walks(core, root, root.variables)
    inside = [context for context in core.contexts if context is not root]
    assert inside
    assert all(context.parent is root for context in inside)
    open_cheap_walks(core, root, [])
    assert [context for context in core.contexts if context is not root] == inside


def test_a_walk_of_too_many_steps_is_not_entered():
    core, root = make_core("add"), make_root(xs=("list[int]", [list(range(LONGEST + 2))]))
    core.enter(root)
    open_cheap_walks(core, root, root.variables)
    assert core.contexts == [root]


def test_dear_lists_are_walked_over_where_their_length_is_evidence():
    core, root = make_core("add"), make_root(s=("str", ["abc", "d"]))
    (cheap,) = make_root(xs=XS).variables
    dear = replace(cheap, cost=9)
    goal = want(core, root, "list[int]", [[1, 2, 3], [4]])
    assert list(evident_walks(goal, [cheap])) == []
    assert {walk.entries[0] for walk in evident_walks(goal, [dear])} == {dear}
    other = want(core, root, "list[int]", [[1, 2], [4, 5]])
    assert list(evident_walks(other, [dear])) == []
