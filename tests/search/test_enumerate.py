from __future__ import annotations

import operator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.component import Library, Role
from pytest_aurora.language.expressions import Constant
from pytest_aurora.problem.types import INT, STR, list_of
from pytest_aurora.search.bank import FAILURE
from pytest_aurora.search.enumerate import BATCH, Counter, grow
from pytest_aurora.search.instantiate import Instances

from .cores import add_constants, chosen, make_root

GRAMMAR = {"add": (2, operator.add), "sub": (2, operator.sub), "mul": (2, operator.mul), "abs": (1, abs)}
"""Components over ints with their arity: as the library declares them."""


def grown(root, components, limit):
    counter = Counter()
    for level in range(1, limit + 1):
        types = [t for t, shelf in root.bank.shelves.items() if shelf.entries]
        bound = Instances(components, lambda t: t.depth <= 2, lambda c, t: c.cost).over(frozenset(types))
        for _ in grow(root.bank, level, bound, counter):
            pass
    return counter


def brute_force(variables, components, limit):
    """The least cost of every vector of values: all expressions, nothing left out."""
    by_cost = {1: list(variables)}
    for cost in range(2, limit + 1):
        by_cost[cost] = []
        for component in components:
            arity, function = GRAMMAR[component.name]
            for costs in product(range(1, cost), repeat=arity):
                if sum(costs) == cost - component.cost:
                    for arguments in product(*(by_cost[c] for c in costs)):
                        by_cost[cost].append(tuple(map(function, *arguments)))
    found = {}
    for cost, vectors in by_cost.items():
        for values in vectors:
            found.setdefault(values, cost)
    return found


@given(
    points=st.lists(st.tuples(st.integers(-4, 9), st.integers(-4, 9)), min_size=1, max_size=4),
    names=st.sets(st.sampled_from(sorted(GRAMMAR)), min_size=1),
)
def test_bottom_up_finds_all_that_brute_force_finds_at_the_same_cost(points, names):
    components = chosen(*sorted(names))
    xs, ys = zip(*points, strict=True)
    root = make_root(x=("int", xs), y=("int", ys))
    limit = 6
    grown(root, components, limit)
    kept = {entry.values: entry.cost for entry in root.bank.shelf(INT).entries.values()}
    assert kept == brute_force((xs, ys), components, limit)


def test_what_raises_on_some_points_is_a_leaf_and_no_argument():
    root = make_root(n=("int", [6, 7]), d=("int", [2, 0]))
    grown(root, chosen("floordiv", "abs"), 8)
    shelf = root.bank.shelf(INT)
    assert (3, FAILURE) in shelf.partials
    assert all(FAILURE not in values for values in shelf.entries)
    assert all("abs" not in repr(e.expression) for e in shelf.partials.values())


def test_what_raises_on_all_points_is_not_kept():
    root = make_root(n=("int", [6, 7]), d=("int", [0, 0]))
    grown(root, chosen("floordiv"), 4)
    assert not any(set(values) == {FAILURE} for values in root.bank.shelf(INT).partials)


def test_constants_are_not_combined_with_each_other():
    root = make_root(n=("int", [5, 8]))
    add_constants(root, 30, 7)
    grown(root, chosen("add"), 7)
    values = set(root.bank.shelf(INT).entries)
    assert (35, 38) in values
    assert (37, 37) not in values
    assert (60, 60) not in values


def test_roles_say_what_may_stand_for_an_argument():
    library = Library()
    library.add("shout", "str, const str -> str", 1, operator.add, "{0} + {1}")
    assert library.components[0].roles == (Role.ANY, Role.CONSTANT)
    root = make_root(s=("str", ["a", "b"]), t=("str", ["x", "y"]))
    add_constants(root, "!")
    grown(root, library.components, 4)
    made = set(root.bank.shelf(STR).entries)
    assert ("a!", "b!") in made
    assert ("ax", "by") not in made


def test_what_grows_is_measured_before_it_is_kept():
    library = Library()
    library.add("repeat", "str, int -> str", 1, operator.mul, "{0} * {1}", grows=True)
    library.add("square", "int -> int", 1, lambda n: n * n, "{0} ** 2", grows=True)
    root = make_root(s=("str", ["ab"]), n=("int", [9_000]))
    grown(root, library.components, 9)
    assert max(len(v[0]) for v in root.bank.shelf(STR).entries) <= 20_000
    assert max(v[0] for v in root.bank.shelf(INT).entries) < 1 << 64


@pytest.mark.parametrize("names", [("add",), ("add", "sub", "mul"), ("concat", "take", "reversed")])
def test_a_yield_comes_at_least_every_other_batch(names):
    root = make_root(n=("int", [1, 5, 3]), m=("int", [2, 9, 4]), xs=("list[int]", [[1, 2], [3], [4, 9, 7]]))
    components = chosen(*names)
    for level in range(1, 9):
        counter, before = Counter(), 0
        types = [t for t, shelf in root.bank.shelves.items() if shelf.entries]
        bound = Instances(components, lambda t: t.depth <= 2, lambda c, t: c.cost).over(frozenset(types))
        for _ in grow(root.bank, level, bound, counter):
            assert counter.candidates - before < 2 * BATCH
            before = counter.candidates


def test_a_counter_knows_when_there_may_be_no_more():
    assert not Counter(10).is_spent
    assert not Counter(10, 11).is_spent
    assert Counter(10, 10).is_spent


def test_twins_are_tried_once():
    root = make_root(n=("int", [1, 5]), m=("int", [2, 9]))
    counter = grown(root, chosen("add"), 4)
    assert counter.candidates == 3, "n + n, n + m, m + m"


def test_generic_components_take_each_type():
    root = make_root(xs=("list[int]", [[1, 2]]), ws=("list[str]", [["a", "b"]]))
    grown(root, chosen("reversed"), 3)
    assert ((2, 1),) in root.bank.shelf(list_of(INT)).entries
    assert (("b", "a"),) in root.bank.shelf(list_of(STR)).entries
    assert not any(isinstance(e.expression, Constant) for e in root.bank.shelf(list_of(INT)).entries.values())
