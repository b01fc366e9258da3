from pathlib import Path
from textwrap import dedent

import pytest

from pytest_aurora.check.judge import Judge
from pytest_aurora.problem.verdict import Refuted, Survived, Unknown
from pytest_aurora.search.outcome import Body
from pytest_aurora.spec.reader import read_spec

BODY = Body(("return x",))

PALINDROME = """
def check_palindrome(s: str) -> bool
def reverse_string(s: str) -> str

## Examples
check_palindrome("racecar") -> true
reverse_string("ab") -> "ba"
reverse_string(reverse_string("abc")) -> "abc"
check_palindrome(reverse_string("abb") + "abb") -> true
len(reverse_string("hello")) -> 5

## Post
assert check_palindrome(reverse_string(x) + x) == true
assert len(reverse_string(x)) == len(x)
"""


def spec_of(text):
    return read_spec(Path("spec.md"), dedent(text).strip("\n").encode())


def judge(text, name, namespace=None, **options):
    return Judge(spec_of(text), name, namespace or {}, **options)


def test_only_what_is_available_is_judged():
    reverse = judge(PALINDROME, "reverse_string")
    assert reverse(BODY, lambda s: s[::-1]) == Survived(100)
    assert reverse(BODY, lambda s: s) == Survived(100)
    later = judge(PALINDROME, "check_palindrome", {"reverse_string": lambda s: s[::-1]})
    assert later(BODY, lambda s: s == s[::-1]) == Survived(100)


def test_expressions_around_the_function_are_judged():
    found = judge(PALINDROME, "reverse_string")(BODY, lambda s: s + "x")
    assert found == Refuted(
        'reverse_string(reverse_string("abc")) -> "abc"', 'reverse_string(reverse_string("abc"))',
        "expected 'abc', got 'abcxx'",
    )  # fmt: skip


def test_plain_examples_are_left_to_the_search():
    text = "def f(n: int) -> int\n\n## Examples\nf(1) -> 2"
    assert judge(text, "f")(BODY, lambda n: 0) == Survived(0)


def test_what_refuted_one_candidate_is_asked_first_of_the_next():
    asked = []

    def candidate(result):
        def f(n):
            asked.append(n)
            return result(n)

        return f

    text = "def f(n: int) -> int\n\n## Post\nassert f(n) != 77\n\n## Pre\nfor n: 70 <= n <= 80"
    careful = judge(text, "f")
    assert careful.remembered == []
    first = careful(BODY, candidate(lambda n: n))
    assert first == Refuted("assert f(n) != 77", "n=77", "f(77) gave 77")
    ((_, broken),) = careful.remembered
    assert broken.values == {"n": 77}
    asked.clear()
    assert careful(BODY, candidate(lambda n: n + 0)) == first
    assert asked == [77]
    assert careful(BODY, candidate(lambda n: 0)) == Survived(11)


def test_remembered_values_stay_as_they_were():
    text = "def f(xs: list[int]) -> int\n\n## Post\nassert f(xs) >= len(xs)"
    careful = judge(text, "f")
    assert isinstance(careful(BODY, lambda xs: 0), Refuted)
    ((_, broken),) = careful.remembered
    before = list(broken.values["xs"])
    assert "changed its argument" in careful(BODY, lambda xs: xs.clear() or 99).reason
    assert broken.values["xs"] == before != []
    assert isinstance(careful(BODY, len), Survived)


@pytest.mark.parametrize("post", ["## Examples\nf(1) + 0 -> 1", "## Post\nassert f(n) == n"])
def test_a_candidate_that_hangs_is_refuted(post):
    def endless(n):
        while True:
            pass

    found = judge(f"def f(n: int) -> int\n\n{post}", "f", seconds=0.1)(BODY, endless)
    assert isinstance(found, Refuted)
    assert found.reason == "it did not end within 0.1 s"


def test_a_condition_that_cannot_be_judged_is_unknown():
    text = "def f(n: int) -> int\n\n## Post\nassert f(n) == n\n\n## Pre\nfor n: n != n"
    assert isinstance(judge(text, "f")(BODY, lambda n: n), Unknown)


def test_marked_prose_and_untypable_conditions_are_left_out():
    text = """
    def f(n) -> int

    ## Post
    assert f(n) == 0
    <!-- aurora: skip -->
    assert f(1) == 0
    <!-- aurora: xfail later -->
    assert f(2) == 0
    """
    assert judge(text, "f")(BODY, lambda n: 1) == Survived(0)


def test_the_seed_decides_what_is_tried():
    text = "def f(s: str) -> str\n\n## Post\nassert f(x) == x"
    seen = []
    for seed in (1, 1, 2):
        run = []
        judge(text, "f", seed=seed, max_examples=20)(BODY, lambda s, run=run: run.append(s) or s)
        seen.append(run)
    assert seen[0] == seen[1] != seen[2]
