from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.spec.model import Mark
from pytest_aurora.spec.tables import split_row

from .helpers import line_form, read

SIGNATURE = "def f(a: int, s: str = '', *, k: 'str | None' = None) -> str"


def table(*rows, signature=SIGNATURE):
    return line_form("\n".join(rows), signatures=signature).examples


def row(text, signature=SIGNATURE, header="| a | s | out |"):
    (example,) = table(header, "|-" * (header.count("|") - 1) + "|", text, signature=signature)
    return example


@pytest.mark.parametrize("name", ["out", "output", "result", "expected", "Expected", "`out`", "**out**"])
def test_a_column_a_parameter_and_one_for_the_result(name):
    example = row("| 1 | 'x' | 'y' |", header=f"| a | s | {name} |")
    assert (example.call, example.expected, example.id, example.error) == ("f(1, 'x')", "'y'", "1-x", None)
    assert example.text == "| 1 | 'x' | 'y' |"


def test_columns_may_stand_in_any_order_and_defaults_be_left_out():
    example = row("| 'y' | 'k' | 1 |", header="| out | k | a |")
    assert (example.call, example.expected) == ("f(1, k='k')", "'y'")
    assert row("| 1 | | 'y' |").call == "f(1)"


def test_stars():
    example = row("| (1, 2) | {'b': 3} | 4 |", "def f(*xs: int, **kw: int) -> int", "| xs | kw | out |")
    assert (example.call, example.error) == ("f(*(1, 2), **{'b': 3})", None)


def test_a_parameter_called_result_is_a_parameter():
    example = row("| 1 | 2 |", "def f(result: int) -> int", "| result | out |")
    assert (example.call, example.expected) == ("f(1)", "2")


@pytest.mark.parametrize(
    ("cell", "source"),
    [
        ("'a\\|b'", "'a|b'"), ("`'a'`", "'a'"), ("null", "None"), ("str(1)", "str(1)"), ("'a' * 3", "'a' * 3"),
        ("f(1)", "f(1)"), ("f'x'", "f'x'"),
    ],
)  # fmt: skip
def test_cells_are_python(cell, source):
    example = row(f"| 1 | {cell} | '' |")
    assert (example.call, example.warning, example.error) == (f"f(1, {source})", None, None)


@pytest.mark.parametrize(
    "word", ["hello", "hello world", "houston, tx", "O'Brien", "2020-01-02", "42", "a.b", "len", "raises", "x("]
)
def test_a_bare_word_is_a_string_where_one_is_due(word):
    example = row(f"| 1 | {word} | {word} |")
    assert (example.call, example.expected, example.error) == (f"f(1, {word!r})", repr(word), None)
    assert f"write `{word!r}`" in example.warning


def test_a_bare_word_where_no_string_is_due_stays_a_name():
    assert row("| Point | 'a' | 'b' |").call == "f(Point, 'a')"


def test_outcomes():
    signature = "def f(a: int) -> float"
    assert row("| 1 | 1.5 ± 0.1 |", signature, "| a | out |").tolerance == 0.1
    assert row("| 1 | raises ValueError |", signature, "| a | out |").raises == "ValueError"


def test_a_tuple_without_parentheses_is_one_argument():
    assert row("| 1, 2 | (3, 4) |", "def f(a: tuple) -> tuple", "| a | out |").call == "f((1, 2))"


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("| 1 | 'a' |", "2 cells", 1),
        ("| 1 | 'a' | 'b' | 'c' |", "4 cells", 1),
        ("| 1 | 'a|b' | 'c' |", "4 cells", 1),
        ("| | 'a' | 'b' |", "empty", None),
        ("| 1 | 'a' | |", "result is missing", None),
        ("| 1 | 'a | 'b' |", "invalid Python", None),
        ("| 1 +  | 'a' | 'b' |", "invalid Python", None),
        ("| x.__class__ | 'a' | 'b' |", "__class__", 3),
        ("| 1 | 'a' | raises A B |", "exception", None),
        ("just words", "1 cells", 1),
    ],
)
def test_a_bad_row_carries_its_error(text, message, column):
    bad, good = table("| a | s | out |", "|---|---|---|", text, "| 1 | 'a' | 'b' |")
    assert message in bad.error.message
    assert (bad.error.location.line, bad.error.line) == (8, text)
    assert column is None or bad.error.location.column == column
    assert bad.error.hint
    assert good.error is None


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("| a | s | out | out |", "'out' stands twice"),
        ("| a | a | s | out |", "'a' stands twice"),
        ("| a | out | s | result |", "out, result all mean"),
        ("| a | b | s | out |", "'b' is no parameter"),
        ("| a | s | k |", "no column"),
    ],
)
def test_a_bad_header_is_an_error_of_every_row(header, message):
    first, second = table(header, "|-" * (header.count("|") - 1) + "|", "| 1 | 2 | 3 |", "| -5 | 5 | 0 |")
    assert message in first.error.message
    assert message in second.error.message
    assert "a, s, k, out" in first.error.hint
    assert (first.id, second.id) == ("1-2-3", "-5-5-0")


def test_a_table_of_no_function_in_particular_says_so():
    (example,) = table("| a | out |", "|---|---|", "| 1 | 2 |", signature="def f(a: int) -> int\ndef g(a: int) -> int")
    assert "which function" in example.error.message


def test_a_wrong_number_of_arguments():
    assert "'s'" in row("| 1 | 2 |", "def f(a: int, s: str) -> int", "| a | out |").error.message


def test_marks_of_a_row_and_of_a_table():
    first, second = table("| a | out |", "|---|---|", "| 1 | 2 |", "| 3 | 'x' <!-- aurora: skip --> |")
    assert (first.mark, second.mark, second.expected) == (None, Mark("skip"), "'x'")
    both = table("<!-- aurora: xfail -->\n", "| a | out |", "|---|---|", "| 1 | 2 |", "| 3 | 4 |")
    assert [example.mark for example in both] == [Mark("xfail")] * 2


def test_tables_in_quotes_and_lists_know_their_columns():
    spec = read(
        "# SpecV3: A\n\ndef f(a: int) -> int\n\n## Examples\n> | a | out |\n> |---|---|\n> | 1 | 2 |\n> | x. | 2 |\n"
    )
    good, bad = spec.examples
    assert (good.call, good.location.column) == ("f(1)", 3)
    assert bad.error.location.column >= 5


@given(
    st.lists(
        st.text(st.sampled_from("ab'\\ "), min_size=1).map(str.strip).filter(lambda t: t and t[-1] != "\\"), min_size=1
    )
)
def test_a_row_gives_back_its_cells(cells):
    line = "| " + " | ".join(cells) + " |"
    assert [cell.text for cell in split_row(line)] == cells
    assert all(line[cell.offset :].startswith(cell.text) for cell in split_row(line))
