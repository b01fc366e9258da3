from __future__ import annotations

from pytest_aurora.search.closings import close_small_bodies
from pytest_aurora.search.deduce.scopes import open_cheap_walks

from .cores import computed, make_core, make_root, sources, want, work


def test_what_a_filter_keeps_is_asked_for_its_largest_before_its_cost_comes_up():
    core = make_core("max", "min", "mod", "divides", "lt:int", rules=(open_cheap_walks, close_small_bodies))
    lists = [[3, 8, 5, 10], [7, 1, 12], [4, 9, 2]]
    root = make_root(xs=("list[int]", lists), k=("int", [5, 7, 3]))
    goal = want(core, root, "int", [max(x for x in xs if x % k == 0) for xs, k in zip(lists, [5, 7, 3], strict=True)])
    work(core, root, turns=140)
    assert "max(x for x in xs if x % k == 0)" in sources(goal), (sources(goal), root.bank.level)
    for solved in goal.solutions:
        assert computed(solved.expression, root) == list(goal.wanted)
    assert root.bank.level < 10
