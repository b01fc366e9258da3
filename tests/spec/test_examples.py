from __future__ import annotations

import pytest

from pytest_aurora.spec.model import Mark

from .helpers import line_form, one_example


@pytest.mark.parametrize("arrow", ["->", "→", "=>"])
@pytest.mark.parametrize(
    "form", ["{}", "- {}", "1. {}", "> {}", "- `{}`", "```\n{}\n```", "    {}", "{}  # why", "{}\n---"]
)
def test_every_form_of_an_example(arrow, form):
    example = one_example(form.format(f'f("a") {arrow} "b"'))
    assert (example.call, example.expected, example.error) == ('f("a")', '"b"', None)
    assert (example.function, example.id) == ("f", "a")


def test_text_survives_markdown():
    example = one_example(r'f("*a* _b_ <c> `d` [e](f) \* &amp; -> | #") -> "true"')
    assert example.call == r'f("*a* _b_ <c> `d` [e](f) \* &amp; -> | #")'
    assert example.expected == '"true"'


def test_code_spans_on_both_sides():
    example = one_example('- `f("a")` -> `"b"`')
    assert (example.call, example.expected) == ('f("a")', '"b"')


def test_json_names_are_pythons():
    example = one_example("add(true, none) -> [null, false]")
    assert (example.call, example.expected) == ("add(True, None)", "[None, False]")


def test_an_example_on_several_lines():
    spec = line_form("f([\n  1,  # one\n]) -> {\n  'a': 2}\nf(3) -> 4")
    assert [(e.call, e.expected, e.location.line) for e in spec.examples] == [
        ("f([ 1, ])", "{ 'a': 2}", 6),
        ("f(3)", "4", 10),
    ]


@pytest.mark.parametrize(
    ("text", "expected", "tolerance"),
    [
        ("1.5 ± 1e-9", "1.5", 1e-9),
        ("1.5 +/- 0.1", "1.5", 0.1),
        ("[1.5, 2] ±0", "[1.5, 2]", 0),
        ('"a ± 1"', '"a ± 1"', None),
    ],
)
def test_tolerance(text, expected, tolerance):
    example = one_example(f"add(1) -> {text}")
    assert (example.expected, example.tolerance, example.error) == (expected, tolerance, None)


@pytest.mark.parametrize("name", ["ValueError", "json.JSONDecodeError"])
def test_raises(name):
    example = one_example(f"add(1) -> raises {name}")
    assert (example.expected, example.raises) == (None, name)


@pytest.mark.parametrize(
    ("text", "call", "expected"),
    [
        ("assert add(1) == 2", "add(1)", "2"),
        ("assert 2 == add(1), 'why'", "add(1)", "2"),
        ("assert add(1) is null", "add(1)", "None"),
        ("assert f('a')", "f('a')", "True"),
        ("assert not f('a')", "f('a')", "False"),
        ("assert add(1) > 1", "add(1) > 1", "True"),
        ("assert 1 < add(1) < 3", "1 < add(1) < 3", "True"),
    ],
)
def test_assertions_are_examples(text, call, expected):
    example = one_example(text)
    assert (example.call, example.expected, example.error) == (call, expected, None)


def test_the_outermost_function_is_meant():
    assert one_example("f(str(add(1))) -> '2'").function == "f"
    assert one_example("str(add(len(f('a')))) -> '2'").function == "add"
    assert one_example("list(map(f, 'ab')) -> ['a', 'b']").function == "f"


@pytest.mark.parametrize(
    "text", ["_No examples_", "No examples provided", "None", "- n/a", "Some words: see there.", "# a\n"]
)
def test_prose_is_no_example(text):
    assert line_form(text).examples == ()


@pytest.mark.parametrize(
    ("text", "message", "hint", "column"),
    [
        ('g("a") -> "b"', "'g' is not declared", "declares f, add", 1),
        ("ad(1) -> 2", "'ad' is not declared", "did you mean add", 1),
        ("1 -> 2", "no function", "f(...)", 1),
        ("f() -> 2", "missing a required argument: 's'", "def f(s: str) -> str", 1),
        ("add(f('a', 1)) -> 2", "too many positional", "def f", 5),
        ("add(1, c=2) -> 2", "unexpected keyword", "def add", 1),
        ("add(1)", "result is missing", "write what it gives: add(1) -> 3", 7),
        ("add(1) ->", "result is missing", "add(1) -> raises ValueError", 10),
        ("add(1, (2)) = 3", "result is missing", "write what it gives: add(1, (2)) -> 3", 16),
        ("add(1) -> raises ValueError('x')", "one exception", "raises ValueError", 11),
        ("-> 3", "call is missing", "f(1, 2) -> 3", 1),
        ("add(1) -> 2 3", "invalid", "expression", None),
        ("add(1 -> 2", "invalid", "close each bracket", 4),
        ("f('a') -> 'b", "invalid Python: unterminated string literal", "the quote that opens it", 11),
        ("f(“a”) -> 'b'", "invalid character", "straight quotes", 3),
        ("add(1) -> x.__dict__", "'__dict__'", "public", 11),
        ("add(__import__('os')) -> 2", "'__import__'", "public", 5),
        ("add(1) -> raises", "one exception", "raises ValueError", 11),
        ("add(1) -> raises A B", "one exception", "raises ValueError", 11),
        ("add(1) -> 1 ± x", "tolerance", "1.5 ± 1e-9", 15),
        ("add(1) -> 1 ± -1", "tolerance", "1.5 ± 1e-9", 15),
        ("add(1) -> 1 ± nan", "tolerance", "1.5 ± 1e-9", 15),
        ("assert add(1", "invalid", "close each bracket", None),
        ("| a | out |", "no table", "line of dashes", None),
    ],
)
def test_a_bad_line_carries_its_error(text, message, hint, column):
    spec = line_form(
        f"- `{text}`\n- add(5) -> 5", signatures="def f(s: str) -> str\ndef add(a: int, b: int = 0) -> int"
    )
    bad, good = spec.examples
    assert message in bad.error.message
    assert hint in bad.error.hint
    assert bad.error.location.line == 7
    assert bad.error.line == f"- `{text}`"
    if column:
        assert bad.error.location.column == column + 3
    assert good.error is None


def test_a_misspelt_function_still_has_its_example():
    (bad,) = line_form("lenght('a') -> 1", signatures="def f(s: str) -> str\ndef length(s: str) -> int").examples
    assert bad.function == "length"
    assert "did you mean length" in bad.error.hint


def test_one_open_bracket_spoils_one_line_only():
    spec = line_form("f([1 -> 2\nf('a') -> 'b'\nf( -> 3\nf('c') -> 'd'")
    assert [example.error is None for example in spec.examples] == [False, True, False, True]


def test_marks():
    spec = line_form("""
        f(1) -> 1
        <!-- aurora: skip -->
        f(2) -> 2
        f(3) -> 3
        <!-- aurora: xfail slow --> f(4) -> 4

        <!-- aurora: skip -->
        ```
        f(5) -> 5
        f(6) -> 6
        ```
    """)
    skip, slow = Mark("skip"), Mark("xfail", "slow")
    assert [example.mark for example in spec.examples] == [None, skip, None, slow, skip, skip]
