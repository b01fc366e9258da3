from __future__ import annotations

import pytest

from pytest_aurora.errors import SpecError
from pytest_aurora.spec.lexer import Code, Heading, Table, Text, lex
from pytest_aurora.spec.model import Mark
from pytest_aurora.spec.source import Line, decode

from .helpers import PATH


def blocks(text):
    return lex(decode(text.encode(), PATH))[0]


def test_headings_of_both_kinds():
    first, second = blocks("Title\n=====\n\n##  Examples ##\n")
    assert first == Heading(1, Line(1, 1, "Title"), underlined=True)
    assert second == Heading(2, Line(4, 5, "Examples"))


def test_emphasis_and_html_in_a_paragraph_stay_text():
    assert blocks('f("*a* <b> _c_ \\\\ &amp;") -> 1') == [Text((Line(1, 1, 'f("*a* <b> _c_ \\\\ &amp;") -> 1'),))]


def test_quotes_and_lists_lose_their_prefix_and_keep_their_columns():
    quoted, first, second = blocks("> a\n> b\n\n1. c\n   - d\n")
    assert quoted == Text((Line(1, 3, "a"), Line(2, 3, "b")))
    assert first == Text((Line(4, 4, "c"),), item=True)
    assert second == Text((Line(5, 6, "d"),), item=True)


def test_fences_and_indented_code():
    fence, indented = blocks("~~~py\na\n\n  b\n~~~\n\n    c\n")
    assert fence == Code((Line(2, 1, "a"), Line(4, 3, "b")))
    assert indented == Code((Line(7, 5, "c"),))


def test_a_table_keeps_its_rows_as_they_stand():
    (table,) = blocks("> | a | out |\n> |---|---|\n> | 1 | 'x\\|y' |\n")
    assert table == Table(Line(1, 3, "| a | out |"), (Line(3, 3, "| 1 | 'x\\|y' |"),))


def test_a_mark_goes_to_the_next_block():
    plain, marked, after = blocks("a\n\n<!-- aurora: xfail not\n yet -->\nb\n\nc")
    assert (plain.mark, marked.mark, after.mark) == (None, Mark("xfail", "not yet"), None)
    assert marked.lines == (Line(5, 1, "b"),)


def test_text_behind_a_comment_is_kept():
    (text,) = blocks("<!-- aurora: skip --> f(1) -> 2")
    assert text == Text((Line(1, 23, "f(1) -> 2"),), mark=Mark("skip"))


def test_other_comments_and_html_are_left_out():
    assert blocks("<!-- f(1) -> 2 -->\n\n<div>\nf(1) -> 2\n</div>\n") == []


def test_a_mark_that_is_not_known_is_warned_about():
    warnings = lex(decode(b"\n  <!-- aurora: skp -->", PATH))[1]
    assert len(warnings) == 1
    assert "words.md:2:3" in warnings[0]


def test_a_comment_that_is_never_closed_is_refused():
    with pytest.raises(SpecError, match="never closed") as caught:
        blocks("a\n\n<!-- aurora: skip\nf(1) -> 2")
    assert caught.value.location.line == 3
