from __future__ import annotations

import contextlib
import os
import signal

import pytest

from pytest_aurora.plugin.interrupt import Interrupts


@pytest.fixture(autouse=True)
def heeding():
    """The tests may run in the background, where SIGINT is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupt_is_raised_at_once():
    with pytest.raises(KeyboardInterrupt), Interrupts():
        interrupt()


def test_an_interrupt_that_was_lost_is_raised_at_the_next_check():
    with Interrupts() as interrupts:
        interrupts.check()
        with contextlib.suppress(KeyboardInterrupt):
            interrupt()
        with pytest.raises(KeyboardInterrupt):
            interrupts.check()


def test_afterwards_the_former_handler_is_back():
    with Interrupts():
        pass
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
