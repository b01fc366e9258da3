"""Names say what they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.imports import imported_names
from pytest_aurora.language.naming import BUILTINS, free_name, singular


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("words", "word"), ("xs", "x"), ("ns", "n"), ("entries", "entry"), ("boxes", "box"), ("classes", "class"),
        ("children", "child"), ("people", "person"), ("indices", "index"), ("matrix", "row"), ("houses", "house"),
        ("buses", "bus"), ("heroes", "hero"), ("first_names", "first_name"), ("word_list", "word"), ("nums1", "num"),
        ("input_list", None), ("test_list", None), ("status", None), ("address", None), ("data", None),
        ("series", None), ("is", None), ("analysis", None), ("x", None), ("bus", None), ("s", None),
    ],
)  # fmt: skip
def test_singular(plural, one):
    assert singular(plural) == one


@given(
    st.lists(st.sampled_from(["x", "list", "for", "name"]), max_size=3),
    st.frozensets(st.sampled_from(["x", "name", "value"])),
)
def test_a_free_name_is_neither_taken_nor_a_builtin(wishes, taken):
    name = free_name(wishes, taken)
    assert name not in taken | BUILTINS
    assert name.isidentifier()


def test_names_that_imports_bind():
    statements = ["import math", "import urllib.parse", "from collections import Counter, deque as queue"]
    assert list(imported_names(statements)) == ["math", "urllib", "Counter", "queue"]
