"""Ctrl-C that is not lost."""

from __future__ import annotations

import signal
import threading
from types import FrameType


class Interrupts:
    """Remembers a Ctrl-C for the time of a `with` block.

    Python raises KeyboardInterrupt in whatever runs, and where that is a callback of the garbage collector or a
    destructor, it is printed and forgotten. What was asked for is raised by the next `check`.
    """

    def __init__(self) -> None:
        self._asked = False
        self._before = signal.getsignal(signal.SIGINT)

    def __enter__(self) -> Interrupts:
        if callable(self._before) and threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        if signal.getsignal(signal.SIGINT) == self._note:
            signal.signal(signal.SIGINT, self._before)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._asked = True
        if callable(self._before):
            self._before(number, frame)

    def check(self) -> None:
        """Raise what was asked for.

        Raises:
            KeyboardInterrupt: there was a Ctrl-C.
        """
        if self._asked:
            raise KeyboardInterrupt
