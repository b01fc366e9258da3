from __future__ import annotations

import re

import pytest

from pytest_aurora.spec.digest import function_digest

from .helpers import read

BASE = """
    # SpecV3: A

    Prose.

    def f(s: str) -> str
    def g(n: int) -> int

    ## Examples
    f("a") -> "b"
    f("c") -> "d"
    g(1) -> 2
    g(len(f("e"))) -> 3

    ## Post
    assert f(x) == x
    assert g(y) == 1
    some prose

    ## Pre
    for x: x
    g: n > 0
"""


def digests(text=BASE):
    spec = read(text)
    return function_digest(spec, "f"), function_digest(spec, "g")


def changed(old, new):
    assert old in BASE
    return tuple(a != b for a, b in zip(digests(), digests(BASE.replace(old, new)), strict=True))


def test_eight_hex_digits():
    assert all(re.fullmatch(r"[0-9a-f]{8}", digest) for digest in digests())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Prose.", "Other prose.\n\n    And more."),
        ('f("a") -> "b"', "- `f( 'a' )` → `'b'`  # why"),
        ('f("a") -> "b"\n    f("c") -> "d"', 'f("c") -> "d"\n\n    f("a") -> "b"'),
        ("g(1) -> 2", "g(1) -> 2\n    g(1 -> 2"),
        ("g(1) -> 2", "g(1) -> 2\n    g(5) -> 2 <!-- aurora: skip -->"),
        ("some prose", "other prose"),
        ("def f(s: str) -> str", "def f(s:str)->str:"),
        ("# SpecV3: A", "# SpecV3: B"),
    ],
)
def test_what_asks_the_same_has_the_same_digest(old, new):
    assert changed(old, new) == (False, False)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('f("a") -> "b"', 'f("a") -> "B"', (True, False)),
        ('f("a") -> "b"', 'f("a") -> raises KeyError', (True, False)),
        ("g(1) -> 2", "g(1) -> 2 ± 0.1", (False, True)),
        ("g(1) -> 2", "g(2) -> 2", (False, True)),
        ('g(len(f("e"))) -> 3', 'g(len(f("e"))) -> 4', (True, True)),
        ("def f(s: str)", "def f(t: str)", (True, False)),
        ("assert g(y) == 1", "assert g(y) == 2", (False, True)),
        ("for x: x", "for x: not x", (True, False)),
        ("g: n > 0", "g: n > 1", (False, True)),
    ],
)
def test_what_asks_for_something_else_has_another(old, new, expected):
    assert changed(old, new) == expected


def test_a_function_that_is_not_declared():
    with pytest.raises(KeyError):
        function_digest(read(BASE), "h")
