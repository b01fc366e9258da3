from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_aurora.language.expressions import Apply, Comprehension, Constant, Iteration, Logical, Variable, While
from pytest_aurora.language.forms import FORMS
from pytest_aurora.problem.bounds import told_bounds
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, list_of
from pytest_aurora.problem.words import text_literals, words_of
from pytest_aurora.search.spoken import BOUNDED, IMPLIED, NAMED, REPEATED, is_told, said, unheard

from .cores import chosen
from .problems import problem

S, N, XS, X = Variable("s", STR), Variable("n", INT), Variable("xs", list_of(INT)), Variable("x", INT)
IS_UPPER = Apply(chosen("isupper")[0], (S,), BOOL)
IS_DIGIT = Apply(chosen("isdigit")[0], (S,), BOOL)
ABOVE = Apply(chosen("lt:int")[0], (N, X), BOOL)
OVER = Iteration("{0}", (XS,), (X,))


def told(expression, text):
    asked = problem("f(s: str, xs: list[int], n: int) -> bool", ("a", [1], 1, True), text=text)
    return said(expression, replace(asked, literals=tuple(text_literals(text))))


@pytest.mark.parametrize(
    ("name", "parts", "text"),
    [
        ("lt:int", (Constant(8, INT), N), "more than 8"),
        ("le:int", (N, Constant(8, INT)), "at most 8"),
        ("le:int", (Constant(8, INT), N), "at least 8"),
        ("lt:int", (N, Constant(8, INT)), "less than 8"),
        ("lt:int", (N, X), "less than x"),
    ],
)
def test_a_comparison_on_the_side_that_is_told(name, parts, text):
    asked = problem("f(s: str, xs: list[int], n: int) -> bool", ("a", [1], 1, True))
    asked = replace(asked, bounds=told_bounds(text, ["x"]))
    assert said(Apply(chosen(name)[0], parts, BOOL), asked) == BOUNDED
    other = {"lt:int": "le:int", "le:int": "lt:int"}[name]
    assert said(Apply(chosen(other)[0], parts, BOOL), asked) == 0


def test_a_form_is_told_by_its_own_words():
    assert is_told("countif", words_of("How many are there?"))
    assert not is_told("sum", words_of("How many are there?"))
    assert not is_told("listcomp", words_of("How many are there?"))


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (IS_UPPER, "Is it in capitals?"),
        (Logical("and", (S, S)), "Both."),
        (Comprehension(FORMS["countif"], OVER, X, INT), "How many?"),
        (Comprehension(FORMS["filter"], OVER, X, list_of(INT), condition=X), "Those."),
        (ABOVE, "The ones that are above it."),
    ],
)
def test_what_a_body_does_and_the_spec_speaks_of_takes_something_off(expression, text):
    assert told(expression, text) > 0
    assert told(expression, "Quite another matter.") == 0
    assert told(S, text) == 0


def test_each_word_counts_once_and_a_rare_one_more():
    both = Logical("or", (IS_UPPER, IS_DIGIT))
    capital, digit = told(both, "capital"), told(both, "digit")
    assert told(both, "capital digit") == pytest.approx(capital + digit)
    assert told(both, "capital capitals") == capital
    assert capital > digit, "more components speak of digits"


@pytest.mark.parametrize(
    ("name", "operands", "word"),
    [
        ("lt:int", (N, Constant(0, INT)), "negative"), ("le:int", (Constant(0, INT), N), "negative"),
        ("lt:int", (Constant(0, INT), N), "positive"), ("le:int", (N, Constant(0, INT)), "positive"),
    ],
)  # fmt: skip
def test_a_comparison_with_zero_speaks_of_signs(name, operands, word):
    compared = Apply(chosen(name)[0], operands, BOOL)
    assert told(compared, f"All {word} numbers.") > told(compared, "All numbers.")
    other = "positive" if word == "negative" else "negative"
    assert told(compared, f"All {other} numbers.") == told(compared, "All numbers.")


def test_a_list_is_told_where_the_text_lists_its_items():
    names = Constant(("low", "High"), list_of(STR))
    asked = problem("f(s: str) -> bool", ("a", True))
    assert said(names, replace(asked, listings=(("Low", "high"),))) == BOUNDED
    assert said(names, replace(asked, listings=(("high", "low"),))) == 0
    twice = Apply(chosen("eq")[0], (names, names), BOOL)
    assert said(twice, replace(asked, listings=(("Low", "high"),))) == BOUNDED


def test_a_name_says_nothing_of_what_is_done_to_its_own_value():
    title, text = Variable("title", STR), Variable("text", STR)
    names = problem("f(title: str, text: str) -> str", ("a", "b", "c"), text="A title.")
    raised = chosen("title")[0]
    assert said(Apply(raised, (text,), STR), names) > 0
    assert said(Apply(raised, (title,), STR), names) == 0
    asks = Apply(chosen("isupper")[0], (Variable("upper", STR),), BOOL)
    assert said(asks, replace(names, words=words_of("upper"))) > 0


def test_a_loop_is_meant_where_something_goes_on_until_something_holds():
    loop = While((N,), (N,), ABOVE, (X,), N)
    assert told(loop, "Halve it until it is odd.") == REPEATED
    assert told(loop, "Halve it.") == told(N, "Halve it until it is odd.") == 0


def test_a_literal_of_the_text_takes_something_off():
    half = Apply(chosen("lt:int")[0], (Constant(50, INT), N), BOOL)
    assert told(half, "From 50 on.") == NAMED
    assert told(half, "From 51 on.") == 0
    assert told(Constant(50.0, FLOAT), "From 50 on.") == NAMED
    assert told(Constant(60, INT), "Minutes.") == IMPLIED


def test_a_table_of_the_text_is_worth_more_than_its_numbers():
    table = Constant((25, 10, 5), list_of(INT))
    assert told(table, "Coins of 25, 10 and 5.") == 3 * NAMED + BOUNDED
    assert told(table, "Coins of 25 and 10.") == 2 * NAMED


def test_a_superlative_speaks_of_one_extreme():
    largest, least = (Apply(chosen(name)[0], (XS,), INT) for name in ("max", "min"))
    between = Apply(chosen("sub")[0], (largest, least), INT)
    assert told(between, "The cheapest.") == told(least, "The cheapest.") == told(largest, "The cheapest.") > 0
    assert told(between, "The maximum less the minimum.") > told(least, "The maximum less the minimum.")


def test_what_a_body_leaves_unheard_is_what_another_would_have_said():
    asked = problem("f(s: str) -> bool", ("a", True), text="Is it in capitals?")
    assert unheard(IS_DIGIT, asked) > unheard(IS_UPPER, asked)
    assert unheard(IS_DIGIT, replace(asked, words=words_of("Quite another matter."))) == 0


@pytest.mark.parametrize(
    ("name", "place", "heard"),
    [
        ("at", 0, "first"),
        ("at", -1, "last"),
        ("at", 1, ""),
        ("at", -2, ""),
        ("drop", -2, "last"),
        ("take", 2, "first"),
        ("drop", 2, ""),
    ],
)
def test_a_place_is_spoken_of_where_it_is_the_one_that_is_taken(name, place, heard):
    body = Apply(chosen(name)[0], (XS, Constant(place, INT)), INT)
    for word in ("first", "last"):
        assert (told(body, f"The {word} ones.") > 0) is (word == heard)
