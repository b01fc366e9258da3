from __future__ import annotations

import pytest

from pytest_aurora.language.expressions import Apply, Comprehension, Concatenation, Iteration, Variable
from pytest_aurora.language.forms import FORMS
from pytest_aurora.problem.types import BOOL, INT, STR, list_of
from pytest_aurora.search.candidate import candidate
from pytest_aurora.search.overfitting import BIG_NUMBER
from pytest_aurora.search.rank import (
    DASHED,
    FIRST_POINT,
    IDLE,
    LOPSIDED,
    NEEDLESS,
    UNEVEN,
    UNUSED,
    WITHIN,
    Ranker,
)

from .cores import XS, N, S, apply, chosen, number, text
from .problems import problem


def penalty(asked, expression):
    return Ranker(asked).cost(candidate(expression, 10, asked.signature)) - 10


NAMES = problem("f(s: str) -> str", ("Ada King", "Ada"), ("Bob Li", "Bob"))


def test_a_plain_body_costs_what_the_search_paid():
    assert penalty(NAMES, apply("upper", STR, S)) == 0


def test_what_is_learned_by_heart_costs_more():
    asked = problem("f(n: int) -> int", (1, 18))
    assert penalty(asked, apply("add", INT, N, number(17))) == BIG_NUMBER


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


def test_a_number_and_itself_cancel_out():
    asked = problem("f(n: int) -> int", (1, 1), (2, 3))
    assert penalty(asked, apply("add", INT, N, apply("sub", INT, N, N))) == 2 * IDLE
    assert penalty(asked, apply("mul", INT, N, N)) == 0


def test_what_is_divided_by_one():
    asked = problem("f(n: int) -> int", (1, 1), (2, 2))
    for name in ("mod", "floordiv"):
        assert penalty(asked, apply(name, INT, N, number(1))) == IDLE
        assert penalty(asked, apply(name, INT, N, number(2))) == 0


def test_the_text_of_a_number_has_no_case():
    asked = problem("f(n: int) -> str", (1, "1"), (2, "2"))
    digits = apply("str:int", STR, N)
    assert penalty(asked, digits) == 0
    for name in ("lower", "upper", "strip"):
        assert penalty(asked, apply(name, STR, digits)) == IDLE
        assert penalty(NAMES, apply(name, STR, S)) == 0


def test_a_single_character_has_no_ends_to_trim():
    asked = problem("f(s: str, xs: list[str]) -> list[str]", ("ab", ["a"], []))
    for over, due in ((S, LOPSIDED), (Variable("xs", list_of(STR)), 0)):
        item = Variable("x", STR)
        walked = Iteration("{0}", (over,), (item,))
        trimmed = Comprehension(FORMS["listcomp"], walked, apply("rstrip", STR, item), list_of(STR))
        plain = Comprehension(FORMS["listcomp"], walked, apply("upper", STR, item), list_of(STR))
        assert penalty(asked, trimmed) - penalty(asked, plain) == due


def test_what_does_nothing_whatever_the_values_are_does_nothing_in_a_comprehension():
    asked = problem("f(n: int) -> list[int]", (2, [0, 1]))
    item = Variable("x", INT)
    counted = apply("len", INT, apply("range", XS.type, item))
    body = Comprehension(FORMS["listcomp"], Iteration("range({0})", (N,), (item,)), counted, XS.type)
    plain = Comprehension(FORMS["listcomp"], Iteration("range({0})", (N,), (item,)), item, XS.type)
    assert penalty(asked, body) - penalty(asked, plain) == IDLE


def test_a_list_that_is_made_to_be_counted():
    asked = problem("f(n: int) -> int", (1, 1), (2, 2))
    assert penalty(asked, apply("len", INT, apply("range", XS.type, N))) == IDLE
    assert penalty(asked, apply("sum", INT, apply("range", XS.type, N))) == 0


@pytest.mark.parametrize("name", ["sorted", "reversed", "unique", "drop"])
def test_what_has_as_many_items_is_not_made_to_be_counted(name):
    asked = problem("f(xs: list[int]) -> int", ([1, 2], 2), ([3], 1))
    rest = (number(1),) if name == "drop" else ()
    counted = apply("len", INT, apply(name, XS.type, XS, *rest))
    assert penalty(asked, counted) == (0 if name == "unique" else IDLE)


def test_a_step_that_changes_nothing_but_alone_brings_a_parameter_in():
    asked = problem("f(a: int, n: int) -> int", (2, 5, 2), (3, 7, 3))
    assert penalty(asked, apply("min:int", INT, Variable("a", INT), N)) == 0
    assert penalty(asked, Variable("a", INT)) == UNUSED


@pytest.mark.parametrize(("last", "charge"), [([4, 5, 9], NEEDLESS), ([5, 4, 9], 0.0)])
def test_an_order_that_no_example_needs(last, charge):
    asked = problem("f(xs: list[int]) -> int", ([1, 2], 1), ([3, 3, 7], 3), (last, 4))
    assert penalty(asked, apply("min", INT, XS)) == charge
    told = problem("f(xs: list[int]) -> int", ([1, 2], 1), ([3, 3, 7], 3), (last, 4), text="the smallest")
    assert penalty(told, apply("min", INT, XS)) == 0


def test_what_the_spec_says_of_a_body_takes_something_off():
    asked = problem("f(s: str) -> str", ("Ab", "ab"), text="In lower case.")
    told = candidate(apply("lower", STR, S), 10, asked.signature)
    other = candidate(apply("strip", STR, S), 10, asked.signature)
    ranker = Ranker(asked)
    assert ranker.meant(told) < ranker.cost(told)
    assert ranker.meant(other) == ranker.cost(other)


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
    part = Apply(chosen("reverse:str")[0], (a,), STR)
    assert ranker.cost(candidate(Apply(equal, (part, b), BOOL), 5, ranker.problem.signature)) == 5


def test_a_separator_that_never_separates_anything_is_not_used():
    asked = problem("f(s: str, t: str) -> str", ("-", "a b", "a"), ("+", "c", "c"))
    first = apply("take", list_of(STR), apply("split", list_of(STR), Variable("t", STR)), number(1))
    assert penalty(asked, apply("join", STR, S, first)) == UNUSED
    both = problem("f(s: str, t: str) -> str", ("-", "a b", "a-b"), ("+", "c", "c"))
    assert penalty(both, apply("join", STR, S, apply("split", list_of(STR), Variable("t", STR)))) == 0


def test_a_sign_that_serves_as_a_hyphen():
    asked = problem("f(n: int, s: str) -> str", (5, "a", "a-5"), (7, "b", "b-7"))
    minus = apply("str:int", STR, apply("neg", INT, N))
    assert penalty(asked, Concatenation((S, minus))) == DASHED
    assert penalty(asked, Concatenation((minus, S))) == 0
    assert penalty(asked, Concatenation((S, text("-"), apply("str:int", STR, N)))) == 0


def test_a_name_ends_with_what_comes_after_the_last_point():
    asked = problem("f(s: str) -> str", ("a.b", "b"), ("x.yz", "yz"))
    assert penalty(asked, apply("after", STR, S, text("."))) == FIRST_POINT
    assert penalty(asked, apply("after:last", STR, S, text("."))) == 0
    assert penalty(asked, apply("after", STR, S, text(":"))) == 0
