"""A rendered body computes what the search computed: the law that everything else rests on."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.expressions import Expression, Variable
from pytest_aurora.language.statements import to_source
from pytest_aurora.problem.types import Type, has_type
from pytest_aurora.problem.values import exact_key, freeze, thaw
from tests.language.evaluator import Evaluator, RaisedError, RefusedError
from tests.language.grammar import PARAMETERS, TYPES, environments, expressions

NAMES = frozenset(p.name for p in PARAMETERS)


def compiled(expression: Expression, parameters: tuple[Variable, ...] = PARAMETERS) -> tuple[Any, str]:
    source = to_source(expression, frozenset({"f", *(p.name for p in parameters)}))
    names = ", ".join(p.name for p in parameters)
    text = "\n".join([*source.imports, f"def f({names}):", *(f"    {line}" for line in source.lines)])
    namespace: dict[str, Any] = {}
    try:
        exec(compile(text, "<body>", "exec"), namespace)
    except SyntaxError as error:
        pytest.fail(f"{text}\n{error}")
    return namespace["f"], text


def expected(expression: Expression, env: dict[Variable, Any]) -> tuple[str, Any]:
    try:
        return "value", Evaluator().value(expression, env)
    except RefusedError:
        return "refused", None
    except RaisedError:
        return "raised", None


def check(expression: Expression, t: Type, env: dict[Variable, Any]) -> None:
    kind, value = expected(expression, env)
    if kind == "refused":
        return
    function, text = compiled(expression)
    arguments = [thaw(env[p], p.type) for p in PARAMETERS]
    before = repr(arguments)
    try:
        got = function(*arguments)
    except Exception as error:
        assert kind == "raised", f"{text}\nraised {error!r}, meant {value!r}"
        return
    if kind == "raised" and has_type(got, t):
        lazy = ("any(", "all(", "next(", "zip(", " in ")
        assert any(word in text for word in lazy), f"{text}\ngave {got!r}, but should raise"
    if kind == "raised":
        return
    assert exact_key(freeze(got, t)) == exact_key(value), f"{text}\ngave {got!r}, meant {value!r}"
    assert repr(arguments) == before, f"{text}\nchanged its arguments"


@given(data=st.data(), env=environments)
def test_a_body_computes_what_its_expression_means(data, env):
    t = data.draw(st.sampled_from(TYPES))
    check(data.draw(expressions(t)), t, env)
