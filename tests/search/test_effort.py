from __future__ import annotations

import gc
from itertools import count

import pytest

from pytest_aurora.search.choice import IN_DOUBT
from pytest_aurora.search.effort import A_SECOND, FURTHER, Effort, collector_paused
from pytest_aurora.search.outcome import Budget, ExitReason, Progress


def ticking(step: float):
    ticks = count()
    return lambda: next(ticks) * step


def test_the_candidates_of_all_rounds_count():
    effort = Effort(Budget(None, 100, None))
    effort.next_round().candidates = 60
    assert effort.exhausted(0) is None
    second = effort.next_round()
    assert second.limit == 40
    second.candidates = 40
    assert effort.exhausted(0) is ExitReason.CANDIDATES


def test_time_runs_out():
    effort = Effort(Budget(2.5, None, None), clock=ticking(1.0))
    assert effort.exhausted(0) is None
    assert effort.exhausted(0) is None
    assert effort.exhausted(0) is ExitReason.TIMEOUT


def test_signs_of_life_are_not_too_many():
    told: list[Progress] = []
    effort = Effort(Budget(None, None, None), told.append, ticking(0.125))
    for _ in range(8):
        effort.exhausted(3)
    assert [progress.seconds for progress in told] == [0.25, 0.5, 0.75, 1.0]
    assert {progress.fitting for progress in told} == {3}


def sure() -> float:
    return 1.0


def doubted() -> float:
    return IN_DOUBT - 0.1


def test_nothing_cheaper_to_come_ends_the_wait():
    effort = Effort(Budget(None, 1000, None))
    effort.note_fit(6)
    assert effort.has_waited(best=6, frontier=9, confidence=sure)
    assert not effort.has_waited(best=6, frontier=8, confidence=sure)


def test_for_a_body_in_doubt_dearer_ones_are_waited_for():
    effort = Effort(Budget(None, 1000, None))
    effort.note_fit(6)
    assert not effort.has_waited(best=6, frontier=6 + FURTHER, confidence=doubted)
    assert effort.has_waited(best=6, frontier=7 + FURTHER, confidence=doubted)


@pytest.mark.parametrize(("best", "seconds"), [(10, 1), (20, 3)])
def test_a_likely_body_is_not_waited_with_for_long(best: float, seconds: int):
    effort = Effort(Budget(None, 10 * A_SECOND, None))
    effort.note_fit(6)
    effort.next_round().candidates = seconds * A_SECOND
    assert not effort.has_waited(best, frontier=best, confidence=sure)
    effort.counter.candidates += 1
    assert effort.has_waited(best, frontier=best, confidence=sure)


def test_a_doubtful_body_is_not_the_end():
    effort = Effort(Budget(None, 10 * A_SECOND, None))
    effort.note_fit(6)
    effort.next_round().candidates = 9 * A_SECOND
    assert not effort.has_waited(best=26, frontier=26, confidence=sure)


def test_a_body_in_doubt_is_waited_with_for_longer():
    effort = Effort(Budget(None, 10 * A_SECOND, None))
    effort.note_fit(6)
    effort.next_round().candidates = 3 * A_SECOND
    assert effort.has_waited(best=10, frontier=10, confidence=sure)
    assert not effort.has_waited(best=10, frontier=10, confidence=doubted)
    effort.counter.candidates += 1
    assert effort.has_waited(best=10, frontier=10, confidence=doubted)


def test_a_familiar_body_has_settled_at_twice_the_time_of_its_last_improvement():
    effort = Effort(Budget(None, 10 * A_SECOND, None))
    effort.next_round().candidates = A_SECOND
    effort.note_fit(9)
    effort.counter.candidates += A_SECOND // 2
    effort.note_fit(9)
    assert not effort.has_settled(9)
    effort.counter.candidates += A_SECOND
    assert effort.has_settled(9)
    assert not effort.has_settled(16)
    effort.note_fit(8)
    assert not effort.has_settled(8)


def test_no_body_has_settled_at_once():
    effort = Effort(Budget(None, 10 * A_SECOND, None))
    effort.note_fit(3)
    assert not effort.has_settled(3)


def test_a_familiar_body_settles_the_later_the_more_it_costs():
    effort = Effort(Budget(None, 10 * A_SECOND, None))
    effort.note_fit(9)
    settled = []
    for _ in range(100):
        effort.next_round().candidates = 100
        settled.append([effort.has_settled(best) for best in (3, 8, 9, 12)])
    cheap, plain, dear, dearer = (row.index(True) for row in zip(*settled, strict=True))
    assert cheap == plain < dear < dearer


def test_what_is_put_off_is_waited_with_for_as_long_again():
    effort = Effort(Budget(None, 10 * A_SECOND, None))
    effort.next_round().candidates = A_SECOND
    effort.note_fit(9)
    effort.counter.candidates += 2 * A_SECOND
    assert effort.has_settled(9)
    effort.put_off()
    effort.counter.candidates += 3 * A_SECOND
    assert not effort.has_settled(9)
    effort.counter.candidates += A_SECOND
    assert effort.has_settled(9)


def test_the_collector_is_as_it_was():
    assert gc.isenabled()
    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
