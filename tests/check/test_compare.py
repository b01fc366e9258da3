import datetime
import enum
import math
from collections import Counter, OrderedDict, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.check.compare import mismatch, show
from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.types import FLOAT, INT, dict_of, list_of, type_of

NAN = float("nan")


class Place(NamedTuple):
    row: int
    column: float


@dataclass
class Point:
    x: float
    y: float = 0.0


class Color(enum.IntEnum):
    RED = 1


class Yes(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.binary(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=4)
        | st.frozensets(st.integers() | st.text(max_size=2), max_size=4)
    ),
    max_leaves=10,
)


def leaves(value):
    parts = [*value, *value.values()] if isinstance(value, dict) else value
    return [leaf for part in parts for leaf in leaves(part)] if isinstance(value, list | tuple | dict) else [value]


@given(values)
def test_a_value_equals_its_like(value):
    assert mismatch(value, eval(repr(value), {"nan": NAN, "inf": math.inf}), type_of(value)) is None


@given(values, values)
def test_different_values_part(one, other):
    if repr(one) != repr(other) and one != other:
        floats = any(isinstance(leaf, float) for leaf in leaves((one, other)))
        assert mismatch(one, other) is not None or floats


@pytest.mark.parametrize(
    ("actual", "expected", "declared"),
    [
        (1, 1.0, "float"),
        (1.0, 1, "float"),
        (0.1 + 0.2, 0.3, "float"),
        (0.1 + 0.2 - 0.3, 0.0, "float"),
        ([1, 0.1 + 0.2], [1.0, 0.3], "list[float]"),
        ({"a": (0.1 + 0.2,)}, {"a": (0.3,)}, "dict[str, tuple[float]]"),
        ({0.1 + 0.2}, {0.3}, "set[float]"),
        ({0.1 + 0.2: "x"}, {0.3: "x"}, "dict[float, str]"),
        (NAN, float("nan"), "float"),
        ([NAN], [float("nan")], "list[float]"),
        ({1: NAN}, {1: float("nan")}, None),
        (math.inf, float("inf"), "float"),
        ({"b": 1, "a": 2}, {"a": 2, "b": 1}, "dict[str, int]"),
        (Counter("aab"), {"a": 2, "b": 1}, "dict[str, int]"),
        (defaultdict(list, {"a": [1]}), {"a": [1]}, "dict[str, list[int]]"),
        (OrderedDict(a=1), {"a": 1}, None),
        (Decimal("1.0"), Decimal("1.00"), "Decimal"),
        (Decimal("NaN"), Decimal("NaN"), "Decimal"),
        (Fraction(1, 2), Fraction(2, 4), "Fraction"),
        (0.1 + 0.2j + 0.2, 0.3 + 0.2j, "complex"),
        (10**400, 10**400, "int"),
        (None, None, "int | None"),
        (Place(1, 0.1 + 0.2), Place(1, 0.3), "Place"),
        (Point(0.1 + 0.2), Point(0.3), "Point"),
        (Point(NAN), Point(NAN), "Point"),
        (Color.RED, Color.RED, "Color"),
        (datetime.date(2024, 1, 2), datetime.date(2024, 1, 2), "date"),
        (range(3), range(3), "range"),
        ([], [], "list[int]"),
    ],
)
def test_holds(actual, expected, declared):
    assert mismatch(actual, expected, read_type(declared, globals())) is None


@pytest.mark.parametrize(
    ("actual", "expected", "declared", "text"),
    [
        (4, 3, "int", "expected 3, got 4"),
        ("3", 3, "int", "expected 3, got '3' (str, not int)"),
        (True, 1, "int", "expected 1, got True (bool, not int)"),
        (1, True, "bool", "expected True, got 1 (int, not bool)"),
        (True, True, "int", "expected a value of type int, got True (bool)"),
        (1.0, 1, "int", "expected a value of type int, got 1.0 (float)"),
        ([1, 2.0], [1, 2], "list[int]", "at [1]: expected a value of type int, got 2.0 (float)"),
        ({"a": [1, True]}, {"a": [1, True]}, "dict[str, list[int]]", "at ['a'][1]: expected a value of type int"),
        ({1: 2}, {1: 2}, "dict[str, int]", "at [1] (key): expected a value of type str, got 1 (int)"),
        ((1, 2, 3), (1, 2, 3), "tuple[int, int]", "expected a value of type tuple[int, int], got (1, 2, 3) (tuple)"),
        ({1.5}, {1.5}, "set[int]", "at {...}: expected a value of type int, got 1.5 (float)"),
        ((1, 2), [1, 2], None, "expected [1, 2], got (1, 2) (tuple, not list)"),
        (frozenset({1}), {1}, None, "expected {1}, got frozenset({1}) (frozenset, not set)"),
        ([1, [2, {"a": 3}]], [1, [2, {"a": 4}]], None, "at [1][1]['a']: expected 4, got 3"),
        ([1, 2], [1], None, "expected 1 item, got 2 items: expected [1], got [1, 2]"),
        ({"a": 1}, {"b": 1}, None, "missing key 'b'; unexpected key 'a'"),
        ({"a": 1, "c": 2}, {"a": 1}, None, "unexpected key 'c'"),
        ({1, 2, 5}, {1, 3, 4}, None, "missing elements 3, 4; unexpected elements 2, 5"),
        ({True: "x"}, {1: "x"}, None, "missing key 1; unexpected key True"),
        ([True], [1], None, "at [0]: expected 1, got True (bool, not int)"),
        (Place(1, 2.5), Place(1, 3.5), None, "at .column: expected 3.5, got 2.5"),
        (Point(1.0, 2.0), Point(1.0, 3.0), None, "at .y: expected 3.0, got 2.0"),
        (Place(1, 2.0), (1, 2.0), None, "expected (1, 2.0), got Place(row=1, column=2.0) (Place, not tuple)"),
        (Color.RED, 1, None, "expected 1, got <Color.RED: 1> (Color, not int)"),
        (Yes(0), 1, None, "expected 1, got 0 (Yes, not int)"),
        ([Yes(0)], [1], None, "at [0]: expected 1, got 0 (Yes, not int)"),
        (10**400, 1.5, None, "expected 1.5, got 10"),
        (Decimal("0.1"), Decimal("0.10000000000001"), None, "expected Decimal"),
        (NAN, 1.0, None, "expected 1.0, got nan"),
        (None, 1, "int | None", "expected 1, got None (NoneType, not int)"),
        (datetime.datetime(2024, 1, 2), datetime.date(2024, 1, 2), None, "(datetime, not date)"),
    ],
)
def test_says_what_differs_and_where(actual, expected, declared, text):
    found = mismatch(actual, expected, read_type(declared, globals()))
    assert found is not None
    assert text in found


def test_tolerance_is_absolute_and_reaches_into_containers():
    assert mismatch(1.4, 1.5, FLOAT, 0.11) is None
    assert mismatch([1.4], [1.5], list_of(FLOAT), 0.11) is None
    assert mismatch({"a": Decimal("1.4")}, {"a": 1.5}, tolerance=0.11) is None
    assert mismatch(1.3, 1.5, FLOAT, 0.11) == "expected 1.5, got 1.3"
    assert mismatch(1e-9, 0.0, FLOAT, 0.0) == "expected 0.0, got 1e-09"
    assert mismatch(10**400, 1.5, tolerance=1.0) is not None


def test_a_long_text_names_the_place():
    found = mismatch("x" * 100 + "a" + "y" * 100, "x" * 100 + "b" + "y" * 100)
    assert found is not None
    assert found.startswith("the text differs at character 100: expected ...'" + "x" * 20 + "b" + "y" * 19)
    assert len(found) < 300


def test_a_long_text_that_ends_early():
    found = mismatch("x" * 70, "x" * 80)
    assert found is not None
    assert "differs at character 70" in found
    assert "(80 and 70 characters)" in found


def test_long_values_come_with_a_short_diff():
    expected = {f"key {i}": list(range(i)) for i in range(30)}
    found = mismatch({**expected, "key 7": [1]}, expected)
    assert found is not None
    first, *diff = found.splitlines()
    assert first == "at ['key 7'][0]: expected 0, got 1"
    assert [line for line in diff if line[:2] in ("- ", "+ ")] == [
        "- 'key 7': [0, 1, 2, 3, 4, 5, 6],",
        "+ 'key 7': [1],",
    ]


def test_a_long_text_of_many_lines_is_diffed_by_line():
    lines = [f"line {i} of a text" for i in range(50)]
    found = mismatch("\n".join(lines), "\n".join([*lines[:7], "other", *lines[8:]]))
    assert found is not None
    assert "-other" in found
    assert "+line 7 of a text" in found
    assert "line 30" not in found


def test_a_diff_has_an_end():
    found = mismatch([str(i) * 9 for i in range(500)], [str(i) * 9 for i in range(500, 1000)])
    assert found is not None
    assert len(found.splitlines()) < 25
    assert found.endswith("...")


def test_a_list_within_itself_is_told():
    loop: list[object] = []
    loop.append(loop)
    other: list[object] = []
    other.append(other)
    assert mismatch(loop, other) == "the values are nested too deeply to be compared"


def test_show_is_short_and_never_raises():
    class Bad:
        def __repr__(self):
            raise RuntimeError

    assert show(Bad()) == "<Bad whose repr raised RuntimeError>"
    assert len(show("x" * 1000)) == 120
    assert show(10**5000).startswith(("1000", "<int whose repr"))


def test_dict_types_are_judged():
    assert mismatch({"a": 1}, {"a": 1}, dict_of(INT, INT)) == (
        "at ['a'] (key): expected a value of type int, got 'a' (str)"
    )
