from __future__ import annotations

import pytest

from pytest_aurora.search.deduce.branch import deduce_branches
from pytest_aurora.search.deduce.scans import deduce_scans

from ..cores import make_core, make_root, met, sources

XS = ("list[int]", [[3, 1, 4], [2], [7, 7, 0]])


def deduced(wanted, positions=None, turns=40, xs=XS):
    core = make_core("add", "mul", "sub", "max:int", "lt:int", deducers=(deduce_scans, deduce_branches))
    root = make_root(xs=xs)
    goal = met(core, root, "list[int]", wanted, positions, turns=turns)
    return sources(goal), core


@pytest.mark.parametrize(
    ("wanted", "body"),
    [
        ([[3, 4, 8], [2], [7, 14, 14]], "list(itertools.accumulate(xs))"),
        ([[3, 3, 12], [2], [7, 49, 0]], "list(itertools.accumulate(xs, lambda total, x: total * x))"),
        ([[3, 3, 4], [2], [7, 7, 7]], "list(itertools.accumulate(xs, max))"),
        ([[3, 2, -2], [2], [7, 0, 0]], "list(itertools.accumulate(xs, lambda total, x: total - x))"),
    ],
)
def test_each_step_is_shown(wanted, body):
    found, _ = deduced(wanted)
    assert body in found, found


def test_lists_that_do_not_matter_have_no_steps():
    found, _ = deduced([[3, 4, 8], None, [7, 14, 14]], [0, 2])
    assert "list(itertools.accumulate(xs))" in found


@pytest.mark.parametrize(
    "wanted",
    [[[3, 4], [2], [7, 14, 14]], [[4, 4, 8], [2], [7, 14, 14]], [[3, 1, 4], [2], [7, 7, 0]]],
    ids=["of another length", "beginning differently", "the list itself"],
)
def test_what_no_running_value_gives_opens_no_scope(wanted):
    _, core = deduced(wanted)
    assert len(core.contexts) == 1


def test_lists_of_one_item_show_no_step():
    _, core = deduced([[3], [4]], xs=("list[int]", [[3], [4]]))
    assert len(core.contexts) == 1
