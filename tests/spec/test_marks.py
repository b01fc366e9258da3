from __future__ import annotations

import pytest

from pytest_aurora.spec.marks import marked_lines, read_mark, take_mark
from pytest_aurora.spec.model import Mark
from pytest_aurora.spec.source import Line


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("<!-- aurora: skip -->", Mark("skip")),
        ("<!--aurora:xfail  too  slow-->", Mark("xfail", "too slow")),
        ("<!-- aurora: skipp -->", None),
        ("<!-- skip -->", None),
    ],
)
def test_read_mark(comment, expected):
    assert read_mark(comment) == expected


def test_a_mark_in_a_string_is_no_mark():
    line = Line(1, 1, 'f("<!-- aurora: skip -->") -> 1')
    assert take_mark(line) == (line, None)


def test_marks_act_on_their_line_or_the_next():
    texts = ["a", "<!-- aurora: skip -->", "b", "c <!-- aurora: xfail -->", "d"]
    lines = [Line(number, 1, text) for number, text in enumerate(texts, 1)]
    marked = [(logical.code, mark) for logical, mark in marked_lines(lines, None, every=False)]
    assert marked == [("a", None), ("b", Mark("skip")), ("c", Mark("xfail")), ("d", None)]


@pytest.mark.parametrize(("every", "expected"), [(True, [Mark("skip")] * 2), (False, [Mark("skip"), None])])
def test_a_mark_before_a_block(every, expected):
    lines = [Line(1, 1, "a"), Line(2, 1, "b")]
    assert [mark for _, mark in marked_lines(lines, Mark("skip"), every)] == expected
