"""Annotations that are quoted are code too: they are unquoted before the tree is judged."""

from __future__ import annotations

import ast

from pytest_aurora.check.audit.text import check_text


def unquote_annotations(tree: ast.Module) -> ast.Module:
    """`tree` with every string inside an annotation replaced by the expression that it holds.

    Raises:
        SyntaxError: a string holds no expression, or text that the audit does not accept.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            node.annotation = _Unquote().visit(node.annotation)
        elif isinstance(node, ast.FunctionDef) and node.returns is not None:
            node.returns = _Unquote().visit(node.returns)
    return tree


class _Unquote(ast.NodeTransformer):
    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        name = getattr(node.value, "attr", getattr(node.value, "id", None))
        return node if name == "Literal" else self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if not isinstance(node.value, str):
            return node
        place = ("<annotation>", node.lineno, node.col_offset + 1, node.value)
        if check_text(node.value):
            raise SyntaxError("a quoted annotation that is no plain text", place)
        try:
            inner = ast.parse(node.value, mode="eval").body
        except (ValueError, SyntaxError, RecursionError, MemoryError) as error:
            raise SyntaxError("a quoted annotation that is no expression", place) from error
        for part in ast.walk(inner):
            ast.copy_location(part, node)
        return inner
