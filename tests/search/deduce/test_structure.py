from __future__ import annotations

import pytest

from pytest_aurora.search.deduce.structure import deduce_structure

from ..cores import add_constants, computed, make_core, make_root, met, sources

NAMES = (
    "join", "str:int", "str:float", "padded2", "padded3", "padded4", "thousands", "fixed2", "chr", "repeat:str",
    "reversed", "range:from", "range:step", "tuple", "add",
)  # fmt: skip
XS = ("list[str]", [["a", "bc"], ["d"]])


@pytest.mark.parametrize(
    ("t", "wanted", "variables", "body"),
    [
        ("tuple[int, str]", [(1, "x"), (2, "y")], {"n": ("int", [1, 2]), "s": ("str", ["x", "y"])}, "n, s"),
        ("list[int]", [[5, 1], [6, 2]], {"n": ("int", [1, 2]), "m": ("int", [5, 6])}, "[m, n]"),
        ("str", ["a, bc", "d, d"], {"xs": ("list[str]", [["a", "bc"], ["d", "d"]])}, '", ".join(xs)'),
        ("str", ["a&bc", "d", ""], {"xs": ("list[str]", [["a", "bc"], ["d"], []])}, '"&".join(xs)'),
        ("str", ["abc", "d"], {"xs": ("list[str]", [["a", "b", "c"], ["d"]])}, '"".join(xs)'),
        ("str", ["12", "-7"], {"n": ("int", [12, -7])}, "str(n)"),
        ("str", ["0012", "0345"], {"n": ("int", [12, 345])}, 'f"{n:04d}"'),
        ("str", ["1,234", "56"], {"n": ("int", [1234, 56])}, 'f"{n:,}"'),
        ("str", ["1.5", "2.0"], {"x": ("float", [1.5, 2.0])}, "str(x)"),
        ("str", ["1.50", "12.25"], {"x": ("float", [1.5, 12.25])}, 'f"{x:.2f}"'),
        ("str", ["A", "C", "F"], {"n": ("int", [65, 67, 70])}, "chr(n)"),
        ("str", ["**", "****"], {"n": ("int", [2, 4])}, '"*" * n'),
        ("list[str]", [["bc", "a"], ["d"]], {"xs": XS}, "xs[::-1]"),
        ("list[int]", [[3, 4, 5], [1, 2]], {"a": ("int", [3, 1]), "b": ("int", [6, 3])}, "list(range(a, b))"),
        ("list[int]", [[6, 4], [3, 1]], {"a": ("int", [6, 3]), "b": ("int", [3, 0])}, "list(range(a, b, -2))"),
        ("tuple[str, ...]", [("a", "bc"), ("d",)], {"xs": XS}, "tuple(xs)"),
        (
            "dict[str, int]",
            [{"a": 1}, {"b": 2}],
            {"s": ("str", ["a", "b"]), "n": ("int", [1, 2])},
            "{s: n}",
        ),
        ("tuple[int, int, int]", [(1, 2, 3), (4, 5, 6)], {"xs": ("list[int]", [[1, 2, 3], [4, 5, 6]])}, "tuple(xs)"),
    ],
)
def test_wanted_values_show_their_parts(t, wanted, variables, body):
    core, root = make_core(*NAMES, deducers=(deduce_structure,)), make_root(**variables)
    add_constants(root, "", " ", ", ")
    goal = met(core, root, t, wanted, turns=4)
    assert body in sources(goal)
    assert all(computed(s.expression, root) == list(goal.wanted) for s in goal.solutions)


def test_points_that_do_not_matter_are_left_open():
    core, root = make_core(*NAMES, deducers=(deduce_structure,)), make_root(n=("int", [1, 0, 3]), m=("int", [7, 0, 9]))
    goal = met(core, root, "tuple[int, int]", [(1, 7), None, (3, 9)], [0, 2], turns=4)
    assert sources(goal) == ["n, m"]


def test_a_goal_is_taken_apart_once():
    core, root = make_core(*NAMES, deducers=(deduce_structure,)), make_root(n=("int", [1, 2]))
    goal = met(core, root, "tuple[int, int]", [(1, 1), (2, 2)], turns=40)
    assert len(sources(goal)) == 1
    assert len(root.goals) == 2, "both places want the same"


@pytest.mark.parametrize(
    ("wanted", "variables", "body"),
    [
        (["<1>", "<-2>"], {"n": ("int", [1, -2])}, 'f"<{n}>"'),
        (["no. a b", "no. d"], {"xs": ("list[str]", [["a", "b"], ["d"]])}, """f"no. {' '.join(xs)}\""""),
    ],
)
def test_what_stands_around_all_texts_is_taken_off(wanted, variables, body):
    core, root = make_core(*NAMES, deducers=(deduce_structure,)), make_root(**variables)
    add_constants(root, " ")
    assert body in sources(met(core, root, "str", wanted))
