from __future__ import annotations

import dataclasses

from pytest_aurora.language.expressions import Apply, Comprehension, Constant, Iteration, Variable
from pytest_aurora.language.forms import FORMS
from pytest_aurora.problem.problem import Example, Raised
from pytest_aurora.problem.types import INT, list_of
from pytest_aurora.search.observations import Observations, unscoped

from .cores import chosen
from .problems import problem

N, ITEM, XS = Variable("n", INT), Variable("item", INT), Variable("xs", list_of(INT))
HALF = Apply(chosen("floordiv")[0], (Constant(10, INT), N), INT)


def test_a_part_gives_a_value_in_each_example_that_returns():
    asked = problem("f(n: int) -> int", (2, 5), (3, 3))
    raising = dataclasses.replace(asked, examples=(*asked.examples, Example((4,), Raised("ValueError"))))
    observed = Observations(raising)
    assert observed.returned == [(e, e.outcome) for e in asked.examples]
    assert observed.values(HALF) == [5, 3]


def test_where_a_part_raises_it_gives_nothing():
    assert Observations(problem("f(n: int) -> int", (0, 0), (2, 5))).values(HALF) == [5]


def test_parts_inside_a_walk_are_not_seen():
    inner = Apply(chosen("add")[0], (ITEM, Constant(1, INT)), INT)
    walked = Comprehension(FORMS["listcomp"], Iteration("{0}", (XS,), (ITEM,)), inner, XS.type)
    size = Apply(chosen("len")[0], (walked,), INT)
    assert list(unscoped(size)) == [size, walked]
