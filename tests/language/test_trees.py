from __future__ import annotations

import ast

import pytest

from pytest_aurora.language.trees import (
    bound_in,
    constant,
    display,
    everything,
    is_number,
    names_in,
    replaced,
    same,
    shape,
)


def tree(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("f(x, 1)", "f( x,1 )", True), ("x.y[0]", "x.y[0]", True), ("1", "1.0", False), ("1", "True", False),
        ("a + b", "b + a", False), ("'a'", "b'a'", False), ("-1", "- 1", True),
    ],
)  # fmt: skip
def test_trees_are_the_same_when_their_source_is(one, other, alike):
    assert same(tree(one), tree(other)) is alike


def test_every_occurrence_is_replaced_and_what_is_made_anew_is_told():
    whole, moved = tree("f(x[0], [x[0] for x in xs], y)"), []
    made = replaced(whole, shape(tree("x[0]")), tree("first"), lambda old, new: moved.append(ast.unparse(new)))
    assert ast.unparse(made) == "f(first, [first for x in xs], y)"
    assert sorted(moved) == ["[first for x in xs]", "f(first, [first for x in xs], y)"]
    assert ast.unparse(whole) == "f(x[0], [x[0] for x in xs], y)"


def test_what_does_not_occur_leaves_the_tree_as_it_is():
    whole = tree("f(x)")
    assert replaced(whole, shape(tree("y")), tree("z"), lambda old, new: None) is whole


def test_names_that_occur_and_those_that_are_bound():
    node = tree("[x + y for x, z in xs if (lambda k: k)(x)]")
    assert names_in(node) == {"x", "y", "z", "xs", "k"}
    assert bound_in(node) == {"x", "z", "k"}


def test_everything_but_targets_is_inside_an_expression():
    whole = tree("[x for i, x in f(xs, key=g)]")
    first, *found = everything(whole)
    assert first is whole
    assert list(map(ast.unparse, found)) == ["x", "f(xs, key=g)", "f", "xs", "g"]


@pytest.mark.parametrize(
    "value", [None, True, 1, -1, 1.5, -0.5, "a'b", b"x", (1, "a"), [], {"a": [1]}, {1}, frozenset()]
)
def test_a_literal_is_the_tree_of_its_value(value):
    assert eval(ast.unparse(constant(value))) == value


def test_a_number_is_no_truth_value():
    assert is_number(tree("-1"), -1)
    assert not is_number(tree("True"), 1)
    assert not is_number(tree("1.0"), 1)


@pytest.mark.parametrize(
    ("container", "items", "source"),
    [
        ("list", "1 2", "[1, 2]"), ("tuple", "1", "(1,)"), ("tuple*", "1 2", "(1, 2)"), ("set", "1 2", "{1, 2}"),
        ("set", "", "set()"), ("frozenset", "1", "frozenset({1})"), ("frozenset", "", "frozenset()"),
        ("dict", "1 2 3 4", "{1: 2, 3: 4}"), ("dict", "", "{}"),
    ],
)  # fmt: skip
def test_displays(container, items, source):
    assert ast.unparse(display(container, [constant(int(item)) for item in items.split()])) == source
