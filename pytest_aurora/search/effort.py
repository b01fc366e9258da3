"""Effort: what a search has spent, and whether more is worth it."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pytest_aurora.search.choice import IN_DOUBT
from pytest_aurora.search.enumerate import Counter
from pytest_aurora.search.outcome import Budget, ExitReason, Listener, Progress
from pytest_aurora.search.rank import DOUBTFUL
from pytest_aurora.search.usage import Growth

PATIENCE = 3
"""How far beyond the cheapest fitting body's cost the queue is worked off."""
FURTHER = 6
"""The same where that body is in doubt."""
LINGER = 0.5
"""Seconds after which, at twice the time of the first fitting body, the search stops."""
A_SECOND = 50_000
"""Candidates that stand for a second where a budget counts candidates."""
LIKELY = 16
"""A body that costs less is worth little further waiting."""
CHEAPER = 2
"""How much cheaper bodies may be that are still to come for the best one to be worth more waiting."""
LONGER = 3
"""How many times as long a body in doubt is waited with."""
SETTLED = 0.04
"""Seconds after which, at twice the time of the last improvement, a body made of familiar parts is taken."""
WEIGHING = 0.2
"""Seconds between two looks at the memory."""
TELLING = 0.2
"""Seconds between two signs of life."""


@dataclass(slots=True)
class Effort:
    """Time, candidates and memory of one search, against its budget.

    Attributes:
        budget: how much there may be.
        listener: told how it goes on, a few times a second.
        clock: seconds.
        counter: candidates of the round that is on.
        first_fit: when the first body fitted.
        improved: when the best body last changed.
    """

    budget: Budget
    listener: Listener | None = None
    clock: Callable[[], float] = time.monotonic
    counter: Counter = field(default_factory=Counter)
    first_fit: float | None = None
    improved: float = 0.0
    memory: Growth = field(default_factory=Growth)
    _lowest: float = math.inf
    """What the best body costs."""
    _before: int = 0
    """Candidates of earlier rounds."""
    _started: float = field(init=False)
    _told: float = field(init=False)
    _weighed: float = 0.0

    def __post_init__(self) -> None:
        self._started = self._told = self.clock()

    @property
    def candidates(self) -> int:
        """Candidates evaluated so far."""
        return self._before + self.counter.candidates

    @property
    def seconds(self) -> float:
        """Seconds so far."""
        return self.clock() - self._started

    def next_round(self) -> Counter:
        """A new count, bounded by what is left."""
        self._before = self.candidates
        self.counter = Counter()
        if self.budget.candidates is not None:
            self.counter.limit = self.budget.candidates - self._before
        return self.counter

    def note_fit(self, lowest: float) -> None:
        """Bodies fit, and the best of them costs so much."""
        if self.first_fit is None:
            self.first_fit = self._waited
        if lowest != self._lowest:
            self._lowest, self.improved = lowest, self._waited

    def exhausted(self, fitting: int) -> ExitReason | None:
        """What of the budget is used up, if anything; tells the listener on the way."""
        elapsed = self._tell(fitting)
        if self.budget.seconds is not None and elapsed >= self.budget.seconds:
            return ExitReason.TIMEOUT
        if self.budget.candidates is not None and self.candidates >= self.budget.candidates:
            return ExitReason.CANDIDATES
        return None

    def is_full(self) -> bool:
        """Whether the memory bound is near; the system is asked a few times a second."""
        elapsed, limit = self.seconds, self.budget.memory
        if limit is None or elapsed < self._weighed + WEIGHING:
            return False
        self._weighed = elapsed
        if not self.memory.nears(limit):
            return False
        gc.collect()  # what earlier rounds left
        return self.memory.nears(limit)

    def has_waited(self, best: float, frontier: float, confidence: Callable[[], float]) -> bool:
        """Whether nothing cheaper than the best body can be expected, or it has been waited for long enough.

        A body in doubt is waited with for longer; for one that costs too much the budget is used up to find another.

        Args:
            best: what the best body costs.
            frontier: what the cheapest work left costs.
            confidence: how likely the best body is the one that was meant; asked last.
        """
        assert self.first_fit is not None
        if frontier > best + min(PATIENCE, best / 3):
            return frontier > best + FURTHER or confidence() >= IN_DOUBT
        likely = best < LIKELY and frontier > best - CHEAPER
        patience = max(1.0, 2 * self.first_fit + LINGER) * (1 if likely else 3)
        if best >= DOUBTFUL or self._waited <= patience:
            return False
        return self._waited > LONGER * patience or confidence() >= IN_DOUBT

    def has_settled(self, best: float) -> bool:
        """Whether a body that costs so much, and is made of what earlier bodies were made of, can be taken.

        The more it costs, the later: the more there is that would be cheaper.
        """
        settled = SETTLED * (1 + max(0.0, best - LIKELY / 2) / CHEAPER)
        return best < LIKELY and self._waited > max(settled, 2 * self.improved)

    def put_off(self) -> None:
        """What has settled is waited with for as long again."""
        self.improved = self._waited

    @property
    def _waited(self) -> float:
        """Seconds so far; where candidates are bounded, as many as they stand for: the same on every machine."""
        return self.seconds if self.budget.candidates is None else self.candidates / A_SECOND

    def _tell(self, fitting: int) -> float:
        now = self.clock()
        if self.listener is not None and now - self._told > TELLING:
            self._told = now
            self.listener(Progress(self.candidates, now - self._started, fitting))
        return now - self._started


@contextmanager
def collector_paused() -> Iterator[None]:
    """No garbage collection: a search makes next to no cycles, and looking for some takes a fifth of its time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
