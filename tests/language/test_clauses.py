from __future__ import annotations

import ast

import pytest

from pytest_aurora.language.clauses import counted_items, narrowed


def tree(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize(
    ("targets", "source", "wanted"),
    [
        ("_, x", "enumerate(xs)", "x in xs"),
        ("i, _", "enumerate(xs)", "i in range(len(xs))"),
        ("k, _", "d.items()", "k in d"),
        ("_, v", "d.items()", "v in d.values()"),
        ("a, _", "zip(xs, xs[1:])", "a in xs[:-1]"),
        ("_, b", "zip(xs, xs[1:])", "b in xs[1:]"),
        ("a, _", "zip(xs, ys)", "(a, _) in zip(xs, ys)"),
        ("i, x", "enumerate(xs)", "(i, x) in enumerate(xs)"),
        ("_", "range(n)", "_ in range(n)"),
    ],
)
def test_what_no_target_takes_is_left_out(targets, source, wanted):
    target, iterable = narrowed(tree(targets), tree(source))
    assert f"{ast.unparse(target)} in {ast.unparse(iterable)}" == wanted


def test_the_list_whose_places_are_counted():
    assert ast.unparse(counted_items(tree("range(len(xs))"))) == "xs"
    assert counted_items(tree("range(len(xs[1:]))")) is None
    assert counted_items(tree("range(n)")) is None
