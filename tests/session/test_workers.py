from __future__ import annotations

import os

import pytest

from pytest_aurora.session.workers import worker_count


def test_a_number_is_taken_as_it_is():
    assert worker_count(3, {"PYTEST_XDIST_WORKER_COUNT": "2"}) == 3


@pytest.mark.parametrize(
    ("shared", "cores"), [("", 1), ("nonsense", 1), ("0", 1), ("1", 1), ("2", 2), ("100000", 100000)]
)
def test_auto_is_a_fair_share_of_the_cores(shared, cores):
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    assert worker_count("auto", {"PYTEST_XDIST_WORKER_COUNT": shared}) == max(1, available // cores)
    assert worker_count("auto", {}) == available
