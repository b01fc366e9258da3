from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.problem.problem import Example, Raised, Returned
from pytest_aurora.search.selection import FIRST, SELECTED, first_selection

VALUES = st.lists(st.tuples(st.text(max_size=9), st.integers(0, 3)), max_size=40)


def examples(rows):
    return [Example((argument,), Returned(result)) for argument, result in rows]


@given(VALUES)
def test_places_are_places_each_once_and_in_order(rows):
    found = first_selection(examples(rows))
    assert found == sorted(set(found))
    assert set(found) <= set(range(len(rows)))
    assert len(found) == (len(rows) if len(rows) <= SELECTED else FIRST)


def test_of_many_those_that_differ_in_their_outcome_come_first():
    rows = [("x" * n, 0) for n in range(30)]
    rows[17], rows[4] = ("odd", 7), ("even", 8)
    assert {17, 4} <= set(first_selection(examples(rows)))


def test_one_that_raises_is_among_them():
    some = [*examples([(str(n), 1) for n in range(20)]), Example(("",), Raised("ValueError"))]
    assert 20 in first_selection(some)


def test_long_ones_come_last():
    rows = [("y" * 5_000, 1)] + [(str(n), n) for n in range(20)]
    assert 0 not in first_selection(examples(rows))


def test_few_but_very_long_ones_are_selected_from_too():
    rows = [("y" * 5_000 * n, n) for n in range(9)]
    assert len(first_selection(examples(rows))) == FIRST
