from __future__ import annotations

from pytest_aurora.language.expressions import Comprehension, Iteration, Variable
from pytest_aurora.problem.types import INT, list_of
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.closings import FILTER
from pytest_aurora.search.endings import end_lists

from .cores import computed, make_core, make_root, sources, want

LISTS = [[3, 8, 5], [7, 1, 12]]


def test_what_a_comprehension_gives_is_asked_for_its_largest_at_once():
    core, root = make_core("max", "min", "sum"), make_root(xs=("list[int]", LISTS))
    x = Variable("x", INT)
    odd = Comprehension(FILTER, Iteration("{0}", (root.variables[0].expression,), (x,)), x, list_of(INT), x)
    entry = root.bank.add(odd, list_of(INT), 9, ((3, 5), (7, 1)))
    assert isinstance(entry, Entry)
    goal = want(core, root, "int", [5, 7])
    end_lists(core, root, [entry])
    assert sources(goal) == ["max(x for x in xs if x)"]
    assert goal.solutions[0].cost == 11
    assert computed(root.variables[0].expression, root) == [tuple(items) for items in LISTS]
