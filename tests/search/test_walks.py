from __future__ import annotations

import pytest

from pytest_aurora.language.expressions import Comprehension, Constant, Display, Form, Variable
from pytest_aurora.language.meaning import meaning
from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.types import INT, STR, list_of, tuple_of
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.walks import FIXED_COST, LONGEST, element_type, open_scope, walks_over

from .cores import add_constants, environments, make_root

PAIRS = Form("pairs", "[{each}]", tuple, 0)


def entry_of(root, name: str) -> Entry:
    return next(e for e in root.variables if e.expression.name == name)


def walks(root, name: str, *others: str):
    return list(walks_over(entry_of(root, name), [entry_of(root, other) for other in others]))


@pytest.mark.parametrize(
    ("t", "values", "names"),
    [
        ("list[int]", [[3, 1, 2], [], [7]], ["elements", "enumerate", "pairs"]),
        ("str", ["abc", "x", ""], ["elements", "enumerate", "pairs"]),
        ("dict[str, int]", [{"a": 1, "b": 2}, {}, {"c": 3}], ["items"]),
        (
            "list[tuple[str, int]]",
            [[("a", 1)], [("b", 2), ("c", 3)], []],
            ["unpacked", "elements", "enumerate", "pairs"],
        ),
        ("int", [3, 0, 1], ["range", "range1", "range2"]),
        ("tuple[int, ...]", [(1, 2), (3,), ()], ["elements", "enumerate", "pairs"]),
        ("set[int]", [{1, 2}, {3}, set()], []),
        ("float", [1.5, 2.0, 3.0], []),
    ],
)
def test_the_walks_over_a_value_and_their_steps(t, values, names):
    root = make_root(v=(t, values))
    found = walks(root, "v")
    assert [walk.name for walk in found] == names
    for walk in found:
        assert steps(walk, root) == [tuple(map(tuple, rows)) for rows in walk.steps]
        assert walk.points == sum(walk.lengths)


def steps(walk, root):
    """What the iteration's source really runs over, at each point."""
    targets = walk.iteration.targets
    item = Display(targets, tuple_of(*(target.type for target in targets)))
    value = meaning(Comprehension(PAIRS, walk.iteration, item, list_of(item.type)))
    return [value(env) for env in environments(root)]


def test_lists_are_zipped_with_others():
    root = make_root(xs=("list[int]", [[1, 2], [3]]), ws=("list[str]", [["a"], ["b", "c"]]))
    zipped = walks(root, "ws", "xs")[-1]
    assert zipped.name == "zip"
    assert zipped.steps == (((1, "a"),), ((3, "b"),))
    assert steps(zipped, root) == list(zipped.steps)
    assert [walk.name for walk in walks(root, "xs", "xs")] == ["elements", "enumerate", "pairs"]


def test_nothing_walks_over_what_is_always_empty_or_never_long():
    root = make_root(e=("list[int]", [[], []]), o=("list[int]", [[1], [2]]), n=("int", [0, 0]), big=("int", [900, 1]))
    assert walks(root, "e") == walks(root, "n") == walks(root, "big") == []
    assert "pairs" not in [walk.name for walk in walks(root, "o")]


def test_a_literal_is_no_range():
    root = make_root(n=("int", [1]))
    add_constants(root, 5)
    five = next(e for e in root.bank.shelf(INT).entries.values() if isinstance(e.expression, Constant))
    assert list(walks_over(five, [])) == []


@pytest.mark.parametrize(
    ("t", "element"),
    [("list[int]", "int"), ("str", "str"), ("dict[str, int]", "str"), ("tuple[float, ...]", "float")],
)
def test_what_iterating_gives(t, element):
    assert element_type(read_type(t)) == read_type(element)


@pytest.mark.parametrize("t", ["int", "set[int]", "tuple[int, str]", "frozenset[str]", "object"])
def test_what_has_no_certain_order_or_no_items_gives_nothing(t):
    assert element_type(read_type(t)) is None


def test_a_scope_has_a_point_for_each_step():
    root = make_root(xs=("list[int]", [[3, 1], [], [7]]), n=("int", [10, 20, 30]))
    walk = walks(root, "xs")[1]
    scope = open_scope(walk, root)
    assert scope.points == 3
    assert scope.spans == ((0, 2), (2, 2), (2, 3))
    assert (scope.depth, scope.parent, scope.walk) == (1, root, walk)
    assert scope.cost == root.cost + walk.cost
    assert [entry.values for entry in scope.variables] == [(0, 1, 0), (3, 1, 7)]
    assert open_scope(walk, root) is scope, "made once"


def test_outer_values_are_fixed_leaves_inside():
    root = make_root(xs=("list[int]", [[3, 1], [7]]), n=("int", [10, 20]))
    add_constants(root, 99)
    root.bank.add(Variable("dear", INT), INT, FIXED_COST + 1, (5, 6))
    scope = open_scope(walks(root, "xs")[0], root)
    shelf = scope.bank.shelf(INT)
    outer = shelf.entries[10, 10, 20]
    assert outer.fixed
    assert outer.cost == 2, "one more than outside"
    assert shelf.entries[99, 99, 99].cost == 2
    assert (5, 5, 6) not in shelf.entries


def test_a_scope_of_too_many_points_is_not_opened():
    root = make_root(xs=("list[int]", [list(range(LONGEST + 1))]))
    assert open_scope(walks(root, "xs")[0], root) is None


def test_characters_have_a_name():
    root = make_root(s=("str", ["ab"]))
    assert [t.name for t in walks(root, "s")[0].iteration.targets] == ["char"]
    assert walks(root, "s")[0].plain
    assert walks(root, "s")[0].iteration.targets[0].type == STR
