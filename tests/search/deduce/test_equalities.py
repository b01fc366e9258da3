from __future__ import annotations

from pytest_aurora.search.deduce.equalities import deduce_equalities

from ..cores import make_core, make_root, met, sources


def deduced(wanted, turns=40, **variables):
    core = make_core("add", "mul", "mod", "eq:int", "eq:str", deducers=(deduce_equalities,))
    root = make_root(**variables)
    goal = met(core, root, "bool", wanted, turns=turns)
    return sources(goal)


def test_values_that_are_equal_exactly_where_the_condition_must_hold():
    x, y = [3, 4, 5, 6, 9], [6, 8, 3, 12, 1]
    assert "2 * x == y" in deduced([True, True, False, True, False], x=("int", x), y=("int", y))


def test_too_few_points_at_which_it_holds_say_nothing():
    assert deduced([True, False, False], turns=6, x=("int", [1, 2, 3]), y=("int", [2, 5, 7])) == []
