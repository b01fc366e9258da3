"""Literals are read back as what they spell."""

from __future__ import annotations

import ast
import datetime
import decimal
import enum
import fractions
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.literals import has_literal, imports_of, inside, literal, quote


class Color(enum.Enum):
    RED = 1


scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), st.binary())
hashable = st.recursive(scalars, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3), max_leaves=4)
values = st.recursive(
    scalars | st.sets(hashable, max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(hashable, inner, max_size=3) | st.tuples(inner),
    max_leaves=8,
)


@given(values)
def test_any_value_is_read_back(value):
    namespace = {"math": math, "float": float, "set": set, "frozenset": frozenset}
    assert eval(literal(value), namespace) == value


@given(st.text(), st.sampled_from(['"', "'"]), st.booleans())
def test_any_string_is_read_back(text, mark, raw):
    assert ast.literal_eval(quote(text, mark, raw=raw)) == text
    assert ast.literal_eval(mark + inside(text, mark) + mark) == text


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ("it's", '"it\'s"'), ('say "x"', "'say \"x\"'"), ("\\d+", 'r"\\d+"'), ("a\\", '"a\\\\"'), ("\n", '"\\n"'),
        (math.pi, "math.pi"), (float("inf"), 'float("inf")'), (set(), "set()"), ({2, 1}, "{1, 2}"), ((1,), "(1,)"),
        (frozenset({1}), "frozenset({1})"), (datetime.date(2024, 2, 29), "date(2024, 2, 29)"), (Color.RED, "Color.RED"),
        (datetime.timedelta(days=1, seconds=2), "timedelta(days=1, seconds=2)"),
        (decimal.Decimal("1.50"), 'Decimal("1.50")'), (fractions.Fraction(1, 2), "Fraction(1, 2)"),
    ],
)  # fmt: skip
def test_spelling(value, source):
    assert literal(value) == source


def test_imports_of_literals():
    assert imports_of([datetime.date(2024, 1, 1), math.pi]) == ("from datetime import date", "import math")
    assert imports_of({"a": (decimal.Decimal(1),)}) == ("from decimal import Decimal",)


def test_what_has_no_literal_is_refused():
    with pytest.raises(ValueError, match="no source form"):
        literal(object())


def test_what_has_no_source_form():
    assert has_literal(("a", 1, Color.RED, decimal.Decimal(1)))
    assert not has_literal((1, object()))
