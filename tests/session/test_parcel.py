from __future__ import annotations

import enum
from dataclasses import dataclass, fields
from pathlib import Path
from typing import NamedTuple

import pytest

from pytest_aurora.problem.build import build_problem
from pytest_aurora.session.helpers import find_helpers
from pytest_aurora.session.parcel import pack, unpack
from pytest_aurora.spec.reader import read_spec

SOURCE = """
import enum
from dataclasses import dataclass
from typing import NamedTuple


class Colour(enum.Enum):
    RED = 1


@dataclass
class Point:
    x: int


class Pair(NamedTuple):
    a: int
    b: object


def more(n: int) -> int:
    return n + 1
"""
SPEC = b"""\
# SpecV3: f

def twice(p: Point, n: int, c: Colour) -> Pair

## Examples
twice(Point(1), 2, Colour.RED) -> Pair(1, Point(1))
twice(Point(5), 0, Colour.RED) -> Pair(5, Point(5))
"""


def module() -> dict[str, object]:
    """Names of a module that cannot be imported, as another process has them."""
    names: dict[str, object] = {"__name__": __name__}
    exec(SOURCE, names)
    return names


def test_a_problem_crosses_with_the_classes_and_functions_of_the_other_side():
    here, there = module(), module()
    spec = read_spec(Path("spec.md"), SPEC)
    problem = build_problem(spec, "twice", here, find_helpers(spec, here, SOURCE, lambda _: True))
    arrived = unpack(pack(problem, here), there)
    assert arrived == build_problem(spec, "twice", there, find_helpers(spec, there, SOURCE, lambda _: True))
    assert arrived.examples[0].outcome.value == there["Pair"](1, there["Point"](1))
    assert type(arrived.examples[0].arguments[0]) is there["Point"]
    assert arrived.helpers[0].function.function is there["more"]
    assert {each.name for each in fields(problem)} == {each.name for each in fields(arrived)}


def test_what_cannot_cross_is_an_error():
    with pytest.raises(Exception, match=r"pickle|local object"):
        pack(lambda: 1, {})


@dataclass
class Known:
    x: int


class Kind(enum.Enum):
    A = 1


class Both(NamedTuple):
    a: Known
    b: Kind


def test_classes_of_other_modules_are_found_as_ever():
    value = [Both(Known(1), Kind.A), {"x": (1, 2.5, None)}]
    assert unpack(pack(value, {}), {}) == value
