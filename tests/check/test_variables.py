from pathlib import Path
from textwrap import dedent

import pytest

from pytest_aurora.check.variables import variable_types
from pytest_aurora.errors import SpecError
from pytest_aurora.spec.reader import read_spec


def types(text, **namespace):
    spec = read_spec(Path("spec.md"), dedent(text).encode())
    found = variable_types(spec.posts[-1], spec, spec.pres, namespace)
    return {name: str(type_) for name, type_ in found.items()}


@pytest.mark.parametrize(
    ("signature", "post", "expected"),
    [
        ("def f(s: str) -> str", "f(x) + x", {"x": "str"}),
        ("def f(s: str) -> str", "f(f(x) + x)", {"x": "str"}),
        ("def f(s: str) -> str", "f(x + y)", {"x": "str", "y": "str"}),
        ("def f(a: int, b: list[str]) -> str", "f(b=p, a=q)", {"p": "list[str]", "q": "int"}),
        ("def f(a: list[int]) -> int", "f([x, y]) > 0", {"x": "int", "y": "int"}),
        ("def f(a: list[int]) -> int", "f(x + [y]) > 0", {"x": "list[int]", "y": "int"}),
        ("def f(a: tuple[int, str]) -> int", "f((x, y)) > 0", {"x": "int", "y": "str"}),
        ("def f(a: dict[str, int]) -> int", "f({x: y}) > 0", {"x": "str", "y": "int"}),
        ("def f(a: list[int]) -> int", "f(x[1:]) > 0", {"x": "list[int]"}),
        ("def f(a: list[int]) -> int", "f(sorted(x)) > 0", {"x": "list[int]"}),
        ("def f(a: list[int]) -> int", "f(x[::-1]) == f(x)", {"x": "list[int]"}),
        ("def f(a: int) -> int", "all(f(y) > 0 for y in x)", {"x": "list[int]"}),
        ("def f(a: int) -> int", "f(1) == x", {"x": "int"}),
        ("def f(a: int) -> list[str]", "x in f(1)", {"x": "str"}),
        ("def f(a: int) -> int", "f(1) < x + 1", {"x": "int"}),
        ("def f(a: float) -> float", "f(x) * y == f(x * y)", {"x": "float", "y": "float"}),
        ("def f(a: str) -> str", "f(x * 2) == f(x) * 2", {"x": "str"}),
        ("def f(a: str) -> str", "f(x.upper()) == f(x)", {"x": "str"}),
        ("def f(a: str) -> int", "f(str(x)) == x + 1", {"x": "int"}),
        ("def f(a: int, b: int = 2) -> int", "f(x) == 1 and f(x, y) == 2", {"x": "int", "y": "int"}),
        ("def f(*a: int, **k: str) -> int", "f(x, y) > 0", {"x": "int", "y": "int"}),
        ("def f(a: object) -> int", "f(x) > 0", {"x": "object"}),
        ("def f(xs: list[T]) -> T", "f(xs) in xs", {"xs": "list[T]"}),
    ],
)
def test_variables_are_typed_by_where_they_are_passed(signature, post, expected):
    assert types(f"{signature}\n\n## Post\nassert {post}") == expected


def test_the_first_direct_pass_wins():
    text = "def f(s: str) -> int\ndef g(n: int) -> int\n\n## Post\nassert f(x) == 0 or g(x) == 1"
    assert types(text) == {"x": "str"}


def test_an_unannotated_parameter_is_typed_by_its_examples():
    assert types("def f(a)\n\n## Examples\nf([1]) -> 1\n\n## Post\nassert f(x) > 0") == {"x": "list[int]"}


def test_a_precondition_may_type_a_variable():
    text = "def f(a) -> int\n\n## Post\nassert f(x) > 0\n\n## Pre\nfor x: {}"
    assert types(text.format("isinstance(x, str)")) == {"x": "str"}
    assert types(text.format("0 <= x <= 9")) == {"x": "int"}
    assert types(text.format("x in ('a', 'b')")) == {"x": "str"}


def test_a_variable_that_nothing_types_is_told():
    with pytest.raises(SpecError) as caught:
        types("def f(a) -> int\n\n## Post\nassert f(x) > 0")
    assert "nothing fixes the type of 'x'" in str(caught.value)
    assert "for x: isinstance(x, int)" in caught.value.hint
    assert caught.value.location.line == 4
