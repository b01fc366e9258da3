from __future__ import annotations

import pytest

from pytest_aurora.spec.expressions import ExpressionError
from pytest_aurora.spec.model import ParameterSpec
from pytest_aurora.spec.signature import read_signature

from .helpers import PLACE


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("def f(a:int,b:int=0)->int", "def f(a: int, b: int = 0) -> int"),
        ("def f():", "def f()"),
        ("def f(x) -> bool: ...", "def f(x) -> bool"),
        ("def f(x) -> bool: pass", "def f(x) -> bool"),
        ("f(x: str) → str", "def f(x: str) -> str"),
        ("def f(x) => null", "def f(x) -> None"),
        ("def f(a, /, b=1, *, c, d: 'A | None' = none)", "def f(a, /, b=1, *, c, d: 'A | None' = None)"),
        ("def f(*xs: int, key=true, **kw: str)", "def f(*xs: int, key=True, **kw: str)"),
        ("def f(t: tuple[int, ...], g: Callable[..., int])", "def f(t: tuple[int, ...], g: Callable[..., int])"),
        ("def f(x: Literal['->'] = '->')", "def f(x: Literal['->'] = '->')"),
    ],
)
def test_signatures_are_normalized(text, normalized):
    assert read_signature(text, PLACE).signature == normalized
    assert read_signature(normalized, PLACE).signature == normalized


def test_parameters_and_result():
    function = read_signature("def f(a, /, b: int = 1, *c, d: 'str', **e) -> list[int]", PLACE, "Text.")
    assert function.parameters == (
        ParameterSpec("a", None, None, "positional-only"),
        ParameterSpec("b", "int", "1", "positional or keyword"),
        ParameterSpec("c", None, None, "variadic positional"),
        ParameterSpec("d", "'str'", None, "keyword-only"),
        ParameterSpec("e", None, None, "variadic keyword"),
    )
    assert (function.name, function.returns, function.description) == ("f", "list[int]", "Text.")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("async def f(x)", "async"),
        ("def f(x", "cannot be read"),
        ("def 1f(x)", "cannot be read"),
        ("def f(a, a)", "'a' stands twice"),
        ("def f(a=1, b)", "cannot be read"),
        ("f x -> int", "signature"),
        ("class A: ...", "no signature"),
        ("def f(x=__import__('os'))", "__import__"),
        ("def f(x: y.__class__)", "__class__"),
        ("def f(x) -> int; g()", "cannot be read"),
    ],
)
def test_bad_signatures(text, message):
    with pytest.raises(ExpressionError, match=message) as caught:
        read_signature(text, PLACE)
    assert caught.value.hint


def test_type_parameters_are_refused_by_every_python():
    with pytest.raises(ExpressionError):
        read_signature("def f[T](x: T) -> T", PLACE)
