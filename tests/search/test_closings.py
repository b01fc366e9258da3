from __future__ import annotations

import pytest

from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.words import words_of
from pytest_aurora.search.bank import FAILURE
from pytest_aurora.search.closings import CLOSINGS, close_small_bodies
from pytest_aurora.search.deduce.entering import open_cheap_walks

from .cores import add_constants, computed, entries, make_core, make_root, same, source, work

XS = ("list[int]", [[3, 1, 4], [2], [7, 7]])


def closed(names, turns=80, words=frozenset(), **variables):
    core = make_core(*names, rules=(open_cheap_walks, close_small_bodies), words=words)
    root = make_root(**variables)
    add_constants(root, 2, cost=1)
    work(core, root, turns=turns)
    return root, {source(entry.expression): entry for entry in entries(root)}


@pytest.mark.parametrize(
    ("names", "body", "values"),
    [
        (("square",), "sum(x**2 for x in xs)", (26, 4, 98)),
        (("lt:int", "square"), "sum(x < 2 for x in xs)", (1, 0, 0)),
        (("neg",), "[-x for x in xs]", ((-3, -1, -4), (-2,), (-7, -7))),
        (("neg",), "sorted(xs, key=lambda x: -x)", ((4, 3, 1), (2,), (7, 7))),
        (("lt:int",), "[x for x in xs if x < 2]", ((1,), (), ())),
        (("lt:int",), "any(x < 2 for x in xs)", (True, False, False)),
        (("lt:int",), "all(x < 2 for x in xs)", (False, False, False)),
        (("replicate",), "[y for x in xs for y in [x] * 2]", ((3, 3, 1, 1, 4, 4), (2, 2), (7, 7, 7, 7))),
        (("str:int",), '"".join(str(x) for x in xs)', ("314", "2", "77")),
    ],
)
def test_a_small_body_is_closed(names, body, values):
    _, found = closed(names, xs=XS)
    computed_values = [e.values for e in found.values()]
    assert values in computed_values, sorted(found)
    assert any(_like(body, other) for other in found), sorted(found)


def test_a_form_of_which_the_spec_speaks_is_cheaper():
    body = "sum(x**2 for x in xs)"
    _, plain = closed(("square",), xs=XS)
    _, told = closed(("square",), words=words_of("The total of the squares."), xs=XS)
    _, other = closed(("square",), words=words_of("The longest of the squares."), xs=XS)
    assert told[body].cost == plain[body].cost - 1
    assert other[body].cost == plain[body].cost


def _like(body: str, other: str) -> bool:
    """The same but for the names of the targets and what idioms make of it."""
    return body.split("(")[0].split("[")[0] == other.split("(")[0].split("[")[0]


def test_the_first_item_that_keeps_a_condition_may_be_missing():
    root, _ = closed(("lt:int",), xs=XS)
    partials = root.bank.shelf(read_type("int")).partials
    assert (1, FAILURE, FAILURE) in partials


def test_what_is_closed_has_the_values_that_it_says():
    root, _ = closed(("square", "lt:int", "str:int", "mod", "len:str"), xs=XS, n=("int", [2, 5, 9]))
    for entry in entries(root):
        assert same(entry.values, computed(entry.expression, root), entry.type), source(entry.expression)


def test_bodies_that_do_not_speak_of_the_items_are_not_closed():
    _, found = closed(("square",), xs=XS, n=("int", [2, 5, 9]))
    assert not any("n**2 for" in body or "n for" in body for body in found)


def test_forms_say_what_they_compute():
    items = (3, 1, 2)
    by_name = {closing.form.name: closing.form for closing in CLOSINGS}
    assert by_name["sorted:by"].function((1, 3, 2), items) == (3, 2, 1)
    assert by_name["sorted:by:desc"].function((1, 3, 2), items) == (1, 2, 3)
    assert by_name["max:by"].function((1, 3, 2), items) == 1
    assert by_name["min:by"].function((1, 3, 2), items) == 3
    assert by_name["product:each"].function(items) == 6
    assert by_name["flatcomp"].function(((1,), (), (2, 3))) == (1, 2, 3)


@pytest.mark.parametrize(
    ("name", "argument"), [("product:each", [1 << 100, 1 << 100]), ("flatcomp", [tuple(range(3000))] * 2)]
)
def test_forms_refuse_what_is_too_big(name, argument):
    form = next(closing.form for closing in CLOSINGS if closing.form.name == name)
    with pytest.raises(ValueError, match="too"):
        form.function(argument)
