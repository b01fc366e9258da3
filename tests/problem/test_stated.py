from pathlib import Path

import pytest

from pytest_aurora.problem.build import build_problem, plain_examples
from pytest_aurora.problem.problem import Example, Returned
from pytest_aurora.spec.reader import read_spec


def spec_of(signature, posts, examples="f(0) -> 0"):
    text = f"# SpecV3: f\n\ndef g(n: int) -> int\ndef f({signature}\n\n## Examples\n{examples}\n\n## Post\n{posts}\n"
    return read_spec(Path("spec.md"), text.encode())


def stated(posts, signature="n: int) -> int", namespace=None):
    """The arguments and results that the post-conditions add to one example of f(0)."""
    examples = build_problem(spec_of(signature, posts), "f", namespace or {}).examples[1:]
    return [(*example.arguments, example.outcome.value) for example in examples]


def test_a_condition_on_one_call_is_an_example():
    assert stated("assert f(2) == 3\nassert 4 == f(n=3)\n- f(4) == 2 + 3") == [(2, 3), (3, 4), (4, 5)]


def test_each_part_of_a_conjunction_is_one():
    assert stated("assert f(2) == 3 and f(3) == 4 and f(4) > 4") == [(2, 3), (3, 4)]


def test_a_function_that_gives_a_bool_needs_no_comparison():
    posts = "assert f(2)\nassert not f(3)\nassert f(5) is True\nassert f(7) and not f(8)"
    pairs = [(2, True), (3, False), (5, True), (7, True), (8, False)]
    spec = spec_of("n: int) -> bool", posts, "f(0) -> False")
    assert [(*p.example.arguments, p.example.outcome.value) for p in plain_examples(spec, "f", {})][1:] == pairs


@pytest.mark.parametrize(
    "post",
    [
        "assert f(n) == n",
        "assert f(2) != 3",
        "assert f(2) < 3",
        "assert 1 < f(2) == 3",
        "assert f(2) == 3 or f(3) == 4",
        "assert f(2)",
        "assert not f(2)",
        "assert f(f(2)) == 3",
        "assert f(2) == f(3)",
        "assert f(2) == g(3)",
        "assert f(2) + 1 == 3",
        "assert f(2) == 3.0",
        "assert f(2) == True",
        "assert f(2) == 1 / 0",
        "f(2) == 3 <!-- aurora: xfail -->",
    ],
)
def test_what_says_less_or_cannot_be_one_is_left_to_the_judge(post):
    assert stated(post) == []


def test_without_a_declared_result_a_number_may_be_of_another_type():
    assert stated("assert f(2) == 3", signature="n: int)") == []


def test_what_an_example_says_already_is_not_said_twice():
    assert stated("assert f(0) == 0\nassert f(1) == 2") == [(1, 2)]


def test_an_example_keeps_its_place_and_text():
    (_, plain) = plain_examples(spec_of("n: int) -> int", "assert f(2) == 3"), "f", {})
    assert plain.example == Example((2,), Returned(3))
    assert (plain.source.text, plain.source.location.line) == ("assert f(2) == 3", 10)
