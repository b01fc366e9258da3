"""Examples that post-conditions state: `assert f(2) == 3` says what one call gives, for no variables."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pytest_aurora.spec.expressions import conjuncts, parse
from pytest_aurora.spec.model import ExampleSpec, FunctionSpec, PostSpec, Spec


def stated_examples(spec: Spec, function: FunctionSpec) -> Iterator[ExampleSpec]:
    """What post-conditions without variables say that calls of a function give, in order.

    A call that stands alone, or is negated, states a result only of a function that gives a bool: any other result is
    true or false by its value.
    """
    for post in spec.posts:
        if post.functions == (function.name,) and _is_plain(post):
            for condition in conjuncts(parse(post.source).body):
                yield from _stated(condition, post, function)


def _is_plain(post: PostSpec) -> bool:
    return not (post.variables or post.prose or post.error or post.mark or post.result_of)


def _stated(condition: ast.expr, post: PostSpec, function: FunctionSpec) -> Iterator[ExampleSpec]:
    for call, result in _sides(condition, function):
        if _is_call(call, function):
            source, due, name = ast.unparse(call), ast.unparse(result), f"post[{post.index}]"
            yield ExampleSpec(function.name, source, due, None, None, post.text, name, post.location)
            return


def _sides(condition: ast.expr, function: FunctionSpec) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What may be a call, with what it gives then."""
    match condition:
        case ast.Compare(left=left, ops=[ast.Eq() | ast.Is()], comparators=[right]):
            yield from ((left, right), (right, left))
        case ast.UnaryOp(op=ast.Not(), operand=inner) if function.returns == "bool":
            yield inner, ast.Constant(False)
        case _ if function.returns == "bool":
            yield condition, ast.Constant(True)


def _is_call(node: ast.expr, function: FunctionSpec) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function.name
