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
        self._last = clock()
        self._texts: dict[str, str] = {}

    def end(self, label: str) -> None:
        """That search goes on no more."""
        self._texts.pop(label, None)

    def __call__(self, progress: Progress) -> None:
        """Take note of a sign of life."""
        self._texts[progress.label] = _text(progress)
        now = self._clock()
        if now - self._last >= self._every:
            self._last = now
            self._show("; ".join(self._texts.values()))


def _text(progress: Progress) -> str:
    fitting = f", {progress.fitting} that fit" if progress.fitting else ""
    count = counted(progress.candidates, "candidate", "candidates")
    return f"{progress.label}: {count}{fitting}, {duration(progress.seconds)}"
