"""Positions in which a built-in function, a class or a module does nothing: there the name must be a parameter."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from pytest_aurora.check.audit.vocabulary import (
    BUILTINS,
    CLASS_BUILTINS,
    CONSUMERS,
    LAZY_BUILTINS,
    METHOD_MODULES,
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
    if _calls_no_code(tree, own):
        found |= {id(leaf) for node in tree.body for leaf in _handed_out(node)}
    return frozenset(found)


def _calls_no_code(tree: ast.Module, own: frozenset[str]) -> bool:
    """Whether all calls are of built-ins and of methods of plain values: none can give what the code hands out."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.Lambda():
                return False
            case ast.Call(func=ast.Name(id=name)) if name in BUILTINS and name not in own:
                continue
            case ast.Call(func=ast.Attribute(attr=attr)) if attr in VALUE_METHODS:
                continue
            case ast.Call():
                return False
    return True


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
        case ast.Assign(targets=[ast.Tuple() | ast.List()], value=value):
            return (value,)
        case ast.Call(func=ast.Attribute(value=ast.Constant(), attr="join"), args=args):
            return args
        case ast.Call(func=ast.Name(id=name), args=[_, *args]) if name in LAZY_BUILTINS - own:
            return args
        case ast.Call(func=ast.Name(id=name), args=args) if name not in own and _consumes(name, node):
            return args
    return ()


def _captures(pattern: ast.pattern) -> bool:
    """Whether a pattern binds the whole subject, whatever it is."""
    if isinstance(pattern, ast.MatchOr):
        return any(map(_captures, pattern.patterns))
    return isinstance(pattern, ast.MatchAs) and pattern.name is not None


def _harmless_attributes(name: str) -> frozenset[str]:
    """What may be read from a parameter called `name`, because the built-in or the module has nothing of that name."""
    return TEXT_METHODS if name in METHOD_MODULES else VALUE_METHODS


def _consumes(name: str, call: ast.Call) -> bool:
    compared = name in ("max", "min") and not call.keywords
    return name in CONSUMERS or (name in UNARY_CONSUMERS and (len(call.args) == 1 or compared))


def _handed_out(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Return(value=ast.expr() as value):
            yield from _handed_out(value)
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Dict(values=parts):
            for part in parts:
                yield from _handed_out(part)
        case ast.BoolOp(values=parts):
            yield from (part for part in parts if _may_be_module(part))
        case ast.IfExp(body=body, orelse=orelse):
            yield from (part for part in (body, orelse) if _may_be_module(part))
        case ast.Name() | ast.Attribute():
            yield node


def _may_be_module(node: ast.expr) -> bool:
    """Whether it is a name that parameters and modules share, and built-in functions do not."""
    return isinstance(node, ast.Name) and node.id not in REFUSED_BUILTINS
