from __future__ import annotations

import pytest

from pytest_aurora.spec.model import Mark

from .helpers import line_form, one_post, read

TWO = "def f(s: str) -> str\ndef g(n: int, m: int) -> int"

SECTIONED = """
    # SpecV3: Words

    ### Function f
    ```
    def f(s: str) -> str
    ```
    #### Postconditions
    {}

    ### Function g
    ```
    def g(n: int) -> int
    ```
"""


def of_section(bullet):
    (post,) = read(SECTIONED.format(bullet)).posts
    return post


def test_an_assertion():
    post = one_post("assert f(f(x) + y) == true  # why", TWO)
    assert (post.source, post.variables, post.functions) == ("f(f(x) + y) == True", ("x", "y"), ("f",))
    assert (post.function, post.result_of, post.prose, post.error, post.index) == ("f", None, False, None, 1)


@pytest.mark.parametrize("form", ["{}", "- {}", "- `{}`", "```\n{}\n```", "assert {}", "- assert {}, 'message'"])
def test_every_form_of_a_condition(form):
    post = one_post(form.format("len(f(x)) == len(x)"))
    assert (post.source, post.variables, post.error) == ("len(f(x)) == len(x)", ("x",), None)


def test_functions_come_in_the_order_of_declaration():
    post = one_post("assert g(len(f(a)), b) > 0", TWO)
    assert (post.function, post.functions, post.variables) == ("g", ("f", "g"), ("a", "b"))


@pytest.mark.parametrize(
    ("source", "variables"),
    [
        ("all(f(c) == c for c in s)", ("s",)),
        ("f(x) in math.pi or Color.RED", ("x",)),
        ("helper(f(x)) == Point(y)", ("x", "y")),
        ("f(g) == g(1)", ("g",)),
        ("f(date) == f(string)", ("date", "string")),
        ("f(x) == x and y < datetime.date(2020, 1, 1) < date(1, 1, 1)", ("x", "y")),
    ],
)
def test_free_variables(source, variables):
    assert one_post(f"assert {source}").variables == variables


@pytest.mark.parametrize(
    ("bullet", "variables", "result_of"),
    [
        ("- len(out) == len(s)", ("s",), "f"),
        ("- out == s[::-1] and extra", ("s", "extra"), "f"),
        ("- result.isupper()", ("s",), "f"),
        ("- f(out) == out", ("s",), "f"),
        ("- f(s) == f(t)", ("s", "t"), None),
        ("- s != ''", ("s",), "f"),
        ("- len(out) ==\n      len(s)", ("s",), "f"),
    ],
)
def test_conditions_of_a_section_speak_of_its_function(bullet, variables, result_of):
    post = of_section(bullet)
    assert (post.function, post.functions, post.variables) == ("f", ("f",), variables)
    assert (post.result_of, post.prose, post.error) == (result_of, False, None)


def test_a_section_may_call_other_functions():
    post = of_section("- g(len(out)) > 0")
    assert (post.function, post.functions, post.result_of) == ("f", ("f", "g"), "f")


def test_a_parameter_called_out_is_a_parameter():
    post = one_post("- f(out) == out", "def f(out: int) -> int")
    assert (post.variables, post.result_of) == (("out",), None)


def test_the_only_function_is_meant_where_none_is_named():
    assert one_post("assert out >= n", "def f(n: int) -> int").result_of == "f"


@pytest.mark.parametrize(
    "text",
    [
        "- Generated from natural language", "- Result must equal `a + b`.", "- Time complexity O(1).",
        "- Deterministic", "- pure and simple", "- Implements the requested functionality: Hello!",
        "- s", "- len(out) = len(s)", "- *fast*",
    ],
)  # fmt: skip
def test_prose(text):
    post = one_post(text)
    assert (post.prose, post.error, post.function, post.text) == (True, None, "f", text[2:])


def test_prose_in_a_paragraph_is_one_condition():
    assert one_post("It must be fast\nand pure.").text == "It must be fast and pure."
    assert len(line_form(post="- fast\n- pure").posts) == 2


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("assert f(x) == ", "invalid", None),
        ("assert x == y", "no function", 1),
        ("assert f(x, y) == 1", "too many positional", 8),
        ("assert f(x).__class__", "__class__", 8),
        ("f(x == 1", "never closed", 2),
        ("f(x, y) == 1", "too many positional", 1),
    ],
)
def test_a_bad_condition_carries_its_error(text, message, column):
    bad, good = line_form(post=f"- {text}\n- f(x) == x").posts
    assert message in bad.error.message
    assert bad.error.location.line == 6
    assert bad.error.hint
    assert column is None or bad.error.location.column == column + 2
    assert (bad.prose, good.error) == (False, None)


def test_a_condition_that_cannot_be_read_is_of_the_function_that_it_calls():
    (post,) = line_form(post="assert g(g(n)) = n", signatures="def f(n: int) -> int\ndef g(n: int) -> int").posts
    assert (post.function, post.error.hint) == ("g", "compare with ==")


def test_conditions_are_numbered_within_their_function():
    spec = line_form(post="assert f(x)\nassert g(1, 2)\nassert f(y)\n- prose", signatures=TWO)
    assert [(post.function, post.index) for post in spec.posts] == [("f", 1), ("g", 1), ("f", 2), ("f", 3)]


def test_marks_and_nothing():
    spec = line_form(post="<!-- aurora: xfail why -->\n- f(x)\n- f(y)\n- none\n- _No postconditions_")
    assert [post.mark for post in spec.posts] == [Mark("xfail", "why"), None]
