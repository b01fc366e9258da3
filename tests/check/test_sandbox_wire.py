"""Values cross to a child and back exactly, and what is not a plain value does not."""

import contextlib
import enum
import json
import math
from collections import Counter, OrderedDict, defaultdict, deque
from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.check.sandbox.wire import Encoder, WireError, builder, class_key, decode


class Colour(enum.Enum):
    RED = 1


class Access(enum.Flag):
    READ = 1
    WRITE = 2


class Pair(NamedTuple):
    left: object
    right: object


@dataclass(frozen=True)
class Point:
    x: object
    y: object = 0


CLASSES = (Colour, Access, Pair, Point)
NAMES = {cls: class_key(cls) for cls in CLASSES}

zones = st.none() | st.timedeltas(timedelta(hours=-23), timedelta(hours=23)).map(timezone)
decimals = st.decimals().filter(lambda value: not value.is_snan())
hashables = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.binary() | decimals
    | st.text(st.characters()) | st.text("\ud83d\ude00\ud800a") | st.fractions() | st.dates() | st.times()
    | st.datetimes(timezones=zones) | st.timedeltas() | zones | st.sampled_from([..., range(3), range(-5, 10**30, 7)])
    | st.sampled_from([Colour.RED, Access.READ, Access.READ | Access.WRITE]),
    lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3) | st.builds(Pair, inner, inner)
    | st.builds(Point, inner),
    max_leaves=6,
)  # fmt: skip
values = st.recursive(
    hashables | st.binary().map(bytearray),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner)
        | st.sets(hashables, max_size=3)
        | st.dictionaries(hashables, inner, max_size=3)
        | st.lists(inner, max_size=3).map(deque)
        | st.dictionaries(hashables, st.integers(), max_size=3).map(Counter)
        | st.dictionaries(hashables, inner, max_size=3).map(OrderedDict)
        | st.dictionaries(hashables, inner, max_size=3).map(lambda d: defaultdict(None, d))
    ),
    max_leaves=8,
)


def encoded(value):
    return Encoder(NAMES).encode(value)


def crossed(value):
    return decode(json.loads(json.dumps(encoded(value), allow_nan=False)), builder(CLASSES))


@given(values)
def test_a_value_comes_back_as_it_was(value):
    back = crossed(value)
    assert type(back) is type(value)
    assert encoded(back) == encoded(value)
    assert json.dumps(encoded(back)) == json.dumps(encoded(value))


@given(st.integers() | st.text() | st.binary() | st.fractions() | st.datetimes() | st.lists(st.integers()))
def test_a_value_without_nan_comes_back_equal(value):
    assert crossed(value) == value


def test_what_equality_does_not_see():
    assert math.copysign(1, crossed(-0.0)) == -1
    assert math.isnan(crossed(math.nan))
    assert [type(value) for value in crossed([True, 1, 1.0])] == [bool, int, float]
    assert list(crossed({"b": 1, "a": 2})) == ["b", "a"]
    assert crossed("\ud83d\ude00") == "\ud83d\ude00" != "\U0001f600"


class Always(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


class Text(str):
    __slots__ = ()


@pytest.mark.parametrize(
    "value",
    [Always(), Text("a"), object(), len, int, iter([1]), {1: 2}.keys(), [Always()], {Text("a"): 1}, pytest],
)
def test_other_classes_do_not_pass(value):
    with pytest.raises(WireError):
        encoded(value)


def test_an_instance_of_a_class_that_was_not_named_does_not_pass():
    with pytest.raises(WireError, match="Point"):
        Encoder({}).encode(Point(1))
    with pytest.raises(WireError, match="Point"):
        decode(encoded(Point(1)), builder(()))


def test_a_value_within_itself_and_a_huge_one_do_not_pass():
    ring = []
    ring.append(ring)
    doubled = [0]
    for _ in range(60):
        doubled = [doubled, doubled]
    for value in (ring, doubled):
        with pytest.raises(WireError, match="too"):
            Encoder({}, size=10_000).encode(value)
    with pytest.raises(WireError, match="too large"):
        Encoder({}, size=100).encode("a" * 200)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
    | st.sampled_from(["tuple", "set", "dict", "Fraction", "Decimal", "object", "int", "datetime", "Counter"]),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=10,
)  # fmt: skip


@given(json_values)
def test_any_json_is_a_value_or_a_wire_error(form):
    with contextlib.suppress(WireError):
        decode(form, builder(CLASSES))
