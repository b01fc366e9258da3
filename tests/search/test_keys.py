from __future__ import annotations

import pytest

from pytest_aurora.problem.types import BOOL
from pytest_aurora.search.deduce.entering import open_cheap_walks
from pytest_aurora.search.keys import compare_keys

from .cores import add_constants, computed, entries, make_core, make_root, source, work


def opened(kind, *names, constants=(), **variables):
    core = make_core("at", *names, rules=(compare_keys, open_cheap_walks))
    root = make_root(**variables)
    add_constants(root, *constants)
    work(core, root, turns=60)
    return next(walk.opened[0] for walk in root.walks if walk.name == kind)


def compared(kind, *names, **given):
    scope = opened(kind, *names, **given)
    known = [e for e in entries(scope) if str(e.type) == "bool" and source(e.expression) != " == "]
    keyed = [*known, *scope.compared]
    for entry in keyed:
        assert computed(entry.expression, scope) == list(entry.values)
    return {source(entry.expression): entry.values for entry in keyed}


XS = ("list[int]", [[34, 12, 54], [5, 71, 9]])


def test_items_are_compared_with_a_parameter_and_with_the_ends_of_a_list():
    found = compared("elements", "eq:int", "mod", constants=(10,), xs=XS, n=("int", [24, 101]))
    assert found[" % 10 == n % 10"] == (True, False, True, False, True, False)
    assert found[" % 10 == xs[0] % 10"] == (True, False, True, True, False, False)
    assert found[" % 10 == xs[-1] % 10"] == (True, False, True, False, False, True)


def test_neighbours_are_compared_with_each_other():
    found = compared("pairs", "eq:int", "floordiv", constants=(10,), xs=("list[int]", [[34, 38, 12], [5, 71, 79]]))
    assert found["a // 10 == b // 10"] == (True, False, False, True)


def test_keys_of_texts_are_found_as_the_bank_grows():
    words = ("list[str]", [["big", "bad", "wolf"], ["sun", "moon"]])
    assert compared("elements", "eq:int", "len:str", words=words)["len() == len(words[0])"] == (
        True,
        True,
        False,
        True,
        False,
    )


@pytest.mark.parametrize(
    ("names", "constants"),
    [(("neg",), ()), (("sub",), (1,)), (("min:int",), (0,))],
    ids=["opposite", "less one", "zero"],
)
def test_what_tells_all_items_apart_or_none_is_no_key(names, constants):
    assert not compared("elements", "eq:int", *names, constants=constants, xs=XS, n=("int", [24, 101]))


def test_a_list_that_may_be_empty_has_no_ends_to_compare_with():
    lists = {"xs": XS, "ys": ("list[int]", [[], [5, 15]])}
    found = compared("elements", "eq:int", "mod", constants=(10,), **lists)
    assert " % 10 == xs[0] % 10" in found
    assert not any("ys" in text for text in found)


def test_what_costs_less_is_not_hidden():
    scope = opened("elements", "eq:int", "mod", "lt:int", constants=(0, 2), xs=("list[int]", [[1, -2, 3], [-5, 4]]))
    found = scope.bank.find(BOOL, (True, False, True, False, True))
    assert found is not None
    assert source(found.expression) == " > 0", "the same as that an item is as odd as the last one"
