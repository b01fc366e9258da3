"""Lines of examples: `f(1, 2) -> 3`, `f(0) -> raises ValueError`, `f(2) -> 1.41 ± 0.01`, `assert f(1) == 2`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pytest_aurora.errors import SpecError
from pytest_aurora.spec.declared import CALL, Declared
from pytest_aurora.spec.expressions import (
    ExpressionError,
    mentioned,
    offset_of,
    parse,
    parse_statement,
    segment,
    shifted,
)
from pytest_aurora.spec.ids import call_id, text_id
from pytest_aurora.spec.lexer import Code, Text
from pytest_aurora.spec.marks import marked_lines
from pytest_aurora.spec.model import ExampleSpec, Mark
from pytest_aurora.spec.scan import Logical, pythonize, scan, split_last, strip_code

_ASSERT = re.compile(r"assert\b")
_RAISES = re.compile(r"raises?\b\s*([\w.]*)\s*")
NOTHING = re.compile(
    r"[\s_*(`-]*(?:no (?:examples?|tests?|[a-z-]*conditions?)(?![a-z]).*|none|n/a|tbd)[\s_*).`-]*", re.I
)
"""How people write that a section holds nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The right side of an example, as `ExampleSpec` has it."""

    expected: str | None
    raises: str | None = None
    tolerance: float | None = None


def read_examples(
    block: Text | Code, mark: Mark | None, owner: str | None, declared: Declared
) -> Iterator[ExampleSpec]:
    """The examples of a paragraph, a list item or a fence; a line that cannot be used carries its error.

    `mark` is the section's, to which marks inside are preferred; `owner` the function that the section is about.
    """
    code = isinstance(block, Code)
    for logical, own in marked_lines(block.lines, block.mark, every=code):
        if is_example(logical, code):
            yield read_example(logical, own or mark, owner, declared)


def is_example(logical: Logical, code: bool) -> bool:
    """Whether a line claims to be an example; prose between examples does not."""
    if not logical.code or NOTHING.fullmatch(logical.code):
        return False
    if code or _ASSERT.match(logical.code) or CALL.match(logical.code) or logical.code.startswith("|"):
        return True
    return split_last(logical.code, "arrow") is not None


def read_example(logical: Logical, mark: Mark | None, owner: str | None, declared: Declared) -> ExampleSpec:
    """One example; when it cannot be used, with the error that says why."""
    try:
        return _read(logical, mark, declared)
    except ExpressionError as fault:
        function = owner or declared.likeliest(logical.code)
        return broken(logical, function, declared.error(fault, logical), mark, declared)


def broken(logical: Logical, function: str, error: SpecError, mark: Mark | None, declared: Declared) -> ExampleSpec:
    """An example that cannot be used."""
    place = declared.source.at(logical.first.number, logical.first.column)
    return ExampleSpec(
        function, logical.code, None, None, None, logical.text, text_id(logical.text), place, mark, error
    )


def _read(logical: Logical, mark: Mark | None, declared: Declared) -> ExampleSpec:
    code = pythonize(logical.code)
    if _ASSERT.match(code):
        call, shift, outcome = _from_assert(code, declared)
    else:
        call, shift, outcome = _from_arrow(code)
    with shifted(shift):
        tree = parse(call)
        function = declared.called(tree, call)
    identifier = call_id(tree.body, call, declared.functions)
    place = declared.source.at(logical.first.number, logical.first.column)
    return ExampleSpec(
        function, call, outcome.expected, outcome.raises, outcome.tolerance, logical.text, identifier, place, mark
    )


def _from_arrow(code: str) -> tuple[str, int, Outcome]:
    parts = split_last(code, "arrow")
    if parts is None and code.startswith("|"):
        hint = "a table has a header, a line of dashes and as many cells in each"
        raise ExpressionError("this is no table", len(code), hint)
    if parts is None or (parts[0] and not parts[1]):
        raise ExpressionError("the result is missing", len(code), _completed(code))
    call, shift = strip_code(parts[0])
    if not call:
        raise ExpressionError("the call is missing", 0, "write it as f(1, 2) -> 3")
    return call, shift, read_outcome(parts[1], parts[2])


def _completed(code: str) -> str:
    """How an example is written that begins with this call."""
    end = next((piece.end for piece in scan(code) if piece.kind == "close" and piece.depth == 0), None)
    call = code[:end] if end else "f(1, 2)"
    return f"write what it gives: {call} -> 3, or {call} -> raises ValueError"


def read_outcome(text: str, offset: int = 0) -> Outcome:
    """What an example must come to: a value, a value with a tolerance, or `raises X`.

    Faults count from `offset`, where `text` begins.

    Raises:
        ExpressionError: it is none of these.
    """
    inner, inside = strip_code(text)
    with shifted(offset + inside):
        if not inner:
            raise ExpressionError("the result is missing", 0, "write a value, or raises ValueError")
        raises = _RAISES.match(inner)
        if raises and (raises[1] or not inner[raises.end() :].startswith("(")):
            return _raised(inner, raises)
        return _value(inner)


def _raised(text: str, found: re.Match[str]) -> Outcome:
    if not all(part.isidentifier() for part in found[1].split(".")) or found.end() != len(text):
        raise ExpressionError("`raises` names one exception class", 0, "write it as -> raises ValueError")
    return Outcome(None, raises=found[1])


def _value(text: str) -> Outcome:
    parts = split_last(text, "tolerance")
    if parts is None:
        parse(text)
        return Outcome(text)
    expected, written, offset = parts
    parse(expected)
    try:
        tolerance = float(written)
    except ValueError:
        tolerance = -1.0
    if not 0 <= tolerance < float("inf"):
        raise ExpressionError("the tolerance is no number from 0 on", offset, "write it as 1.5 ± 1e-9")
    return Outcome(expected, tolerance=tolerance)


def _from_assert(code: str, declared: Declared) -> tuple[str, int, Outcome]:
    statement = parse_statement(code)
    assert isinstance(statement, ast.Assert)
    test, wanted = statement.test, "True"
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, wanted = test.operand, "False"
    elif isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq | ast.Is) and len(test.ops) == 1:
        return _from_equation(test.left, test.comparators[0], code, declared)
    return segment(code, test), offset_of(test, code), Outcome(wanted)


def _from_equation(left: ast.expr, right: ast.expr, code: str, declared: Declared) -> tuple[str, int, Outcome]:
    if not mentioned(left, declared.functions.keys()) and mentioned(right, declared.functions.keys()):
        left, right = right, left
    expected = segment(code, right)
    with shifted(offset_of(right, code)):
        parse(expected)
    return segment(code, left), offset_of(left, code), Outcome(expected)
