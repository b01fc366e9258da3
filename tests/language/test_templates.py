"""Templates: holes, the strings that only look like holes, and names that would be captured."""

from __future__ import annotations

import ast

import pytest

from pytest_aurora.language.printer import show
from pytest_aurora.language.templates import renamings, template


def filled(source, **holes):
    trees = {f"_{key.lstrip('h')}_": ast.parse(value, mode="eval").body for key, value in holes.items()}
    found = template(source)
    return show(found.fill({**trees, **renamings(found.bound, frozenset(), trees)}, lambda node: node))


def test_holes_get_the_parentheses_that_they_need():
    assert filled("{0} * {1}", h0="a + b", h1="c") == "(a + b) * c"
    assert filled("{0}.strip()", h0="a + b") == "(a + b).strip()"


def test_digits_in_braces_inside_a_pattern_are_no_hole():
    assert filled(r're.findall(r"\d{4}-{0}", {0})', h0="s") == r're.findall(r"\d{4}-{0}", s)'


def test_patterns_stay_raw():
    assert filled('re.sub(r"[^A-Z]", "", {0})', h0="s") == 're.sub(r"[^A-Z]", "", s)'


@pytest.mark.parametrize(
    ("argument", "text"),
    [("xs", "[xs[i] for i in range(len(xs))]"), ("i", "[i[j] for j in range(len(i))]")],
)
def test_names_of_a_template_capture_nothing(argument, text):
    assert filled("[{0}[i] for i in range(len({0}))]", h0=argument) == text


def test_a_form_whose_generator_is_not_its_only_argument():
    holes = {"_element_": "x * x", "_target_": "x", "_iterable_": "xs"}
    trees = {key: ast.parse(value, mode="eval").body for key, value in holes.items()}
    assert (
        show(template("max({each}, default=0)").fill(trees, lambda node: node)) == "max((x * x for x in xs), default=0)"
    )
