from __future__ import annotations

from copy import deepcopy
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.expressions import Constant, Variable
from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.types import ANY, FLOAT, INT, STR
from pytest_aurora.problem.values import FrozenDict, freeze
from pytest_aurora.search.bank import ALTERNATIVES, FAILURE, SPREAD, Bank, Common

TEXT = ("olleh",)


def bank_with_a_constant():
    bank = Bank(lambda entry: None, Common())
    bank.add(Constant("olleh", STR), STR, 6, TEXT, fixed=True)
    return bank


def test_a_constant_gives_way_to_what_computes_it():
    bank = bank_with_a_constant()
    computed = Variable("s", STR)
    assert bank.add(computed, STR, 3, TEXT) is not None
    assert bank.find(STR, TEXT).expression is computed
    assert not bank.find(STR, TEXT).fixed


def test_a_constant_stays_where_computing_it_is_far_dearer():
    bank = bank_with_a_constant()
    assert bank.add(Variable("s", STR), STR, 6 + SPREAD + 1, TEXT) is None
    assert bank.find(STR, TEXT).fixed


def test_a_computed_value_does_not_give_way():
    bank = Bank(lambda entry: None, Common())
    first = Variable("s", STR)
    bank.add(first, STR, 3, TEXT)
    assert bank.add(Variable("t", STR), STR, 2, TEXT) is None
    assert bank.find(STR, TEXT).expression is first


def empty_bank():
    added = []
    return Bank(added.append, Common()), added


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 4), st.integers(0, 4)), max_size=30))
def test_each_fingerprint_once_and_in_the_order_of_cost(rows):
    bank, added = empty_bank()
    for cost, a, b in sorted(rows):
        bank.add(Variable("x", INT), INT, cost, (a, b))
    shelf = bank.shelf(INT)
    costs = [entry.cost for entry in shelf.up_to(9)]
    assert costs == sorted(costs)
    assert [entry.values for entry in added] == list(shelf.entries)
    assert set(shelf.entries) == {(a, b) for _, a, b in rows}
    assert all(shelf.entries[a, b].cost == min(c for c, *v in rows if v == [a, b]) for _, a, b in rows)
    assert bank.size == len(added)


@pytest.mark.parametrize(("text", "value"), [("str", "abcd"), ("list[str]", ["ab", "c"]), ("set[int]", {1, 2})])
def test_banks_hold_equal_values_once(text, value):
    t, common = read_type(text), Common()
    held = []
    for _ in range(2):
        bank = Bank(held.append, common)
        bank.add(Variable("x", t), t, 1, (freeze(deepcopy(value), t), freeze(value, t)))
    one, *others = chain.from_iterable(entry.values for entry in held)
    assert all(other is one for other in others)


def test_equal_dicts_in_different_orders_stay_what_they_are():
    t = read_type("dict[str, int]")
    bank, added = empty_bank()
    values = [FrozenDict(a=1, b=2), FrozenDict(b=2, a=1)]
    bank.add(Variable("x", t), t, 1, tuple(values))
    assert [list(value) for value in added[0].values] == [["a", "b"], ["b", "a"]]


def test_a_late_entry_stands_on_the_present_level():
    bank, _ = empty_bank()
    bank.level = 5
    entry = bank.add(Variable("x", INT), INT, 2, (1,))
    assert bank.shelf(INT).levels[5] == [entry]
    assert entry.cost == 2


def test_another_derivation_of_known_values_is_an_alternative():
    bank, _ = empty_bank()
    first = bank.add(Variable("x", INT), INT, 2, (1,))
    for extra in range(SPREAD + 3):
        assert bank.add(Variable(f"y{extra}", INT), INT, 2 + extra, (1,)) is None
    others = bank.common.alternatives[first.expression]
    assert [extra for extra, _ in others] == list(range(SPREAD + 1))


def test_alternatives_are_few():
    bank, _ = empty_bank()
    first = bank.add(Variable("x", INT), INT, 1, (1,))
    for _ in range(ALTERNATIVES + 5):
        bank.add(Variable("y", INT), INT, 1, (1,))
    assert len(bank.common.alternatives[first.expression]) == ALTERNATIVES


def test_partial_values_are_kept_apart():
    bank, added = empty_bank()
    bank.add_partial(Variable("x", INT), INT, 3, (1, FAILURE))
    bank.add_partial(Variable("y", INT), INT, 3, (1, FAILURE))
    shelf = bank.shelf(INT)
    assert len(shelf.partials) == len(added) == bank.size == 1
    assert added[0].partial
    assert list(shelf.up_to(9)) == []
    assert bank.find(INT, (1, FAILURE)) is None


def test_values_of_different_types_are_different():
    bank, _ = empty_bank()
    vectors = [(1,), (True,), (1.0,), ("1",), (None,)]
    assert all(bank.add(Variable("x", ANY), ANY, 1, values) is not None for values in vectors)
    assert all(bank.find(ANY, values).values == values for values in vectors)


def test_an_int_among_floats_is_one_of_them():
    shelf = Bank(lambda entry: None, Common()).shelf(FLOAT)
    assert shelf.key((3, 7.5, 10**20)) == shelf.key((3.0, 7.5, 10**20)) != shelf.key((3.5, 7.5, 10**20))


def test_floats_that_differ_in_rounding_are_one():
    bank, _ = empty_bank()
    assert bank.add(Variable("x", FLOAT), FLOAT, 1, (0.3,)) is not None
    assert bank.add(Variable("y", FLOAT), FLOAT, 1, (0.1 + 0.2,)) is None
    assert bank.add(Variable("z", FLOAT), FLOAT, 1, (0.3001,)) is not None
    assert bank.add(Variable("n", FLOAT), FLOAT, 1, (float("nan"),)) is not None
    assert bank.add(Variable("m", FLOAT), FLOAT, 1, (float("nan"),)) is None
