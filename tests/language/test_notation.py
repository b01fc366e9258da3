from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.components import standard_components
from pytest_aurora.language.expressions import Comprehension, Constant, Guarded, Iteration, Variable
from pytest_aurora.language.forms import FORMS, ITERATIONS
from pytest_aurora.language.notation import LONGEST, notation, read_notation
from pytest_aurora.language.outline import outline
from pytest_aurora.language.statements import to_source
from pytest_aurora.problem.types import BOOL, DATE, INT, STR, class_type, list_of
from pytest_aurora.search.walks import walks_over
from tests.language.grammar import INTS, TEXTS, bodies
from tests.search.cores import make_core, make_root, work

COMPONENTS = {component.name: component for component in standard_components()}
X, XS = Variable("", INT), Variable("xs", list_of(INT))


@given(st.sampled_from([INT, STR, BOOL, INTS, TEXTS]).flatmap(bodies))
def test_what_is_read_is_what_was_written(body):
    text = notation(body)
    if text:
        read = read_notation(text, COMPONENTS)
        assert notation(read) == text
        assert to_source(read, frozenset()).lines == to_source(body, frozenset()).lines


def each(source: str = "{0}", imports: tuple[str, ...] = ()) -> Comprehension:
    return Comprehension(FORMS["sum"], Iteration(source, (XS,), (X,), imports), X, INT)


def test_the_same_variable_is_one():
    read = read_notation(notation(each()), COMPONENTS)
    assert isinstance(read, Comprehension)
    assert read.element is read.iteration.targets[0]
    assert read.form is FORMS["sum"]


class Colour:
    """A class of a user's."""


@pytest.mark.parametrize(
    "expression",
    [
        Constant(datetime.date(2020, 1, 1), DATE),
        Constant(float("nan"), INT),
        Variable("c", class_type(Colour)),
        Guarded(Variable("p", BOOL), "ValueError", "", X),
        Constant("a" * LONGEST, STR),
    ],
)
def test_what_has_no_notation_has_an_empty_one(expression):
    assert notation(expression) == ""


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "3", "[]", '["Apply"]',
        '["Apply","no such",[],"int"]', '["Apply","add",[["Constant","1","int"]],"int"]',
        '["Constant","__import__(1)","int"]', '["Variable",0,"x y","int"]', '["Logical","is",[]]',
        '["Nothing",1]', '["Constant","1","no such"]', "[" * 100_000,
        notation(each()).replace('"sum"', '"system"'),
        notation(each()).replace('"{0}"', '"__import__(\'os\').listdir({0})"'),
        notation(each()).replace('"{0}"', '"itertools.count({0})"'),
    ],
)  # fmt: skip
def test_what_is_no_notation_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        read_notation(text, COMPONENTS)


def test_imports_come_from_here_and_not_from_the_text():
    forged = json.loads(notation(each()))
    forged[2][4] = ["import os"]
    with pytest.raises(ValueError, match="no known iteration"):
        read_notation(json.dumps(forged), COMPONENTS)


def test_every_walk_of_a_search_can_be_noted():
    root = make_root(
        xs=("list[int]", [[3, 1, 2], [5]]), n=("int", [3, 4]), d=("dict[str, int]", [{"a": 1}, {"b": 2}]),
        s=("str", ["ab", "c"]),
    )  # fmt: skip
    core = make_core("len")
    work(core, root)
    found = [walk for shelf in root.bank.shelves.values() for e in shelf.up_to(3) for walk in walks_over(e, [])]
    assert {walk.name for walk in found} >= {"elements", "enumerate", "pairs", "items", "range", "range1"}
    assert all(ITERATIONS[walk.iteration.source] == walk.iteration.imports for walk in found)


def test_an_outline_of_what_was_read_names_the_same_parts():
    read = read_notation(notation(each()), COMPONENTS)
    assert outline(read).startswith("sum:{0}(")
