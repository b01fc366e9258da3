from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.spec.expressions import parse_any
from pytest_aurora.spec.ids import LONGEST, call_id, text_id

from .helpers import line_form


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('f("hello")', "hello"),
        ("f(2, -3)", "2--3"),
        ("f()", "()"),
        ("f('')", "''"),
        ("f('1')", "'1'"),
        ("f(' a')", "' a'"),
        ("f([1, 2, 3])", "1,2,3"),
        ("f([])", "()"),
        ("f([[1], [2]], k=(3,))", "(1),(2)-k=(3,)"),
        ("f('a, b', ['a, b'])", "a, b-'a, b'"),
        ("f('é\\n')", "'\\xe9\\\\n'"),
        ("f({'a': 1})", "{'a': 1}"),
        ("sorted(f(x)[0])", "sorted(f(x)(0))"),
        ("f('a::b')", "a:b"),
    ],
)
def test_call_id(call, expected):
    assert call_id(parse_any(call).body, call, {"f"}) == expected


def test_long_ids_are_cut_and_stay_apart():
    first, second = text_id("a" * 70), text_id("a" * 71)
    assert first != second
    assert len(first) <= LONGEST


@given(st.text())
def test_ids_are_printable_ascii_without_what_breaks_node_ids(text):
    identifier = text_id(text)
    assert identifier
    assert len(identifier) <= LONGEST
    assert identifier.isascii()
    assert identifier.isprintable()
    assert not any(part in identifier for part in ("[", "]", "::"))


def test_repeats_are_numbered_within_their_function():
    spec = line_form(
        "f(1) -> 1\ng(1) -> 1\nf( 1 ) -> 2\nf(1) -> 3", signatures="def f(n: int) -> int\ndef g(n: int) -> int"
    )
    assert [example.id for example in spec.examples] == ["1", "1", "1#2", "1#3"]


def test_ids_stay_when_text_moves():
    before = line_form('f("a") -> "b"\nf("c") -> "d"')
    after = line_form('Some prose.\n\nf("c") -> "d"\nf("e") -> ""\nf("a") -> "b"')
    assert {e.id for e in before.examples} < {e.id for e in after.examples}
