from __future__ import annotations

import pytest

from pytest_aurora.search.deduce.logic import deduce_logic
from pytest_aurora.search.deduce.optional import deduce_optional

from ..cores import add_constants, make_core, make_root, met, sources


def deduced(t, wanted, constants, *names, **variables):
    core = make_core(*names, deducers=(deduce_logic, deduce_optional))
    root = make_root(**variables)
    add_constants(root, *constants)
    return sources(met(core, root, t, wanted, turns=200))


def test_literals_of_a_list_that_come_and_go():
    wanted = [["low"], ["low", "odd"], [], ["odd"]]
    found = deduced("list[str]", wanted, ("low", "odd"), low=("bool", [1, 1, 0, 0]), odd=("bool", [0, 1, 0, 1]))
    assert found[0] == '[text for text, holds in [("low", low), ("odd", odd)] if holds]'


def test_literals_of_a_text_and_what_stands_where_there_are_none():
    wanted = ["fizz", "fizzbuzz", "x", "buzz"]
    found = deduced(
        "str", wanted, ("fizz", "buzz", "fizzbuzz"),
        a=("bool", [True, True, False, False]), b=("bool", [False, True, False, True]), s=("str", ["u", "v", "x", "w"]),
    )  # fmt: skip
    assert found[0] == '"".join(text for text, holds in [("fizz", a), ("buzz", b)] if holds) or s'


@pytest.mark.parametrize(
    "wanted",
    [
        [["b", "a"], ["a", "b"], []],
        [["a"], ["b"], []],
        [["a", "a"], ["b"], []],
        [["a", "b"], ["a", "b"], []],
        [["a", "new"], ["a"], []],
    ],
)
def test_no_order_never_two_one_twice_always_the_same_or_unknown(wanted):
    assert deduced("list[str]", wanted, ("a", "b"), p=("bool", [True, True, False])) == []
