"""Expressions as functions: a lambda, or a function that Python has already."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from pytest_aurora.language.trees import attribute, name, same, tuple_of


def as_function(parameters: Sequence[str], body: ast.expr, *, on_text: bool) -> ast.expr:
    """`len` for `lambda x: len(x)`, `str.lower` for `lambda s: s.lower()`, else the lambda.

    Args:
        parameters: their names; one that the body does not use is `_`.
        body: what the function returns.
        on_text: whether the first parameter is a str.
    """
    arguments = tuple_of(map(name, parameters))
    match body:
        case ast.Call(func=ast.Name() as function, args=passed, keywords=[]) if same(tuple_of(passed), arguments):
            return function
        case ast.Call(func=ast.Attribute(value=text, attr=method), args=rest, keywords=[]) if (
            on_text and len(parameters) == 1 and same(tuple_of([text, *rest]), arguments)
        ):
            return attribute(name("str"), method)
    return ast.Lambda(ast.arguments([], [*map(ast.arg, _told_apart(parameters))], None, [], [], None, []), body)


def _told_apart(parameters: Sequence[str]) -> list[str]:
    """The names, with `_`, `__`, ... for those that are not used."""
    return [p if p != "_" else "_" * (1 + parameters[:i].count("_")) for i, p in enumerate(parameters)]
