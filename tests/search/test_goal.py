from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.expressions import Constant, Display, Expression
from pytest_aurora.problem.types import INT, tuple_of
from pytest_aurora.search.context import Context
from pytest_aurora.search.goal import (
    AGAIN,
    COMBINATIONS,
    SOLUTIONS,
    WORTH,
    Goal,
    Solved,
    Step,
    project,
    projector,
    scattered,
)  # fmt: skip


def goal(*wanted: int, positions=None) -> Goal:
    places = tuple(range(len(wanted))) if positions is None else positions
    return Goal(Context(len(wanted)), INT, wanted, places, depth=0, base=0)


def number(value: int = 0) -> Expression:
    return Constant(value, INT)


def pair(*items: Expression) -> Expression:
    return Display(items, tuple_of(INT, INT))


@dataclass
class Told:
    """Waits for a goal and remembers what it was told."""

    told: list[int] = field(default_factory=list)

    def advance(self, goal: Goal, solved: Solved) -> None:
        self.told.append(solved.cost)


@given(st.lists(st.integers(1, 40), max_size=40))
def test_the_cheapest_solutions_are_kept_in_order(costs):
    asked = goal(1)
    for cost in costs:
        asked.offer(cost, number(cost))
    kept = [s.cost for s in asked.solutions]
    assert kept == sorted(kept)
    assert len(kept) <= SOLUTIONS
    assert kept[:1] == sorted(costs)[:1]
    dropped = sorted(costs)[: len(kept)]
    assert all(a <= b for a, b in zip(dropped, kept, strict=True))


def test_what_is_much_dearer_is_not_worth_keeping():
    asked = goal(1)
    asked.offer(3, number())
    asked.offer(3 + WORTH + 1, number())
    asked.offer(3 + WORTH, number())
    assert [s.cost for s in asked.solutions] == [3, 3 + WORTH]


def test_a_goal_may_keep_more():
    asked = goal(1)
    asked.capacity = 20
    for _ in range(30):
        asked.offer(5, number())
    assert len(asked.solutions) == 20


def test_who_waits_is_told_of_what_is_kept_only():
    asked, told = goal(1), Told()
    asked.steps.append(told)
    for cost in (9, 4, 30, 4):
        asked.offer(cost, number())
    assert told.told == [9, 4, 4]


def test_a_step_meets_its_parent_when_all_parts_are_met():
    parent, left, right = goal(0), goal(1), goal(2)
    Step(parent, (left, right), 2, pair).start()
    left.offer(3, number(1))
    assert parent.solutions == []
    right.offer(4, number(2))
    assert [s.cost for s in parent.solutions] == [9]
    assert [part.value for part in parent.solutions[0].expression.items] == [1, 2]


def test_a_step_uses_what_its_goals_already_have():
    parent, left, right = goal(0), goal(1), goal(2)
    left.offer(1, number(1))
    right.offer(1, number(2))
    Step(parent, (left, right), 2, pair).start()
    assert [s.cost for s in parent.solutions] == [4]


def test_offers_go_up_all_steps():
    top, middle, bottom = goal(0), goal(1), goal(2)
    Step(top, (middle,), 5, lambda e: e).start()
    Step(middle, (bottom,), 3, lambda e: e).start()
    leaf = number(7)
    bottom.offer(1, leaf)
    assert [(s.cost, s.expression) for s in top.solutions] == [(9, leaf)]


def test_a_cheaper_part_makes_a_cheaper_whole():
    parent, left, right = goal(0), goal(1), goal(2)
    Step(parent, (left, right), 0, pair).start()
    left.offer(5, number())
    right.offer(5, number())
    left.offer(2, number())
    assert parent.solutions[0].cost == 7


def test_one_goal_may_be_both_parts_and_is_paid_for_once():
    parent, part = goal(0), goal(1)
    Step(parent, (part, part), 1, pair).start()
    part.offer(20, number())
    part.offer(10, number())
    assert [solved.cost for solved in parent.solutions] == [1 + 10 + AGAIN, 1 + 20 + AGAIN]


def test_one_goal_may_be_both_parts():
    parent, part = goal(0), goal(1)
    Step(parent, (part, part), 1, pair).start()
    part.offer(2, number())
    assert parent.solutions[0].cost == 5


def test_what_is_cheap_costs_no_more_the_second_time():
    parent, part = goal(0), goal(1)
    Step(parent, (part, part), 1, pair).start()
    part.offer(1, number())
    assert parent.solutions[0].cost == 3


def test_combinations_are_bounded():
    parent, goals = goal(0), tuple(goal(i) for i in range(4))
    parent.capacity = 1_000
    for part in goals:
        for _ in range(SOLUTIONS):
            part.offer(1, number())
    Step(parent, goals, 0, lambda *items: items[0]).start()
    assert len(parent.solutions) == COMBINATIONS


@given(st.data())
def test_a_projector_projects(data):
    values = tuple(data.draw(st.lists(st.integers(), min_size=1, max_size=6)))
    places = st.sets(st.integers(0, len(values) - 1), min_size=1).map(lambda s: tuple(sorted(s)))
    positions = data.draw(places)
    fast = projector(positions, len(values))
    assert (fast(values) if fast else values) == project(values, positions) == tuple(values[i] for i in positions)


def test_a_goal_says_whether_every_point_matters():
    assert goal(1, 2).is_total
    assert not goal(1, 2, positions=(1,)).is_total
    assert goal(1, 2, positions=(1,)).projected == (2,)


@given(st.data(), st.lists(st.integers(), min_size=1))
def test_what_is_scattered_is_there_again_when_projected(data, wanted):
    places = tuple(sorted(data.draw(st.sets(st.sampled_from(range(len(wanted))), min_size=1))))
    asked = goal(*wanted, positions=places)
    assert project(scattered(asked, asked.projected), places) == asked.projected
