"""A rendered body computes what the search computed: the law that everything else rests on."""

from __future__ import annotations

import keyword
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.components.guards import CHARACTERS
from pytest_aurora.language.expressions import Concatenation, Expression, Variable
from pytest_aurora.language.meaning import meaning
from pytest_aurora.language.statements import to_source
from pytest_aurora.problem.types import STR, Type, has_type
from pytest_aurora.problem.values import exact_key, freeze, thaw
from tests.language.grammar import PARAMETERS, TYPES, bodies, environments, expressions

NAMES = frozenset(p.name for p in PARAMETERS)
LAZY = ("any(", "all(", "next(", "zip(", " in ")
"""What may stop before it comes to the step that would raise."""


def compiled(expression: Expression) -> tuple[Any, str]:
    """The rendered body as a function, and its text."""
    source = to_source(expression, NAMES | {"f"})
    names = ", ".join(p.name for p in PARAMETERS)
    text = "\n".join([*source.imports, f"def f({names}):", *(f"    {line}" for line in source.lines)])
    namespace: dict[str, Any] = {}
    try:
        exec(compile(text, "<body>", "exec"), namespace)
    except SyntaxError as error:
        pytest.fail(f"{text}\n{error}")
    return namespace["f"], text


def computed(expression: Expression, env: dict[Variable, Any]) -> tuple[str, Any]:
    """What the search computes: a value, an error, or nothing because a step is too large for it."""
    try:
        return "value", meaning(expression)(env)
    except Exception as error:
        return ("refused" if "too large" in str(error) else "raised"), None


def check(expression: Expression, t: Type, env: dict[Variable, Any]) -> None:
    kind, value = computed(expression, env)
    function, text = compiled(expression)
    if kind == "refused":
        return
    arguments = [thaw(env[p], p.type) for p in PARAMETERS]
    before = repr(arguments)
    did, got = outcome(function, arguments)
    if did == "raised":
        assert kind == "raised", f"{text}\nraised {got!r}, meant {value!r}"
    elif kind == "raised":
        assert not has_type(got, t) or any(word in text for word in LAZY), f"{text}\ngave {got!r}, but should raise"
    else:
        assert exact_key(freeze(got, t)) == exact_key(value), f"{text}\ngave {got!r}, meant {value!r}"
        assert repr(arguments) == before, f"{text}\nchanged its arguments"


def outcome(function: Any, arguments: list[Any]) -> tuple[str, Any]:
    try:
        return "value", function(*arguments)
    except Exception as error:
        return "raised", error


@given(data=st.data(), t=st.sampled_from(TYPES), env=environments)
def test_an_expression_renders_to_what_it_means(data, t, env):
    check(data.draw(expressions(t)), t, env)


@given(data=st.data(), t=st.sampled_from(TYPES), env=environments)
def test_statements_render_to_what_they_mean(data, t, env):
    check(data.draw(bodies(t)), t, env)


@given(data=st.data(), t=st.sampled_from(TYPES))
def test_a_body_is_the_same_text_each_time_and_fits_its_lines(data, t):
    expression = data.draw(st.one_of(expressions(t), bodies(t)))
    source = to_source(expression, NAMES)
    assert source == to_source(expression, NAMES)
    assert not any(line != line.rstrip() or "\n" in line for line in source.lines)
    bound = {word for line in source.lines for word in line.split(" = ")[0].split(", ") if " = " in line}
    assert not bound & set(keyword.kwlist)


def test_a_text_that_is_doubled_again_and_again_is_refused_before_it_fills_the_memory():
    s = Variable("s", STR)
    doubled = meaning(Concatenation((s, s)))
    text = "x"
    while len(text) <= CHARACTERS // 2:
        text = doubled({s: text})
    with pytest.raises(ValueError, match="too large"):
        doubled({s: text})
