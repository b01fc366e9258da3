from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.search.context import mask_of
from pytest_aurora.search.deduce.multiples import comes_and_goes, multiples

from ..cores import computed, make_core, make_root, source, want


def wanted(numbers, results):
    core, root = make_core("divides"), make_root(n=("int", numbers))
    return core, root, want(core, root, "str", results)


def test_results_that_recur_along_the_number_line_come_and_go():
    assert comes_and_goes(wanted([1, 4, 2, 3], ["odd", "even", "even", "odd"])[2])
    assert not comes_and_goes(wanted([4, 1, 3, 2], ["high", "low", "high", "low"])[2])
    assert not comes_and_goes(wanted([1, 2, 3], ["a", "b", "c"])[2])


def test_of_two_numbers_neither_is_looked_at():
    core, root = make_core("divides"), make_root(n=("int", [1, 2, 3]), m=("int", [3, 2, 2]))
    assert not comes_and_goes(want(core, root, "str", ["a", "b", "a"]))


def test_what_divides_all_numbers_of_a_result_is_a_test():
    core, root, goal = wanted([3, 4, 6, 10, 15, 25, 30], ["F", "-", "F", "B", "FB", "B", "FB"])
    found = {source(entry.expression): (mask, entry) for mask, entry in multiples(core, goal)}
    assert set(found) == {"n % 3 == 0", "n % 4 == 0", "n % 5 == 0", "n % 15 == 0"}
    for mask, entry in found.values():
        assert mask == mask_of(map(bool, computed(entry.expression, root)))


@given(st.integers(2, 40), st.sets(st.integers(1, 20), min_size=1), st.sets(st.integers(-50, 50), min_size=1))
def test_multiples_of_a_number_are_told_from_the_others(k, factors, numbers):
    inside = [k * factor for factor in factors]
    outside = [number for number in numbers if number % k] or [1]
    core, _, goal = wanted([*inside, *outside], ["yes"] * len(inside) + ["no"] * len(outside))
    assert mask_of([True] * len(inside) + [False] * len(outside)) in dict(multiples(core, goal))
