from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.expressions import Apply
from pytest_aurora.problem.types import STR
from pytest_aurora.search.evidence import evidence, said_by_examples

from .cores import S, chosen
from .problems import problem


def bits(signature, *rows):
    return said_by_examples(problem(signature, *rows))


def test_a_decision_says_one_bit():
    assert bits("f(n: int) -> bool", (1, True), (2, False)) == 2


@pytest.mark.parametrize(
    ("signature", "little", "more"),
    [
        ("f(n: int) -> int", (7, 1), (7, 1000)),
        ("f(s: str) -> str", ("ab", "x"), ("ab", "xyz")),
        ("f(s: str) -> str", ("one two", "two"), ("one two", "2wo")),
        ("f(s: str) -> str", ("one two three", "two"), ("one two three", "e tw")),
        ("f(xs: list[int]) -> int", ([700, 800], 800), ([700, 900], 800)),
        ("f(xs: list[int]) -> list[int]", ([7, 8], [7]), ([7, 8], [7, 7])),
        ("f(x: float) -> float", (1.0, 2.0), (1.0, 2000.0)),
    ],
)
def test_what_is_longer_or_not_in_what_was_given_says_more(signature, little, more):
    assert 0 < bits(signature, little) < bits(signature, more)


def test_nothing_fits_by_chance_where_there_are_no_examples():
    assert bits("f(n: int) -> int") == math.inf


@given(st.lists(st.tuples(st.text(), st.text() | st.floats() | st.booleans() | st.none() | st.dates()), min_size=1))
def test_each_example_says_something(rows):
    told = [bits("f(s: str) -> object", row) for row in rows]
    assert min(told) > 0
    assert bits("f(s: str) -> object", *rows) == pytest.approx(sum(told))


def test_what_is_said_and_left_unheard_speaks_against_a_body():
    asked = problem("f(s: str) -> str", ("ab", "AB"), text="In upper case.")
    upper, lower = (Apply(component, (S,), STR) for component in chosen("upper", "swapcase"))
    assert evidence(asked, upper) > evidence(asked, lower)
