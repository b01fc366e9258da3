from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.expressions import Constant, Variable
from pytest_aurora.problem.types import BOOL, INT, NONE, STR, union_of
from pytest_aurora.search.bank import FAILURE
from pytest_aurora.search.context import Context, cover, full_mask, mask_of
from pytest_aurora.search.goal import Goal

ROWS = st.lists(st.tuples(*[st.integers(0, 1)] * 3), min_size=1, max_size=8)
MASKS = st.sets(st.integers(0, 2), min_size=1).map(lambda s: tuple(sorted(s)))


def goal_in(context: Context, wanted, positions) -> Goal:
    return Goal(context, INT, wanted, positions, depth=0, base=0)


@given(early=ROWS, late=ROWS, wanted=st.tuples(*[st.integers(0, 1)] * 3), positions=MASKS)
def test_a_goal_is_met_by_old_and_by_new_entries(early, late, wanted, positions):
    context = Context(3)
    for place, values in enumerate(early):
        context.bank.add(Variable("x", INT), INT, 1 + place, values)
    goal = goal_in(context, wanted, positions)
    context.register(goal)
    for place, values in enumerate(late):
        context.bank.add(Variable("x", INT), INT, 20 + place, values)
    fitting = [
        entry for entry in context.bank.shelf(INT).up_to(99) if all(entry.values[i] == wanted[i] for i in positions)
    ]
    assert bool(goal.solutions) == bool(fitting)
    if fitting:
        assert goal.solutions[0].expression is fitting[0].expression


def test_what_raises_meets_a_goal_where_it_does_not_matter():
    old, new = Variable("x", INT), Variable("y", INT)
    context = Context(3)
    context.bank.add_partial(old, INT, 2, (1, 2, FAILURE))
    goal = goal_in(context, (1, 2, None), (0, 1))
    whole = goal_in(context, (1, 2, 3), (0, 1, 2))
    context.register(goal)
    context.register(whole)
    context.bank.add_partial(new, INT, 3, (1, 2, FAILURE))
    context.bank.add(new, INT, 3, (1, 2, 9))
    assert [s.expression for s in goal.solutions] == [old, new]
    assert whole.solutions == []


def test_goals_over_the_same_positions_are_told_apart():
    context = Context(2)
    goals = [goal_in(context, (value, None), (0,)) for value in (1, 2)]
    for goal in goals:
        context.register(goal)
    context.bank.add(Variable("x", INT), INT, 1, (2, 5))
    assert [len(goal.solutions) for goal in goals] == [0, 1]


@pytest.mark.parametrize("known_before", [True, False])
def test_the_goal_that_is_asked_is_offered_every_derivation(known_before):
    context = Context(2)
    asked, other = goal_in(context, (1, 2), (0, 1)), goal_in(context, (3, 4), (0, 1))
    bodies = [Variable(name, INT) for name in "abc"]
    if known_before:
        context.bank.add(bodies[0], INT, 1, (1, 2))
    for goal in (asked, other):
        context.register(goal)
    context.ask(asked)
    for body in bodies[known_before:]:
        context.bank.add(body, INT, 1, (1, 2))
        context.bank.add(body, INT, 1, (3, 4))
    assert [s.expression for s in asked.solutions] == bodies
    assert len(other.solutions) == 1


@given(st.lists(st.booleans(), min_size=1, max_size=9), st.lists(st.booleans(), min_size=9, max_size=9))
def test_masks_work_point_by_point(values, others):
    others = others[: len(values)]
    pairs = list(zip(values, others, strict=True))
    assert mask_of(values) & mask_of(others) == mask_of(a and b for a, b in pairs)
    assert mask_of(values) | mask_of(others) == mask_of(a or b for a, b in pairs)
    assert mask_of(values).bit_count() == sum(values)
    assert full_mask(tuple(i for i, v in enumerate(values) if v), len(values)) == mask_of(values)


def test_predicates_are_known_by_their_mask_the_first_one_stays():
    context = Context(2)
    first = context.bank.add(Variable("p", BOOL), BOOL, 1, (True, False))
    context.bank.add(Variable("q", BOOL), BOOL, 2, (True, False))
    context.bank.add_partial(Variable("r", BOOL), BOOL, 2, (FAILURE, False))
    assert context.predicates == {mask_of((True, False)): first}


def test_coverage_knows_the_cheapest_entry_for_the_points_it_gets_right():
    context = Context(3)
    dear = context.bank.add(Variable("x", INT), INT, 5, (1, 2, 0))
    goal = goal_in(context, (1, 2, 3), (0, 1, 2))
    context.watch_coverage(goal)
    cheap = context.bank.add(Variable("y", INT), INT, 2, (1, 2, 9))
    context.bank.add_partial(Variable("z", INT), INT, 2, (FAILURE, 0, 3))
    terms = context.coverage[goal]
    assert terms[mask_of((True, True, False))] is cheap
    assert dear not in terms.values()
    assert terms[mask_of((False, False, True))].partial
    assert 0 not in terms


def test_coverage_of_a_union_looks_at_its_members():
    context = Context(2)
    t = union_of((INT, NONE))
    number = context.bank.add(Variable("x", INT), INT, 1, (4, 5))
    goal = Goal(context, t, (4, None), (0, 1), depth=0, base=0)
    context.watch_coverage(goal)
    context.bank.add(Variable("s", STR), STR, 1, ("4", ""))
    assert context.coverage[goal] == {mask_of((True, False)): number}


def test_values_that_cannot_be_compared_cover_nothing():
    class Odd:
        def __eq__(self, other: object) -> bool:
            raise TypeError

        __hash__ = object.__hash__

    context = Context(1)
    entry = context.bank.add(Variable("x", INT), INT, 1, (Odd(),))
    terms = {}
    cover(goal_in(context, (1,), (0,)), terms, entry)
    assert terms == {}


def test_fresh_entries_are_taken_once():
    context = Context(1)
    context.add_variable(Variable("x", INT), (1,))
    context.add_constant(Constant("a", STR), 2)
    context.add_fixed(Variable("o", INT), INT, 2, (7,))
    fresh = context.take_fresh()
    assert [entry.fixed for entry in fresh] == [False, True, True]
    assert context.variables == fresh[:1]
    assert context.take_fresh() == []


def test_an_observer_sees_every_entry():
    seen = []
    context = Context(1)
    context.observer = seen.append
    context.add_variable(Variable("x", INT), (1,))
    context.add_variable(Variable("again", INT), (1,))
    assert [entry.values for entry in seen] == [(1,)]
