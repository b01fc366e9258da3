from __future__ import annotations

import ast

import pytest

from pytest_aurora.language.functions import as_function


def shown(parameters: list[str], body: str, *, on_text: bool = False) -> str:
    return ast.unparse(as_function(parameters, ast.parse(body, mode="eval").body, on_text=on_text))


@pytest.mark.parametrize(
    ("body", "function"),
    [
        ("len(x)", "len"),
        ("x.lower()", "str.lower"),
        ("x + 1", "lambda x: x + 1"),
        ("len(x[1:])", "lambda x: len(x[1:])"),
    ],
)
def test_what_python_has_already_is_not_written_again(body, function):
    assert shown(["x"], body, on_text=True) == function


def test_a_method_is_named_after_its_type_for_texts_alone():
    assert shown(["x"], "x.bit_count()") == "lambda x: x.bit_count()"


def test_arguments_in_another_order_or_with_keywords_need_a_lambda():
    assert shown(["a", "b"], "max(a, b)") == "max"
    assert shown(["a", "b"], "max(b, a)") == "lambda a, b: max(b, a)"
    assert shown(["x"], "sorted(x, reverse=True)") == "lambda x: sorted(x, reverse=True)"


def test_unused_parameters_have_names_of_their_own():
    assert shown(["_", "x", "_"], "x") == "lambda _, x, __: x"
