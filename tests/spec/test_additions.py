from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.errors import SpecError
from pytest_aurora.spec.additions import NewExample, with_example
from pytest_aurora.spec.reader import read_spec

from .helpers import PATH
from .test_reader import BULLETED, LINES, SECTIONED, V2

F = "# SpecV3: f\n\ndef f(x: int, *, k: bool = False) -> int\n\n"
LIST = """# f

def f(x: int) -> int

## Examples
1. f(1) -> 1

9. f([2,
      3]) => 3
   and this
10. f(4) -> raises ValueError

That is all.
"""
QUOTED = F + "## Examples\n> ```python\n> f([1,\n>    2], k=true) → 3\n>\n> # more\n> ```\n"


def added(text: str, function: str, result: str, **arguments: str) -> list[str]:
    """The lines that an example more adds; nothing else may change."""
    data = textwrap.dedent(text).strip("\n").encode()
    spec = read_spec(PATH, data)
    changed, example = with_example(spec, data, NewExample(function, arguments, result))
    assert example in read_spec(PATH, changed).examples
    old, new = data.decode().split("\n"), changed.decode().split("\n")
    first = next((i for i, (before, after) in enumerate(zip(old, new, strict=False)) if before != after), len(old))
    lines = new[first : first + len(new) - len(old)]
    assert old == new[:first] + new[first + len(lines) :]
    return lines


@pytest.mark.parametrize(
    ("text", "function", "arguments", "result", "lines"),
    [
        (LINES, "check_palindrome", {"s": '"a"'}, "true", ['check_palindrome("a") -> true']),
        (LINES, "reverse_string", {"s": '"a"'}, '"a"', ['reverse_string("a") -> "a"']),
        (V2, "count_vowels", {"s": "'a|b'"}, "1", [r"| 'a\|b' | 1 |"]),
        (V2, "count_vowels", {"s": "''"}, "raises ValueError", ["| ''    | raises ValueError |"]),
        (SECTIONED, "reverse_string", {"s": '"a"'}, '"a"', ['| "a"   | "a"   |']),
        (BULLETED, "add", {"a": "1", "b": "7"}, "8", ["  - `assert add(1, 7) == 8`"]),
        (BULLETED, "multiply", {"x": "1", "y": "7"}, "raises E", ["  - `multiply(1, 7) -> raises E`"]),
        (LIST, "f", {"x": "7"}, "7", ["11. f(7) -> 7"]),
        (LIST.replace("10. f(4) -> raises ValueError\n", ""), "f", {"x": "7"}, "7", ["10. f(7) => 7"]),
        (QUOTED, "f", {"x": "7", "k": "false"}, "7", ["> f(7, k=false) → 7"]),
        (F + "## Tests\nassert f(1) == 2\n", "f", {"x": "0", "k": "True"}, "0", ["assert f(0, k=True) == 0"]),
        (F + "## Tests\nassert f(1) == 2\n", "f", {"x": "0", "k": "True"}, "None", ["assert f(0, k=True) is None"]),
        (F + "## Tests\nassert f(1) == 2\n", "f", {"x": "0", "k": "True"}, "False", ["assert not f(0, k=True)"]),
        (F + "## Tests\nassert f(1) == 2\n", "f", {"x": "0", "k": "True"}, "1 ± 2", ["f(0, k=True) -> 1 ± 2"]),
        (F + "## Tests\nx | k | `out`\n-|-|-\n1 | 1 |`2`\n", "f", {"x": "0", "k": "True"}, "2", ["0 | True | `2`"]),
        (F + "## Tests\n| x | out |\n|-|-|\n| 1 | 2 |\n", "f", {"x": "0", "k": "True"}, "2", ["", "f(0, k=True) -> 2"]),
        (F + "## Tests\n- f(1) -> 2  <!-- aurora: skip -->\n- f(2) -> 2", "f", {"x": "0", "k": "1"}, "2",
         ["- f(0, k=1) -> 2"]),
        (F + "## Function f\n- **Tests**: f(1) -> 1\n- **Post**: out > 0", "f", {"x": "0", "k": "1"}, "2",
         ["  f(0, k=1) -> 2"]),
        (F + "## Examples\n\n## Post\nassert f(x) == x\n", "f", {"x": "0", "k": "1"}, "2", ["f(0, k=1) -> 2"]),
        (F + "## Examples\n_No examples_\n\n## Post\nassert f(x) == x", "f", {"x": "0", "k": "1"}, "2",
         ["f(0, k=1) -> 2", ""]),
        (F + "### Post\nassert f(x) == x", "f", {"x": "0", "k": "1"}, "2", ["### Examples", "f(0, k=1) -> 2", ""]),
    ],
)  # fmt: skip
def test_an_example_has_the_form_of_those_that_are_there(text, function, arguments, result, lines):
    assert added(text, function, result, **arguments) == lines


@pytest.mark.parametrize("text", [LINES, SECTIONED])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("tail", ["", "\n", "\n\n  \nThe énd"])
def test_every_other_byte_stays(text, newline, bom, tail):
    data = bom + (textwrap.dedent(text).strip("\n") + tail).replace("\n", newline).encode()
    new = NewExample("check_palindrome", {"s": '"x"'}, "true")
    changed, example = with_example(read_spec(PATH, data), data, new)
    line = changed.split(newline.encode())[example.location.line - 1]
    assert changed.replace(newline.encode() + line, b"", 1) == data
    assert example.text.encode() in line


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from([LINES, SECTIONED]))
def test_any_text_is_read_as_it_was_meant(argument, result, text):
    data = textwrap.dedent(text).strip("\n").encode()
    new = NewExample("reverse_string", {"s": repr(argument)}, repr(result))
    _, example = with_example(read_spec(PATH, data), data, new)
    assert (eval(example.call, {"reverse_string": str}), eval(example.expected)) == (argument, result)


@pytest.mark.parametrize("result", ["", "1 +", "raises", "3 -> 4", "__import__('os')", "1\n2", "\udce4"])
def test_what_is_no_result_is_refused(result):
    data = (F + "## Examples\nf(1) -> 1\n").encode()
    with pytest.raises(SpecError):
        with_example(read_spec(PATH, data), data, NewExample("f", {"x": "2", "k": "True"}, result))


def test_where_all_is_skipped_there_is_no_place():
    data = (F + "<!-- aurora: skip -->\n## Examples\nf(1) -> 1\n").encode()
    with pytest.raises(SpecError, match="no place") as caught:
        with_example(read_spec(PATH, data), data, NewExample("f", {"x": "2"}, "1"))
    assert caught.value.line == "f(2) -> 1"
