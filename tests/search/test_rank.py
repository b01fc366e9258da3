from __future__ import annotations

import dataclasses

import pytest

from pytest_aurora.language.expressions import (
    Apply,
    Comprehension,
    Concatenation,
    Conditional,
    Constant,
    Iteration,
    Variable,
)
from pytest_aurora.language.forms import FORMS
from pytest_aurora.problem.types import BOOL, INT, STR, list_of
from pytest_aurora.search.candidate import candidate
from pytest_aurora.search.rank import (
    BIG_NUMBER,
    BOUNDARY_CUT,
    COPYABLE,
    CUT_STEP,
    FIXED_PLACE,
    IDLE,
    LOPSIDED,
    STALE,
    UNEVEN,
    UNTOLD_CUT,
    UNUSED,
    WITHIN,
    Ranker,
)

from .cores import chosen
from .problems import problem

S, N, XS = Variable("s", STR), Variable("n", INT), Variable("xs", list_of(INT))


def number(value):
    return Constant(value, INT)


def text(value):
    return Constant(value, STR)


def apply(name, t, *arguments):
    return Apply(chosen(name)[0], arguments, t)


def penalty(asked, expression):
    return Ranker(asked).cost(candidate(expression, 10, asked.signature)) - 10


NAMES = problem("f(s: str) -> str", ("Ada King", "Ada"), ("Bob Li", "Bob"))


def test_a_plain_body_costs_what_the_search_paid():
    assert penalty(NAMES, apply("upper", STR, S)) == 0


def test_a_parameter_that_is_not_used():
    asked = problem("f(s: str, n: int) -> str", ("abc", 1, "abc"))
    assert penalty(asked, S) == UNUSED
    assert penalty(asked, apply("take:str", STR, S, N)) == 0


def test_a_step_that_changes_nothing_in_any_example():
    asked = problem("f(a: int, n: int) -> int", (2, 5, 7), (3, 7, 10))
    idle = apply("add", INT, apply("mod", INT, Variable("a", INT), N), N)
    assert penalty(asked, idle) == IDLE
    told = problem("f(a: int, n: int) -> int", (2, 5, 7), (8, 7, 8))
    assert penalty(told, idle) == 0


def test_a_step_that_changes_nothing_but_alone_brings_a_parameter_in():
    asked = problem("f(a: int, n: int) -> int", (2, 5, 2), (3, 7, 3))
    assert penalty(asked, apply("min:int", INT, Variable("a", INT), N)) == 0
    assert penalty(asked, Variable("a", INT)) == UNUSED


def test_what_the_spec_says_of_a_body_takes_something_off():
    asked = problem("f(s: str) -> str", ("Ab", "ab"), text="In lower case.")
    told = candidate(apply("lower", STR, S), 10, asked.signature)
    other = candidate(apply("strip", STR, S), 10, asked.signature)
    ranker = Ranker(asked)
    assert ranker.meant(told) < ranker.cost(told)
    assert ranker.meant(other) == ranker.cost(other)


def test_a_constant_cut_at_a_token_boundary_of_every_example():
    assert penalty(NAMES, apply("take:str", STR, S, number(3))) == BOUNDARY_CUT + 3 * CUT_STEP
    mixed = problem("f(s: str) -> str", ("Ada King", "Ada"), ("Roberta Li", "Rob"))
    assert penalty(mixed, apply("take:str", STR, S, number(3))) == 0
    assert penalty(NAMES, apply("take:str", STR, S, number(2))) == 0


def test_a_literal_that_could_have_been_copied():
    asked = problem("f(s: str) -> str", ("x 42", "42!"), ("42 y", "42!"))
    assert penalty(asked, Concatenation((text("42"), text("!"), apply("take:str", STR, S, number(0))))) >= COPYABLE
    other = problem("f(s: str) -> str", ("x 42", "42!"), ("17 y", "42!"))
    assert penalty(other, Concatenation((text("42"), S))) == 0


@pytest.mark.parametrize("inner", [lambda c: c, lambda c: Conditional(Constant(True, BOOL), c, S, STR)])
def test_a_token_of_the_old_input_that_stays_in_the_output(inner):
    asked = problem("f(s: str) -> str", ("alpha one", "alpha"), ("delta two", "delta"))
    assert penalty(asked, inner(text("alpha"))) >= STALE / 2
    assert penalty(asked, inner(S)) == 0


def test_a_large_number_that_the_spec_does_not_name():
    asked = problem("f(n: int) -> int", (1, 7))
    assert penalty(asked, apply("add", INT, N, number(17))) == BIG_NUMBER
    assert penalty(asked, apply("add", INT, N, number(3))) == 0
    named = dataclasses.replace(asked, literals=(17,))
    assert penalty(named, apply("add", INT, N, number(17))) == 0


def test_a_fixed_place_in_lists_of_different_lengths():
    asked = problem("f(xs: list[int]) -> int", ([1, 2, 3], 3), ([4, 5, 6, 7], 6))
    assert penalty(asked, apply("at", INT, XS, number(2))) == FIXED_PLACE
    assert penalty(asked, apply("at", INT, XS, number(0))) == 0
    assert penalty(asked, apply("at", INT, apply("sorted", XS.type, XS), number(2))) == 0
    mapped = problem("f(d: dict[int, int]) -> int", ({1: 2, 3: 4}, 1), ({4: 5, 6: 7, 8: 9}, 6))
    keys = apply("keys", XS.type, Variable("d", mapped.signature.parameters[0].type))
    assert penalty(mapped, apply("at", INT, keys, number(-2))) == FIXED_PLACE
    alike = problem("f(xs: list[int]) -> int", ([1, 2, 3], 3), ([4, 5, 6], 6))
    assert penalty(alike, apply("at", INT, XS, number(2))) == 0


def test_an_answer_learned_by_heart_costs_more():
    asked = problem("f(s: str, n: int) -> int", ("a", 1, 17), ("b", 2, 40), ("c", 3, 60))
    n = Variable("n", INT)
    test = Constant(True, BOOL)
    heart = Conditional(test, Constant(17, INT), n, INT)
    trivial = Conditional(test, Constant(1, INT), n, INT)
    ranker = Ranker(asked)
    assert ranker.cost(candidate(heart, 10, asked.signature)) > ranker.cost(candidate(trivial, 10, asked.signature)) + 5


def test_what_is_asked_of_a_value_and_itself_costs_more():
    asked = problem("f(s: str, n: int) -> int", ("ab", 1, 0), ("cde", 2, 0))
    itself = apply("find", INT, S, S)
    assert penalty(asked, itself) >= penalty(asked, apply("find", INT, S, text("a"))) + IDLE
    assert penalty(asked, apply("mul", INT, N, N)) == penalty(asked, apply("mul", INT, N, number(2)))


def test_that_texts_are_equal_is_likelier_than_that_one_is_within_the_other():
    asked = problem("f(s: str, t: str) -> bool", ("a", "a", True), ("b", "a", False))
    other = Variable("t", STR)
    assert penalty(asked, apply("contains", BOOL, S, other)) == penalty(asked, apply("eq:str", BOOL, S, other)) + WITHIN
    assert penalty(asked, apply("contains", BOOL, S, text("x"))) == penalty(asked, apply("eq:str", BOOL, S, text("x")))


@pytest.mark.parametrize(("shown", "charge"), [("DE", WITHIN), ("DEFR", 0.0)])
def test_a_literal_that_is_always_the_whole_text_is_equal_to_it(shown, charge):
    asked = problem("f(s: str) -> bool", (shown, True), ("FR", False))
    for pair in ((text("DE"), S), (S, text("DE")))[: 1 if charge == 0 else 2]:
        assert penalty(asked, apply("contains", BOOL, *pair)) == penalty(asked, apply("eq:str", BOOL, *pair)) + charge


def test_a_cut_that_decides_where_the_spec_speaks_of_no_place():
    cut = Apply(chosen("isdigit")[0], (Apply(chosen("at:str")[0], (S, number(1)), STR),), BOOL)
    rows = [("a1", True), ("ab", False)]
    untold = Ranker(problem("f(s: str) -> bool", *rows, text="Is it valid?"))
    told = Ranker(problem("f(s: str) -> bool", *rows, text="Is the second a digit?"))
    assert untold.cost(candidate(cut, 5, untold.problem.signature)) == 5 + UNTOLD_CUT
    assert told.cost(candidate(cut, 5, told.problem.signature)) == 5


def test_a_walk_over_neighbours_that_looks_at_one_of_them():
    a, b = Variable("a", INT), Variable("b", INT)
    neighbours = Iteration("zip({0}, {0}[1:])", (XS,), (a, b))
    ranker = Ranker(problem("f(xs: list[int]) -> list[int]", ([1, 2, 4], [2, 4])))
    one = Comprehension(FORMS["listcomp"], neighbours, b, list_of(INT))
    added = Comprehension(FORMS["listcomp"], neighbours, Apply(chosen("add")[0], (a, b), INT), list_of(INT))
    assert ranker.cost(candidate(one, 5, ranker.problem.signature)) == 5 + LOPSIDED
    assert ranker.cost(candidate(added, 5, ranker.problem.signature)) == 5


def test_two_names_that_are_compared_after_becoming_different_things():
    a, b = Variable("a", STR), Variable("b", STR)
    ranker = Ranker(problem("f(a: str, b: str) -> bool", ("x", "X", True)))
    lower, equal = chosen("lower", "eq:str")
    sides = Apply(lower, (a,), STR), Apply(lower, (b,), STR)
    assert ranker.cost(candidate(Apply(equal, sides, BOOL), 5, ranker.problem.signature)) == 5
    uneven = candidate(Apply(equal, (sides[0], b), BOOL), 5, ranker.problem.signature)
    assert ranker.cost(uneven) == 5 + UNEVEN
