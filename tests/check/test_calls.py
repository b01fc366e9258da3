import functools
from collections import deque
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

import pytest

from pytest_aurora.check.calls import ArgumentsChangedError, snapshot, watch, watched


class Slotted:
    __slots__ = ("items",)

    def __init__(self):
        self.items = [1]


class Plain:
    def __init__(self):
        self.items = [1]

    @functools.cached_property
    def size(self):
        return len(self.items)


@dataclass(slots=True)
class Record:
    items: list


class Color(Enum):
    RED = "red"


@pytest.mark.parametrize("make", [Slotted, Plain, lambda: Record([1])])
def test_a_changed_object_is_seen(make):
    value = make()
    before = snapshot(value)
    assert snapshot(value) == before
    value.items.append(2)
    assert snapshot(value) != before


def test_other_containers():
    queue, data = deque([1]), bytearray(b"a")
    before = snapshot((queue, data))
    queue.append(2)
    assert snapshot((queue, data)) != before
    queue.pop()
    assert snapshot((queue, data)) == before
    data.append(1)
    assert snapshot((queue, data)) != before


def test_what_only_looks_changed_is_not():
    values = [Plain(), Color.RED, Decimal("NaN"), len, Plain, float("nan")]
    before = snapshot(values)
    assert values[0].size == 1
    assert snapshot(values) == before


def test_a_value_within_itself_ends():
    loop = [1]
    loop.append(loop)
    before = snapshot(loop)
    loop[0] = 2
    assert snapshot(loop) != before


def test_a_watched_call_returns_and_raises_as_the_function_does():
    assert watch(divmod, "divmod")(7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        watch(divmod, "divmod")(7, 0)


def test_a_variadic_argument_is_named_by_its_number():
    with pytest.raises(ArgumentsChangedError, match="f changed its argument number 2"):
        watch(lambda *xs: xs[1].append(1), "f")([], [])


def test_only_the_named_functions_are_watched():
    def f(xs):
        xs.append(1)

    space = watched({"f": f, "g": f, "h": 3}, ["f", "h", "missing"])
    assert space["g"] is f
    assert space["h"] == 3
    with pytest.raises(ArgumentsChangedError, match="f changed its argument xs"):
        space["f"]([])
