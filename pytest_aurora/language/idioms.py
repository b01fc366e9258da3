"""Shorter spellings of what templates compose. Each rule looks at one expression whose parts are done."""

from __future__ import annotations

import ast

from pytest_aurora.language.consumers import call_refined, comprehension, unlisted
from pytest_aurora.language.trees import (
    binary,
    compare,
    constant,
    is_call,
    is_number,
    names_in,
    number_of,
    same,
)
from pytest_aurora.language.truth import single


def refined(node: ast.expr) -> ast.expr:
    """The expression as it would be written by hand."""
    match node:
        case ast.Subscript():
            return _subscript(node)
        case ast.BinOp():
            return _binary(node)
        case ast.UnaryOp(op=ast.USub(), operand=ast.UnaryOp(op=ast.USub(), operand=inner)):
            return inner
        case ast.Call():
            if is_call(node, "range"):
                node = ast.Call(node.func, list(map(whole_sum, node.args)), node.keywords)
            return call_refined(node)
        case ast.Compare():
            return _compare(node)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return comprehension(node)
    return node


# --- subscripts -------------------------------------------------------------------------------------------------------


def _subscript(node: ast.Subscript) -> ast.expr:
    if isinstance(node.slice, ast.Slice):
        return _composed(ast.Subscript(node.value, _slice(node.value, node.slice), node.ctx))
    if _is_from_end(node.slice, node.value, 1):
        return ast.Subscript(node.value, constant(-1), node.ctx)
    place = number_of(node.slice)
    if isinstance(node.value, ast.Subscript) and is_reversal(node.value.slice) and isinstance(place, int):
        return ast.Subscript(node.value.value, constant(-place - 1), node.ctx)
    return node


def _composed(node: ast.Subscript) -> ast.Subscript:
    """`x[1:4]` for `x[1:][:3]`, `x[1:-1]` for `x[1:][:-1]` and for `x[:-1][1:]`."""
    inner, outer = node.value, node.slice
    if not (isinstance(inner, ast.Subscript) and isinstance(inner.slice, ast.Slice) and isinstance(outer, ast.Slice)):
        return node
    lower, upper = _only_bound(inner.slice, "lower"), _only_bound(outer, "upper")
    if lower is not None and upper is not None and lower > 0:
        return _sliced(inner.value, lower, upper if upper < 0 else lower + upper)
    lower, upper = _only_bound(outer, "lower"), _only_bound(inner.slice, "upper")
    if lower is not None and upper is not None and lower > 0:
        return _sliced(inner.value, lower, upper)
    return node


def _only_bound(bounds: ast.Slice, which: str) -> int | None:
    """The constant bound of a slice that has no other."""
    others = [getattr(bounds, field) for field in ("lower", "upper", "step") if field != which]
    found = number_of(getattr(bounds, which))
    return found if isinstance(found, int) and others == [None, None] else None


def _sliced(value: ast.expr, lower: int, upper: int) -> ast.Subscript:
    return ast.Subscript(value, ast.Slice(constant(lower), constant(upper), None), ast.Load())


def _slice(value: ast.expr, bounds: ast.Slice) -> ast.Slice:
    lower, upper = (whole_sum(bound) if bound is not None else None for bound in (bounds.lower, bounds.upper))
    step = bounds.step
    if is_number(step, 1):
        step = None
    if is_number(lower, 0) and (step is None or (number_of(step) or 0) > 0):
        lower = None
    if upper is not None and step is None and _is_length(upper, value):
        upper = None
    return ast.Slice(_from_end(lower, value), _from_end(upper, value), step)


def _from_end(place: ast.expr | None, value: ast.expr) -> ast.expr | None:
    """`-1` for `len(value) - 1`; from 3 on they differ for short values."""
    return next((constant(-k) for k in (1, 2) if place is not None and _is_from_end(place, value, k)), place)


def _is_from_end(place: ast.expr, value: ast.expr, distance: int) -> bool:
    """`len(value) - distance`."""
    if isinstance(place, ast.BinOp) and isinstance(place.op, ast.Sub) and is_number(place.right, distance):
        return _is_length(place.left, value)
    return False


def _is_length(node: ast.expr, value: ast.expr) -> bool:
    return is_call(node, "len", arguments=1) and isinstance(node, ast.Call) and same(node.args[0], value)


def is_reversal(node: ast.expr) -> bool:
    """Whether a subscript is `::-1`."""
    return isinstance(node, ast.Slice) and node.lower is None and node.upper is None and is_number(node.step, -1)


# --- arithmetic -------------------------------------------------------------------------------------------------------


def _binary(node: ast.BinOp) -> ast.expr:
    left, right = number_of(node.left), number_of(node.right)
    if isinstance(left, int) and isinstance(right, int) and isinstance(node.op, ast.Add | ast.Sub):
        return constant(left + right if isinstance(node.op, ast.Add) else left - right)
    if isinstance(node.op, ast.Add):
        return _sum(node)
    opposite = _negated_operand(node.right)
    if isinstance(node.op, ast.Sub) and opposite is not None:
        return binary(node.left, ast.Add(), opposite)
    return node


def _sum(node: ast.BinOp) -> ast.expr:
    left, right = node.left, node.right
    if isinstance(left, ast.List) and isinstance(right, ast.List):
        return ast.List([*left.elts, *right.elts], left.ctx)
    if isinstance(left, ast.BinOp) and is_call(left.left, "len") and isinstance(left.op, ast.Sub):
        return _shifted(left.left, number_of(left.right), number_of(right)) or node
    if number_of(left) is not None and number_of(right) is None:
        return _sum(binary(right, ast.Add(), left))
    opposite = _negated_operand(right)
    if opposite is not None:
        return binary(left, ast.Sub(), opposite)
    opposite = _negated_operand(left)
    if opposite is not None and number_of(left) is None:
        return binary(right, ast.Sub(), opposite)
    return node


def _shifted(length: ast.expr, less: int | float | None, more: int | float | None) -> ast.expr | None:
    """`len(xs) - 1` for `len(xs) - 2 + 1`."""
    if not (isinstance(less, int) and isinstance(more, int)):
        return None
    if less == more:
        return length
    operator = ast.Sub() if less > more else ast.Add()
    return binary(length, operator, constant(abs(less - more)))


def whole_sum(node: ast.expr) -> ast.expr:
    """`x + 2` for `x + 1 + 1`, where x is an int."""
    base, total, terms = node, 0, 0
    while isinstance(base, ast.BinOp) and isinstance(base.op, ast.Add | ast.Sub):
        number = number_of(base.right)
        if type(number) is not int:
            break
        total += number if isinstance(base.op, ast.Add) else -number
        base, terms = base.left, terms + 1
    if terms < 2:
        return node
    return binary(base, ast.Add() if total > 0 else ast.Sub(), constant(abs(total))) if total else base


def _negated_operand(node: ast.expr) -> ast.expr | None:
    return node.operand if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) else None


# --- comparisons ------------------------------------------------------------------------------------------------------


def _compare(node: ast.Compare) -> ast.expr:
    sides = single(node)
    if sides is None:
        return node
    left, operator, right = sides
    return ast.Compare(left, [operator], [_collection(right)]) if isinstance(operator, ast.In | ast.NotIn) else node


def _collection(node: ast.expr) -> ast.expr:
    """Membership in a display of constants: a tuple; in what an iterator gives: the iterator."""
    inner = unlisted(node)
    if inner is not node and isinstance(inner, ast.Call):
        module = isinstance(inner.func, ast.Attribute) and isinstance(inner.func.value, ast.Name)
        if is_call(inner, "range", "map", "zip") or (module and names_in(inner.func) == {"itertools"}):
            return inner
    if isinstance(node, ast.List) and node.elts and all(isinstance(e, ast.Constant) for e in node.elts):
        return ast.Tuple(node.elts, node.ctx)
    return node


def remainder_test(node: ast.Compare) -> ast.Compare:
    """`x % 2 == 0` for `x % 2 < 1` and `x % 2 == 1` for `x % 2 > 0`, where x is an int and the divisor positive."""
    left, operator, right = node.left, node.ops[0], node.comparators[0]
    divisor = number_of(left.right) if isinstance(left, ast.BinOp) and isinstance(left.op, ast.Mod) else None
    if type(divisor) is not int or divisor <= 0:
        return node
    if isinstance(operator, ast.Lt) and is_number(right, 1):
        return compare(left, ast.Eq(), constant(0))
    if isinstance(operator, ast.Gt) and is_number(right, 0):
        return compare(left, ast.Eq(), constant(1)) if divisor == 2 else compare(left, ast.NotEq(), constant(0))
    return node
