from __future__ import annotations

import ast
from types import CodeType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.truth import chosen, condition, distributed, inverted, joined, negated, straightened

TERMS = ("a", "b", "0", "1", "-1", "len(xs)")
SCOPES = [{"a": a, "b": b, "xs": xs} for a in (-1, 0, 1) for b in (-1, 0, 1) for xs in ([], [7], [7, 8])]

comparisons = st.builds(
    "{} {} {}".format,
    st.sampled_from(TERMS),
    st.sampled_from(("<", "<=", ">", ">=", "==", "!=")),
    st.sampled_from(TERMS),
)
tests = st.recursive(
    comparisons | st.sampled_from(("bool(xs)", "a in xs", "a not in xs")),
    lambda inner: (
        st.builds("({}) and ({})".format, inner, inner)
        | st.builds("({}) or ({})".format, inner, inner)
        | st.builds("not ({})".format, inner)
    ),
    max_leaves=4,
)
values = st.sampled_from(("a", "b", "xs", "[0]", "True", "False", "max(xs)", "0"))


def tree(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def ordered(_: ast.Compare) -> bool:
    return True


def results(node: ast.expr) -> list[object]:
    """What the expression gives for each scope; the class of what it raises."""
    code = compile(ast.unparse(node), "<tree>", "eval")
    return [result(code, scope) for scope in SCOPES]


def result(code: CodeType, scope: dict[str, object]) -> object:
    try:
        return eval(code, dict(scope))
    except ValueError as error:
        return type(error)


def truths(node: ast.expr) -> list[bool]:
    return [bool(result) for result in results(node)]


@given(tests)
def test_a_negation_says_the_opposite(text):
    assert truths(negated(tree(text), ordered)) == [not truth for truth in truths(tree(text))]


@given(tests)
def test_a_condition_has_the_same_truth(text):
    assert truths(condition(tree(text))) == truths(tree(text))


@given(st.sampled_from((ast.And(), ast.Or())), st.lists(tests, min_size=1, max_size=4))
def test_what_is_joined_says_all_of_it(operator, texts):
    both = all if isinstance(operator, ast.And) else any
    due = [both(row) for row in zip(*(truths(tree(text)) for text in texts), strict=True)]
    assert truths(joined(operator, map(tree, texts))) == due


@given(tests, values, values)
def test_a_choice_gives_what_the_conditional_gives(test, then, otherwise):
    plain = ast.IfExp(tree(test), tree(then), tree(otherwise))
    found = chosen(tree(test), tree(then), tree(otherwise), ordered)
    assert results(found) == results(plain)
    if isinstance(found, ast.IfExp):
        assert results(inverted(found, ordered)) == results(straightened(found)) == results(plain)


@given(tests, tests, tests)
def test_a_choice_between_truths_is_a_truth(test, then, otherwise):
    found = chosen(tree(test), tree(then), tree(otherwise), ordered, truth=True)
    assert truths(found) == truths(ast.IfExp(tree(test), tree(then), tree(otherwise)))


@pytest.mark.parametrize(
    ("found", "due"),
    [
        (negated(tree("a < b"), ordered), "a >= b"),
        (negated(tree("a < b"), lambda _: False), "not a < b"),
        (joined(ast.And(), [tree("0 < a"), tree("a < b")]), "0 < a < b"),
        (joined(ast.Or(), [tree("a == 'x'"), tree("a == 'y'")]), "a in ('x', 'y')"),
        (condition(tree("len(xs) > 0")), "xs"),
        (chosen(tree("xs"), tree("xs"), tree("[0]"), ordered), "xs or [0]"),
        (chosen(tree("len(xs) == 0"), tree("0"), tree("max(xs)"), ordered), "max(xs, default=0)"),
        (chosen(tree("a"), tree("True"), tree("False"), ordered, truth=True), "a"),
        (distributed(tree("(1 if a else 2, b, 3 if a else 4)")), "(1, b, 3) if a else (2, b, 4)"),
    ],
)
def test_how_people_write_it(found, due):
    assert ast.unparse(found) == due
