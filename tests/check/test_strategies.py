import enum
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument, NoSuchExample

from pytest_aurora.check.bounds import Bounds
from pytest_aurora.check.strategies import PureFunction, strategy_for
from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.types import has_type


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class Place(NamedTuple):
    row: int
    name: "str | None" = None


@dataclass
class Node:
    value: int
    children: "list[Node]"
    color: Color = Color.RED


@dataclass
class Positive:
    value: int

    def __post_init__(self):
        if self.value <= 0:
            raise ValueError("not positive")


@dataclass
class Odd:
    value: "Mystery"  # noqa: F821


class Simple:
    def __init__(self, n: int) -> None:
        self.n = n


TYPES = [
    "int", "float", "bool", "str", "bytes", "None", "complex", "range", "date", "time", "datetime", "timedelta",
    "Decimal", "Fraction", "object", "list[int]", "list", "set[str]", "frozenset[int]", "dict[str, list[int]]",
    "tuple[int, str]", "tuple[int, ...]", "tuple[()]", "int | None", "Optional[list[str]]", "Union[int, str, None]",
    "Literal['a', 1, None]", "list[Literal['a', 'b']]", "Literal['a'] | int", "T", "list[T]", "Callable[[int], str]",
    "Color", "Place", "Node", "Positive", "Simple", "list[Node]", "Sequence[int]", "Mapping[str, int]",
]  # fmt: skip

quick = settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)


@pytest.mark.parametrize("annotation", TYPES)
def test_values_are_of_their_type(annotation):
    type_ = read_type(annotation, globals())

    @quick
    @given(strategy_for(type_, globals()))
    def check(value):
        assert has_type(value, type_)

    check()


def reaches(annotation, wanted, bounds=None):
    strategy = strategy_for(read_type(annotation, globals()), globals(), bounds or Bounds())
    try:
        find(
            strategy,
            wanted,
            settings=settings(max_examples=1000, phases=[Phase.generate], database=None),
            random=Random(1),
        )
    except NoSuchExample:
        return False
    return True


@pytest.mark.parametrize(
    ("annotation", "wanted"),
    [
        ("str", lambda s: not s.isascii()),
        ("str", lambda s: " " in s.strip()),
        ("str", lambda s: s != s.strip()),
        ("str", lambda s: len(s) > 9),
        ("int", lambda n: n < -100),
        ("int", lambda n: n == 0),
        ("float", lambda x: x != int(x)),
        ("list[int]", lambda xs: len(xs) > len(set(xs))),
        ("list[int]", lambda xs: xs == []),
        ("dict[str, int]", lambda d: len(d) > 2),
        ("object", lambda v: isinstance(v, str)),
        ("int | None", lambda v: v is None),
        ("Node", lambda node: node.children and node.children[0].children),
        ("Callable[[int], int]", lambda f: len({f(n) for n in range(9)}) > 1),
    ],
)
def test_the_awkward_values_occur(annotation, wanted):
    assert reaches(annotation, wanted)


@pytest.mark.parametrize(
    ("annotation", "wanted"),
    [
        ("float", lambda x: x != x or x in (float("inf"), float("-inf"))),
        ("int", lambda n: abs(n) > 10_000),
        ("str", lambda s: len(s) > 20),
        ("list[int]", lambda xs: len(xs) > 8),
        ("Positive", lambda p: p.value <= 0),
    ],
)
def test_sizes_are_moderate(annotation, wanted):
    assert not reaches(annotation, wanted)


def test_bounds_reach_their_ends():
    assert reaches("int", lambda n: n == 3, Bounds(low=3, under=6))
    assert reaches("int", lambda n: n == 5, Bounds(low=3, under=6))
    assert not reaches("int", lambda n: not 3 <= n < 6, Bounds(low=3, under=6))
    assert not reaches("float", lambda x: not 0 < x <= 1, Bounds(over=0, high=1))
    assert reaches("float", lambda x: x < 0.5, Bounds(over=0, high=1))
    assert not reaches("str", lambda s: not 2 <= len(s) <= 3, Bounds(least=2, most=3))
    assert not reaches("str", lambda s: set(s) - set("ab"), Bounds(alphabet="ab"))
    assert not reaches("set[int]", lambda s: len(s) != 2, Bounds(least=2, most=2))


def test_a_class_of_which_no_values_can_be_made_is_told():
    with pytest.raises(InvalidArgument, match="Odd"):
        reaches("Odd", lambda v: True)


@given(st.lists(st.integers() | st.text(), min_size=1), st.integers())
def test_a_pure_function_is_pure(results, argument):
    one, other = PureFunction(tuple(results)), PureFunction(tuple(results))
    assert one(argument) == other(argument)
    assert one(argument) in results


def test_a_pure_function_shows_what_it_gives():
    assert repr(PureFunction((1, 1))) == "(lambda *args: 1)"
    assert repr(PureFunction((1, "a"))) == "(lambda *args: one of [1, 'a'])"
