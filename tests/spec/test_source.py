from __future__ import annotations

import pytest

from pytest_aurora.errors import SpecError
from pytest_aurora.spec.source import Line, decode

from .helpers import PATH


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_lines_are_the_same_for_any_newline_and_bom(newline, bom):
    assert decode(bom + f"a{newline}é{newline}".encode(), PATH).lines == ("a", "é", "")


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_byte_that_is_not_utf8_is_named_with_its_place(bom):
    with pytest.raises(SpecError, match="byte 0xff") as caught:
        decode(bom + b"a\r\n\xc3\xa9b\xff", PATH)
    assert (caught.value.location.line, caught.value.location.column) == (2, 3)
    assert "UTF-8" in caught.value.hint


def test_a_suffix_knows_its_column():
    source = decode(b"> -  f(1) -> 2  ", PATH)
    assert source.suffix(1, "f(1) -> 2  ") == Line(1, 6, "f(1) -> 2")


def test_a_shifted_line_keeps_its_column_true():
    assert Line(1, 4, "**Tests**:  f(1)").shift(10) == Line(1, 16, "f(1)")
