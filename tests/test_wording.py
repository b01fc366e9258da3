from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.wording import could_be, visible


@given(st.text())
def test_what_is_shown_cannot_steer_the_terminal(text):
    shown = visible(text)
    assert all(char.isprintable() or char in "\n\t" for char in shown)
    assert visible(shown) == shown


def test_printable_text_is_shown_as_it_is():
    assert visible("ü 1\n\tx") == "ü 1\n\tx"
    assert visible("a\rb\x1b[8m\u202e") == "a\\rb\\x1b[8m\\u202e"


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        (["'AB'", "'A'"], "f('A B') could be 'AB' or 'A'; both fit"),
        (["1", "2", "3"], "f('A B') could be 1 or 2 or 3; all fit"),
    ],
)
def test_what_is_in_doubt(answers, text):
    assert could_be("f('A B')", answers) == text
