from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.problem.types import (
    BOOL,
    FLOAT,
    INT,
    STR,
    Type,
    dict_of,
    list_of,
    read_type,
    set_of,
    tuple_of,
    variable,
)  # fmt: skip
from pytest_aurora.search.instantiate import instances, is_hashable, is_possible, match, substitute

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


def bound(names: str, types: list[str], allowed=lambda t: True) -> set[str]:
    found = instances(chosen(*names.split()), [read_type(t) for t in types], allowed, lambda c, t: c.cost)
    return {f"{i.component.name}: {', '.join(map(str, i.parameters))} -> {i.result}" for i in found}


def test_a_component_takes_the_types_that_there_are():
    assert bound("add", ["str"]) == set()
    assert bound("add", ["int", "str"]) == {"add: int, int -> int"}
    assert bound("reversed", ["list[int]", "str", "list[str]"]) == {
        "reversed: list[int] -> list[int]",
        "reversed: list[str] -> list[str]",
    }


def test_a_result_that_is_not_allowed_is_not_built():
    assert bound("reversed", ["list[int]", "list[list[int]]"], lambda t: t.depth < 2) == {
        "reversed: list[int] -> list[int]"
    }


def test_each_way_to_bind_comes_once():
    found = list(instances(chosen("concat", "zip"), [list_of(INT), list_of(STR)], lambda t: True, lambda c, t: 1))
    keys = [(i.component, i.parameters) for i in found]
    assert len(set(keys)) == len(keys) == 2 + 4


def test_the_cost_is_asked_with_the_ground_result():
    found = instances(chosen("reversed"), [list_of(INT)], lambda t: True, lambda c, t: 7 if t == list_of(INT) else 1)
    assert [i.cost for i in found] == [7]


def test_types_are_hashable_themselves():
    assert len({Type("list", (INT,)), list_of(INT)}) == 1
