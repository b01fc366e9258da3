from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from pytest_aurora.search.deduce.weights import deduce_weights, direction

from ..cores import computed, make_core, make_root, sources, want

NUMBERS = st.lists(st.integers(-9, 9), min_size=3, max_size=5)


def deduced(wanted, **variables):
    core = make_core("mul", "add", "sub", deducers=(deduce_weights,))
    root = make_root(**{name: ("int", values) for name, values in variables.items()})
    goal = want(core, root, "int", wanted)
    deduce_weights(core, goal, root.take_fresh())
    return root, goal


def test_a_weight_is_solved_for():
    hours, minutes = [1, 10, 0, 2], [30, 5, 45, 0]
    wanted = [60 * h + m for h, m in zip(hours, minutes, strict=True)]
    assert sources(deduced(wanted, h=hours, m=minutes)[1]) == ["60 * h + m"]


def test_one_that_is_taken_away():
    points, errors = [50, 41, 80], [1, 7, 4]
    wanted = [p - 5 * e for p, e in zip(points, errors, strict=True)]
    assert "p - 5 * e" in sources(deduced(wanted, p=points, e=errors)[1])


def test_it_is_whole_and_more_than_one():
    a, b = [2, 4, 8], [1, 7, 3]
    assert sources(deduced([x // 2 + y for x, y in zip(a, b, strict=True)], a=a, b=b)[1]) == []
    assert sources(deduced([x + y for x, y in zip(a, b, strict=True)], a=a, b=b)[1]) == []


def test_two_different_values_tell_too_little_of_a_weight():
    assert sources(deduced([61, 61, 122], h=[1, 1, 2], m=[1, 1, 2])[1]) == []


@given(NUMBERS)
def test_a_direction_and_its_length_give_the_values_back(values):
    length, toward = direction(values)
    assert [length * part for part in toward] == values
    assert direction([-value for value in values])[1] == toward


@given(st.integers(2, 99), st.permutations(range(-3, 4)), st.permutations(range(-3, 4)))
def test_what_is_offered_gives_what_is_wanted_and_a_weight_is_not_missed(k, xs, ys):
    assume(xs != ys)
    wanted = [k * x + y for x, y in zip(xs, ys, strict=True)]
    root, goal = deduced(wanted, x=xs, y=ys)
    assert goal.solutions
    assert all(computed(s.expression, root) == wanted for s in goal.solutions)
