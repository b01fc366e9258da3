from __future__ import annotations

from pytest_aurora.language.expressions import Constant, Variable
from pytest_aurora.problem.types import STR
from pytest_aurora.search.bank import SPREAD, Bank

TEXT = ("olleh",)


def bank_with_a_constant():
    bank = Bank(lambda entry: None, {})
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
    bank = Bank(lambda entry: None, {})
    first = Variable("s", STR)
    bank.add(first, STR, 3, TEXT)
    assert bank.add(Variable("t", STR), STR, 2, TEXT) is None
    assert bank.find(STR, TEXT).expression is first
