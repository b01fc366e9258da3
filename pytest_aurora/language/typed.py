"""Shorter spellings that depend on the types of what is spelled."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from pytest_aurora.language.consumers import is_new_list
from pytest_aurora.language.idioms import is_reversal, refined
from pytest_aurora.language.trees import binary, constant, is_call, number_of, same
from pytest_aurora.problem.types import BOOL, BYTES, DATE, DATETIME, FLOAT, INT, STR, TIMEDELTA, Type

_ORDERED = frozenset({INT, STR, BOOL, BYTES, DATE, DATETIME, TIMEDELTA})


def with_types(node: ast.expr, arguments: Sequence[Type], result: Type) -> ast.expr:
    """A component's source as it would be written by hand for arguments of these types."""
    match node:
        case ast.BinOp(op=ast.Add()) if result in (INT, STR) or result.name in ("list", "tuple", "tuple*"):
            return _sum(node, result)
        case ast.BinOp(op=ast.Add(), left=left, right=right) if result == FLOAT and same(left, right):
            return binary(constant(2), ast.Mult(), left)
        case ast.BinOp(op=ast.Sub()) if result == INT:
            return _with_one_number(node)
        case ast.BinOp(op=ast.Mult()) if result in (INT, FLOAT):
            return _product(node, result)
        case ast.Subscript(value=ast.Call() as ordered, slice=bounds) if is_reversal(bounds):
            if is_call(ordered, "sorted", arguments=1) and result.name == "list" and result.args[0] in (INT, STR):
                return ast.Call(ordered.func, ordered.args, [ast.keyword("reverse", ast.Constant(True))])
        case ast.Call(args=[only]) if is_call(node, "list") and arguments[0].name == "list" and _is_copy(only):
            return only
    return node


def _sum(node: ast.BinOp, result: Type) -> ast.expr:
    """`a + b + c` for `a + (b + c)`, `2 * n` for `n + n`, `n + 3` for `n + 1 + 2`."""
    left, right = node.left, node.right
    if result == INT and same(left, right):
        return binary(constant(2), ast.Mult(), left)
    if isinstance(right, ast.BinOp) and isinstance(right.op, ast.Add):
        return refined(binary(_sum(binary(left, ast.Add(), right.left), result), ast.Add(), right.right))
    if result == INT and isinstance(right, ast.BinOp) and isinstance(right.op, ast.Sub):
        return binary(refined(binary(left, ast.Add(), right.left)), ast.Sub(), right.right)
    return _with_one_number(node) if result == INT else node


def _with_one_number(node: ast.BinOp) -> ast.expr:
    """`n + 3` for `n + 1 + 2` and `n - 1` for `n + 1 - 2`."""
    inner, last = node.left, number_of(node.right)
    if not (isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Add | ast.Sub)):
        return node
    first = number_of(inner.right)
    if not isinstance(first, int) or not isinstance(last, int):
        return node
    signs = [-1 if isinstance(operator, ast.Sub) else 1 for operator in (inner.op, node.op)]
    total = signs[0] * first + signs[1] * last
    if total == 0:
        return inner.left
    return binary(inner.left, ast.Add() if total > 0 else ast.Sub(), constant(abs(total)))


def _product(node: ast.BinOp, result: Type) -> ast.expr:
    """`3 * n` for `n * 3`, `(a - b) ** 2` for `(a - b) * (a - b)`."""
    if number_of(node.right) is not None and number_of(node.left) is None:
        return binary(node.right, ast.Mult(), node.left)
    if result == INT and isinstance(node.left, ast.BinOp) and same(node.left, node.right):
        return binary(node.left, ast.Pow(), constant(2))
    return node


def is_ordered(t: Type) -> bool:
    """Whether any two values of a type can be compared, so that one of `a < b` and `a >= b` holds."""
    return t in _ORDERED or (t.name in ("list", "tuple", "tuple*") and all(map(is_ordered, t.args)))


def as_truth(node: ast.Compare) -> ast.expr:
    """`x` for `x == True`; both sides are of one type, so that x is a truth value too."""
    side, value = node.left, node.comparators[0]
    if not (isinstance(value, ast.Constant) and isinstance(value.value, bool)):
        return node
    return side if value.value is isinstance(node.ops[0], ast.Eq) else ast.UnaryOp(ast.Not(), side)


def _is_copy(node: ast.expr) -> bool:
    """Whether the tree makes a new list, so that nobody needs a copy of it."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.slice, ast.Slice)
    return isinstance(node, ast.BinOp | ast.List | ast.ListComp) or is_new_list(node)
