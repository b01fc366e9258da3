from __future__ import annotations

import operator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.search.deduce.joins import Join, Parts, Trie, deduce_joins

from ..cores import add_constants, computed, make_core, make_root, sources, want

COLUMN = st.lists(st.integers(-4, 4), min_size=3, max_size=3)


def deduced(wanted, *components, positions=None, **variables):
    core = make_core(*components, deducers=(deduce_joins,))
    root = make_root(**{name: ("int", values) for name, values in variables.items()})
    goal = want(core, root, "int", wanted, positions)
    deduce_joins(core, goal, root.take_fresh())
    return root, goal


@pytest.mark.parametrize(
    ("component", "wanted", "body"),
    [("floordiv", [3, 1, 4], "a // b"), ("mod", [1, 2, 1], "a % b"), ("pow", [49, 125, 6561], "a**b")],
)
def test_a_component_of_two_ints_is_turned_round(component, wanted, body):
    b = {"floordiv": [2, 4, 2], "mod": [2, 3, 4], "pow": [2, 3, 4]}[component]
    assert sources(deduced(wanted, component, a=[7, 5, 9], b=b)[1]) == [body]


def test_points_that_do_not_matter_are_not_looked_at():
    assert sources(deduced([3, 99, 4], "floordiv", positions=(0, 2), a=[7, 5, 9], b=[2, 0, 2])[1]) == ["a // b"]


def test_entries_that_come_later_meet_those_that_were_there():
    core = make_core("mod", deducers=(deduce_joins,))
    root = make_root(a=("int", [17, 25, 9]))
    goal = want(core, root, "int", [3, 4, 2])
    deduce_joins(core, goal, root.take_fresh())
    assert not goal.solutions
    add_constants(root, 7)
    deduce_joins(core, goal, root.take_fresh())
    assert sources(goal) == ["a % 7"]


def test_two_constants_are_no_body():
    core = make_core("mod", deducers=(deduce_joins,))
    root = make_root(a=("int", [0, 1]))
    add_constants(root, 9, 7)
    goal = want(core, root, "int", [2, 2])
    deduce_joins(core, goal, root.take_fresh())
    assert not goal.solutions


def test_a_literal_does_not_stand_where_something_computed_is_wanted():
    core = make_core("mod", deducers=(deduce_joins,))
    root = make_root(a=("int", [3, 5, 6]))
    add_constants(root, 10)
    goal = want(core, root, "int", [1, 0, 4])
    deduce_joins(core, goal, root.take_fresh())
    assert not goal.solutions


@pytest.mark.parametrize(("wanted", "constant"), [([17, 25, 9], 1), ([-17, -25, -9], -1), ([17, 25, 9], 40)])
def test_what_only_repeats_a_part_or_turns_its_sign_is_no_body(wanted, constant):
    core = make_core("floordiv", "mod", deducers=(deduce_joins,))
    root = make_root(a=("int", [17, 25, 9]))
    add_constants(root, constant)
    goal = want(core, root, "int", wanted, depth=1)
    goal.solutions.clear()
    deduce_joins(core, goal, root.take_fresh())
    assert not goal.solutions


@given(st.dictionaries(st.sampled_from("abcdefgh"), COLUMN, min_size=1), COLUMN, st.sampled_from(["floordiv", "mod"]))
def test_all_pairs_that_brute_force_finds_and_no_others(columns, wanted, component):
    function = {"floordiv": operator.floordiv, "mod": operator.mod}[component]
    root = make_root(**{name: ("int", values) for name, values in columns.items()})
    goal = want(make_core(component), root, "int", wanted)
    entries = root.take_fresh()
    trie = Parts().take(goal, entries)
    found = {(a.values, b.values) for a, b in Join(function, tuple(wanted)).pairs(trie, trie)}
    assert found == {
        (a.values, b.values)
        for a in entries
        for b in entries
        if 0 not in b.values and list(map(function, a.values, b.values)) == wanted
    }


@given(st.lists(COLUMN, min_size=2, max_size=8, unique_by=tuple), st.integers(1, 7))
def test_a_merged_trie_holds_what_both_hold(columns, cut):
    root = make_root(**{f"x{i}": ("int", values) for i, values in enumerate(columns)})
    entries = root.take_fresh()
    merged, whole = Trie(), Trie()
    for part in (entries[:cut], entries[cut:]):
        trie = Trie()
        for entry in part:
            trie.add(entry.values, entry)
            whole.add(entry.values, entry)
        merged.merge(trie)
    assert merged == whole


@given(COLUMN, COLUMN, COLUMN)
def test_what_is_offered_gives_what_is_wanted(a, b, wanted):
    root, goal = deduced(wanted, "floordiv", "mod", a=a, b=b)
    assert all(computed(solved.expression, root) == wanted for solved in goal.solutions)
