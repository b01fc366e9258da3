from __future__ import annotations

import pytest

from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.generics import resolved
from pytest_aurora.problem.types import INT, STR, Type

OPAQUE = Type("T", kind="class")


@pytest.mark.parametrize(
    ("annotation", "values", "expected"),
    [
        ("T", [1, 2], "int"),
        ("list[T]", [[], ["a"]], "list[str]"),
        ("dict[str, T]", [{"a": 1}], "dict[str, int]"),
        ("tuple[T, ...]", [(1, 2)], "tuple[int, ...]"),
        ("Callable[[T], int]", [len], None),
        ("T", [1, "a"], None),
        ("T", [1, 2.0], None),
        ("T", [], None),
        ("list[int]", [["a"]], "list[int]"),
    ],
)
def test_a_variable_stands_for_what_the_examples_have(annotation, values, expected):
    (found,) = resolved([read_type(annotation)], [values])
    if expected is None:
        assert not found.is_generic
        assert OPAQUE in (found, *found.args)
    else:
        assert found == read_type(expected)


def test_all_places_have_their_say():
    pair, result = resolved([read_type("tuple[T, U]"), read_type("U")], [[(1, "a"), ("x", "b")], ["a", "b"]])
    assert pair == Type("tuple", (OPAQUE, STR))
    assert result == STR


def test_what_is_only_in_the_result_is_known_from_there():
    assert resolved([read_type("int"), read_type("list[T]")], [[1], [[1]]]) == (INT, read_type("list[int]"))
