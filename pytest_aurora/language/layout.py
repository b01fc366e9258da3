"""Statements over several lines where one would be too long, as the common formatters break them."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from pytest_aurora.language.printer import ATOM, COMPARE, OR, SCOPE_TYPES, TERNARY, Printer, comparison_of, operator_of, precedence

INDENT = "    "
WIDTH = 84
"""Columns of a body's line: 88 less the indentation of a function's body."""


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
        if len(line) <= self.width:
            return [line]
        return self._broken(head, node, tail, indent, bare=True)

    def breaks_well(self, node: ast.expr, indent: str) -> bool:
        """Whether the expression is one that reads well over several lines, and fits there."""
        kinds = (*SCOPE_TYPES, ast.BoolOp, ast.List, ast.Dict, ast.Set, ast.Tuple)
        if not isinstance(node, kinds) and not _lone_generator(node):
            return False
        return all(len(line) <= self.width for line in self._broken("", node, "", indent, bare=True))

    def _broken(self, head: str, node: ast.expr, tail: str, indent: str, *, bare: bool = False) -> list[str]:
        opening, closing, pieces = self._bracketed(node)
        if opening:
            inner = self._pieces(pieces, indent + INDENT, isinstance(node, SCOPE_TYPES) or _lone_generator(node))
            return [f"{indent}{head}{opening}", *inner, f"{indent}{closing}{tail}"]
        lines = self._operands(node, indent + INDENT)
        if len(lines) == 1 and not bare:
            return [f"{indent}{head}{self.printer.text(node)}{tail}"]
        return [f"{indent}{head}(", *lines, f"{indent}){tail}"]

    def _bracketed(self, node: ast.expr) -> tuple[str, str, Sequence[ast.expr | str]]:
        """The brackets of a node and what stands between them; empty where it has none."""
        show = self.printer.text
        match node:
            case ast.List(elts=items) if items:
                return "[", "]", items
            case ast.Tuple(elts=items) if items:
                return "(", ")", items
            case ast.Set(elts=items):
                return "{", "}", items
            case ast.Dict() if node.values:
                return "{", "}", [self.printer.item(k, v) for k, v in zip(node.keys, node.values, strict=True)]
            case ast.ListComp():
                return "[", "]", self.printer.clauses(node)
            case ast.SetComp() | ast.DictComp():
                return "{", "}", self.printer.clauses(node)
            case ast.GeneratorExp():
                return "(", ")", self.printer.clauses(node)
            case ast.Call(func=function, args=[ast.GeneratorExp() as only], keywords=[]):
                return f"{show(function, ATOM)}(", ")", self.printer.clauses(only)
            case ast.Call() if node.args or node.keywords:
                rest = self.printer.arguments(node)[len(node.args) :]
                return f"{show(node.func, ATOM)}(", ")", [*node.args, *rest]
        return "", "", ()

    def _pieces(self, pieces: Sequence[ast.expr | str], indent: str, clauses: bool) -> list[str]:
        """What stands between brackets: on one line where it fits, else each on its own."""
        texts = [piece if isinstance(piece, str) else self.printer.text(piece) for piece in pieces]
        together = indent + (" " if clauses else ", ").join(texts)
        if len(together) <= self.width and (clauses or len(texts) == 1):
            return [together]
        if clauses:
            return [indent + text for text in texts]
        lines: list[str] = []
        for piece, text in zip(pieces, texts, strict=True):
            fits = isinstance(piece, str) or len(indent + text) < self.width
            lines += [f"{indent}{text},"] if fits else self._broken("", _tree(piece), ",", indent)
        return lines

    def _operands(self, node: ast.expr, indent: str) -> list[str]:
        whole = indent + self.printer.text(node, TERNARY)
        if len(whole) <= self.width:
            return [whole]
        return [indent + line for line in self._split(node)]

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
                return [show(node.left, COMPARE + 1), *(f"{comparison_of(o)} {show(value, COMPARE + 1)}" for o, value in rest)]
            case ast.BinOp() if not isinstance(node.op, ast.Pow):
                own = precedence(node)
                same = isinstance(node.left, ast.BinOp) and precedence(node.left) == own
                left = self._split(node.left) if same else [show(node.left, own)]
                return [*left, f"{operator_of(node)} {show(node.right, own + 1)}"]
        return [show(node)]


def _tree(piece: ast.expr | str) -> ast.expr:
    assert isinstance(piece, ast.expr)
    return piece


def _lone_generator(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call) or node.keywords:
        return False
    return len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp)
