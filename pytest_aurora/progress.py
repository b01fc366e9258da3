"""Signs of life from a search."""

from __future__ import annotations

from collections.abc import Callable

from pytest_aurora.search.outcome import Progress
from pytest_aurora.wording import counted, duration


class ProgressLine:
    """Shows how a search goes on, not more often than every so many seconds.

    Args:
        show: is given each text.
        every: seconds.
        clock: seconds.
    """

    def __init__(self, show: Callable[[str], None], every: float, clock: Callable[[], float]) -> None:
        self._show = show
        self._every = every
        self._clock = clock
        self._label = ""
        self._last = clock()

    def begin(self, label: str) -> None:
        """From now on the search is for another function."""
        self._label = label
        self._last = self._clock()

    def __call__(self, progress: Progress) -> None:
        """Take note of a sign of life."""
        if self._clock() - self._last >= self._every:
            self._last = self._clock()
            fitting = f", {progress.fitting} that fit" if progress.fitting else ""
            count = counted(progress.candidates, "candidate", "candidates")
            self._show(f"{self._label}: {count}{fitting}, {duration(progress.seconds)}")
