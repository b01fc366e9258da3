import datetime
import enum
import pickle
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import List, Literal, NewType, Optional, TypeVar, Union  # noqa: UP035

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.problem.annotations import checked_type, is_abstract, literal_values, read_type
from pytest_aurora.problem.types import (
    ANY,
    BOOL,
    FLOAT,
    INT,
    NONE,
    STR,
    Type,
    dict_of,
    has_type,
    join,
    join_types,
    list_of,
    optional,
    refine,
    set_of,
    tuple_of,
    type_of,
    union_of,
    variable,
)

T = TypeVar("T")
Matrix = list[list[float]]
Names = List["Point"]  # noqa: UP006
Maybe = Optional[int]  # noqa: UP045
Either = Union[int, "Point"]
Generic = list[T]
Function = Callable[[int], str]
Mode = Literal["r", "w"]
UserId = NewType("UserId", int)
Aliased = datetime.datetime


@dataclass
class Point:
    x: int


class Color(enum.Enum):
    RED = 1


SPACE = {name: value for name, value in globals().items() if not name.startswith("_")}

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.decimals() | st.fractions(),
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(), inner)
        | st.frozensets(st.integers() | st.text())
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (None, "object"), ("Any", "object"), ("object", "object"), ("int", "int"), ("None", "None"), ("bytes", "bytes"),
        ("list[int]", "list[int]"), ("List[int]", "list[int]"), ("typing.List[int]", "list[int]"),
        ("list", "list[object]"), ("Dict", "dict[object, object]"), ("tuple", "tuple[object, ...]"),
        ("Sequence[str]", "list[str]"), ("Mapping[str, int]", "dict[str, int]"), ("Counter[str]", "dict[str, int]"),
        ("tuple[int, str]", "tuple[int, str]"), ("tuple[int, ...]", "tuple[int, ...]"), ("tuple[()]", "tuple"),
        ("Optional[int]", "int | None"), ("int | None", "int | None"), ("Union[int, str, int]", "int | str"),
        ("Union[int, None] | str", "int | None | str"), ("int | object", "object"), ("'list[int]'", "list[int]"),
        ("Literal['a', 'b']", "str"), ("Literal[1, 'a', None]", "int | str | None"), ("Literal[Color.RED]", "Color"),
        ("Annotated[int, 'age']", "int"), ("Callable[[int, str], bool]", "Callable[[int, str], bool]"),
        ("Callable[..., int]", "Callable[[], int]"), ("T", "T"), ("list[K]", "list[K]"),
        ("date", "datetime.date"), ("datetime.datetime", "datetime.datetime"), ("Decimal", "decimal.Decimal"),
        ("Point", "Point"), ("list[Point]", "list[Point]"), ("'Point'", "Point"), ("Color", "Color"),
        ("Matrix", "list[list[float]]"), ("Names", "list[Point]"), ("Maybe", "int | None"), ("Either", "int | Point"),
        ("Generic", "list[T]"), ("Function", "Callable[[int], str]"), ("Mode", "str"), ("UserId", "int"),
        ("Aliased", "datetime.datetime"), ("dict[UserId, Names]", "dict[int, list[Point]]"),
    ],
)  # fmt: skip
def test_read_type(annotation, expected):
    assert str(read_type(annotation, SPACE)) == expected


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        ("Pint", "type 'Pint' is not known"),
        ("list[Pint]", "type 'Pint' is not known"),
        ("Box[int]", "generic type 'Box' is not known"),
        ("1 +", "'1 +' is no type expression"),
        ("f(x)", "'f(x)' is no type expression"),
        ("list[int, str]", "list takes one argument, got 2"),
        ("dict[int]", "dict takes two arguments, got 1"),
        ("Literal[Color.BLUE]", "the literal Color.BLUE is not known"),
    ],
)
def test_what_is_no_type_is_told(annotation, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        read_type(annotation, SPACE)


def test_literals_are_part_of_the_type_until_it_is_plain():
    mode = read_type("Literal['a', 'b']")
    assert mode.literals == ("a", "b")
    assert mode.plain is STR
    assert has_type("a", mode)
    assert not has_type("c", mode)
    assert read_type("Literal['a'] | str").plain is STR
    assert read_type("list[Literal[1, 'x']]").plain is list_of(union_of((INT, STR)))
    assert not has_type(True, read_type("Literal[1]"))
    assert literal_values("Optional[Literal['a', -1]]") == ("a", -1)
    assert literal_values("int") == literal_values(None) == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "bool"), (1, "int"), (1.0, "float"), (None, "None"), ([], "list[object]"), ([1, 2.5], "list[float]"),
        ([1, "a"], "list[int | str]"), ((1, "a"), "tuple[int, str]"), ({"a": [1], "b": []}, "dict[str, list[int]]"),
        ({1, 2}, "set[int]"), (frozenset("a"), "frozenset[str]"), ([[1], ["a"]], "list[list[int | str]]"),
        ([None, [1], []], "list[None | list[int]]"), ([(1,), (1, 2)], "list[tuple[int, ...]]"), (Point(1), "Point"),
        (Color.RED, "Color"), (len, "Callable[[], object]"), (lambda: 1, "Callable[[], object]"), (range(3), "range"),
        (Decimal(1), "decimal.Decimal"), (Fraction(1), "fractions.Fraction"),
    ],
)  # fmt: skip
def test_type_of(value, expected):
    assert str(type_of(value)) == expected


@given(values)
def test_a_value_has_its_type(value):
    assert has_type(value, type_of(value))
    assert has_type(value, ANY)
    assert has_type([value], list_of(type_of(value)))
    assert has_type(value, optional(type_of(value)))


@given(values, values)
def test_a_join_holds_both_and_commutes_in_what_it_holds(one, other):
    for joined in (join(type_of(one), type_of(other)), join(type_of(other), type_of(one))):
        assert joined == ANY or (has_type(one, joined) and has_type(other, joined))


@given(values)
def test_to_refine_by_itself_changes_nothing(value):
    t = type_of(value)
    assert refine(t, t) is t
    assert refine(ANY, t) is t
    assert refine(t, ANY) is t


@pytest.mark.parametrize(
    ("declared", "observed", "expected"),
    [
        (list_of(ANY), list_of(INT), list_of(INT)),
        (list_of(FLOAT), list_of(INT), list_of(FLOAT)),
        (dict_of(STR, ANY), dict_of(STR, list_of(INT)), dict_of(STR, list_of(INT))),
        (optional(list_of(ANY)), union_of((list_of(STR), NONE)), optional(list_of(STR))),
        (Type("tuple*", (ANY,)), tuple_of(INT, STR), tuple_of(INT, STR)),
        (list_of(ANY), set_of(INT), list_of(ANY)),
        (read_type("Point", SPACE), read_type("Point", SPACE), read_type("Point", SPACE)),
        (variable("T"), INT, variable("T")),
    ],
)
def test_refine(declared, observed, expected):
    assert refine(declared, observed) is expected


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ([], ANY),
        ([INT, FLOAT], FLOAT),
        ([INT, BOOL], union_of((INT, BOOL))),
        ([optional(INT), FLOAT], union_of((FLOAT, NONE))),
        ([optional(list_of(INT)), list_of(ANY)], optional(list_of(INT))),
        ([list_of(ANY), NONE, list_of(STR)], union_of((list_of(STR), NONE))),
        ([ANY, INT], INT),
    ],
)
def test_join_types(types, expected):
    assert join_types(types) is expected


@pytest.mark.parametrize(
    ("value", "annotation"),
    [
        (True, "int"), (1, "bool"), (1, "str"), (True, "float"), ("1", "float"), ([1, "a"], "list[int]"),
        ((1,), "list[int]"), ([1], "tuple[int, ...]"), ((1, 2), "tuple[int]"), ({1}, "frozenset[int]"),
        ({"a": 1}, "dict[int, int]"), (None, "int"), (datetime.datetime(2024, 1, 2), "date"), (1, "Callable"),
        (Point(1), "Color"), (1, "None"),
    ],
)  # fmt: skip
def test_values_that_are_not_of_the_type(value, annotation):
    assert not has_type(value, read_type(annotation, SPACE))


def test_an_int_may_stand_for_a_float_everywhere():
    assert has_type(1, FLOAT)
    assert has_type([1, 2.5], list_of(FLOAT))
    assert has_type({"a": (1,)}, read_type("dict[str, tuple[float]]"))


def test_equal_types_are_one_object_here_and_after_pickling():
    for t in (INT, list_of(STR), read_type("dict[str, int | None]"), read_type("Literal['a']"), variable("T")):
        assert pickle.loads(pickle.dumps(t)) is t
    assert read_type("list[int]") is list_of(INT)


def test_a_type_does_not_change():
    with pytest.raises(AttributeError):
        INT.name = "float"


def test_depth_and_generics():
    assert [read_type(a).depth for a in ("int", "list[int]", "dict[str, list[int]]")] == [0, 1, 2]
    assert read_type("dict[str, list[T]]").is_generic
    assert not read_type("dict[str, list[int]]").is_generic


@pytest.mark.parametrize(
    ("annotation", "abstract"),
    [
        ("Sequence[int]", True),
        ("'Iterable[str]'", True),
        ("list[Mapping[str, int]]", True),
        ("list[int]", False),
        (None, False),
    ],
)
def test_abstract_annotations_leave_the_class_open(annotation, abstract):
    assert is_abstract(annotation) == abstract
    assert (checked_type(annotation) == ANY) == (abstract or annotation is None)


def test_an_unknown_type_is_not_checked():
    assert checked_type("Pint") is ANY
    assert checked_type("1 +") is ANY
