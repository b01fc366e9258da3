"""Positions in which a built-in function, a class or a module does nothing: there the name must be a parameter."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from pytest_aurora.check.audit.vocabulary import (
    CLASS_BUILTINS,
    CONSUMERS,
    REFUSED_BUILTINS,
    TEXT_METHODS,
    UNARY_CONSUMERS,
    VALUE_METHODS,
)


def inert_nodes(tree: ast.Module, declared: frozenset[str]) -> frozenset[int]:
    """Ids of the expressions whose value is only computed with, iterated, compared or handed out.

    `open - close` or `for word in input` raises at once when the names are the built-in ones.
    """
    own = declared | _bound_anywhere(tree)
    found = {id(node) for parent in ast.walk(tree) for node in _operands(parent, own)}
    if not any(isinstance(node, ast.Call | ast.FunctionDef | ast.Lambda) for node in ast.walk(tree)):
        found |= {id(leaf) for node in tree.body for leaf in _handed_out(node)}
    return frozenset(found)


def _bound_anywhere(tree: ast.Module) -> frozenset[str]:
    stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    fields = ("name", "asname", "arg", "rest")
    return frozenset(stored | {str(getattr(node, field, "")) for node in ast.walk(tree) for field in fields})


def _operands(node: ast.AST, own: frozenset[str]) -> Iterable[ast.expr]:
    match node:
        case ast.BinOp(left=left, right=right):
            return (left, right)
        case ast.UnaryOp(operand=operand):
            return (operand,)
        case ast.Compare(left=left, comparators=others):
            return (left, *others)
        case ast.FormattedValue(value=value) | ast.AugAssign(value=value):
            return (value,)
        case ast.For(iter=iterable) | ast.comprehension(iter=iterable):
            return (iterable,)
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            return (test,)
        case ast.Match(subject=subject, cases=cases) if not any(_captures(case.pattern) for case in cases):
            return (subject,)
        case ast.Attribute(value=ast.Name(id=name) as value, attr=attr) if attr in _harmless_attributes(name):
            return (value,)
        case ast.Subscript(value=value) if not (isinstance(value, ast.Name) and value.id in CLASS_BUILTINS):
            return (value,)
        case ast.Call(func=ast.Name(id=name), args=args) if name not in own and _consumes(name, args):
            return args
    return ()


def _captures(pattern: ast.pattern) -> bool:
    """Whether a pattern binds the whole subject, whatever it is."""
    if isinstance(pattern, ast.MatchOr):
        return any(map(_captures, pattern.patterns))
    return isinstance(pattern, ast.MatchAs) and pattern.name is not None


def _harmless_attributes(name: str) -> frozenset[str]:
    """What may be read from a parameter called `name`, because the built-in or the module has nothing of that name."""
    return VALUE_METHODS if name in REFUSED_BUILTINS else TEXT_METHODS


def _consumes(name: str, args: list[ast.expr]) -> bool:
    return name in CONSUMERS or (name in UNARY_CONSUMERS and len(args) == 1)


def _handed_out(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Return(value=ast.expr() as value):
            yield from _handed_out(value)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            for part in parts:
                yield from _handed_out(part)
        case ast.Name() | ast.Attribute():
            yield node
