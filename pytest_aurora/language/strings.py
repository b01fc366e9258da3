"""Concatenations as f-strings."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from pytest_aurora.language.printer import UnprintableError, show
from pytest_aurora.language.trees import binary, is_call


def formatted(argument: ast.expr, spec: str) -> ast.expr:
    """`f"{argument:spec}"`."""
    text = ast.JoinedStr([ast.FormattedValue(argument, -1, ast.JoinedStr([ast.Constant(spec)]))])
    if is_printable(text):
        return text
    return ast.Call(ast.Name("format", ast.Load()), [argument, ast.Constant(spec)], [])


def concatenation(pieces: Sequence[ast.expr]) -> ast.expr:
    """Strings one after the other: an f-string where there is a literal or a conversion, else a sum."""
    pieces = _merged(pieces)
    if len(pieces) == 1:
        return pieces[0]
    if any(isinstance(p, ast.Constant | ast.JoinedStr) or is_call(p, "str", arguments=1) for p in pieces):
        text = ast.JoinedStr([value for piece in pieces for value in _fields(piece)])
        if is_printable(text):
            return text
    total = pieces[0]
    for piece in pieces[1:]:
        total = binary(total, ast.Add(), piece)
    return total


def blocking(node: ast.expr) -> ast.expr | None:
    """What keeps a sum of at least three strings from being an f-string that Python 3.10 can read."""
    pieces = summands(node)
    if len(pieces) < 3 or not any(isinstance(p, ast.Constant) and isinstance(p.value, str) for p in pieces):
        return None
    fields = (p for p in pieces if not isinstance(p, ast.Constant | ast.JoinedStr))
    return next((p for p in fields if not is_printable(ast.JoinedStr([ast.FormattedValue(p, -1, None)]))), None)


def summands(node: ast.expr) -> list[ast.expr]:
    """The operands of a chain of `+`."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*summands(node.left), *summands(node.right)]
    return [node]


def _merged(pieces: Sequence[ast.expr]) -> list[ast.expr]:
    """Neighbouring literals as one; empty ones left out."""
    found: list[ast.expr] = []
    for piece in pieces:
        last = found[-1] if found else None
        if isinstance(piece, ast.Constant) and isinstance(last, ast.Constant):
            found[-1] = ast.Constant(str(last.value) + str(piece.value))
        elif not isinstance(piece, ast.Constant) or piece.value:
            found.append(piece)
    return found or [ast.Constant("")]


def _fields(piece: ast.expr) -> list[ast.expr]:
    """A piece as values of an f-string."""
    if isinstance(piece, ast.Constant):
        return [piece]
    if isinstance(piece, ast.JoinedStr):
        return piece.values
    if is_call(piece, "str", arguments=1) and isinstance(piece, ast.Call):
        return [ast.FormattedValue(piece.args[0], -1, None)]
    return [ast.FormattedValue(piece, -1, None)]


def is_printable(node: ast.expr) -> bool:
    """Whether Python 3.10 could read the f-strings inside."""
    try:
        show(node)
    except UnprintableError:
        return False
    return True
