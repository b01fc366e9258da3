"""Post-conditions: assertions about calls, bullets about `out`; prose among them is told apart."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from pytest_aurora.spec.conditions import ASSERT, RESULTS, condition, conditions, variables
from pytest_aurora.spec.declared import Declared
from pytest_aurora.spec.expressions import ExpressionError, mentioned, shifted
from pytest_aurora.spec.lexer import Code, Text
from pytest_aurora.spec.model import Mark, PostSpec
from pytest_aurora.spec.scan import Logical


def read_posts(block: Text | Code, mark: Mark | None, owner: str | None, declared: Declared) -> list[PostSpec]:
    """The post-conditions of a block, not yet numbered; prose that follows prose in a paragraph is one condition.

    `mark` is the section's, to which marks inside are preferred; `owner` the function that the section is about.
    """
    posts: list[PostSpec] = []
    for logical, own in conditions(block):
        post = _read(logical, own or mark, owner, declared)
        if post.prose and posts and posts[-1].prose:
            posts[-1] = replace(posts[-1], text=f"{posts[-1].text} {post.text}")
        else:
            posts.append(post)
    return posts


def number(posts: Iterable[PostSpec]) -> tuple[PostSpec, ...]:
    """The post-conditions, numbered from 1 within their function."""
    counts: Counter[str] = Counter()
    numbered: list[PostSpec] = []
    for post in posts:
        counts[post.function] += 1
        numbered.append(replace(post, index=counts[post.function]))
    return tuple(numbered)


def _read(logical: Logical, mark: Mark | None, owner: str | None, declared: Declared) -> PostSpec:
    place = declared.source.at(logical.first.number, logical.first.column)
    plain = owner or declared.likeliest(logical.code)
    unread = PostSpec(plain, (plain,), logical.code, (), None, logical.text, 0, place, mark)
    try:
        source, tree, offset = condition(logical.code)
        used = mentioned(tree, declared.functions.keys())
        if used or _concerns(tree, owner, declared):
            with shifted(offset):
                return _stated(replace(unread, source=source), tree, used, owner, declared)
        raise ExpressionError("no function of the spec is called", 0, f"call one, such as {declared.first}(x)")
    except ExpressionError as fault:
        stated = bool(ASSERT.match(logical.code)) or _is_call(logical, declared)
        error = declared.error(fault, logical) if stated else None
        return replace(unread, prose=not stated, error=error)


def _is_call(logical: Logical, declared: Declared) -> bool:
    """Whether a line begins with a call of a declared function, which no prose does."""
    name, bracket, _ = logical.code.partition("(")
    return bool(bracket) and name in declared.functions


def _concerns(tree: ast.expr, owner: str | None, declared: Declared) -> bool:
    """Whether a condition without a call speaks of the result or of a parameter of the section's function."""
    if owner is None:
        return False
    parameters = {parameter.name for parameter in declared.functions[owner].parameters}
    return any(name in parameters | RESULTS for name in _names(tree)) and not isinstance(tree, ast.Name)


def _names(tree: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _stated(post: PostSpec, tree: ast.expr, used: list[str], owner: str | None, declared: Declared) -> PostSpec:
    if used:
        declared.called(tree, post.source)
    result_of = _result_of(tree, used, owner, declared)
    concerned = {*used, *([result_of] if result_of else [])}
    return replace(
        post,
        function=owner or used[0],
        functions=tuple(name for name in declared.functions if name in concerned),
        variables=_variables(tree, result_of, declared),
        result_of=result_of,
    )


def _result_of(tree: ast.expr, used: list[str], owner: str | None, declared: Declared) -> str | None:
    if owner is None:
        return None
    parameters = {parameter.name for parameter in declared.functions[owner].parameters}
    return owner if not used or _names(tree) & (RESULTS - parameters) else None


def _variables(tree: ast.expr, result_of: str | None, declared: Declared) -> tuple[str, ...]:
    free = variables(tree, declared)
    if result_of is None:
        return free
    parameters = [parameter.name for parameter in declared.functions[result_of].parameters]
    return tuple(dict.fromkeys([*parameters, *(name for name in free if name not in RESULTS)]))
