from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.problem.bounds import told_bounds
from pytest_aurora.problem.types import INT
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.deduce.extremes import deduce_extremes

from ..cores import N, computed, make_core, make_root, number, sources, want, work

SMALL = st.lists(st.integers(-3, 3), min_size=3, max_size=3)


def solved(variables, wanted):
    core = make_core("max:int", "min:int", deducers=(deduce_extremes,))
    root = make_root(**{name: ("int", values) for name, values in variables.items()})
    goal = want(core, root, "int", wanted)
    for deducer in core.deducers:
        deducer(core, goal, [e for e in root.take_fresh() if e.type is INT])
    return root, goal


def test_a_number_is_kept_within_two_others():
    core = make_core("max:int", "min:int", deducers=(deduce_extremes,))
    root = make_root(x=("int", [5, -5, 15]), low=("int", [1, 1, 2]), high=("int", [10, 10, 9]))
    goal = want(core, root, "int", [5, 1, 9])
    work(core, root, turns=12)
    assert "max(low, min(x, high))" in sources(goal)


def test_where_all_are_kept_or_all_are_cut_there_is_nothing_to_choose():
    assert solved({"a": [1, 2], "b": [3, 4]}, [1, 2])[1].solutions[0].expression.name == "a"
    assert solved({"a": [1, 2], "b": [3, 4]}, [2, 3])[1].solutions == []


def test_entries_that_are_dear_or_fail_somewhere_are_left_out():
    core, root = make_core("max:int", "min:int"), make_root(a=("int", [1, 9]), b=("int", [7, 2]))
    goal = want(core, root, "int", [7, 9])
    a, b = root.variables
    for odd in (Entry(b.expression, INT, 9, b.values), Entry(b.expression, INT, 1, b.values, partial=True)):
        goal.indexes.clear()
        deduce_extremes(core, goal, [a, odd])
        assert not goal.solutions
    goal.indexes.clear()
    deduce_extremes(core, goal, [a, b])
    assert sources(goal) == ["max(a, b)"]


def test_a_bound_of_the_spec_is_never_passed():
    core = make_core("max:int", "min:int", "mul", deducers=(deduce_extremes,))
    core.bounds = told_bounds("at most 50")
    root = make_root(n=("int", [1, 3, 9, 20]))
    goal = want(core, root, "int", [7, 21, 50, 50])
    deduce_extremes(core, goal, [])
    (rest,) = [found for found in root.goals.values() if found is not goal]
    assert (rest.positions, rest.projected) == ((0, 1), (7, 21))
    rest.offer(5, core.apply("mul", INT, N, number(7)))
    assert sources(goal) == ["min(7 * n, 50)"]


def test_what_passes_the_bound_is_not_held_by_it():
    core = make_core("max:int", "min:int", deducers=(deduce_extremes,))
    core.bounds = told_bounds("at most 50")
    root = make_root(n=("int", [1, 3, 9]))
    deduce_extremes(core, want(core, root, "int", [7, 60, 50]), [])
    assert len(root.goals) == 1


@given(SMALL, SMALL, SMALL)
def test_what_is_offered_gives_what_is_wanted_and_no_pair_is_missed(a, b, wanted):
    root, goal = solved({"a": a, "b": b}, wanted)
    assert all(computed(s.expression, root) == wanted for s in goal.solutions)
    pairs = (list(map(choose, a, b)) for choose in (max, min))
    assert bool(goal.solutions) == (wanted in (a, b, *pairs))
