from __future__ import annotations

import pytest

from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.types import ANY, INT, STR, list_of
from pytest_aurora.search.core import AGEING, GOALS, SLICE, narrowed
from pytest_aurora.search.enumerate import Counter

from .cores import make_core, make_root, sources, want, work


def task(log, name, turns, core=None, candidates=0):
    for _ in range(turns):
        log.append(name)
        if core is not None:
            core.counter.candidates += candidates
        yield


def test_the_cheapest_task_comes_first_and_the_older_of_two_alike():
    core, log = make_core(), []
    for priority, name in ((3, "dear"), (1, "old"), (1, "young"), (2.5, "middle")):
        core.push(priority, task(log, name, 1))
    while core.run_next():
        pass
    assert log == ["old", "young", "middle", "dear"]


def test_an_empty_queue_says_so():
    assert not make_core().run_next()


def test_a_long_task_gives_way_to_others_of_its_priority():
    core, log = make_core(), []
    core.push(1, task(log, "long", 3 * SLICE))
    core.push(1, task(log, "short", 1))
    core.run_next()
    core.run_next()
    assert log == ["long"] * SLICE + ["short"]


def test_candidates_that_a_task_has_used_make_it_wait():
    core, log = make_core(), []
    core.push(1, task(log, "greedy", 2 * SLICE, core, candidates=AGEING))
    core.push(3, task(log, "patient", 1))
    while core.run_next():
        pass
    assert log == ["greedy"] * SLICE + ["patient"] + ["greedy"] * SLICE


@pytest.mark.parametrize("waiting", [1, 3])
def test_however_much_others_have_to_do_a_task_gets_its_turn(waiting):
    core, log = make_core(), []
    for name in ("one", "two", "three"):
        core.push(1, task(log, name, 10_000, core, candidates=500))
    core.push(1 + waiting, task(log, "patient", 1))
    while "patient" not in log:
        core.run_next()
    assert core.counter.candidates <= 3 * (waiting * AGEING + SLICE * 500)


def test_no_task_goes_on_when_the_candidates_are_spent():
    core, log = make_core(), []
    core.counter = Counter(limit=30)
    core.push(1, task(log, "x", 100, core, candidates=10))
    for _ in range(5):
        core.run_next()
    assert core.counter.candidates == 30
    assert len(log) == 3


def test_a_goal_is_made_once():
    core, root = make_core(), make_root(n=("int", [1, 2]))
    assert want(core, root, "int", [3, 4]) is want(core, root, "int", [3, 4])
    assert want(core, root, "int", [3, 4]) is not want(core, root, "int", [3, 5])
    assert len(core.queue) == 2


def test_a_goal_does_not_lead_back_to_what_is_above_it():
    core, root = make_core(), make_root(n=("int", [1, 2]))
    above = want(core, root, "int", [3, 4], depth=0)
    assert core.want(root, INT, (3, 4), (0, 1), depth=1, base=2) is None
    deep = want(core, root, "int", [5, 6], depth=2)
    assert want(core, root, "int", [5, 6], depth=1) is deep
    core.step(above, [above], 1, lambda e: e)
    core.step(above, [deep, None], 1, lambda a, b: a)
    assert above.steps == deep.steps == []


def test_what_does_not_matter_does_not_tell_goals_apart():
    core, root = make_core(), make_root(n=("int", [1, 2, 3]))
    assert want(core, root, "int", [3, 4, 9], positions=[0, 1]) is want(core, root, "int", [3, 4, 7], positions=[0, 1])


def test_no_points_no_goal():
    core, root = make_core(), make_root(n=("int", [1]))
    assert core.want(root, INT, (None,), (), depth=0, base=0) is None


def test_goals_of_a_context_are_bounded():
    core, root = make_core(), make_root(n=("int", [1]))
    for value in range(GOALS):
        assert core.want(root, INT, (value,), (0,), depth=0, base=0) is not None
    assert core.want(root, INT, (-1,), (0,), depth=0, base=0) is None


def test_growth_meets_a_goal():
    core, root = make_core("add", "mul"), make_root(a=("int", [2, 3, 4]), b=("int", [5, 1, 7]))
    goal = want(core, root, "int", [20, 6, 56])
    work(core, root, turns=50)
    assert goal.solutions[0].cost == 2 + 2 + 3


def test_deducers_see_old_entries_once_and_new_ones_as_they_come():
    seen = []
    core = make_core("add", deducers=(lambda core, goal, fresh: seen.extend(e.values for e in fresh),))
    root = make_root(a=("int", [2, 3]))
    want(core, root, "int", [99, 99])
    work(core, root, turns=80)
    assert seen[:1] == [(2, 3)]
    assert {(2 * n, 3 * n) for n in range(1, 5)} <= set(seen)
    assert len(seen) == len(set(seen))


def test_rules_see_each_entry_of_each_context_once():
    seen = []
    core = make_core("add", rules=(lambda core, context, fresh: seen.extend((context, e) for e in fresh),))
    one, other = make_root(a=("int", [2])), make_root(b=("int", [3]))
    work(core, one, other, turns=60)
    assert len(seen) == len(set(seen))
    assert {context for context, _ in seen} == {one, other}


def test_components_that_are_not_for_scopes_stay_outside():
    core = make_core("range", "add")
    assert not core.by_name["range"].scoped
    inner = make_root(n=("int", [3]))
    inner.depth = 1
    work(core, inner, turns=40)
    assert all(not shelf.entries for t, shelf in inner.bank.shelves.items() if t == list_of(INT))
    outer = make_root(n=("int", [3]))
    work(core, outer, turns=40)
    assert ((0, 1, 2),) in outer.bank.shelf(list_of(INT)).entries


@pytest.mark.parametrize(
    ("declared", "values", "found"),
    [("int", (1, 2), INT), ("object", (1, 2), INT), ("int | None", (1, 2), INT), ("object", ("a",), STR)],
)
def test_an_open_type_is_that_of_its_values(declared, values, found):
    assert narrowed(read_type(declared), values) == found


def test_a_union_of_which_both_members_occur_stays():
    assert narrowed(read_type("int | None"), (1, None)) == read_type("int | None")
    assert narrowed(ANY, ((1, 2), (3,))) == list_of(INT)


def test_a_deduction_that_meets_a_refused_value_ends_and_the_search_goes_on():
    def refuses(core, goal, fresh):
        raise ValueError("too large")

    core, root = make_core("add", deducers=(refuses,)), make_root(a=("int", [1, 2]), b=("int", [3, 5]))
    goal = want(core, root, "int", [4, 7])
    work(core, root)
    assert sources(goal)[0] == "a + b"
