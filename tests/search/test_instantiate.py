from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, Type, dict_of, list_of, set_of, tuple_of, variable
from pytest_aurora.search.instantiate import Instances, is_hashable, is_possible, match, substitute

from .cores import chosen

SCALARS = st.sampled_from([INT, STR, BOOL, FLOAT])
T, U = variable("T"), variable("U")


def built(leaves):
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            inner.map(list_of), st.tuples(inner, inner).map(lambda p: tuple_of(*p)), inner.map(set_of)
        ),
        max_leaves=4,
    )


GROUND = built(SCALARS)
PATTERNS = built(st.one_of(SCALARS, st.just(T), st.just(U)))


@given(PATTERNS, GROUND, GROUND)
def test_a_pattern_with_its_variables_replaced_matches(pattern, one, other):
    ground = substitute(pattern, {"T": one, "U": other})
    found = match(pattern, ground, {})
    assert found is not None
    assert substitute(pattern, found) == ground
    assert found.items() <= {"T": one, "U": other}.items()


@given(PATTERNS, GROUND)
def test_what_matches_is_the_pattern_with_its_variables_replaced(pattern, ground):
    found = match(pattern, ground, {})
    if found is not None:
        assert substitute(pattern, found) == ground


@given(PATTERNS, GROUND, GROUND)
def test_bindings_are_kept(pattern, ground, bound):
    found = match(pattern, ground, {"T": bound})
    assert found is None or found["T"] == bound


def test_a_variable_stands_for_one_type():
    pair = tuple_of(T, T)
    assert match(pair, tuple_of(INT, INT), {}) == {"T": INT}
    assert match(pair, tuple_of(INT, STR), {}) is None
    assert match(list_of(T), INT, {}) is None


@given(GROUND)
def test_what_is_hashable_can_be_a_member_of_a_set(t):
    assert is_possible(set_of(t)) == (is_hashable(t) and is_possible(t))
    assert is_possible(dict_of(t, INT)) == is_possible(set_of(t))


def library(names: str, allowed=lambda t: True, cost=lambda c, t: c.cost) -> Instances:
    return Instances(chosen(*names.split()), allowed, cost)


def bound(made: Instances, *types: str) -> set[str]:
    found = made.over(frozenset(map(read_type, types)))
    return {f"{i.component.name}: {', '.join(map(str, i.parameters))} -> {i.result}" for i in found}


def test_a_component_takes_the_types_that_there_are():
    assert bound(library("add"), "str") == set()
    assert bound(library("add"), "int", "str") == {"add: int, int -> int"}
    assert bound(library("reversed"), "list[int]", "str", "list[str]") == {
        "reversed: list[int] -> list[int]",
        "reversed: list[str] -> list[str]",
    }


def test_a_result_that_is_not_allowed_is_not_built():
    assert bound(library("reversed", lambda t: t.depth < 2), "list[int]", "list[list[int]]") == {
        "reversed: list[int] -> list[int]"
    }


TYPES = ["int", "str", "list[int]", "list[str]", "dict[str, int]", "tuple[int, str]"]
SETS_OF_TYPES = st.frozensets(st.sampled_from(TYPES), min_size=1)


@given(st.lists(SETS_OF_TYPES, min_size=1, max_size=4))
def test_what_was_asked_for_before_does_not_matter(asked):
    names = "concat zip add reversed contains len get index sum"
    made = library(names)
    for types in asked:
        assert bound(made, *types) == bound(library(names), *types)


@given(SETS_OF_TYPES)
def test_each_way_to_bind_comes_once(types):
    found = library("concat zip").over(frozenset(map(read_type, types)))
    keys = [(i.component, i.parameters) for i in found]
    lists = sum(t.startswith("list") for t in types)
    assert len(set(keys)) == len(keys) == lists + lists * lists


def test_the_cost_is_asked_with_the_ground_result():
    made = library("reversed", cost=lambda c, t: 7 if t == list_of(INT) else 1)
    assert [i.cost for i in made.over(frozenset({list_of(INT)}))] == [7]


def test_types_are_hashable_themselves():
    assert len({Type("list", (INT,)), list_of(INT)}) == 1
