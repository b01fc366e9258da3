from __future__ import annotations

import pytest

from pytest_aurora.language.expressions import Fold
from pytest_aurora.search.deduce.entering import open_cheap_walks
from pytest_aurora.search.loops import LOOP, deduce_loops

from .cores import add_constants, computed, make_core, make_root, sources, want, work

NUMBERS = ("add", "sub", "mul", "max:int", "min:int", "mod", "lt:int", "eq:int", "eq:str", "concat", "at")


def looped(wanted, kind="int", words=frozenset(), turns=600, **variables):
    core = make_core(*NUMBERS, deducers=(deduce_loops,), rules=(open_cheap_walks,), words=words)
    root = make_root(**variables)
    add_constants(root, 0, 1, cost=1)
    goal = want(core, root, kind, wanted)
    core.enter(root)
    for _ in range(turns):
        if goal.solutions or not core.run_next():
            break
    assert all(computed(s.expression, root) == [w if kind != "list[int]" else tuple(w) for w in wanted]
               for s in goal.solutions)  # fmt: skip
    return goal


LOOPS = [
    pytest.param(
        "total = balance\nfor amount in amounts:\n    if amount <= total:\n        total -= amount\nreturn total",
        {
            "balance": ("int", [100, 100, 5, 50, 60]),
            "amounts": ("list[int]", [[30, 50], [80, 50, 10], [10], [], [20, 50, 40]]),
        },
        [20, 10, 5, 50, 0],
        id="a step that uses another parameter, under a condition",
    ),
    pytest.param(
        "best = max(best,",
        {"bits": ("list[int]", [[1, 1, 0, 1], [0, 1, 1, 1, 0, 1, 1], [], [0, 0], [1, 0, 1, 1, 1, 1]])},
        [2, 3, 0, 0, 4],
        id="the largest value of the accumulator",
    ),
    pytest.param(
        "total = number + total * base",
        {"numbers": ("list[int]", [[1, 0, 1], [1, 2, 3], [7], []]), "base": ("int", [2, 10, 8, 5])},
        [5, 123, 7, 0],
        id="a step that uses another parameter",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "variables", "wanted"), LOOPS)
def test_loops_over_lists(text, variables, wanted):
    goal = looped(wanted, **variables)
    assert goal.solutions
    assert isinstance(goal.solutions[0].expression, Fold)
    assert any(line in sources(goal)[0].replace("result", "total") for line in text.splitlines())


def test_an_early_return():
    texts = ["(a)", "((b)", "", ")(", "(x)(y)", "z)(", "())(()", "c", "((a)(b))", "((a)(b)", "(()))((())", "q)))"]
    goal = looped([True, False, True, False, True, False, False, True, True, False, False, False], "bool",
                  turns=3000, text=("str", texts))  # fmt: skip
    assert any("            return False" in source or "        return False" in source for source in sources(goal))


def test_a_list_that_looks_back_at_itself():
    xs = [[1, 3, 2, 5], [4, 1, 2], [], [2, 2, 3, 1, 7], [3, 3, 3]]
    goal = looped([[1, 3, 5], [4], [], [2, 2, 3, 7], [3, 3, 3]], "list[int]", turns=1500, xs=("list[int]", xs))
    assert goal.solutions
    assert all(isinstance(solved.expression, Fold) for solved in goal.solutions)


def test_a_loop_that_counts():
    goal = looped([1, 2, 120, 1], n=("int", [1, 2, 5, 0]))
    assert " in range(" in sources(goal)[0]


def test_words_make_loops_cheaper():
    wanted, n = [1, 2, 120, 1], ("int", [1, 2, 5, 0])
    told = looped(wanted, words=frozenset({"sequence", "term"}), n=n)
    assert told.solutions[0].cost == looped(wanted, n=n).solutions[0].cost - 4
    assert told.solutions[0].cost > LOOP - 4


def test_loops_that_explode_end():
    goal = looped([7, 8], turns=150, n=("int", [100, 101]))
    assert goal.solutions == []


def test_loops_are_tried_once_a_goal_and_not_before_cheap_bodies():
    core = make_core(*NUMBERS, deducers=(deduce_loops,))
    root = make_root(n=("int", [1, 2]))
    goal = want(core, root, "int", [77, 99])
    core.run_next()
    assert "loops" not in goal.tried
    work(core, root, turns=120)
    assert "loops" in goal.tried
