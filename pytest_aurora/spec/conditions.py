"""What post- and pre-conditions have in common: lines that state a condition, and the names it leaves free."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pytest_aurora.spec.declared import Declared
from pytest_aurora.spec.examples import NOTHING
from pytest_aurora.spec.expressions import (
    free_names,
    offset_of,
    parse,
    parse_statement,
    segment,
    shifted,
)
from pytest_aurora.spec.guards import MODULES, NAMES
from pytest_aurora.spec.lexer import Code, Text
from pytest_aurora.spec.marks import marked_lines, take_mark
from pytest_aurora.spec.model import Mark
from pytest_aurora.spec.scan import Logical, join_all, pythonize

ASSERT = re.compile(r"assert\b")
RESULTS = frozenset({"out", "result"})
_ALSO_VARIABLES = frozenset(MODULES) | {"date"}
"""Allowed names that are a variable when they stand alone: a module is never a value."""


def conditions(block: Text | Code) -> Iterator[tuple[Logical, Mark | None]]:
    """The lines of a block, but for remarks that there are none; a list item is one line, however long."""
    if isinstance(block, Text) and block.item:
        lines = _item(block)
    else:
        lines = marked_lines(block.lines, block.mark, every=isinstance(block, Code))
    return ((logical, mark) for logical, mark in lines if logical.code and not NOTHING.fullmatch(logical.code))


def _item(block: Text) -> Iterator[tuple[Logical, Mark | None]]:
    taken = [take_mark(line) for line in block.lines]
    lines = [line for line, _ in taken if line.text]
    if lines:
        yield join_all(lines), next((mark for _, mark in taken if mark), block.mark)


def condition(code: str) -> tuple[str, ast.expr, int]:
    """The source, tree and offset of the condition in `assert CONDITION`, or of a bare one.

    Raises:
        ExpressionError: it is neither.
    """
    code = pythonize(code)
    if not ASSERT.match(code):
        return code, parse(code).body, 0
    statement = parse_statement(code)
    assert isinstance(statement, ast.Assert)
    source = segment(code, statement.test)
    offset = offset_of(statement.test, code)
    with shifted(offset):
        return source, parse(source).body, offset


def variables(tree: ast.expr, declared: Declared) -> tuple[str, ...]:
    """The free variables of a condition in order of appearance.

    Declared functions, what needs no import, what is only called and classes (`Color.RED`) are none.
    """
    used_otherwise = {id(node) for node in _used_otherwise(tree)}
    names = [node.id for node in free_names(tree) if _is_variable(node, declared, id(node) in used_otherwise)]
    return tuple(dict.fromkeys(names))


def _is_variable(node: ast.Name, declared: Declared, used_otherwise: bool) -> bool:
    known = NAMES.keys() - _ALSO_VARIABLES if not used_otherwise else NAMES.keys()
    return node.id not in declared.functions and node.id not in known and not used_otherwise


def _used_otherwise(tree: ast.expr) -> Iterator[ast.expr]:
    """Names that are called, and modules and classes whose attributes are taken."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.func
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            name = node.value.id
            if name[:1].isupper() or name in NAMES:
                yield node.value
