from __future__ import annotations

import ast

import pytest

from pytest_aurora.language.expressions import Expression
from pytest_aurora.language.layout import Layout
from pytest_aurora.language.lines import Lines
from pytest_aurora.language.render import Renderer

from .building import PARAMETERS, do, words, xs


@pytest.fixture
def lines() -> Lines:
    return Lines(Renderer(PARAMETERS), Layout('"', 60))


def written(lines: Lines, expression: Expression) -> list[str]:
    lines.emit("return ", lines.shortened(lines.prepared(lines.renderer.tree(expression)), 7))
    return lines.lines


def test_what_stands_alone_has_no_name(lines):
    assert written(lines, do("sorted", xs)) == ["return sorted(xs)"]


def test_what_is_used_twice_is_named_first(lines):
    ordered = do("sorted", xs)
    first, *rest = written(lines, do("sub", do("at", ordered, 1), do("at", ordered, 2)))
    new, _, value = first.partition(" = ")
    assert (value, rest) == ("sorted(xs)", [f"return {new}[1] - {new}[2]"])


def test_what_keeps_a_line_from_its_width_is_named(lines):
    text = do("join", ", ", do("sorted", do("split", do("lower", do("replace", do("join", " ", words), "a", "b")))))
    found = written(lines, text)
    assert len(found) > 1
    assert max(map(len, found)) <= 60
    ast.parse("\n".join(found))


def test_a_name_of_a_block_ends_with_it(lines):
    with lines.block():
        new = lines.renderer.declare(None, ("inner",))
        lines.emit("return ", ast.Constant(1))
    assert lines.lines == ["    return 1"]
    assert new == lines.renderer.declare(None, ("inner",))
    assert not lines.indent
