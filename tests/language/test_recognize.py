from __future__ import annotations

import ast

import pytest

from pytest_aurora.language.component import Role
from pytest_aurora.language.components import standard_components
from pytest_aurora.language.recognize import recognized
from pytest_aurora.language.templates import template
from pytest_aurora.problem.types import Type


def names(source: str) -> list[set[str]]:
    return [{component.name for component in components} for components in recognized(ast.parse(source))]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("s.upper()", "upper"),
        ("n += step", "add"),
        ("a > b", "lt:int"),
        ("text[2:]", "drop:str"),
        ("row[0]", "at"),
        ("[word for word in words if word != gone]", "without:value"),
        ("f'{price:,.2f}'", "money"),
        ("import re\nre.sub(r'\\s+', '-', title)", r"resub:\s+:-"),
        ("from re import sub as change\nchange(r'\\s+', '-', title)", r"resub:\s+:-"),
        ("import math as m\nm.isqrt(n)", "isqrt"),
        ("from math import isqrt\nisqrt(n)", "isqrt"),
        ("import math\nmath.isqrt(n)", "isqrt"),
        ("def f(xs):\n    while xs:\n        return sorted(xs, reverse=True)", "sorted:desc"),
    ],
)
def test_source_forms_are_found(source, name):
    assert [name in found for found in names(source)].count(True) == 1


@pytest.mark.parametrize(
    "source", ["", "x = 1", "import re\nre.sub(r'\\s+', '-', title, 1)", "isqrt(n)", "print(s)", "a < b < c"]
)
def test_what_is_no_source_form_is_not(source):
    assert names(source) == []


def test_literals_tell_what_a_place_may_be():
    (numbers,), (lists, _), (either,) = names("n + 2.5"), names("xs + [n]"), names("a + b")
    assert {"add", "concat"} & numbers == set()
    assert lists == {"concat"}
    assert {"add", "concat", "add:decimal"} <= either


def test_a_place_that_must_be_a_constant_is_one():
    assert "rjust:fill" in names("s.rjust(8, '*')")[0]
    assert names("s.rjust(8, fill)") == []


def test_the_largest_form_is_taken_and_its_arguments_are_read():
    assert names("' '.join(name.title().split())") == [{"normalize:spaces"}, {"title"}]


def test_holes_that_stand_twice_hold_the_same():
    assert names("sum(xs) / len(xs)")[0] == {"mean", "mean:floats"}
    assert {"mean"} not in names("sum(xs) / len(ys)")


@pytest.mark.parametrize("component", standard_components(), ids=lambda component: component.name)
def test_every_component_is_recognized_in_its_own_source(component):
    if component.source == "{0}" and component.format_spec is None:
        pytest.skip("its source is its argument")
    slots = zip(component.parameters, component.roles, strict=True)
    holes = {f"_{i}_": _argument(i, *slot) for i, slot in enumerate(slots)}
    source = ast.unparse(template(component.source).fill(holes, lambda made: made))
    source = source if component.format_spec is None else f"f'{{{source}:{component.format_spec}}}'"
    text = "\n".join((*component.imports, source))
    assert component.name in {name for found in names(text) for name in found}


def _argument(number: int, parameter: Type, role: Role) -> ast.expr:
    constants = {"str": "'a'", "int": "12", "float": "1.5", "bytes": "b'a'"}
    return ast.parse(constants[str(parameter)] if role is Role.CONSTANT else f"x{number}", mode="eval").body
