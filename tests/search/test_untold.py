from __future__ import annotations

import dataclasses

import pytest

from pytest_aurora.language.expressions import Apply, Conditional, Fold, Iteration, Variable
from pytest_aurora.problem.types import BOOL, INT, STR, list_of
from pytest_aurora.problem.words import words_of
from pytest_aurora.search import untold
from pytest_aurora.search.untold import CUT, ODD_STEP, PART, REMAINDER, REMOTE

from .cores import XS, N, S, apply, chosen, number
from .problems import problem


def charge(asked, expression):
    return untold.charge(expression, asked)


def test_a_remainder_of_a_texts_length_of_which_the_spec_does_not_speak():
    rest = apply("eq:int", BOOL, apply("mod", INT, apply("len:str", INT, S), number(3)), number(2))
    rows = [("abcde", True), ("abcd", False)]
    assert charge(problem("f(s: str) -> bool", *rows, text="Is it private?"), rest) == REMAINDER
    assert charge(problem("f(s: str) -> bool", *rows, text="Is its length odd?"), rest) == 0
    assert (
        charge(problem("f(s: str) -> int", ("abcde", 2)), apply("mod", INT, apply("len:str", INT, S), number(3))) == 0
    )


def test_a_cut_that_decides_where_the_spec_speaks_of_no_place():
    cut = Apply(chosen("isdigit")[0], (Apply(chosen("at:str")[0], (S, number(1)), STR),), BOOL)
    rows = [("a1", True), ("ab", False)]
    assert charge(problem("f(s: str) -> bool", *rows, text="Is it valid?"), cut) == CUT
    assert charge(problem("f(s: str) -> bool", *rows, text="Is the second a digit?"), cut) == 0


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("", 0),
        ("The largest total of neighbouring items.", PART),
        ("The total.", 0),
        ("The largest total of the items after the first ones.", 0),
        ("The largest total without two of the items.", 0),
    ],
)
def test_a_fixed_part_of_a_list_of_which_the_spec_does_not_speak(said, due):
    asked = problem("f(xs: list[int]) -> int", ([1, 2, 3], 3), ([5, 6, 7, 8], 15), text=said)
    assert charge(asked, apply("sum", INT, apply("drop", list_of(INT), XS, number(2)))) == due
    assert charge(asked, apply("sum", INT, apply("drop", list_of(INT), XS, number(1)))) == 0
    assert charge(asked, apply("mul", INT, apply("sum", INT, XS), number(2))) == 0
    named = dataclasses.replace(asked, literals=(2,))
    assert charge(named, apply("sum", INT, apply("drop", list_of(INT), XS, number(2)))) == 0


def test_bits_of_which_the_spec_does_not_speak():
    asked = problem("f(n: int) -> int", (1, 0))
    shifted = apply("rshift", INT, N, number(1))
    assert charge(asked, shifted) == REMOTE
    assert charge(dataclasses.replace(asked, words=words_of("Shifted by one bit.")), shifted) == 0
    assert charge(asked, apply("floordiv", INT, N, number(2))) == 0


STATE, CHAR = Variable("", INT), Variable("char", STR)


def test_values_on_the_way_of_which_the_spec_does_not_speak():
    running = apply("accumulate", XS.type, XS)
    asked, asks = "f(xs: list[int]) -> int", ([1, 2], 3)
    untold = problem(asked, asks, text="The sum of all positive whole numbers of a list.")
    assert charge(untold, running) == REMOTE
    assert charge(problem(asked, asks, text="The greatest running total of the numbers of a list."), running) == 0
    assert charge(problem(asked, asks), running) == 0


@pytest.mark.parametrize(
    ("side", "due"),
    [
        (apply("sub", INT, number(1), STATE), ODD_STEP),
        (apply("neg", INT, STATE), ODD_STEP),
        (number(-1), ODD_STEP),
        (apply("add", INT, STATE, number(1)), 0),
        (apply("sub", INT, STATE, number(1)), 0),
        (number(0), 0),
    ],
)
def test_an_odd_turn_of_a_loop_under_a_condition(side, due):
    walked = Iteration("{0}", (S,), (CHAR,))
    step = Conditional(apply("isdigit", BOOL, CHAR), side, STATE, INT)
    asked = problem("f(s: str) -> int", ("a1", 1), text="What is the score?")
    assert charge(asked, Fold(walked, (STATE,), (number(0),), (step,), STATE)) == due
    assert charge(asked, Fold(walked, (STATE,), (number(0),), (side,), STATE)) == 0
    flipped = dataclasses.replace(asked, words=words_of("Each digit toggles the light."))
    assert charge(flipped, Fold(walked, (STATE,), (number(0),), (step,), STATE)) == 0


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("isqrt", "The square root."),
        ("factorial", "In how many ways they may stand."),
        ("chr", "The character with this code."),
        ("popcount", "How many bits are set."),
    ],
)
def test_what_belongs_to_a_field_of_which_the_spec_does_not_speak(name, told):
    body = Apply(chosen(name)[0], (N,), INT)
    asked = problem("f(n: int) -> int", (1, 1))
    assert charge(dataclasses.replace(asked, words=words_of("The number of open orders.")), body) == REMOTE
    assert charge(dataclasses.replace(asked, words=words_of(told)), body) == 0
