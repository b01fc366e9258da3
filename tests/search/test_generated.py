import dataclasses
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

import pytest

from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.probes import make_probes
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


@dataclasses.dataclass
class Task:
    title: str
    done: bool
    due: date


NAMES = {"Item": Item, "Point": Point, "Color": Color, "Task": Task}


def components(signature, *rows):
    return {c.source: c for c in generated_components(problem(signature, *rows, names=NAMES))}


def body(signature, *rows, text=""):
    asked = problem(signature, *rows, text=text, names=NAMES)
    asked = dataclasses.replace(asked, probes=make_probes([e.arguments for e in asked.examples], lambda _: True))
    found = solve(asked, budget=Budget(seconds=None, candidates=60_000))
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
    assert made["{0} is Color.RED"].words == {"red"}
    assert [made["{0} is Color.RED"].function(color) for color in Color] == [True, False]


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


def test_a_union_of_what_has_a_length():
    made = components("f(x: str | list[int]) -> int")["len({0})"]
    assert [made.function(x) for x in ("abc", (1, 2))] == [3, 2]
    assert "len({0})" not in components("f(x: str | int) -> int")


def test_classes_of_fields_are_reached():
    assert "{0}.x" in components("f(ps: dict[str, list[Point]]) -> int")


def test_bodies_see_the_classes():
    known = class_namespace(problem("f(i: Item, p: list[Point]) -> Color", names=NAMES).signature)
    assert known == {"Item": Item, "Point": Point, "Color": Color}


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


def test_bodies_that_choose_among_records():
    pen, cup, ink = Item("pen", 1.5, 4), Item("cup", 3.0, 1), Item("ink", 0.5, 0)
    dearest = body("f(items: list[Item]) -> Item", ([pen, cup, ink], cup), ([ink, pen], pen), text="the dearest price")
    assert dearest == "return max(items, key=lambda item: item.price)"
    by_name = ([pen, cup], "cup", cup), ([pen, cup], "mug", None), ([], "pen", None)
    assert body("f(items: list[Item], name: str) -> Item | None", *by_name) == (
        "for item in items:\n    if item.name == name:\n        return item\nreturn None"
    )
    same = (Point(7, 1), Point(7, 2), True), (Point(7, 1), Point(8, 1), False)
    assert body("f(a: Point, b: Point) -> bool", *same) == "return a.x == b.x"
    assert body("f(p: Point) -> Point", (Point(1, 2), Point(2, 1)), (Point(-3, 4), Point(4, -3))) == (
        "return Point(p.y, p.x)"
    )


def test_bodies_with_points_in_time():
    early, late = Task("b", True, date(2024, 1, 2)), Task("a", False, date(2024, 3, 1))
    later = Task("c", False, date(2024, 2, 5))
    orders = [late, early], [late, early, later], [later, late, early], [early, later]
    rows = [(order, sorted(order, key=lambda task: task.due)) for order in orders]
    assert body("f(tasks: list[Task]) -> list[Task]", *rows) == "return sorted(tasks, key=lambda task: task.due)"
    titles = ([early, late, later], ["a", "c"]), ([early], []), ([late, early, late], ["a", "a"])
    assert body("f(tasks: list[Task]) -> list[str]", *titles) == (
        "return [task.title for task in tasks if not task.done]"
    )


def test_bodies_that_sort_what_they_make_of_records():
    pen, cup, ink = Item("pen", 1.5, 4), Item("cup", 3.0, 0), Item("ink", 0.5, 2)
    rows = ([pen, cup, ink], ["ink", "pen", "cup"]), ([cup, pen], ["pen", "cup"]), ([], [])
    assert body("f(items: list[Item]) -> list[str]", *rows, text="names by price") == (
        "return [item.name for item in sorted(items, key=lambda item: item.price)]"
    )


def test_bodies_with_exact_numbers():
    rows = [(Decimal(119), Decimal(100)), (Decimal(238), Decimal(200))]
    asked = dataclasses.replace(problem("f(gross: Decimal) -> Decimal", *rows), literals=(1.19,))
    found = solve(asked, budget=Budget(seconds=None, candidates=5_000))
    assert isinstance(found, Solution)
    assert found.body.source == 'return gross / Decimal("1.19")'
    assert body("f(q: Fraction) -> Fraction", (Fraction(1, 3), Fraction(1, 6)), (Fraction(4), Fraction(2))) == (
        "return q / 2"
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
