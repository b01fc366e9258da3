from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.expressions import Apply
from pytest_aurora.language.swaps import SWAPPED, swapped
from tests.language.building import INTS, body, do, lift, n, when, xs, ys

PLACED = st.lists(st.integers(0, 5), min_size=1).flatmap(
    lambda items: st.tuples(st.just(items), *[st.integers(0, len(items) - 1)] * 2)
)


def swap(items, one, other):
    return Apply(SWAPPED, (items, lift(one), lift(other)), INTS)


def run(expression, **values):
    lines = "\n    ".join(body(expression).splitlines())
    scope: dict = {}
    exec(f"def f(xs, n):\n    {lines}", scope)
    return scope["f"](**values)


@given(PLACED)
def test_the_source_does_what_the_component_does(placed):
    items, one, other = placed
    before = list(items)
    wanted = list(swapped(tuple(items), one, other))
    assert run(swap(xs, n, other), xs=items, n=one) == wanted
    assert run(do("len", swap(xs, n, other)), xs=items, n=one) == len(items)
    assert run(do("reversed", swap(xs, n, other)), xs=items, n=one) == wanted[::-1]
    assert items == before, "the argument is left as it is"


@pytest.mark.parametrize("places", [(0, 3), (-1, 0)])
def test_there_is_no_such_place(places):
    with pytest.raises(IndexError):
        swapped((1, 2, 3), *places)


def test_it_is_an_assignment_to_a_copy():
    assert body(swap(xs, n, do("add", n, 1))) == (
        "swapped = list(xs)\nswapped[n], swapped[n + 1] = swapped[n + 1], swapped[n]\nreturn swapped"
    )
    assert body(swap(do("sorted", xs), n, 0)).startswith("swapped = sorted(xs)\n")
    last = body(swap(xs, do("sub", do("len", xs), 1), 0))
    assert last.splitlines()[1] == "swapped[0], swapped[-1] = swapped[-1], swapped[0]"


def test_a_place_that_is_computed_has_a_name():
    assert body(swap(xs, do("index", xs, do("max", xs)), 0)) == (
        "position = xs.index(max(xs))\nswapped = list(xs)\n"
        "swapped[0], swapped[position] = swapped[position], swapped[0]\nreturn swapped"
    )


def test_a_case_of_several_has_statements_of_its_own():
    test = do("lt:int", n, 3)
    assert body(when(test, swap(xs, 0, 1), xs)) == (
        "if n < 3:\n    swapped = list(xs)\n    swapped[0], swapped[1] = swapped[1], swapped[0]\n    return swapped\n"
        "return xs"
    )
    chain = when(test, ys, when(do("lt:int", n, 9), swap(xs, 0, 1), xs))
    assert body(chain).splitlines()[:4] == ["if n < 3:", "    return ys", "if n < 9:", "    swapped = list(xs)"]
