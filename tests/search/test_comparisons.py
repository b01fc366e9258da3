from __future__ import annotations

from pytest_aurora.search.comparisons import add_comparisons
from pytest_aurora.search.deduce.entering import open_cheap_walks

from .cores import computed, entries, make_core, make_root, source, work


def compared(**variables):
    core = make_core("eq:int", "lt:int", "eq:str", rules=(add_comparisons, open_cheap_walks))
    root = make_root(**variables)
    work(core, root, turns=40)
    scope = next(walk.opened[0] for walk in root.walks if walk.name == "zip")
    for entry in entries(scope):
        assert computed(entry.expression, scope) == list(entry.values)
    return {source(entry.expression) for entry in entries(scope) if str(entry.type) == "bool"}


def test_items_side_by_side_are_compared_from_the_start():
    xs, ys = ("list[int]", [[1, 5, 2], [3]]), ("list[int]", [[1, 4, 6], [3]])
    assert compared(xs=xs, ys=ys) == {" < ", " == "}
    assert compared(s=("str", ["abc", "d"]), t=("str", ["abd", "e"])) == {" == "}


def test_items_of_different_types_are_not_compared():
    assert not compared(xs=("list[int]", [[1, 5], [3]]), t=("str", ["ab", "c"]))
