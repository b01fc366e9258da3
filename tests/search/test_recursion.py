from __future__ import annotations

import pytest

from pytest_aurora.language.expressions import Recursion
from pytest_aurora.search.recursion import deduce_recursion

from .cores import computed, make_core, make_root, sources, want

NESTED = "list[int | list[int | list[int]]]"
TREES = [[1, [2, 3]], [], [[1, [4]], 2], [7]]


def found(wanted, kind, trees=TREES, annotation=NESTED, **more):
    core = make_core("add", "mul", "eq:int", "str:int", deducers=(deduce_recursion,))
    root = make_root(xs=(annotation, trees), **more)
    core.parameters = tuple(entry.expression for entry in root.variables)
    core.function = type(core.parameters[0])("f", core.parameters[0].type)
    root.bank.level = 4
    goal = want(core, root, kind, wanted)
    for _ in range(2000):
        if not core.run_next():
            break
    assert all(isinstance(solved.expression, Recursion) for solved in goal.solutions)
    assert all(len(computed(solved.expression, root)) == len(trees) for solved in goal.solutions)
    return sources(goal)


@pytest.mark.parametrize(
    ("wanted", "kind", "body"),
    [
        ([6, 0, 7, 7], "int", "sum(f(item) if isinstance(item, list) else item for item in xs)"),
        ([2, 1, 3, 1], "int", "max((f(item) for item in xs if isinstance(item, list)), default=0) + 1"),
        ([[1, 2, 3], [], [1, 4, 2], [7]], "list[int]",
         "[y for item in xs for y in (f(item) if isinstance(item, list) else [item])]"),
        (["123", "", "142", "7"], "str", '"".join(f(item) if isinstance(item, list) else str(item) for item in xs)'),
    ],
)  # fmt: skip
def test_what_becomes_of_nested_lists(wanted, kind, body):
    assert body in found(wanted, kind)


def test_other_parameters_go_along():
    bodies = found([True, False, True, False], "bool", n=("int", [3, 1, 4, 0]))
    assert "any(f(item, n) if isinstance(item, list) else item == n for item in xs)" in bodies


def test_flat_lists_need_no_recursion():
    assert found([6, 0], "int", trees=[[1, 2, 3], []], annotation="list[int]") == []
