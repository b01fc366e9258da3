from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from pytest_aurora.search.usage import Growth, peak_memory, resident_memory

MIB = 1 << 20


@pytest.fixture(autouse=True)
def _nothing_else_is_let_go() -> Iterator[None]:
    """What earlier tests left is gone before, and nothing of it goes meanwhile: that would count against what comes."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def test_what_is_there_already_does_not_count():
    before = bytearray(64 * MIB)
    growth = Growth()
    assert peak_memory() > len(before)
    assert not growth.nears(32 * MIB)


def test_what_comes_counts():
    growth = Growth()
    more = bytearray(64 * MIB)
    assert growth.nears(32 * MIB)
    assert growth.nears(len(more))
    assert not growth.nears(2 * len(more))


def test_what_cannot_be_let_go_counts_no_more_until_there_is_more():
    growth = Growth()
    held = [bytearray(64 * MIB)]
    growth.settle()
    assert not growth.nears(64 * MIB)
    held.append(bytearray(48 * MIB))  # less may come from what the process holds already
    assert growth.nears(64 * MIB)
    growth.settle()
    assert not growth.nears(64 * MIB)


def test_the_resident_set_is_no_more_than_its_peak():
    assert 0 < resident_memory() <= peak_memory() + MIB
