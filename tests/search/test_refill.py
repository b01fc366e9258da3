from __future__ import annotations

from dataclasses import dataclass

import pytest

from pytest_aurora.language.expressions import replaced
from pytest_aurora.language.notation import notation, read_notation
from pytest_aurora.problem.problem import Problem
from pytest_aurora.search.engine import solve
from pytest_aurora.search.outcome import Budget, Solution
from pytest_aurora.search.refill import enter_refills
from tests.language.building import COMPONENTS, do, n, s, xs

from .cores import add_constants, make_core, make_root, sources, want, work
from .problems import problem

KEPT = problem("keep(xs: list[int]) -> list[int]", ([5, 2, 9, 4], [5, 9]), ([1, 8], [1]), ([3, 4, 7, 6], [3, 7]))


@dataclass(frozen=True)
class Learned:
    """What earlier searches say: bodies, and that everything or nothing is familiar."""

    similar: tuple[str, ...] = ()
    familiar: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.familiar

    def bias(self, production: str) -> float:
        return 0.0

    def knows(self, family: str) -> bool:
        return self.familiar


def solved(asked: Problem, learned: Learned | None = None, candidates: int = 30_000) -> Solution:
    result = solve(asked, budget=Budget(None, candidates, None), learned=learned, clock=lambda: 0.0)
    assert isinstance(result, Solution), result
    return result


def refilled(body, context, t: str, wanted, *components: str) -> list[str]:
    """What of a similar body meets a goal, with no other search."""
    core = make_core(*components)
    goal = want(core, context, t, wanted)
    enter_refills(core, goal, [body if isinstance(body, str) else notation(body)])
    work(core)
    return sources(goal)


def test_a_constant_is_refilled():
    root = make_root(xs=("list[int]", [[1, 2, 3, 4], [5, 6, 7]]))
    add_constants(root, 2, 3)
    assert refilled(do("drop", xs, 1), root, "list[int]", [[4], []], "drop") == ["xs[3:]"]


def test_equal_constants_are_refilled_together():
    root = make_root(n=("int", [10, 7]))
    add_constants(root, 3, 4)
    body = do("add", do("mul", n, 2), 2)
    assert refilled(body, root, "int", [33, 24], "add", "mul") == ["3 * n + 3"]
    assert refilled(body, root, "int", [34, 25], "add", "mul") == []


def test_parameters_of_other_names_take_the_places():
    root = make_root(count=("int", [2, 0]), numbers=("list[int]", [[1, 2, 3], [4]]))
    assert refilled(do("drop", xs, n), root, "list[int]", [[3], [4]], "drop") == ["numbers[count:]"]
    other = make_root(a=("int", [7, 1]), b=("int", [2, 5]))
    assert refilled(do("sub", n, 1), other, "int", [1, 4], "sub") == ["b - 1"]


def test_a_component_is_exchanged():
    root = make_root(xs=("list[int]", [[1, 2, 3, 4], [5, 6, 7]]))
    add_constants(root, 2, 3)
    assert refilled(do("drop", xs, 1), root, "list[int]", [[1, 2, 3], [5, 6, 7]], "drop", "take") == ["xs[:3]"]


def test_only_one_component_is_exchanged():
    root = make_root(n=("int", [3, 5]))
    add_constants(root, 2)
    body = do("add", do("add", n, 2), 2)
    assert refilled(body, root, "int", [8, 12], "add", "mul")
    assert not refilled(body, root, "int", [12, 20], "add", "mul")


@pytest.mark.parametrize(
    ("body", "t", "wanted"),
    [
        ("no notation", "int", [4, 8]),
        (notation(do("len:str", s)), "int", [4, 3]),
        (notation(do("drop", xs, 1)), "int", [4, 3]),
    ],
)
def test_a_body_of_another_kind_is_no_starting_point(body, t, wanted):
    root = make_root(xs=("list[int]", [[1, 2, 3, 4], [5, 6, 7]]))
    assert refilled(body, root, t, wanted, "drop") == []


def test_what_raises_is_no_answer():
    root = make_root(xs=("list[int]", [[], [5, 6, 7]]))
    assert refilled(do("at", xs, 1), root, "int", [0, 6], "at") == []


def test_a_similar_body_is_found_sooner_and_judged_like_all():
    alone = solved(KEPT)
    body = read_notation(alone.notation, COMPONENTS)
    assert notation(body) == alone.notation
    other = problem("keep(xs: list[int]) -> list[int]", ([5, 2, 9, 4], [9]), ([1, 8], []), ([3, 12, 7], [3, 12]))
    without, learned = solved(other), solved(other, Learned((alone.notation,)))
    assert learned.body.lines == without.body.lines


def test_familiar_bodies_are_not_waited_with_for_long():
    alone, unknown, familiar = solved(KEPT), solved(KEPT, Learned()), solved(KEPT, Learned(familiar=True))
    assert unknown == alone
    assert familiar.body.lines == alone.body.lines
    assert familiar.candidates < alone.candidates


def test_what_takes_a_place_is_left_as_it_is():
    body = do("add", n, n)
    assert replaced(body, {n: do("add", n, 1)}).arguments[0].arguments[0] is n
