from __future__ import annotations

import resource
import sys

import pytest

from pytest_aurora.check.memory import memory_bound

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not say what a process holds")


def test_more_than_the_bound_is_a_memory_error_and_the_bound_ends():
    before = resource.getrlimit(resource.RLIMIT_AS)
    with memory_bound(64 << 20):
        assert len(bytes(8 << 20)) == 8 << 20
        with pytest.raises(MemoryError):
            bytes(256 << 20)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert len(bytes(256 << 20)) == 256 << 20


def test_a_lower_limit_of_the_users_stays():
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    with memory_bound(256 << 20):
        lower = resource.getrlimit(resource.RLIMIT_AS)
        with memory_bound(1 << 40):
            assert resource.getrlimit(resource.RLIMIT_AS) == lower
    assert resource.getrlimit(resource.RLIMIT_AS) == (soft, hard)
