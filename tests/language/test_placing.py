"""Loops stand where statements can; `is_writable` says just when a body has a source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.expressions import Fold, Iteration, Logical, Variable
from pytest_aurora.language.placing import is_writable
from pytest_aurora.language.statements import to_source
from pytest_aurora.problem.types import BOOL, INT
from tests.language.building import body, do, each, lift, n, when, xs
from tests.language.grammar import TYPES, bodies, expressions

total, item = Variable("", INT), Variable("", INT)
SUM = Fold(Iteration("{0}", (xs,), (item,)), (total,), (lift(0),), (do("add", total, item),), total)
EARLY = Fold(SUM.iteration, (total,), (lift(0),), SUM.step, total, do("lt:int", n, total), lift(-1))

WRITABLE = [SUM, EARLY, do("mul", SUM, 2), when(do("lt:int", n, 0), SUM, 1), when(do("lt:int", SUM, 3), EARLY, SUM)]
UNWRITABLE = [
    do("mul", EARLY, 2),
    do("add", 1, when(do("lt:int", n, 0), SUM, 1)),
    each(lambda x: do("add", x, SUM), xs),
    Logical("and", (do("lt:int", n, 0), do("lt:int", SUM, 3))),
    Fold(SUM.iteration, (total,), (lift(0),), (do("add", total, SUM),), total),
]


@pytest.mark.parametrize("expression", WRITABLE)
def test_what_is_writable_has_a_source(expression):
    assert is_writable(expression)
    assert "for " in body(expression)


@pytest.mark.parametrize("expression", UNWRITABLE)
def test_what_is_not_writable_is_told(expression):
    assert not is_writable(expression)


@given(data=st.data(), t=st.sampled_from(TYPES))
def test_writable_expressions_are_written(data, t):
    expression = data.draw(st.one_of(expressions(t), bodies(t)))
    if is_writable(expression):
        assert to_source(expression, frozenset({"f"})).lines


def test_an_early_return_ends_a_loop():
    assert body(EARLY) == (
        "total = 0\nfor number in xs:\n    total += number\n    if n < total:\n        return -1\nreturn total"
    )


def test_a_step_that_contains_another_goes_by_its_new_value():
    best, flag = Variable("best", INT), Logical("not", (do("eq:int", item, 1),))
    run = when(flag, 0, do("add", total, 1))
    fold = Fold(SUM.iteration, (total, best), (lift(0), lift(0)), (run, do("max:int", best, run)), best)
    assert body(fold) == (
        "count, best = 0, 0\nfor number in xs:\n    if number != 1:\n        count = 0\n    else:\n        count += 1\n"
        "    best = max(best, count)\nreturn best"
    )
    assert fold.type is not BOOL
