from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.spec.scan import flatten, logical_lines, pythonize, scan, split_last, strip_code
from pytest_aurora.spec.source import Line

UNTIDY = st.text(st.sampled_from("ab1 '\"#\n()[]{}->=±→\\`true,."))


@given(UNTIDY | st.text())
def test_tokens_joined_are_the_text(text):
    assert "".join(piece.text for piece in scan(text)) == text


@given(UNTIDY)
def test_pythonize_keeps_every_offset(text):
    assert len(pythonize(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true and false or null or none", "True and False or None or None"),
        ("f('true', \"null\", '''none''')", "f('true', \"null\", '''none''')"),
        ("x.none + truely + f(null = null)", "x.none + truely + f(null = None)"),
        ("none(1) == true", "none(1) == True"),
    ],
)
def test_pythonize(text, expected):
    assert pythonize(text) == expected


@pytest.mark.parametrize("arrow", ["->", "→", "=>", "⇒"])
def test_the_last_arrow_outside_strings_and_brackets_splits(arrow):
    text = f"f(lambda: '->', [1 -> 2]) {arrow} 3"
    assert split_last(text, "arrow") == ("f(lambda: '->', [1 -> 2])", "3", len(text) - 1)


def test_without_an_arrow_nothing_splits():
    assert split_last("f('->') >= 3", "arrow") is None


@pytest.mark.parametrize(
    ("texts", "counts"),
    [
        (["f(", "1)", "g"], [2, 1]),
        (["f([1)", "g"], [1, 1]),
        (["f())", "(", ")"], [1, 2]),
        (["'('", "g"], [1, 1]),
        (["f('''a", "b''')", "g"], [2, 1]),
        (["f('''a", "g"], [1, 1]),
        (["f(1) # (", "g"], [1, 1]),
        (["f(1, # )", "2)"], [2]),
        (["f(", "g(", "1)"], [1, 2]),
    ],
)
def test_how_many_lines_belong_together(texts, counts):
    found = [logical.first.number for logical in logical_lines([Line(n, 1, text) for n, text in enumerate(texts)])]
    assert found == [sum(counts[:index]) for index in range(len(counts))]


@given(st.lists(UNTIDY.filter(lambda text: text.strip() and "\n" not in text)))
def test_every_line_belongs_to_one(texts):
    lines = [Line(number, 1, text.strip()) for number, text in enumerate(texts)]
    assert " ".join(logical.text for logical in logical_lines(lines)) == " ".join(line.text for line in lines)


def test_flatten_drops_comments_and_newlines():
    assert flatten("f([1,  # one\n   '#',\n 2]) -> 3 # end") == "f([1, '#', 2]) -> 3"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`a`", ("a", 1)),
        ("`` a`b ``", ("a`b", 3)),
        ("`a` and `b`", ("`a` and `b`", 0)),
        ("a", ("a", 0)),
        ("`", ("`", 0)),
    ],
)
def test_strip_code(text, expected):
    assert strip_code(text) == expected


def test_a_line_with_an_open_bracket_goes_on():
    lines = [Line(1, 1, "f(["), Line(2, 3, "1,"), Line(3, 1, "]) -> 2"), Line(4, 1, "f(3) -> 4")]
    first, second = logical_lines(lines)
    assert (first.code, first.first.number, first.whole) == ("f([ 1, ]) -> 2", 1, False)
    assert (second.code, second.first.number, second.whole) == ("f(3) -> 4", 4, True)


def test_a_bracket_that_is_never_closed_spoils_one_line_only():
    lines = [Line(1, 1, "f([ -> 2"), Line(2, 1, "f(3) -> 4")]
    assert [logical.code for logical in logical_lines(lines)] == ["f([ -> 2", "f(3) -> 4"]
