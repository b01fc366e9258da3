import signal
import threading
import time

import pytest

from pytest_aurora.check.watchdog import MARK, Mark, call_within, shown_as
from pytest_aurora.problem.problem import Raised, Returned, TimedOut


def endless():
    while True:
        pass


def stubborn():
    count = 0
    while count < 3:
        try:
            endless()
        except BaseException:  # noqa: PERF203
            count += 1
    endless()


def in_thread(*args):
    box = []
    thread = threading.Thread(target=lambda: box.append(call_within(*args)))
    thread.start()
    thread.join()
    return box[0]


@pytest.mark.parametrize("call", [call_within, in_thread])
@pytest.mark.parametrize("seconds", [None, 5.0])
def test_a_call_that_ends_is_left_alone(call, seconds):
    assert call(seconds, divmod, 7, 2) == Returned((3, 1))
    assert call(seconds, divmod, 7, 0) == Raised("ZeroDivisionError", call(None, divmod, 7, 0).message)
    assert call(seconds, exit, 3) == Raised("SystemExit", "3")


@pytest.mark.parametrize("call", [call_within, in_thread])
@pytest.mark.parametrize("function", [endless, stubborn])
def test_an_endless_call_is_ended(call, function):
    assert call(0.05, function) == TimedOut(0.05)


def test_a_sleeping_call_is_ended():
    assert call_within(0.05, time.sleep, 60) == TimedOut(0.05)


def test_a_call_within_a_call():
    assert call_within(5.0, call_within, 0.05, endless) == Returned(TimedOut(0.05))
    assert call_within(0.05, call_within, 5.0, endless) in (TimedOut(0.05), Returned(TimedOut(5.0)))


def test_an_interrupt_passes_through():
    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        call_within(5.0, interrupted)


def test_an_earlier_timer_goes_on():
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        assert call_within(5.0, int, "1") == Returned(1)
        while not rung:
            signal.pause()
        assert signal.getsignal(signal.SIGALRM).__name__ == "<lambda>"
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    finally:
        signal.signal(signal.SIGALRM, before)


def test_nothing_rings_afterwards():
    assert call_within(0.02, int, "1") == Returned(1)
    assert in_thread(0.02, int, "1") == Returned(1)
    time.sleep(0.1)


def test_who_is_calling_is_shown_for_as_long_as_the_call_goes_on():
    mark, seen = Mark([0.0, 0.0]), []

    def late() -> float:
        return time.monotonic() + 60

    def look(*further) -> None:
        seen.append(mark.overdue(late()))
        if further:
            call_within(5.0, look, *further[1:], caller=further[0])
            seen.append(mark.overdue(late()))

    token = MARK.set(mark)
    try:
        call_within(5.0, look, 2, 3, caller=1)
        call_within(None, look, caller=4)
    finally:
        MARK.reset(token)
    assert seen == [1, 2, 3, 2, 1, None]
    assert mark.overdue(late()) is None


def test_a_function_can_be_shown_as_another_callers():
    mark, seen = Mark([0.0, 0.0]), []

    def look() -> None:
        seen.append(mark.overdue(time.monotonic() + 60))

    def within() -> None:
        shown_as(7, look)()
        look()

    token = MARK.set(mark)
    try:
        call_within(5.0, within, caller=1)
        shown_as(7, look)()
    finally:
        MARK.reset(token)
    shown_as(7, look)()
    assert seen == [7, 1, None, None]


def test_a_call_is_not_overdue_before_its_time():
    mark = Mark([0.0, 0.0])
    mark.put(100.0, 7)
    assert (mark.overdue(99.0), mark.overdue(101.0)) == (None, 7)
