from __future__ import annotations

import pytest

from pytest_aurora.search.deduce.logic import deduce_logic
from pytest_aurora.search.deduce.optional import ONCE, deduce_optional

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


def test_a_literal_of_one_example_may_be_learned_by_heart():
    bits = ("bool", [True, True, False, False])
    other = ("bool", [False, True, True, False])
    costs = []
    for wanted in ([["a"], ["a", "b"], ["b"], []], [["a"], ["a", "b"], [], []]):
        core = make_core(deducers=(deduce_logic, deduce_optional))
        root = make_root(p=bits, q=other, both=("bool", [p and q for p, q in zip(bits[1], other[1], strict=True)]))
        add_constants(root, "a", "b")
        costs.append(met(core, root, "list[str]", wanted, turns=200).solutions[0].cost)
    assert costs[1] == costs[0] + ONCE
