from __future__ import annotations

import dataclasses

import pytest

from pytest_aurora.language.expressions import Concatenation, Conditional, Constant, Variable
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, list_of
from pytest_aurora.search.candidate import candidate
from pytest_aurora.search.observations import Observations
from pytest_aurora.search.overfitting import (
    BIG_NUMBER,
    BOUNDARY_CUT,
    COPYABLE,
    CUT_STEP,
    FIXED_PLACE,
    GATHERED,
    MEMORIZED,
    PATTERN,
    STALE,
    Overfitting,
)

from .cores import XS, N, S, apply, number, text
from .problems import problem


def charge(asked, expression):
    return Overfitting(asked, Observations(asked)).charge(candidate(expression, 10, asked.signature))


NAMES = problem("f(s: str) -> str", ("Ada King", "Ada"), ("Bob Li", "Bob"))


def test_a_constant_cut_at_a_token_boundary_of_every_example():
    assert charge(NAMES, apply("take:str", STR, S, number(3))) == BOUNDARY_CUT + 3 * CUT_STEP
    mixed = problem("f(s: str) -> str", ("Ada King", "Ada"), ("Roberta Li", "Rob"))
    assert charge(mixed, apply("take:str", STR, S, number(3))) == 0
    assert charge(NAMES, apply("take:str", STR, S, number(2))) == 0


def test_a_literal_that_could_have_been_copied():
    asked = problem("f(s: str) -> str", ("x 42", "42!"), ("42 y", "42!"))
    assert charge(asked, Concatenation((text("42"), text("!"), apply("take:str", STR, S, number(0))))) >= COPYABLE
    other = problem("f(s: str) -> str", ("x 42", "42!"), ("17 y", "42!"))
    assert charge(other, Concatenation((text("42"), S))) == 0


@pytest.mark.parametrize("inner", [lambda c: c, lambda c: Conditional(Constant(True, BOOL), c, S, STR)])
def test_a_token_of_the_old_input_that_stays_in_the_output(inner):
    asked = problem("f(s: str) -> str", ("alpha one", "alpha"), ("delta two", "delta"))
    assert charge(asked, inner(text("alpha"))) >= STALE / 2
    assert charge(asked, inner(S)) == 0


def test_a_large_number_that_the_spec_does_not_name():
    asked = problem("f(n: int) -> int", (1, 7))
    assert charge(asked, apply("add", INT, N, number(17))) == BIG_NUMBER
    assert charge(asked, apply("add", INT, N, number(3))) == 0
    assert charge(asked, apply("mul:mixed", FLOAT, Constant(17.5, FLOAT), N)) == BIG_NUMBER
    named = dataclasses.replace(asked, literals=(17,))
    assert charge(named, apply("add", INT, N, number(17))) == 0
    implied = dataclasses.replace(asked, words=frozenset({"week"}))
    assert charge(implied, apply("floordiv", INT, N, number(7))) == 0


def test_a_fixed_place_in_lists_of_different_lengths():
    asked = problem("f(xs: list[int]) -> int", ([1, 2, 3], 3), ([4, 5, 6, 7], 6))
    assert charge(asked, apply("at", INT, XS, number(2))) == FIXED_PLACE
    assert charge(asked, apply("at", INT, XS, number(0))) == 0
    assert charge(asked, apply("at", INT, apply("sorted", XS.type, XS), number(2))) == 0
    mapped = problem("f(d: dict[int, int]) -> int", ({1: 2, 3: 4}, 1), ({4: 5, 6: 7, 8: 9}, 6))
    keys = apply("keys", XS.type, Variable("d", mapped.signature.parameters[0].type))
    assert charge(mapped, apply("at", INT, keys, number(-2))) == FIXED_PLACE
    alike = problem("f(xs: list[int]) -> int", ([1, 2, 3], 3), ([4, 5, 6], 6))
    assert charge(alike, apply("at", INT, XS, number(2))) == 0


def test_an_answer_learned_by_heart_costs_more():
    asked = problem("f(s: str, n: int) -> int", ("a", 1, 17), ("b", 2, 40), ("c", 3, 60))
    n = Variable("n", INT)
    test = Constant(True, BOOL)
    heart = Conditional(test, Constant(17, INT), n, INT)
    trivial = Conditional(test, Constant(1, INT), n, INT)
    assert charge(asked, heart) == MEMORIZED + BIG_NUMBER
    assert charge(asked, trivial) == 0
    assert charge(dataclasses.replace(asked, literals=(17,)), heart) == 0


def test_a_regular_expression_knows_the_texts_by_their_letters():
    assert charge(NAMES, apply(r"find_all:\(([^)]*)\)", list_of(STR), S)) == PATTERN


def test_a_match_in_the_middle_of_more_or_fewer():
    rows = ("1 of 2 of 3", "2"), ("4 by 5", "5")
    matches = apply(r"find_all:\d+", list_of(STR), S)
    second, last = apply("at", STR, matches, number(1)), apply("at", STR, matches, number(-1))
    assert charge(problem("f(s: str) -> str", *rows), second) == FIXED_PLACE + PATTERN
    assert charge(problem("f(s: str) -> str", *rows), last) == PATTERN
    from_the_end = apply("at", STR, apply("reversed", list_of(STR), matches), number(1))
    assert charge(problem("f(s: str) -> str", *rows), from_the_end) == FIXED_PLACE + PATTERN
    assert charge(problem("f(s: str) -> str", *rows, text="The second number."), second) == PATTERN
    assert charge(problem("f(s: str) -> str", *rows[1:], ("6 by 7", "7")), second) == PATTERN


def test_matches_put_together_to_what_stands_there_as_it_is():
    words = apply("join", STR, text(" "), apply("find_all:[A-Za-z]+", list_of(STR), S))
    digits = apply(r"resub:\D:", STR, S)
    stretch = problem("f(s: str) -> str", ("Ada King 7", "Ada King"), ("Bo 12", "Bo"))
    assert charge(stretch, words) == charge(stretch, digits) == GATHERED + PATTERN
    apart = problem("f(s: str) -> str", ("1 Ada-King 7", "Ada King"), ("Bo 12", "Bo"))
    assert charge(apart, words) == charge(apart, digits) == PATTERN
