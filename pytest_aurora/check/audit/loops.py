"""Loops that cannot end and handlers that would keep a loop alive."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pytest_aurora.check.audit.violation import Violation

_SCOPES = (ast.FunctionDef, ast.Lambda)


def check_loops(tree: ast.AST) -> Iterator[Violation]:
    """Violations of loops, of handlers inside `while`, and of `finally` blocks that swallow."""
    for node in ast.walk(tree):
        if isinstance(node, ast.While):
            yield from _check_while(node)
        elif isinstance(node, ast.Try):
            for final in _inside(node.finalbody):
                if isinstance(final, ast.Return | ast.Break | ast.Continue):
                    yield _violation(final, "a jump out of `finally`", "the jump after the try statement")


def _check_while(node: ast.While) -> Iterator[Violation]:
    if _is_always_true(node.test) and not _has_exit(node):
        yield _violation(node, "a loop that never ends", "a condition, break or return")
    for inner in _inside(node.body):
        if isinstance(inner, ast.ExceptHandler) and any(
            isinstance(part, ast.Name) and part.id == "Exception" for part in ast.walk(inner.type or ast.Pass())
        ):
            yield _violation(inner, "except Exception inside while", "the exceptions that are meant")


def _violation(node: ast.stmt | ast.ExceptHandler, message: str, hint: str) -> Violation:
    return Violation(node.lineno, node.col_offset + 1, "loop", message, hint)


def _is_always_true(test: ast.expr) -> bool:
    """Whether a condition reads no name and is not plainly false."""
    if isinstance(test, ast.BoolOp):
        return (any if isinstance(test.op, ast.Or) else all)(map(_is_always_true, test.values))
    plainly_false = isinstance(test, ast.Constant) and not test.value
    return not plainly_false and not any(
        isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) for node in ast.walk(test)
    )


def _has_exit(loop: ast.While) -> bool:
    leaves = any(isinstance(node, ast.Return | ast.Raise | ast.Yield | ast.YieldFrom) for node in _inside(loop.body))
    return leaves or any(isinstance(node, ast.Break) for node in _inside(loop.body, skip=(ast.For, ast.While)))


def _inside(body: list[ast.stmt], skip: tuple[type[ast.AST], ...] = ()) -> Iterator[ast.AST]:
    """The nodes of a block, without those of nested functions and of `skip`; an inner loop's `else` belongs to it."""
    todo: list[ast.AST] = list(body)
    while todo:
        node = todo.pop()
        yield node
        if isinstance(node, skip):
            todo.extend(getattr(node, "orelse", []))
        elif not isinstance(node, _SCOPES):
            todo.extend(ast.iter_child_nodes(node))
