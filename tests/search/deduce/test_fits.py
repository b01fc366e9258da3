from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.search.deduce.fits import deduce_fits, roundest

from ..cores import make_core, make_root, met, sources

NAMES = (
    "add", "sub", "mul", "mod", "floordiv", "pow", "min:int", "max:int", "lt:int", "le:int",
    "mul:float", "mul:mixed", "add:float", "sub:float", "div:int", "div:float",
    "mul:decimal", "div:decimal", "add:decimal", "mul:fraction", "div:fraction", "add:fraction",
)  # fmt: skip
XS = [3, 14, 15, 92, 65, 35]


def deduced(kind, wanted, x=("int", XS)):
    core = make_core(*NAMES, deducers=(deduce_fits,))
    root = make_root(x=x)
    goal = met(core, root, kind, wanted, turns=4)
    return sources(goal)


@pytest.mark.parametrize(
    ("function", "body"),
    [
        (lambda x: 7 * x + 11, "7 * x + 11"),
        (lambda x: 13 * x - 4, "13 * x - 4"),
        (lambda x: 100 - x, "100 - x"),
        (lambda x: x + 37, "x + 37"),
        (lambda x: x % 17, "x % 17"),
        (lambda x: x // 6, "x // 6"),
        (lambda x: 840 // x, "840 // x"),
        (lambda x: -840 // x, "-840 // x"),
        (lambda x: x**5, "x**5"),
        (lambda x: min(x, 41), "min(x, 41)"),
        (lambda x: max(x, 25), "max(x, 25)"),
    ],
)
def test_a_number_that_no_example_shows_is_solved_for(function, body):
    assert body in deduced("int", [function(x) for x in XS])


@pytest.mark.parametrize(("limit", "body"), [(60, "x >= 50"), (15, "x >= 15")])
def test_the_roundest_bound_between_what_holds_and_what_does_not(limit, body):
    assert deduced("bool", [x >= limit for x in XS]) == [body]


def test_a_line_through_floats_has_short_decimals():
    assert "1.8 * x + 32.0" in deduced("float", [1.8 * x + 32 for x in XS])


@pytest.mark.parametrize(("x", "body"), [(("int", XS), "x / 100"), (("float", [float(x) for x in XS]), "x / 100.0")])
def test_a_share_is_written_as_a_quotient(x, body):
    assert deduced("float", [x / 100 for x in XS], x=x) == [body]


@pytest.mark.parametrize(("x", "body"), [(("int", XS), "12 / x"), (("float", [float(x) for x in XS]), "12.0 / x")])
def test_a_number_is_shared_by_others(x, body):
    assert deduced("float", [12 / x for x in XS], x=x) == [body]


def test_a_dividend_that_would_have_to_be_two_numbers():
    assert not any("//" in body for body in deduced("int", [100, 7, 6, 5, 4, 3]))


def test_what_divides_all_numbers_is_their_divisor():
    assert "x // 1024" in deduced("int", [2, 1, 10, 7], x=("int", [2048, 1024, 10240, 7168]))


def test_a_divisor_is_one_that_people_count_by_where_no_round_one_fits():
    assert "x // 1024" in deduced("int", [1, 4, 0, 10], x=("int", [1024, 5000, 100, 10240]))
    assert "x // 1000" in deduced("int", [1, 4, 0, 10], x=("int", [1030, 4990, 100, 10240]))


def test_two_values_fit_too_many_lines():
    assert deduced("int", [5, 9, 5], x=("int", [1, 2, 1])) == []


@given(st.integers(-1000, 1000), st.integers(0, 1000))
def test_the_roundest_number_lies_in_its_interval(low, width):
    assert low <= roundest(low, low + width) <= low + width


EXACT = [Decimal("2"), Decimal("119"), Decimal("35.5"), Decimal("0.4")]


@pytest.mark.parametrize(
    ("function", "body"),
    [
        (lambda x: x * Decimal("1.19"), 'x * Decimal("1.19")'),
        (lambda x: x * Decimal("0.5") + 3, 'x * Decimal("0.5") + Decimal("3")'),
        (lambda x: x + Decimal("4.5"), 'x + Decimal("4.5")'),
        (lambda x: x * Decimal("0.123456789"), None),
        (lambda x: x * x, None),
    ],
)
def test_a_line_through_decimals(function, body):
    found = deduced("Decimal", [function(x) for x in EXACT], ("Decimal", EXACT))
    assert found == ([body] if body else [])


def test_a_line_through_decimals_that_is_a_quotient():
    rows = [Decimal(n) * 7 for n in (1, 2, 5, 11)]
    assert deduced("Decimal", [x / 7 for x in rows], ("Decimal", rows)) == ['x / Decimal("7")']


def test_a_line_through_fractions():
    rows = [Fraction(1, 3), Fraction(5), Fraction(-2, 7), Fraction(9, 4)]
    assert deduced("Fraction", [x * Fraction(3, 7) for x in rows], ("Fraction", rows)) == ["x * Fraction(3, 7)"]
