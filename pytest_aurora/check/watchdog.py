"""Calls that end: a call that takes too long is interrupted and becomes a `TimedOut`."""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from types import FrameType
from typing import Protocol

from pytest_aurora.problem.problem import Outcome, Raised, Returned, TimedOut

REPEAT = 0.05
"""Seconds between two alarms: code that swallows the first meets the next."""


class _TimeIsUpError(BaseException):
    """Not an Exception, so that ordinary handlers in the called code do not see it."""


class Cells(Protocol):
    """Two numbers, in memory that two processes share."""

    def __getitem__(self, index: int, /) -> float: ...
    def __setitem__(self, index: int, value: float, /) -> None: ...


class Mark:
    """Shows another process until when the call that goes on here should have ended, and whose it is.

    What no alarm interrupts (a long call of C code) that process can still kill.
    """

    __slots__ = ("_cells",)

    def __init__(self, cells: Cells) -> None:
        self._cells = cells

    def put(self, until: float, caller: float) -> tuple[float, float]:
        """Begin a call, or go back to the one around it; gives what stood there before."""
        before = self._cells[0], self._cells[1]
        self._cells[1], self._cells[0] = caller, until
        return before

    def hand_over(self, caller: float) -> tuple[float, float]:
        """The call that goes on is another caller's from now on; gives what stood there before."""
        return self.put(self._cells[0], caller)

    def overdue(self, now: float) -> int | None:
        """Whose call should have ended by now; None when none should."""
        until, caller = self._cells[0], self._cells[1]
        return int(caller) if 0 < until < now and until == self._cells[0] else None


MARK: ContextVar[Mark | None] = ContextVar("aurora_mark", default=None)
"""Set in a process that is watched by another one."""


def call_within(seconds: float | None, function: Callable[..., object], *args: object, caller: int = 0) -> Outcome:
    """What `function(*args)` comes to, within that time.

    On the main thread a repeating SIGALRM interrupts it; a timer that was already set goes on afterwards. Elsewhere an
    asynchronous exception does, which cannot interrupt a single long call of C code. KeyboardInterrupt passes through.

    Args:
        seconds: wall-clock time; None is no limit.
        function: what is called.
        args: its arguments.
        caller: the number by which a process that watches this one knows whose call it is.
    """
    if seconds is None:
        return _outcome(function, *args)
    mark = MARK.get()
    if mark is None:
        return _watched(seconds, function, *args)
    around = mark.put(time.monotonic() + seconds, caller)
    try:
        return _watched(seconds, function, *args)
    finally:
        mark.put(*around)


def shown_as(caller: int, function: Callable[..., object]) -> Callable[..., object]:
    """`function`, each call of which is that caller's to a process that watches this one."""

    def call(*args: object, **kwargs: object) -> object:
        mark = MARK.get()
        if mark is None:
            return function(*args, **kwargs)
        around = mark.hand_over(caller)
        try:
            return function(*args, **kwargs)
        finally:
            mark.put(*around)

    return call


def _watched(seconds: float, function: Callable[..., object], *args: object) -> Outcome:
    watch = _watch_by_alarm if _has_alarm() else _watch_by_thread
    try:
        return watch(seconds, lambda: _outcome(function, *args))
    except _TimeIsUpError:
        return TimedOut(seconds)


def _outcome(function: Callable[..., object], *args: object) -> Outcome:
    """The one place where a candidate's failure is caught."""
    try:
        return Returned(function(*args))
    except (Exception, SystemExit) as error:
        return Raised(type(error).__name__, str(error))


def _has_alarm() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


class _Alarm:
    """Raises in whatever runs, as long as it is armed."""

    def __init__(self) -> None:
        self.armed = True

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if self.armed:
            raise _TimeIsUpError


def _watch_by_alarm(seconds: float, call: Callable[[], Outcome]) -> Outcome:
    alarm, began = _Alarm(), time.monotonic()
    handler = signal.signal(signal.SIGALRM, alarm)
    left, interval = signal.getitimer(signal.ITIMER_REAL)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, left or seconds), REPEAT)
    try:
        outcome = call()
        alarm.armed = False
        return outcome
    finally:
        alarm.armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        if left:
            signal.setitimer(signal.ITIMER_REAL, max(left - (time.monotonic() - began), 1e-3), interval)


class _Watcher:
    """A thread that raises in another one when its time is up, until that one says that it is done."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.done = threading.Event()
        self._lock = threading.Lock()
        self._thread_id = ctypes.c_ulong(threading.get_ident())
        threading.Thread(target=self._run, name="aurora-watchdog", daemon=True).start()

    def _run(self) -> None:
        wait = self.seconds
        while not self.done.wait(wait):
            wait = REPEAT
            with self._lock:
                if not self.done.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread_id, ctypes.py_object(_TimeIsUpError))

    def stop(self) -> None:
        """Called by the watched thread; afterwards nothing is raised in it any more."""
        with self._lock:
            self.done.set()
            ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread_id, None)


def _watch_by_thread(seconds: float, call: Callable[[], Outcome]) -> Outcome:
    watcher = _Watcher(seconds)
    try:
        return call()
    finally:
        while not watcher.done.is_set():
            try:
                watcher.stop()
            except _TimeIsUpError:  # noqa: PERF203
                continue
