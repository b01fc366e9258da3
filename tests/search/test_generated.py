import dataclasses
from enum import Enum
from typing import NamedTuple

import pytest

from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR
from pytest_aurora.problem.values import freeze, thaw
from pytest_aurora.search.engine import solve
from pytest_aurora.search.generated import class_namespace, generated_components
from pytest_aurora.search.outcome import Budget, Solution

from .problems import problem


@dataclasses.dataclass
class Item:
    name: str
    price: float
    count: int = 1

    def __post_init__(self):
        if self.count < 0:
            raise ValueError("count")


class Point(NamedTuple):
    x: int
    y: int


class Color(Enum):
    RED = "r"
    GREEN = "g"


NAMES = {"Item": Item, "Point": Point, "Color": Color}


def components(signature, *rows):
    return {c.source: c for c in generated_components(problem(signature, *rows, names=NAMES))}


def body(signature, *rows):
    found = solve(problem(signature, *rows, names=NAMES), budget=Budget(seconds=None, candidates=60_000))
    assert isinstance(found, Solution), found
    return found.body.source


def test_fields_are_read_and_replaced_and_records_are_built():
    made = components("f(item: Item) -> float")
    frozen = freeze(Item("pen", 2.5, 3))
    assert made["{0}.price"].function(frozen) == 2.5
    assert made["{0}.price"].result == FLOAT
    assert thaw(made["dataclasses.replace({0}, count={1})"].function(frozen, 4)) == Item("pen", 2.5, 4)
    assert thaw(made["Item({0}, {1}, {2})"].function("pad", 1.0, 2)) == Item("pad", 1.0, 2)


def test_what_a_class_checks_is_checked():
    build = components("f(item: Item) -> float")["Item({0}, {1}, {2})"].function
    with pytest.raises(ValueError, match="count"):
        build("pad", 1.0, -2)


def test_members_of_enums_are_found_by_value_and_by_name():
    made = components("f(c: Color) -> str")
    assert made["{0}.value"].function(Color.RED) == "r"
    assert made["{0}.name"].function(Color.RED) == "RED"
    assert made["Color({0})"].function("g") is Color.GREEN
    assert made["Color[{0}]"].function("GREEN") is Color.GREEN


def test_a_parameter_that_is_a_function_is_called():
    made = components("f(g: Callable[[int, str], bool]) -> bool")["{0}({1}, {2})"]
    assert made.parameters[1:] == (INT, STR)
    assert made.result == BOOL
    assert made.function(lambda n, s: len(s) == n, 2, "ab") is True


def test_unions_are_narrowed_and_asked():
    made = components("f(x: int | str | None) -> bool")
    assert made["{0} is None"].function(None) is True
    assert made["isinstance({0}, str)"].function("a") is True
    assert made["isinstance({0}, str)"].function(1) is False


def test_places_of_long_tuples_and_tuples_as_lists():
    made = components("f(t: tuple[str, int, int, str]) -> str")
    assert made["{0}[3]"].function(("a", 1, 2, "b")) == "b"
    assert made["list({0})"].function(("a", 1, 2, "b")) == ("a", 1, 2, "b")
    assert components("f(t: tuple[int, int]) -> int") == {}


def test_classes_of_fields_are_reached():
    assert "{0}.x" in components("f(ps: dict[str, list[Point]]) -> int")


def test_bodies_see_the_classes():
    assert class_namespace(problem("f(i: Item, p: list[Point]) -> Color", names=NAMES).signature) == NAMES


def test_bodies_with_records():
    rows = [(Point(1, 2), 3, Point(4, 2)), (Point(0, 7), 1, Point(1, 7)), (Point(5, 5), -5, Point(0, 5))]
    assert body("f(p: Point, dx: int) -> Point", *rows).removeprefix("return ") in (
        "Point(p.x + dx, p.y)", "Point(dx + p.x, p.y)", "p._replace(x=p.x + dx)", "p._replace(x=dx + p.x)",
    )  # fmt: skip
    rows = [(Item("a", 2.5, 2), 5.0), (Item("b", 1.25, 4), 5.0), (Item("c", 3.0, 1), 3.0)]
    assert body("f(item: Item) -> float", *rows) == "return item.price * item.count"
    assert body("f(items: list[Item]) -> list[str]", ([Item("a", 1.0), Item("b", 2.0)], ["a", "b"]), ([], [])) == (
        "return [item.name for item in items]"
    )


def test_bodies_with_enums():
    assert body("f(s: str) -> Color", ("r", Color.RED), ("g", Color.GREEN)) == "return Color(s)"


def test_records_keep_the_types_of_their_fields():
    assert freeze(Item("a", 2, 1))[2:] == (2.0, 1)
    assert thaw(freeze(Item("a", 2.0, 1))) == Item("a", 2.0, 1)
    assert freeze(Point(1, 2)) == freeze(Point(1, 2)) != freeze((1, 2))
    points = read_type("list[Point]", NAMES)
    assert thaw(freeze([Point(1, 2)], points), points) == [Point(1, 2)]


def test_texts_that_a_spec_lists():
    asked = dataclasses.replace(problem("f(s: str) -> bool", ("a", True)), literals=("of", 3, "the", "of"))
    inside, outside = generated_components(asked)
    assert (inside.source, outside.source) == ("{0} in ('of', 'the')", "{0} not in ('of', 'the')")
    assert [inside.function(word) for word in ("of", "off")] == [True, False]
    assert [outside.function(word) for word in ("of", "off")] == [False, True]
    assert generated_components(dataclasses.replace(asked, literals=("of", 3))) == ()
