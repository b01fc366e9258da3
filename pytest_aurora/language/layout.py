"""Statements over several lines where one would be too long, as the common formatters break them."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from pytest_aurora.language.printer import (
    ATOM,
    COMPARE,
    LAMBDA,
    OR,
    SCOPE_TYPES,
    TERNARY,
    Printer,
    comparison_of,
    operator_of,
    precedence,
)

INDENT = "    "
WIDTH = 84
"""Columns of a body's line: 88 less the indentation of a function's body."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that may get a line of its own; `node` is the tree of `text`, where there is one."""

    head: str
    text: str
    node: ast.expr | None


@dataclass(frozen=True, slots=True)
class Bracketed:
    """An expression's brackets and what stands between them; `mark` ends each piece."""

    opening: str
    closing: str
    pieces: Sequence[Piece]
    mark: str = ","


class Layout:
    """Breaks lines.

    Args:
        mark: the quote that strings prefer.
        width: columns of a line.
    """

    def __init__(self, mark: str = '"', width: int = WIDTH) -> None:
        self.printer = Printer(mark)
        self.width = width

    def statement(self, head: str, node: ast.expr, tail: str = "", indent: str = "") -> list[str]:
        """The lines of `head node tail`, such as `return x` and `if x:`."""
        line = f"{indent}{head}{self.printer.bare(node)}{tail}"
        return [line] if len(line) <= self.width else self._broken(head, node, tail, indent)

    def breaks_well(self, node: ast.expr, indent: str) -> bool:
        """Whether the expression is one that reads well over several lines, and fits there."""
        kinds = (*SCOPE_TYPES, ast.BoolOp, ast.List, ast.Dict, ast.Set, ast.Tuple)
        if not isinstance(node, kinds) and not _has_lone_generator(node):
            return False
        return all(len(line) <= self.width for line in self._broken("", node, "", indent))

    def _broken(self, head: str, node: ast.expr, tail: str, indent: str) -> list[str]:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) and self._bracketed(node.operand):
            return self._broken(f"{head}not ", node.operand, tail, indent)
        brackets = self._bracketed(node)
        if brackets is not None:
            inner = self._pieces(brackets, indent + INDENT)
            return [f"{indent}{head}{brackets.opening}", *inner, f"{indent}{brackets.closing}{tail}"]
        return [f"{indent}{head}(", *self._operands(node, indent + INDENT), f"{indent}){tail}"]

    def _bracketed(self, node: ast.expr) -> Bracketed | None:
        """The brackets of a node; None where it has none."""
        match node:
            case ast.List(elts=[_, *_]):
                return Bracketed("[", "]", self._each(node.elts))
            case ast.Tuple(elts=[_, *_]):
                return Bracketed("(", ")", self._each(node.elts))
            case ast.Set():
                return Bracketed("{", "}", self._each(node.elts))
            case ast.Dict(values=[_, *_]):
                items = zip(node.keys, node.values, strict=True)
                return Bracketed("{", "}", [Piece("", self.printer.item(k, v), None) for k, v in items])
            case ast.ListComp():
                return Bracketed("[", "]", self._clauses(node), "")
            case ast.SetComp() | ast.DictComp():
                return Bracketed("{", "}", self._clauses(node), "")
            case ast.GeneratorExp():
                return Bracketed("(", ")", self._clauses(node), "")
            case ast.Call() if node.args or node.keywords:
                return self._call(node)
        return None

    def _call(self, node: ast.Call) -> Bracketed:
        opening = self.printer.text(node.func, ATOM) + "("
        if _has_lone_generator(node):
            return Bracketed(opening, ")", self._clauses(node.args[0]), "")
        rest = self.printer.arguments(node)[len(node.args) :]
        return Bracketed(opening, ")", [*self._each(node.args), *(Piece("", text, None) for text in rest)])

    def _each(self, nodes: Sequence[ast.expr]) -> list[Piece]:
        return [Piece("", self.printer.text(node, LAMBDA), node) for node in nodes]

    def _clauses(self, node: ast.expr) -> list[Piece]:
        return [Piece(*clause) for clause in self.printer.clauses(node)]

    def _pieces(self, brackets: Bracketed, indent: str) -> list[str]:
        """What stands between brackets: on one line where it fits, else each piece on its own."""
        texts = [piece.head + piece.text for piece in brackets.pieces]
        together = indent + f"{brackets.mark} ".join(texts)
        if len(together) <= self.width and (not brackets.mark or brackets.closing == ")" or len(texts) == 1):
            return [together + ("," if brackets.closing != ")" and brackets.mark else "")]
        lines: list[str] = []
        for piece in brackets.pieces:
            line = f"{indent}{piece.head}{piece.text}{brackets.mark}"
            breakable = piece.node is not None and self._bracketed(piece.node)
            if len(line) <= self.width or piece.node is None or not breakable:
                lines.append(line)
            else:
                lines += self._broken(piece.head, piece.node, brackets.mark, indent)
        return lines

    # --- operators --------------------------------------------------------------------------------------------------

    def _operands(self, node: ast.expr, indent: str) -> list[str]:
        whole = indent + self.printer.text(node, TERNARY)
        return [whole] if len(whole) <= self.width else [indent + line for line in self._split(node)]

    def _split(self, node: ast.expr) -> list[str]:
        """The operands of the outermost operator, the operator first."""
        show = self.printer.text
        match node:
            case ast.BoolOp(values=values):
                own = precedence(node)
                word = "and " if isinstance(node.op, ast.And) else "or "
                return [(word if i else "") + show(value, own + 1) for i, value in enumerate(values)]
            case ast.IfExp(test=test, body=body, orelse=otherwise):
                return [show(body, OR), f"if {show(test, OR)}", f"else {show(otherwise)}"]
            case ast.Compare():
                rest = zip(node.ops, node.comparators, strict=True)
                tail = [f"{comparison_of(o)} {show(value, COMPARE + 1)}" for o, value in rest]
                return [show(node.left, COMPARE + 1), *tail]
            case ast.BinOp() if not isinstance(node.op, ast.Pow):
                own = precedence(node)
                same = isinstance(node.left, ast.BinOp) and precedence(node.left) == own
                left = self._split(node.left) if same else [show(node.left, own)]
                return [*left, f"{operator_of(node)} {show(node.right, own + 1)}"]
        return [show(node)]


def _has_lone_generator(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call) or node.keywords:
        return False
    return len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp)
