from __future__ import annotations

import math

import pytest

from pytest_aurora.language.expressions import Recursion
from pytest_aurora.search.calls import deduce_calls
from pytest_aurora.search.smaller import NEEDED

from .cores import add_constants, computed, make_core, make_root, sources, want

NAMES = (*NEEDED, "mul", "max:int", "str:int", "drop", "drop:str", "at", "at:str", "len", "len:str", "concat", "eq:str",
         "lt:str", "divisor:least")  # fmt: skip


def prepared(**variables):
    core = make_core(*NAMES, deducers=(deduce_calls,))
    root = make_root(**variables)
    add_constants(root, 0, 1, cost=1)
    add_constants(root, 2, 3)
    core.parameters = tuple(entry.expression for entry in root.variables)
    return core, root


def recurred(function, kind, **variables):
    core, root = prepared(**variables)
    core.function = type(core.parameters[0])("f", core.parameters[0].type)
    root.bank.level = 4
    wanted = [function(*row) for row in zip(*(values for _, values in variables.values()), strict=True)]
    goal = want(core, root, kind, wanted)
    while core.run_next():
        pass
    for solved in goal.solutions:
        assert computed(solved.expression, root) == list(goal.wanted)
    return sources(goal)


def woven(a, b):
    return a[0] + woven(b, a[1:]) if a else b


def test_arguments_change_places():
    bodies = recurred(woven, "str", a=("str", ["abc", "ab", "", "x"]), b=("str", ["123", "", "xyz", "1234"]))
    assert "if not a:\n    return b\nreturn a[0] + f(b, a[1:])" in bodies


def test_what_is_left_over_is_divided():
    numbers = [1, 5, 9, 26, 32]
    bodies = recurred(lambda n: {1: "1", 5: "12", 9: "100", 26: "222", 32: "1012"}[n], "str", n=("int", numbers))
    assert 'if n == 0:\n    return ""\nreturn f"{f(n // 3)}{n % 3}"' in bodies


def test_two_calls_are_put_together():
    def paths(rows, columns):
        return math.comb(rows + columns - 2, rows - 1)

    bodies = recurred(paths, "int", rows=("int", [1, 2, 3, 3, 1]), columns=("int", [1, 2, 3, 7, 5]))
    body = "if rows == 1 or columns == 1:\n    return 1\nreturn f(rows - 1, columns) + f(rows, columns - 1)"
    assert body in bodies


def test_an_item_and_what_is_left():
    factors = {1: [], 2: [2], 12: [2, 2, 3], 35: [5, 7], 27: [3, 3, 3]}
    bodies = recurred(factors.get, "list[int]", n=("int", list(factors)))
    least = "divisor = next(i for i in range(2, n + 1) if n % i == 0)"
    assert f"if n == 1:\n    return []\n{least}\nreturn [divisor] + f(n // divisor)" in bodies


def test_what_goes_on_is_chosen():
    def within(part, whole):
        rest = iter(whole)
        return all(char in rest for char in part)

    parts = ["abc", "abc", "", "axz", "aa", "abc", "cab", "ba"]
    wholes = ["aebdc", "acb", "xyz", "ahbxgzdc", "ab", "ab", "ccxaab", "abb"]
    bodies = recurred(within, "bool", part=("str", parts), whole=("str", wholes))
    assert any("f(part[1:], whole[1:])" in body and "f(part, whole[1:])" in body for body in bodies)


def test_a_call_whose_value_is_the_result_is_a_loop():
    bodies = recurred(math.gcd, "int", a=("int", [12, 7, 30, 9]), b=("int", [18, 5, 12, 0]))
    assert "while b != 0:\n    a, b = b, a % b\nreturn a" in bodies


@pytest.mark.parametrize(("values", "wanted"), [([3, 5, 8], [7, 7, 7]), ([3, 5], [6, 120])])
def test_nothing_is_tried_for_what_is_always_the_same_or_seldom_seen(values, wanted):
    assert recurred(dict(zip(values, wanted, strict=True)).get, "int", n=("int", values)) == []


def test_solutions_call_the_function_itself():
    core, root = prepared(n=("int", [1, 2, 3, 5]))
    core.function = core.parameters[0]
    root.bank.level = 4
    goal = want(core, root, "int", [1, 2, 6, 120])
    while core.run_next():
        pass
    assert any(isinstance(solved.expression, Recursion) for solved in goal.solutions)
