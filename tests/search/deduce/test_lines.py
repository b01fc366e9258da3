from __future__ import annotations

from hypothesis import assume, example, given
from hypothesis import strategies as st

from pytest_aurora.problem.types import FLOAT, INT
from pytest_aurora.search.deduce.lines import Line, lines_through, written

from ..cores import N, make_core, source

CORE = make_core("mul", "add", "sub", "mul:float", "add:float", "sub:float", "mul:mixed", "float")
WHOLE = st.integers(-20, 20)


def shown(line, t=INT):
    expression = written(CORE, t, N, line)
    return expression and source(expression)


def test_lines_as_they_are_written():
    assert shown(Line(0, 7, 0, 1)) == "7"
    assert shown(Line(0, 0, 1, 1)) == "n"
    assert shown(Line(0, 0, 3, 1)) == "3 * n"
    assert shown(Line(0, -4, 3, 2)) == "3 * n - 4"
    assert shown(Line(10, 50, 3, 1)) == "3 * (n - 10) + 50"
    assert shown(Line(0, 0, 0.9, 1), FLOAT) == "0.9 * n"
    assert shown(Line(0, 0, 1, 1), FLOAT) == "float(n)"


def test_an_int_is_made_of_ints():
    assert shown(Line(0, 0, 0.5, 1)) is None
    assert shown(Line(2.5, 0, 2, 1), FLOAT) is None


def test_one_point_tells_no_slope_unless_the_spec_does():
    assert Line(0, 3, 2, 2) not in lines_through([(1, 5)], (0, 0), [])
    assert Line(0, 3, 2, 2) in lines_through([(1, 5)], (0, 0), [2])


@example(1, 0, [0, -1], (0, 0))
@given(WHOLE, WHOLE, st.lists(WHOLE, min_size=2, max_size=5, unique=True), st.tuples(WHOLE, WHOLE))
def test_each_line_goes_through_all_points_and_none_is_missed(slope, base, xs, before):
    assume(slope)
    points = [(x, base + slope * x) for x in sorted(xs)]
    found = list(lines_through(points, before, []))
    assert found
    assert all(line.at(x) == y for line in found for x, y in points)
