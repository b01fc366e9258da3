from __future__ import annotations

import ast
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.components.patterns import quoted


@given(st.text(alphabet="ab\n\t\r\f\v\\\"'.", max_size=6), st.text(alphabet="ab\n\t\r\f\v\\\"'.", max_size=8))
def test_a_quoted_pattern_matches_what_the_pattern_matches(literal, text):
    pattern = re.escape(literal)
    source = quoted(pattern)
    assert "\n" not in source
    written = ast.literal_eval(source)
    assert [m.span() for m in re.finditer(written, text)] == [m.span() for m in re.finditer(pattern, text)]


@pytest.mark.parametrize(("pattern", "source"), [(r"\d+", r'r"\d+"'), ("[\n;]", r'r"[\n;]"'), ('"', "r'\"'")])
def test_it_reads_well(pattern, source):
    assert quoted(pattern) == source
