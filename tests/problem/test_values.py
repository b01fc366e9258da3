from __future__ import annotations

import copy
import dataclasses
import operator
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.types import type_of
from pytest_aurora.problem.values import FrozenDict, Pair, exact_key, freeze, is_exact, thaw

LEAVES = {
    "int": st.integers(),
    "str": st.text(max_size=3),
    "bool": st.booleans(),
    "float": st.floats(allow_nan=False),
    "bytes": st.binary(max_size=3),
    "None": st.none(),
}


def grown(inner):
    """Types made of types, with their values."""
    return inner.flatmap(
        lambda pair: st.sampled_from(
            [
                (f"list[{pair[0]}]", st.lists(pair[1], max_size=3)),
                (f"tuple[{pair[0]}, int]", st.tuples(pair[1], st.integers())),
                (f"tuple[{pair[0]}, ...]", st.lists(pair[1], max_size=3).map(tuple)),
                (f"dict[str, {pair[0]}]", st.dictionaries(st.text(max_size=2), pair[1], max_size=3)),
            ]
        )
    )


@st.composite
def typed(draw):
    """A type and two values of it."""
    text, values = draw(st.recursive(st.sampled_from(sorted(LEAVES.items(), key=str)), grown, max_leaves=3))
    return read_type(text), draw(values), draw(values)


@given(typed())
def test_what_is_frozen_and_thawed_is_the_same_and_new(drawn):
    t, value, _ = drawn
    frozen = freeze(value, t)
    hash(frozen)
    before, back = copy.deepcopy(value), thaw(frozen, t)
    assert (back, type_of(back)) == (value, type_of(value))
    if isinstance(back, list):
        back.append(None)
    assert value == before
    assert thaw(frozen, t) == value


@given(typed())
def test_keys_are_equal_for_equal_values_of_a_type_alone(drawn):
    t, one, other = drawn
    assert exact_key(freeze(one, t)) == exact_key(freeze(copy.deepcopy(one), t))
    if one != other:
        assert exact_key(freeze(one, t)) != exact_key(freeze(other, t))


@pytest.mark.parametrize(
    ("one", "other"), [(True, 1), (1, 1.0), (0.0, -0.0), ([1], [True]), ({"a": 1}, {"a": 1.0}), ((1, 2), [1, 2])]
)
def test_what_python_takes_for_equal_may_differ(one, other):
    assert exact_key(freeze(one)) != exact_key(freeze(other))


def test_nan_is_itself_and_the_order_of_a_dict_does_not_matter():
    assert exact_key(freeze([float("nan")])) == exact_key(freeze([float("nan")]))
    assert exact_key(freeze({"a": 1, "b": 2})) == exact_key(freeze({"b": 2, "a": 1}))
    assert hash(FrozenDict({"a": 1, "b": 2})) == hash(FrozenDict({"b": 2, "a": 1}))


def test_where_the_type_says_nothing_tuples_stay_tuples():
    frozen = freeze([(1, 2), [3]])
    assert frozen == (Pair((1, 2)), (3,))
    assert thaw(frozen) == [(1, 2), [3]]
    either = read_type("list[int] | tuple[int, int]")
    assert thaw(freeze((1, 2), either), either) == (1, 2)


def test_a_whole_number_where_a_float_is_due_is_one():
    assert type(freeze(1, read_type("float"))) is float


@pytest.mark.parametrize(
    ("text", "exact"), [("int", True), ("list[str]", True), ("float", False), ("dict[str, float]", False)]
)
def test_types_whose_values_python_tells_apart(text, exact):
    assert is_exact(read_type(text)) is exact


@dataclasses.dataclass
class Unordered:
    n: int


@dataclasses.dataclass(order=True)
class Ordered:
    n: int


class Counted(NamedTuple):
    n: int


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_records_are_ordered_where_those_of_their_class_are(compare):
    for cls in (Ordered, Counted):
        assert compare(freeze(cls(1)), freeze(cls(2))) == compare(1, 2)
    with pytest.raises(TypeError):
        compare(freeze(Unordered(1)), freeze(Unordered(2)))
