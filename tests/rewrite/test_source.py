import pytest

from pytest_aurora.errors import RewriteRefusedError
from pytest_aurora.rewrite.source import Edit, Source, read_source


def test_insertions_at_one_place_keep_their_order():
    edits = [Edit(1, 1, "1"), Edit(1, 1, "2"), Edit(1, 2, "3"), Edit(0, 0, "0")]
    assert Source(b"abc").edited(edits) == b"0a123c"


def test_edits_that_overlap_are_refused():
    with pytest.raises(RewriteRefusedError, match="line 2"):
        Source(b"a\nbcd").edited([Edit(2, 4, ""), Edit(3, 5, "")])


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines(newline):
    source = read_source(newline.join(["é", "b", ""]).encode())
    second = len("é".encode() + newline.encode())
    assert (source.line(0), source.line(second)) == (1, 2)
    assert source.line_end(0) == len("é".encode())
    assert source.next_line(0) == source.line_start(second) == second
    assert source.line_end(second) == second + 1
    assert source.next_line(second + 1 + len(newline)) == len(source.data)
    assert source.newline() == source.newline(second) == source.newline(len(source.data)) == newline


def test_a_file_without_a_line_break_gets_line_feeds():
    assert Source(b"a").newline() == "\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xef\xbb\xbfx",
        b"# coding: latin-1\n\xe9",
        b"#!x\r# coding: cp1252\r\x80",
        b"# coding: shift_jis\n\x83\x5c",
        b"# a\rb = 'coding: latin-1'",
    ],
)
def test_a_file_comes_back_byte_for_byte(raw):
    source = read_source(raw)
    assert source.edited([]) == raw
