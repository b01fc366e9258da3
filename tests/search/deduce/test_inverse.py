from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.problem.types import ANY
from pytest_aurora.search.core import CHILDREN
from pytest_aurora.search.deduce.inverse import INVERSES, deduce_inverses

from ..cores import add_constants, chosen, make_core, make_root, met, same, sources, want

NAMES = ("add", "sub", "mul", "add:float", "sub:float", "mul:float", "div:float", "div:int", "mul:mixed", "concat")
INTS = st.lists(st.integers(-9, 9), min_size=3, max_size=3).map(tuple)
FLOATS = st.lists(st.sampled_from([0.0, 0.5, -2.0, 4.0, 1.25]), min_size=3, max_size=3).map(tuple)
LISTS = st.lists(st.lists(st.integers(0, 2), max_size=3).map(tuple), min_size=3, max_size=3).map(tuple)
VALUES = {"int": INTS, "float": FLOATS, "list": LISTS}


def values(t, kind):
    return VALUES[t.name if t else kind]


CASES = [(kind, inverse) for kind, found in INVERSES.items() for inverse in found]


@pytest.mark.parametrize(("kind", "inverse"), CASES, ids=lambda part: getattr(part, "component", part))
@given(data=st.data())
def test_what_is_left_gives_the_wanted_values(kind, inverse, data):
    known, other = data.draw(values(inverse.known, kind)), data.draw(values(inverse.left, kind))
    (component,) = chosen(inverse.component)
    try:
        wanted = tuple(map(component.function, *((known, other) if inverse.entry_first else (other, known))))
    except ZeroDivisionError:
        return
    rest = inverse.rest(wanted, known)
    if rest is not None:
        again = (known, rest) if inverse.entry_first else (rest, known)
        assert same(tuple(map(component.function, *again)), wanted, ANY)


@pytest.mark.parametrize(("kind", "inverse"), CASES, ids=lambda part: getattr(part, "component", part))
@given(data=st.data())
def test_nothing_is_left_where_nothing_can_be(kind, inverse, data):
    wanted, known = data.draw(VALUES[kind]), data.draw(values(inverse.known, kind))
    rest = inverse.rest(wanted, known)
    if rest is not None:
        (component,) = chosen(inverse.component)
        pair = (known, rest) if inverse.entry_first else (rest, known)
        assert same(tuple(map(component.function, *pair)), wanted, ANY)


def deduced(t, wanted, constants=(), turns=10, positions=None, **variables):
    core, root = make_core(*NAMES, deducers=(deduce_inverses,)), make_root(**variables)
    add_constants(root, *constants)
    goal = met(core, root, t, wanted, positions, turns=turns)
    return sources(goal), core, root


def test_one_step():
    assert deduced("int", [12, 14], a=("int", [5, 4]), b=("int", [7, 10]))[0][0] in ("a + b", "b + a")
    assert deduced("int", [-2, -6], a=("int", [5, 4]), b=("int", [7, 10]))[0][0] == "a - b"
    assert deduced("float", [2.5, 0.5], a=("float", [5.0, 2.0]), b=("float", [2.0, 4.0]))[0][0] == "a / b"


def test_floats_of_ints():
    a, b = ("int", [5, 4]), ("int", [7, 10])
    assert deduced("float", [17.5, 20.0], (2,), turns=25, a=a, b=b)[0][0] in ("a * b / 2", "b * a / 2")
    assert deduced("float", [12.5, 8.0], a=a, x=("float", [2.5, 2.0]))[0][0] == "x * a"


def test_what_is_cheaper_here_comes_first():
    core, root = make_core("add", "mul", deducers=(deduce_inverses,)), make_root(a=("int", [5, 4]), b=("int", [7, 11]))
    core.cost_of = lambda component, t: 1 if component.name == "mul" else 2
    goal = met(core, root, "int", [35, 44], turns=10)
    assert goal.solutions[0].cost == 3


def test_two_steps():
    found, core, _ = deduced("int", [41, 50], (6,), turns=25, a=("int", [5, 4]), b=("int", [7, 11]))
    assert {"a * b + 6", "b * a + 6", "6 + a * b"} & set(found)
    assert core.counter.candidates < 200, "deduced, not enumerated"


def test_masked_goals_are_taken_apart_at_the_points_that_matter():
    found, _, root = deduced("int", [12, None, 14], positions=[0, 2], a=("int", [5, 0, 4]), b=("int", [7, 3, 10]))
    assert found[0] in ("a + b", "b + a")
    assert all(goal.positions == (0, 2) for goal in root.goals.values())


def test_lists_begin_and_end_with_known_things():
    xs = ("list[int]", [[1, 2], [3]])
    assert deduced("list[int]", [[9, 1, 2], [8, 3]], xs=xs, n=("int", [9, 8]))[0][0] in ("[n, *xs]", "[n] + xs")
    assert deduced("list[int]", [[1, 2, 9], [3, 8]], xs=xs, n=("int", [9, 8]))[0][0] in ("[*xs, n]", "xs + [n]")


def test_sub_goals_of_a_goal_are_few():
    variables = {f"v{i}": ("int", [i, i * i]) for i in range(2, 40)}
    _, _, root = deduced("int", [1000, 77777], **variables)
    assert max(goal.children for goal in root.goals.values()) <= CHILDREN


def test_what_is_taken_from_zero_is_negative():
    core = make_core("sub", "neg", deducers=(deduce_inverses,))
    root = make_root(n=("int", [3, 5, 8]), m=("int", [-2, 4, 9]))
    add_constants(root, 0, cost=1)
    goal = want(core, root, "int", [2, -4, -9])
    deduce_inverses(core, goal, root.take_fresh())
    assert set(sources(goal)) == {"-m"}
