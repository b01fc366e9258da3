from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.expressions import Apply, Variable
from pytest_aurora.memory.costs import UNLEARNED, LearnedCosts, by_parent
from pytest_aurora.problem.problem import Helper, Parameter, Signature
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, list_of
from pytest_aurora.search.costs import (
    FOREIGN,
    HELPER_COST,
    cost_function,
    helper_components,
    is_familiar,
    production_key,
)
from pytest_aurora.search.edits import edit_components
from tests.language.building import do, n, xs

from .cores import chosen
from .problems import problem


class Learned:
    """A cost model that knows one production."""

    def __init__(self, **biases: float) -> None:
        self.biases = biases

    def bias(self, production: str) -> float:
        return self.biases.get(production.replace(">", "_"), 0.0)


def cost(name, result, asked, learned=None):
    (component,) = chosen(name)
    return cost_function(asked, learned)(component, result), component.cost


def test_a_component_costs_what_is_declared():
    found, declared = cost("sorted", list_of(INT), problem("f(xs: list[int]) -> list[int]"))
    assert found == declared


def test_words_of_the_spec_make_it_cheaper():
    told = problem("f(xs: list[int]) -> list[int]", text="Sort the numbers in ascending order.")
    found, declared = cost("sorted", list_of(INT), told)
    assert found < declared


def test_what_the_function_is_called_makes_it_cheaper_still():
    text = "The numbers and their common divisor."
    told = problem("f(a: int, b: int) -> int", text=text)
    called = problem("common_divisor(a: int, b: int) -> int", text=text)
    assert cost("gcd", INT, called)[0] < cost("gcd", INT, told)[0] < cost("gcd", INT, told)[1]


def test_what_prose_does_not_speak_of_costs_more():
    prose = "Every visitor pays an entrance fee, and children below twelve come in without any charge on Sundays."
    told = problem("f(n: int) -> int", text=prose)
    assert cost("isqrt", INT, told)[0] > cost("isqrt", INT, told)[1]
    assert cost("add", INT, told)[0] == cost("add", INT, told)[1], "what is basic is not spoken of"


def test_what_costs_one_does_not_get_cheaper():
    told = problem("f(xs: list[int]) -> int", text="The length: how many items.")
    assert cost("len", INT, told) == (1, 1)


def test_a_type_that_the_problem_does_not_speak_of_costs_more():
    plain, spoken = problem("f(n: int) -> int"), problem("f(n: int) -> int", text="convert to string")
    assert cost("str:int", STR, plain)[0] == cost("str:int", STR, plain)[1] + FOREIGN
    assert cost("str:int", STR, spoken)[0] <= cost("str:int", STR, plain)[1]
    assert cost("str:int", STR, problem("f(n: int) -> dict[str, int]"))[0] == cost("str:int", STR, plain)[1]


def test_ints_and_truth_values_are_never_foreign():
    asked = problem("f(s: str) -> str")
    assert cost("len:str", INT, asked)[0] == cost("len:str", INT, asked)[1]
    assert cost("eq:str", BOOL, asked)[0] == cost("eq:str", BOOL, asked)[1]


@given(st.floats(-2, 2))
def test_a_learned_bias_is_added_and_nothing_costs_less_than_one(bias):
    asked = problem("f(xs: list[int]) -> list[int]")
    found, declared = cost("sorted:desc", list_of(INT), asked, Learned(**{"list[int]_sorted:desc": bias}))
    assert found == max(1, round(declared + bias))


def test_learning_knows_a_production_by_what_is_wanted_and_what_gives_it():
    assert production_key(list_of(FLOAT), "sorted") == "list[float]>sorted"


def test_a_function_of_the_users_is_a_component():
    signature = Signature("vat", (Parameter("prices", list_of(INT)), Parameter("rate", INT)), list_of(INT))

    def vat(prices: list[int], rate: int) -> list[int]:
        assert type(prices) is list
        return [price * rate // 100 for price in prices]

    (component,) = helper_components([Helper("tax.vat", signature, vat, "import tax")])
    assert component.source == "tax.vat({0}, {1})"
    assert component.imports == ("import tax",)
    assert component.cost == HELPER_COST
    assert {"tax", "vat"} <= component.words
    assert component.function((100, 250), 20) == (20, 50)
    with pytest.raises(TypeError):
        component.function((100, "x"), 20)


def test_the_more_helpers_the_dearer_each():
    signature = Signature("f", (), INT)
    costs = [helper_components([Helper(f"f{i}", signature, int) for i in range(n)])[0].cost for n in (1, 2, 3, 6, 12)]
    assert costs == [HELPER_COST + more for more in (0, 0, 1, 2, 3)]


def test_what_is_basic_spoken_of_or_like_earlier_parts_is_familiar():
    asked, seen = problem("f(xs: list[int], n: int) -> int"), LearnedCosts(familiar=by_parent(["list[str]>sorted"]))
    spoken = problem("f(xs: list[int], n: int) -> int", text="Each duplicate once: the unique numbers.")
    assert is_familiar(do("add", n, 1), asked, seen)
    assert is_familiar(do("sorted", xs), asked, seen)
    assert is_familiar(do("sorted:desc", xs), asked, seen)
    assert not is_familiar(do("at", do("unique", xs), 0), asked, seen)
    assert is_familiar(do("at", do("unique", xs), 0), spoken, seen)
    assert not is_familiar(n, asked, seen)
    assert not is_familiar(do("add", n, 1), asked, UNLEARNED)


def test_what_the_examples_show_is_familiar():
    asked = problem("f(s: str) -> str", ("one red hat", "one blue hat"), ("two red hats", "two blue hats"))
    (replacement,) = (component for component in edit_components(asked) if component.name == "replace:red:blue")
    shown = Apply(replacement, (Variable("s", STR),), STR)
    assert is_familiar(shown, asked, LearnedCosts(familiar=by_parent(["int>add"])))
    assert not is_familiar(shown, asked, UNLEARNED)


def test_memory_makes_nothing_dearer_that_is_basic_or_of_which_the_spec_speaks():
    plain, spoken = (problem("f(xs: list[int]) -> list[int]", text=text) for text in ("", "In descending order."))
    wanted = list_of(INT)
    disliked = Learned(**{"list[int]_sorted": 2.0, "list[int]_sorted:desc": 2.0})
    assert cost("sorted:desc", wanted, plain, disliked)[0] > cost("sorted:desc", wanted, plain)[0]
    assert cost("sorted:desc", wanted, spoken, disliked) == cost("sorted:desc", wanted, spoken)
    assert cost("sorted", wanted, plain, disliked) == cost("sorted", wanted, plain)
