from __future__ import annotations

from itertools import chain

from pytest_aurora.search.deduce.entering import open_cheap_walks
from pytest_aurora.search.forgetting import SHARE, forget

from .cores import make_core, make_root, want, work

NUMBERS, OTHERS = [2, 3, 5, 11], [7, 1, 8, 4]


def grown(turns: int):
    """A core and its root after some turns of growth alone."""
    core = make_core("add", "mul")
    root = make_root(x=("int", NUMBERS), y=("int", OTHERS))
    work(core, root, turns=turns)
    return core, root


def entries(context):
    return list(chain.from_iterable(shelf.entries.values() for shelf in context.bank.shelves.values()))


def test_the_dear_half_is_let_go_and_what_is_cheaper_stays():
    core, root = grown(8)
    before = {entry: entry.cost for entry in entries(root)}
    assert forget(core)
    kept = entries(root)
    assert 0 < len(kept) <= SHARE * len(before)
    assert kept == [entry for entry, cost in before.items() if cost < root.bank.ceiling]
    assert root.bank.common.alternatives.keys() <= {entry.expression for entry in kept}
    assert not any(root.bank.common.values.values())


def test_nothing_as_dear_is_kept_again_and_each_fingerprint_stays_once():
    core, root = grown(8)
    forget(core)
    kept = entries(root)
    work(core, turns=12)
    assert root.bank.level > root.bank.ceiling
    assert entries(root) == kept
    assert list(root.bank.shelves[kept[0].type].entries) == [entry.values for entry in kept]


def test_what_is_not_kept_still_meets_goals():
    core, root = grown(8)
    forget(core)
    goal = want(core, root, "int", [2 * x * x * y for x, y in zip(NUMBERS, OTHERS, strict=True)])
    assert root.bank.find(goal.type, goal.wanted) is None
    for _ in range(200):
        if goal.solutions or not core.run_next():
            break
    assert goal.solutions
    assert goal.solutions[0].cost >= root.bank.ceiling
    assert root.bank.find(goal.type, goal.wanted) is None


def test_a_bank_grows_until_nothing_more_can_be_made_of_what_it_kept():
    core, _ = grown(6)
    forget(core)
    for _ in range(2_000):
        if not core.run_next():
            break
    assert not core.queue


def test_there_is_an_end_to_forgetting():
    core, root = grown(6)
    ceilings = []
    while forget(core):
        ceilings.append(root.bank.ceiling)
    assert ceilings == sorted(set(ceilings), reverse=True)
    assert not entries(root)


def test_a_scope_is_bounded_by_what_it_costs_to_get_there():
    core = make_core("add", "mul", "len", rules=(open_cheap_walks,))
    root = make_root(xs=("list[int]", [[1, 2], [3], [4, 5, 6]]))
    root.forget(7)
    work(core, root, turns=60)
    assert len(core.contexts) > 1
    for context in core.contexts:
        assert context.bank.ceiling == 7 - context.cost > 1
        assert all(context.cost + entry.cost < 7 for entry in entries(context))
