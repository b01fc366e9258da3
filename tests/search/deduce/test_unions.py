from __future__ import annotations

import pytest

from pytest_aurora.search.deduce.unions import OPERATIONS, deduce_unions

from ..cores import make_core, make_root, met, sources

XS, YS = [[3, 1, 2, 8], [1], [5, 5, 4]], [[2, 7, 3, 9], [2], [4]]


def deduced(kind, wanted, variables):
    core = make_core("set", "sorted:set", *OPERATIONS, deducers=(deduce_unions,))
    return sources(met(core, make_root(**variables), kind, wanted, turns=8))


@pytest.mark.parametrize(
    ("sign", "function"),
    [
        ("set(xs) | set(ys)", set.union),
        ("set(xs) & set(ys)", set.intersection),
        ("set(xs) - set(ys)", set.difference),
        ("set(ys) - set(xs)", lambda a, b: b - a),
        ("set(xs) ^ set(ys)", set.symmetric_difference),
    ],
)
def test_lists_in_order_are_made_of_sets(sign, function):
    wanted = [sorted(function(set(x), set(y))) for x, y in zip(XS, YS, strict=True)]
    assert f"sorted({sign})" in deduced("list[int]", wanted, {"xs": ("list[int]", XS), "ys": ("list[int]", YS)})


def test_sets_are_taken_as_they_are():
    variables = {"a": ("set[str]", [{"p", "q"}, {"r"}]), "ws": ("list[str]", [["q", "s"], ["r", "r"]])}
    assert deduced("set[str]", [{"p"}, set()], variables)[0] == "a - set(ws)"


def test_what_is_in_no_order_is_no_union():
    assert deduced("list[int]", [[3, 1, 2, 9]] * 3, {"xs": ("list[int]", XS), "ys": ("list[int]", YS)}) == []
