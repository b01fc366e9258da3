from __future__ import annotations

import pytest

from pytest_aurora.language.expressions import Variable
from pytest_aurora.problem.types import BOOL, INT, STR, list_of
from pytest_aurora.search.quantities import UNLIKE, UNREAD, charge

from .cores import XS, N, apply, number
from .problems import problem

ASKED = problem("f(xs: list[int], n: int) -> int", ([1, 2], 1, 1))
SIZE = apply("len", INT, XS)
LARGEST = apply("max", INT, XS)
WORDS = Variable("xs", list_of(STR))


@pytest.mark.parametrize(
    "unlike",
    [
        apply("eq:int", BOOL, SIZE, LARGEST),
        apply("lt:int", BOOL, apply("sum", INT, XS), apply("add", INT, SIZE, number(1))),
        apply("count", INT, XS, SIZE),
        apply("in", BOOL, SIZE, XS),
        apply("sub", INT, LARGEST, SIZE),
    ],
)
def test_how_many_there_are_is_not_one_of_them(unlike):
    assert charge(unlike, ASKED) == UNLIKE


@pytest.mark.parametrize(
    "alike",
    [
        apply("eq:int", BOOL, SIZE, N),
        apply("eq:int", BOOL, LARGEST, apply("min", INT, XS)),
        apply("eq:int", BOOL, apply("count", INT, XS, LARGEST), SIZE),
        apply("at", INT, XS, apply("sub", INT, SIZE, number(1))),
        apply("floordiv", INT, apply("sum", INT, XS), SIZE),
    ],
)
def test_quantities_that_go_together(alike):
    assert charge(alike, ASKED) == 0


def test_a_number_of_items_is_not_compared_with_what_is_no_number():
    asked = problem("f(xs: list[str]) -> int", (["a"], 1))
    longest = apply("len:str", INT, apply("at", STR, WORDS, number(0)))
    assert charge(apply("sub", INT, longest, apply("len", INT, WORDS)), asked) == 0


def test_calculating_with_how_many_there_are_where_nothing_looks_at_them():
    assert charge(apply("sub", INT, SIZE, number(1)), ASKED) == UNREAD
    assert charge(apply("mul", INT, SIZE, N), ASKED) == 0
    assert charge(SIZE, ASKED) == 0
    assert charge(apply("floordiv", INT, LARGEST, SIZE), ASKED) == 0
    assert charge(N, ASKED) == 0
