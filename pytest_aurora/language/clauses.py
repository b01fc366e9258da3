"""Targets and iterables of loops and comprehensions, without what no target takes."""

from __future__ import annotations

import ast

from pytest_aurora.language.trees import call, constant, is_call, same


def narrowed(targets: ast.expr, source: ast.expr) -> tuple[ast.expr, ast.expr]:
    """Targets and iterable without what no target takes: `for x in xs` for `for _, x in enumerate(xs)`."""
    if not (isinstance(targets, ast.Tuple) and len(targets.elts) == 2):
        return targets, source
    first, second = targets.elts
    items = items_of(source)
    if is_unused(second):
        if items is not None:
            return first, items
        if is_call(source, "enumerate", arguments=1) and isinstance(_argument(source), ast.Name):
            return first, call("range", call("len", _argument(source)))
    elif is_unused(first):
        if items is not None:
            return second, call(ast.Attribute(items, "values", ast.Load()))
        if is_call(source, "enumerate", arguments=1):
            return second, _argument(source)
    return _neighbours(first, second, source) or (targets, source)


def counted_items(source: ast.expr) -> ast.Name | None:
    """`xs` of `range(len(xs))`."""
    if is_call(source, "range", arguments=1) and is_call(_argument(source), "len", arguments=1):
        items = _argument(_argument(source))
        return items if isinstance(items, ast.Name) else None
    return None


def _neighbours(first: ast.expr, second: ast.expr, source: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """One side of `zip(xs, xs[1:])`."""
    if not (is_call(source, "zip", arguments=2) and isinstance(source, ast.Call)):
        return None
    items, rest = source.args
    if not same(rest, ast.Subscript(items, ast.Slice(constant(1), None, None), ast.Load())):
        return None
    if is_unused(second) and not is_unused(first):
        return first, ast.Subscript(items, ast.Slice(None, constant(-1), None), ast.Load())
    return (second, rest) if is_unused(first) and not is_unused(second) else None


def items_of(node: ast.expr) -> ast.expr | None:
    """`d` of `d.items()`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "items":
        return node.func.value
    return None


def is_unused(target: ast.expr) -> bool:
    """Whether it is `_`."""
    return isinstance(target, ast.Name) and target.id == "_"


def _argument(node: ast.expr) -> ast.expr:
    assert isinstance(node, ast.Call)
    return node.args[0]
