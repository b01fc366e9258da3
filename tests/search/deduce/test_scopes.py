from __future__ import annotations

import pytest

from pytest_aurora.search.deduce.branch import deduce_branches
from pytest_aurora.search.deduce.counts import deduce_counts, deduce_sums
from pytest_aurora.search.deduce.entering import open_cheap_walks
from pytest_aurora.search.deduce.logic import deduce_logic
from pytest_aurora.search.deduce.scans import deduce_scans
from pytest_aurora.search.deduce.scopes import deduce_filtered_maps, deduce_scopes
from pytest_aurora.search.deduce.structure import deduce_structure

from ..cores import add_constants, computed, make_core, make_root, met, sources, want, work

NAMES = (
    "join",
    "add",
    "mul",
    "lt:int",
    "eq:int",
    "divides",
    "upper",
    "len",
    "len:str",
    "max:int",
    "flatten",
    "concat",
    "neg",
)
DEDUCERS = (deduce_structure, deduce_scopes, deduce_scans, deduce_logic, deduce_branches)
XS = ("list[int]", [[3, 1, 4], [], [2, 7]])


def deduced(t, wanted, turns=250, constants=(2, 3), rules=(open_cheap_walks, deduce_filtered_maps), **variables):
    core, root = make_core(*NAMES, deducers=DEDUCERS, rules=rules), make_root(**variables)
    add_constants(root, *constants)
    goal = met(core, root, t, wanted, turns=turns)
    return sources(goal)


WORDS = ("list[str]", [["a", "bc"], ["d"]])
PRICES = ("dict[str, int]", [{"a": 1, "b": 5}, {"c": 7}])


@pytest.mark.parametrize(
    ("t", "wanted", "variables", "form"),
    [
        ("list[int]", [[9, 3, 12], [], [6, 21]], {"xs": XS}, "* x for x in xs]"),
        ("list[str]", [["A", "BC"], ["D"]], {"words": WORDS}, "[word.upper() for word in words]"),
        ("list[int]", [[4], [], [2]], {"xs": XS}, "[x for x in xs if x % 2 == 0]"),
        ("list[int]", [[12], [], [6]], {"xs": XS}, "* x for x in xs if x % 2 == 0]"),
        ("list[int]", [[0, 1, 8], [], [0, 7]], {"xs": XS}, "for i, x in enumerate(xs)]"),
        ("list[int]", [[4, 5], [], [9]], {"xs": XS}, "[a + b for a, b in zip(xs, xs[1:])]"),
        ("list[int]", [[3, 3, 1, 1, 4, 4], [], [2, 2, 7, 7]], {"xs": XS}, "for x in xs for y in [x, x]]"),
        ("list[int]", [[3, 3, 4], [], [2, 7]], {"xs": XS}, "list(itertools.accumulate(xs, max))"),
        ("dict[str, int]", [{"a": 1, "bc": 2}, {"d": 1}], {"words": WORDS}, "{word: len(word) for word in words}"),
        (
            "dict[str, int]",
            [{"b": 5}, {"c": 7}],
            {"d": PRICES},
            "{key: value for key, value in d.items() if value > 2}",
        ),
        ("dict[str, int]", [{"a": -1, "b": -5}, {"c": -7}], {"d": PRICES}, "{key: -value for key, value in d.items()}"),
    ],
)
def test_what_a_scope_must_give_is_derived(t, wanted, variables, form):
    found = deduced(t, wanted, **variables)
    assert any(form in body for body in found), found


def test_no_order_no_map():
    assert deduced("list[int]", [[6], [2]], s=("set[int]", [{3}, {1}])) == []


def test_a_scope_of_one_walk_is_shared_by_goals():
    core = make_core(*NAMES, deducers=DEDUCERS, rules=(open_cheap_walks,))
    root = make_root(xs=XS)
    add_constants(root, 2, 3)
    goals = [want(core, root, "list[int]", [[x * k for x in xs] for xs in XS[1]]) for k in (2, 3)]
    work(core, root, turns=120)
    assert all(goal.solutions for goal in goals)
    plain = [c for c in core.contexts if c.walk is not None and c.walk.plain]
    assert len({c.walk.entries[0] for c in plain}) == len(plain)


def test_items_that_two_conditions_let_through_are_counted():
    core = make_core("lt:int", "divides", rules=(open_cheap_walks, deduce_counts))
    root = make_root(xs=("list[int]", [[2, 4, 9, 10], [1, 3], [12, 5, 6, 8]]), n=("int", [5, 5, 7]))
    add_constants(root, 2)
    wanted = [sum(x % 2 == 0 and x > n for x in xs) for xs, n in zip(*(root_values(root)), strict=True)]
    goal = met(core, root, "int", wanted, turns=300)
    assert goal.solutions
    assert any(" and " in source for source in sources(goal))
    assert all(computed(s.expression, root) == wanted for s in goal.solutions)


def test_what_is_summed_under_a_condition():
    core = make_core("eq:str", "int:str", rules=(open_cheap_walks, deduce_sums))
    root = make_root(s=("str", ["9912", "1337", "123"]))
    goal = met(core, root, "int", [9, 3, 0], turns=300)
    assert "sum(int(a) for a, b in zip(s, s[1:]) if a == b)" in sources(goal)


def root_values(root):
    return [entry.values for entry in root.variables]
