from __future__ import annotations

import pytest

from pytest_aurora.search.deduce import pipelines
from pytest_aurora.search.deduce.fits import deduce_fits
from pytest_aurora.search.deduce.pipelines import deduce_pipelines

from ..cores import computed, make_core, make_root, sources, want

XS = [[3, -1, 4, 1, -5, 9, 2, -6], [2, 7, -1, 8, -2, 8], [-5, 3, 1]]
YS = [[1, 2, 3, 4, 5, 6, 7, 8], [9, 8, 7, 6, 5, 4], [0, 5, -5]]
NAMES = ("square", "floordiv", "lt:int", "sorted", "reversed", "accumulate", "take", "drop", "add")


def found(wanted, t="list[int]", positions=None, names=NAMES, **variables):
    """Bodies found by pipelines alone: the bank is not grown."""
    core = make_core(*names, deducers=(deduce_pipelines, deduce_fits))
    root = make_root(**(variables or {"xs": ("list[int]", XS), "ys": ("list[int]", YS)}))
    root.take_fresh()
    goal = want(core, root, t, wanted, positions)
    deduce_pipelines(core, goal, ())
    while not goal.solutions and core.run_next():
        pass
    for solved in goal.solutions:
        assert [computed(solved.expression, root)[p] for p in goal.positions] == list(goal.projected)
    return sources(goal)


def total(xs):
    return [sum(xs[: i + 1]) for i in range(len(xs))]


CHAINS = {
    "three stages": (NAMES, lambda xs, ys: total([x * x for x in xs if x > 0])),
    "four stages": (NAMES, lambda xs, ys: [x // 2 for x in total(sorted(x for x in xs if x > 0))]),
    "worked back": (
        ("square", "lt:int", "sorted", "reversed", "accumulate", "neg", "add"),
        lambda xs, ys: [-x for x in total([x * x + 1 for x in sorted(xs)[::-1] if x > 0])],
    ),
    "two lists": (
        ("square", "sorted", "reversed", "sub"),
        lambda xs, ys: [y - x * x for x, y in zip(sorted(xs), ys[::-1], strict=True)],
    ),
    "a half and what is left": (
        ("square", "sorted", "reversed", "add", "accumulate"),
        lambda xs, ys: [x + y for x, y in zip(total([x * x for x in sorted(xs)]), ys[::-1], strict=True)],
    ),
    "bounds of each other": (
        ("square", "sorted", "reversed", "max:int", "mul"),
        lambda xs, ys: [max(x * x, 3 * y) for x, y in zip(sorted(xs), ys[::-1], strict=True)],
    ),
    "a filter at the end": (
        ("square", "lt:int", "sorted", "reversed", "sub"),
        lambda xs, ys: [x for x in [x * x - y for x, y in zip(sorted(xs), ys[::-1], strict=True)][::-1] if x > 0],
    ),
}


@pytest.mark.parametrize("name", CHAINS)
def test_pipelines_of_several_stages(name):
    names, body = CHAINS[name]
    assert found([body(xs, ys) for xs, ys in zip(XS, YS, strict=True)], names=names)


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (("sum",), [sum(x * x for x in xs if x > 0) for xs in XS]),
        (("min", "reversed"), [min(x * x for x in xs if x > 0) for xs in XS]),
        (("at",), [[x * x for x in xs if x > 0][-1] for xs in XS]),
    ],
)
def test_a_number_of_a_pipeline(names, wanted):
    assert found(wanted, "int", names=(*names, "square", "lt:int"))


def test_where_a_pipeline_is_cut_is_a_goal():
    wanted = [[x * x for x in xs][: n + 2] for xs, n in zip(XS, (4, 2, -1), strict=True)]
    bodies = found(wanted, xs=("list[int]", XS), n=("int", [4, 2, -1]), names=("square", "take", "add"))
    assert bodies == ["[x**2 for x in xs][: n + 2]"]


def test_only_points_that_matter_are_met():
    wanted = [[x * x for x in sorted(xs) if x > 0] for xs in XS]
    assert found([wanted[0], None, wanted[2]], positions=(0, 2))


def test_one_example_says_too_little():
    assert found([sorted(XS[0])], xs=("list[int]", XS[:1])) == []


def test_they_wait_for_their_turn_and_begin_once():
    core = make_core(*NAMES, deducers=(deduce_pipelines,))
    root = make_root(xs=("list[int]", XS))
    goal = want(core, root, "list[int]", XS[::-1])
    deduce_pipelines(core, goal, ())
    deduce_pipelines(core, goal, ())
    assert [priority for priority, *_ in core.queue if priority] == [pipelines.START]


@pytest.mark.parametrize("t", ["str", "list[str]"])
def test_nothing_begins_where_no_ints_are_wanted(t):
    core = make_core(*NAMES, deducers=())
    root = make_root(xs=("list[int]", XS))
    goal = want(core, root, t, ["a", "b", "c"] if t == "str" else [["a"], ["b"], []])
    deduce_pipelines(core, goal, ())
    assert "pipelines" not in goal.tried
