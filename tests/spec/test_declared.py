from __future__ import annotations

import pytest

from pytest_aurora.spec.declared import Declared, signature
from pytest_aurora.spec.expressions import ExpressionError, parse
from pytest_aurora.spec.signature import read_signature
from pytest_aurora.spec.source import decode

from .helpers import PATH, PLACE


def declared(*signatures):
    functions = [read_signature(text, PLACE) for text in signatures]
    return Declared(decode(b"", PATH), {function.name: function for function in functions})


def test_the_owner_of_a_section():
    both = declared("def f(a)", "def g(a)")
    assert (both.owner("g"), both.owner("h"), both.owner(None)) == ("g", None, None)
    assert declared("def f(a)").owner(None) == "f"


@pytest.mark.parametrize(
    ("text", "meant"),
    [("frist_word(x)", "first_word"), ("sorted(lastword(x))", "last_word"), ("str(last_word (x)) =", "last_word")]
    + [(text, "first_word") for text in ("", "last_word", "zzz(1)")],
)
def test_the_function_that_is_probably_meant(text, meant):
    assert declared("def first_word(s)", "def last_word(s)").likeliest(text) == meant


@pytest.mark.parametrize("call", ["f(1)", "f(1, 2, k=3)", "f(*xs)", "f(1, **d)", "f(1, b=f(2))"])
def test_arguments_that_fit(call):
    assert declared("def f(a, b=1, *, k=2)").called(parse(call), call) == "f"


@pytest.mark.parametrize("call", ["f()", "f(1, 2, 3)", "f(1, c=2)", "f(1, a=2)", "f(f())", "sorted(f())"])
def test_arguments_that_do_not_fit(call):
    with pytest.raises(ExpressionError):
        declared("def f(a, b=1, *, k=2)").called(parse(call), call)


def test_a_signature_as_inspect_knows_it():
    text = "(a, /, b=1, *c, d, **e)"
    assert str(signature(read_signature(f"def f{text}", PLACE).parameters)) == text.replace("b=1", "b='1'")
