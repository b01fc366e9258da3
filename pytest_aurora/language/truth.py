"""Tests and choices as they are written by hand: chained comparisons, opposites, `or`, `in`, truth of containers."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

from pytest_aurora.language.trees import compare, is_call, is_number, number_of, rebuilt, same, tuple_of

Ordered = Callable[[ast.Compare], bool]
"""Whether `not a < b` is `a >= b`: it is not for sets and not for NaN."""

_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COMPLEMENT: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
}  # fmt: skip
_MIRRORED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE, ast.Eq: ast.Eq, ast.NotEq: ast.NotEq,
}  # fmt: skip
_UPWARD = (ast.Lt, ast.LtE)
_DOWNWARD = (ast.Gt, ast.GtE)


def single(node: ast.AST) -> tuple[ast.expr, ast.cmpop, ast.expr] | None:
    """Both sides and the operator of a comparison that is not chained."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return node.left, node.ops[0], node.comparators[0]
    return None


def mirrored(node: ast.Compare) -> ast.Compare:
    """`b > a` for `a < b`; the comparison itself where it has no mirror image."""
    sides = single(node)
    if sides is None or type(sides[1]) not in _MIRRORED:
        return node
    return compare(sides[2], _MIRRORED[type(sides[1])](), sides[0])


def is_negation(node: ast.expr) -> bool:
    """Whether the tree says `not`."""
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)


def negated(node: ast.expr, ordered: Ordered) -> ast.expr:
    """The opposite of a truth value, without a `not` where there is a comparison for it."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand
    opposite = _opposite(node, ordered)
    if opposite is not None:
        return opposite
    if isinstance(node, ast.BoolOp):
        inner = [_opposite(value, ordered) for value in node.values]
        if all(value is not None for value in inner):
            operator: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            return joined(operator, [value for value in inner if value is not None])
    return _not(condition(node))


def _opposite(node: ast.expr, ordered: Ordered) -> ast.expr | None:
    sides = single(node)
    if sides is None or not isinstance(node, ast.Compare):
        return None
    left, operator, right = sides
    new = _OPPOSITE.get(type(operator)) or (_COMPLEMENT.get(type(operator)) if ordered(node) else None)
    return compare(left, new(), right) if new else None


def joined(operator: ast.boolop, values: Iterable[ast.expr]) -> ast.expr:
    """`a and b` or `a or b`: flat, neighbours merged into chains and memberships."""
    flat: list[ast.expr] = []
    for value in values:
        nested = isinstance(value, ast.BoolOp) and type(value.op) is type(operator)
        flat += value.values if nested and isinstance(value, ast.BoolOp) else [value]
    merge = _chained if isinstance(operator, ast.And) else _either
    found = [flat[0]]
    for value in flat[1:]:
        together = merge(found[-1], value)
        found[-1:] = [found[-1], value] if together is None else [together]
    return found[0] if len(found) == 1 else ast.BoolOp(operator, found)


def _chained(first: ast.expr, second: ast.expr) -> ast.expr | None:
    """`a < x < b` for two comparisons of the same middle, in either order."""
    member = _membership(first, second, ast.NotEq, ast.NotIn)
    if member is not None:
        return member
    for a in _directions(first):
        for b in _directions(second):
            for low, high in ((a, b), (b, a)):
                if _links(low, high):
                    return ast.Compare(low.left, [*low.ops, *high.ops], [*low.comparators, *high.comparators])
    return None


def _directions(node: ast.expr) -> list[ast.Compare]:
    sides = single(node)
    if sides is None or not isinstance(node, ast.Compare):
        return []
    if isinstance(sides[1], ast.Eq):
        return [node, mirrored(node)]
    return [node] if isinstance(sides[1], _UPWARD) else [mirrored(node)] if isinstance(sides[1], _DOWNWARD) else []


def _links(low: ast.Compare, high: ast.Compare) -> bool:
    """Whether the two share their middle and the order of evaluation does not matter."""
    ends = (low.left, high.comparators[-1])
    equal = [isinstance(c.ops[0], ast.Eq) for c in (low, high)]
    if equal[0] != equal[1] or (equal[0] and any(map(_is_plain_constant, ends))):
        return False
    safe = all(map(_never_raises, ends))
    return safe and same(low.comparators[-1], high.left) and not _is_plain_constant(high.left)


def _either(first: ast.expr, second: ast.expr) -> ast.expr | None:
    return _membership(first, second, ast.Eq, ast.In)


def _membership(first: ast.expr, second: ast.expr, equal: type[ast.cmpop], member: type[ast.cmpop]) -> ast.expr | None:
    """`x in ("a", "b")` for `x == "a" or x == "b"`, and the same with `!=`, `and`, `not in`."""
    known, new = single(first), single(second)
    if known is None or new is None or not isinstance(new[1], equal) or not _is_plain_constant(new[2]):
        return None
    left, operator, right = known
    if not same(left, new[0]):
        return None
    if isinstance(operator, equal) and _is_plain_constant(right):
        return compare(left, member(), tuple_of([right, new[2]]))
    if isinstance(operator, member) and isinstance(right, ast.Tuple) and all(map(_is_plain_constant, right.elts)):
        return compare(left, member(), tuple_of([*right.elts, new[2]]))
    return None


def _is_plain_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) or number_of(node) is not None


def _never_raises(node: ast.expr) -> bool:
    if is_call(node, "len", arguments=1) and isinstance(node, ast.Call):
        return isinstance(node.args[0], ast.Name)
    return isinstance(node, ast.Name) or _is_plain_constant(node)


def condition(node: ast.expr) -> ast.expr:
    """The shortest spelling of a test of which only the truth matters: `xs` for `len(xs) > 0`."""
    if isinstance(node, ast.BoolOp):
        return ast.BoolOp(node.op, [condition(value) for value in node.values])
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        inner = condition(node.operand)
        return inner.operand if isinstance(inner, ast.UnaryOp) and is_negation(inner) else _not(inner)
    if is_call(node, "bool", arguments=1) and isinstance(node, ast.Call):
        return condition(node.args[0])
    sides = single(node)
    if sides is None:
        return node
    left, operator, right = sides
    if is_call(left, "len", arguments=1) and isinstance(left, ast.Call):
        if _says(operator, right, (ast.Eq, 0), (ast.Lt, 1), (ast.LtE, 0)):
            return _not(left.args[0])
        if _says(operator, right, (ast.NotEq, 0), (ast.Gt, 0), (ast.GtE, 1)):
            return left.args[0]
    return node


def _says(operator: ast.cmpop, right: ast.expr, *options: tuple[type[ast.cmpop], int]) -> bool:
    return any(isinstance(operator, kind) and is_number(right, value) for kind, value in options)


def _not(node: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), node)


def chosen(test: ast.expr, then: ast.expr, otherwise: ast.expr, ordered: Ordered, *, truth: bool = False) -> ast.expr:
    """`then if test else otherwise`, or what says the same more simply.

    Args:
        test: of which only the truth matters.
        then: the value where it holds.
        otherwise: the value where it does not.
        ordered: asked before a comparison is turned around.
        truth: both sides are truth values.
    """
    if truth:
        simpler = _truth(test, then, otherwise, ordered)
        if simpler is not None:
            return simpler
    if isinstance(otherwise, ast.IfExp) and same(then, otherwise.body):
        return chosen(joined(ast.Or(), [test, otherwise.test]), then, otherwise.orelse, ordered)
    if isinstance(then, ast.IfExp) and same(then.orelse, otherwise):
        return chosen(joined(ast.And(), [test, then.test]), then.body, otherwise, ordered)
    return _picked(condition(test), then, otherwise)


def _truth(test: ast.expr, then: ast.expr, otherwise: ast.expr, ordered: Ordered) -> ast.expr | None:
    if _is_bool(then, True):
        return test if _is_bool(otherwise, False) else joined(ast.Or(), [test, otherwise])
    if _is_bool(otherwise, False):
        return joined(ast.And(), [test, then])
    if _is_bool(then, False):
        opposite = negated(test, ordered)
        return opposite if _is_bool(otherwise, True) else joined(ast.And(), [opposite, otherwise])
    if _is_bool(otherwise, True):
        return joined(ast.Or(), [negated(test, ordered), then])
    return None


def _is_bool(node: ast.expr, value: bool) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def _picked(test: ast.expr, then: ast.expr, otherwise: ast.expr) -> ast.expr:
    """`a or b` and `max(xs, default=0)` where a conditional says just that."""
    full, empty, holds = then, otherwise, test
    if isinstance(test, ast.UnaryOp) and is_negation(test):
        full, empty, holds = otherwise, then, test.operand
    if same(holds, full):
        return joined(ast.Or(), [full, empty])
    if isinstance(full, ast.Call) and _is_extreme_of(full, holds) and _is_plain_constant(empty):
        return ast.Call(full.func, full.args, [*full.keywords, ast.keyword("default", empty)])
    return ast.IfExp(test, then, otherwise)


def _is_extreme_of(node: ast.Call, items: ast.expr) -> bool:
    """`max(items)`, `min(f(x) for x in items)`, `max(items, key=len)`."""
    if not (isinstance(node.func, ast.Name) and node.func.id in ("max", "min") and len(node.args) == 1):
        return False
    only = node.args[0]
    if isinstance(only, ast.GeneratorExp) and len(only.generators) == 1 and not only.generators[0].ifs:
        only = only.generators[0].iter
    elif is_call(only, "map", arguments=2) and isinstance(only, ast.Call):
        only = only.args[1]
    return same(only, items) and all(keyword.arg == "key" for keyword in node.keywords)


def distributed(node: ast.expr) -> ast.expr:
    """`(a, b) if test else (c, d)` for a tuple of which several items ask for the same test."""
    if not isinstance(node, ast.Tuple):
        return node
    choices = [item for item in node.elts if isinstance(item, ast.IfExp)]
    if len(choices) < 2 or not all(same(choice.test, choices[0].test) for choice in choices):
        return node
    then = [item.body if isinstance(item, ast.IfExp) else item for item in node.elts]
    otherwise = [item.orelse if isinstance(item, ast.IfExp) else item for item in node.elts]
    return ast.IfExp(choices[0].test, tuple_of(then), tuple_of(otherwise))


def inverted(node: ast.IfExp, ordered: Ordered) -> ast.IfExp:
    """The same choice with its sides exchanged."""
    return ast.IfExp(condition(negated(node.test, ordered)), node.orelse, node.body)


def straightened(node: ast.IfExp) -> ast.IfExp:
    """Without a leading `not`: `a if x else b` for `b if not x else a`."""
    if isinstance(node.test, ast.UnaryOp) and is_negation(node.test):
        return ast.IfExp(node.test.operand, node.orelse, node.body)
    return node


def settled(node: ast.expr) -> ast.expr:
    """The expression as it is printed: no conditional inside begins with `not`."""

    def change(child: ast.AST) -> ast.AST:
        new = rebuilt(child, change)
        return straightened(new) if isinstance(new, ast.IfExp) else new

    found = change(node)
    assert isinstance(found, ast.expr)
    return found
