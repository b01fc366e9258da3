from __future__ import annotations

import pytest

from pytest_aurora.language.expressions import Apply, Constant, Guarded, Variable
from pytest_aurora.problem.problem import Example, Helper, Parameter, Raised, Returned, Signature
from pytest_aurora.problem.types import BOOL, FLOAT, INT, list_of
from pytest_aurora.search.candidate import behaviour, candidate, compile_body, helper_namespace, passes, rendered, run
from pytest_aurora.search.outcome import Body

from .cores import chosen
from .problems import problem

XS, N = Variable("xs", list_of(INT)), Variable("n", INT)
LISTS = problem("f(xs: list[int]) -> list[int]").signature
NUMBERS = problem("f(n: int) -> int").signature


def apply(name, t, *arguments):
    return Apply(chosen(name)[0], arguments, t)


def test_a_candidate_is_a_function_on_plain_values():
    function = candidate(apply("reversed", list_of(INT), XS), 2, LISTS).function
    assert function([1, 2]) == [2, 1]
    assert type(function([])) is list


def test_the_rendered_body_is_what_the_user_gets():
    body, function = rendered(candidate(apply("sorted", list_of(INT), XS), 2, LISTS), LISTS, ())
    assert body == Body(("return sorted(xs)",), (), 2)
    assert function([2, 1]) == [1, 2]


def test_imports_are_part_of_the_body():
    body, function = rendered(candidate(apply("isqrt", INT, N), 2, NUMBERS), NUMBERS, ())
    assert body.imports == ("import math",)
    assert function(10) == 3


def test_helpers_are_called_by_their_names():
    one = problem("vat(n: int) -> int").signature
    helpers = (Helper("vat", one, lambda n: n // 5), Helper("shop.tax", one, lambda n: n * 2))
    assert sorted(helper_namespace(helpers)) == ["shop", "vat"]
    function = compile_body(Body(("return vat(n) + shop.tax(n)",)), NUMBERS, helpers)
    assert function(10) == 22


def test_a_guard_raises_what_it_says_in_both_forms():
    guard = Guarded(apply("lt:int", BOOL, N, Constant(0, INT)), "ValueError", "", N)
    meant = candidate(guard, 2, NUMBERS)
    assert run(meant.function, (3,)) == run(rendered(meant, NUMBERS, ())[1], (3,)) == Returned(3)
    example = Example((-3,), Raised("ValueError"))
    assert passes(rendered(meant, NUMBERS, ())[1], example, NUMBERS)
    assert passes(meant.function, example, NUMBERS)


def test_what_is_raised_is_an_outcome():
    outcome = run(lambda n: 1 // n, (0,))
    assert isinstance(outcome, Raised)
    assert outcome.error == "ZeroDivisionError"


def test_an_interrupt_is_none():
    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(interrupted, ())


@pytest.mark.parametrize(
    ("value", "wanted", "right"),
    [(3, 3, True), (4, 3, False), (True, 1, False), (3.0, 3, False), ("3", 3, False), (None, 3, False)],
)
def test_a_body_passes_with_the_value_and_the_type_that_are_due(value, wanted, right):
    assert passes(lambda n: value, Example((0,), Returned(wanted)), NUMBERS) is right


def test_floats_are_close_enough():
    floats = Signature("f", (Parameter("x", FLOAT),), FLOAT)
    assert passes(lambda x: x + 0.2, Example((0.1,), Returned(0.3)), floats)
    assert not passes(lambda x: x + 0.21, Example((0.1,), Returned(0.3)), floats)
    assert passes(lambda x: x + 0.21, Example((0.1,), Returned(0.3), tolerance=0.1), floats)


def test_an_error_that_is_due_must_be_that_one():
    due = Example((0,), Raised("ZeroDivisionError"))
    assert passes(lambda n: 1 // n, due, NUMBERS)
    assert not passes(lambda n: [][n], due, NUMBERS)
    assert not passes(lambda n: n, due, NUMBERS)
    assert not passes(lambda n: 1 // n, Example((0,), Returned(0)), NUMBERS)


def test_behaviour_is_what_is_done_on_each_probe():
    assert behaviour(lambda n: 6 // n, [(1,), (0,), (3,)]) == ("6", "raises ZeroDivisionError", "2")
    assert behaviour(lambda n: n, []) == ()
