from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.expressions import Constant
from pytest_aurora.problem.types import STR
from pytest_aurora.search.deduce.concat import JOINT, WAYS, Piece, Pieces, cheapest, deduce_concatenation, literal_cost
from pytest_aurora.search.deduce.structure import deduce_structure

from ..cores import add_constants, make_core, make_root, met, sources

TEXTS = st.text("ab", min_size=1, max_size=2)


def index(rows):
    pieces = Pieces()
    for place, (cost, values) in enumerate(rows):
        pieces.add(Piece(cost, Constant(str(place), STR), values))
    return pieces


def brute_force(wanted, rows):
    """The least cost of all ways to put pieces one after the other."""
    best = {}
    for count in range(1, 5):
        for chosen in product(rows, repeat=count):
            values = tuple("".join(texts) for texts in zip(*(v for _, v in chosen), strict=True))
            if values == wanted:
                cost = sum(c for c, _ in chosen) + JOINT * (count - 1)
                best[count] = min(cost, best.get(count, cost))
    return min(best.values(), default=None)


@given(
    wanted=st.tuples(st.text("ab", min_size=1, max_size=4), st.text("ab", min_size=1, max_size=4)),
    rows=st.lists(st.tuples(st.integers(1, 6), st.tuples(TEXTS, TEXTS)), min_size=1, max_size=6),
)
def test_the_first_concatenation_is_the_cheapest(wanted, rows):
    found = list(cheapest(wanted, index(rows), literals=False))
    least = brute_force(wanted, rows)
    assert (found[0][0] if found else None) == least
    for cost, parts in found:
        assert tuple("".join(texts) for texts in zip(*(p.values for p in parts), strict=True)) == wanted
        assert cost == sum(p.cost for p in parts) + JOINT * (len(parts) - 1)
    assert [cost for cost, _ in found] == sorted(cost for cost, _ in found)


def test_so_many_ways_and_no_more():
    pieces = index([(cost, ("a",)) for cost in range(1, 9)])
    assert len(list(cheapest(("aa",), pieces, literals=False))) == WAYS


def test_what_all_wanted_values_go_on_with_may_be_a_literal():
    pieces = index([(1, ("x", "yy"))])
    cost, parts = next(iter(cheapest(("x-1", "yy-1"), pieces, literals=True)))
    assert [part.values for part in parts] == [("x", "yy"), ("-1", "-1")]
    assert cost == 1 + JOINT + literal_cost("-1")
    assert list(cheapest(("x-1", "yy-1"), pieces, literals=False)) == []


def test_a_literal_costs_by_its_letters():
    assert literal_cost("-") < literal_cost("ab") < literal_cost("abcd") < literal_cost("abcdefgh")
    assert literal_cost("--") == literal_cost("-")


def deduced(core_names, t, wanted, positions=None, constants=(), **variables):
    core, root = make_core(*core_names, deducers=(deduce_concatenation,)), make_root(**variables)
    add_constants(root, *constants)
    goal = met(core, root, t, wanted, positions, turns=30)
    return sources(goal)


def test_strings_are_put_together():
    found = deduced((), "str", ["king, ada", "li, bo"], a=("str", ["ada", "bo"]), b=("str", ["king", "li"]))
    assert found[0] == 'f"{b}, {a}"'


def test_only_the_points_that_matter_are_looked_at():
    found = deduced((), "str", ["ab", "??", "cd"], [0, 2], a=("str", ["a", "x", "c"]), b=("str", ["b", "y", "d"]))
    assert found[0] == "a + b"


def test_lists_are_put_together_of_stretches_and_items():
    found = deduced(("concat",), "list[int]", [[9, 1, 2], [8, 3]], xs=("list[int]", [[1, 2], [3]]), n=("int", [9, 8]))
    assert found[0] == "[n, *xs]" or found[0] == "[n] + xs"


def test_lists_need_a_component_to_be_put_together():
    assert deduced((), "list[int]", [[1, 1], [3, 3]], xs=("list[int]", [[1], [3]])) == []


def test_an_empty_wanted_text_is_no_concatenation():
    assert deduced((), "str", ["aa", ""], a=("str", ["a", ""])) == []


def test_a_piece_may_be_absent_from_half_of_the_texts():
    masked = {"hidden": ("str", ["##", "", "###", ""]), "shown": ("str", ["ab", "c", "de", "fg"])}
    assert deduced((), "str", ["##ab", "c", "###de", "fg"], **masked) == ["hidden + shown"]
    masked["hidden"] = ("str", ["##", "", "", ""])
    assert deduced((), "str", ["##ab", "c", "de", "fg"], **masked) == []


def test_what_is_left_beside_a_piece_is_a_goal():
    core = make_core("repeat:str", deducers=(deduce_concatenation, deduce_structure))
    root = make_root(s=("str", ["a", "bo"]), n=("int", [2, 3]))
    assert sources(met(core, root, "str", ["a--", "bo---"], turns=20)) == ['s + "-" * n']
    root = make_root(s=("str", ["a", "bo"]), n=("int", [2, 3]))
    assert sources(met(core, root, "str", ["--a", "---bo"], turns=20)) == ['"-" * n + s']
