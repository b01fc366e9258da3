"""Memory that the process uses."""

from __future__ import annotations

import os
import resource
import sys
from dataclasses import dataclass, field
from pathlib import Path

_STATM = Path("/proc/self/statm")


def peak_memory() -> int:
    """The peak resident set of this process, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def resident_memory() -> int:
    """The resident set of this process, in bytes; its peak where the system does not tell more."""
    try:
        return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return peak_memory()


NEAR = 7 / 8
"""How much of a bound may be used before it counts as reached."""


@dataclass(slots=True)
class Growth:
    """How much more memory the process uses than when this was made: what earlier searches left does not count.

    Attributes:
        start: the resident set then, in bytes.
        settled: what was used, beyond that, when all that could be let go had been: freed memory is used again, but not
            all of it leaves the process.
    """

    start: int = field(default_factory=resident_memory)
    settled: int = 0

    @property
    def bytes(self) -> int:
        """How much more it is now."""
        return resident_memory() - self.start

    def nears(self, limit: int) -> bool:
        """Whether it is nearly so many bytes, and more than when it settled; the peak, cheap to ask for, is first."""
        mark = max(NEAR * limit, (self.settled + limit) / 2, self.settled + limit / 32)
        return peak_memory() > mark and self.bytes > mark

    def settle(self) -> None:
        """What is used now has to be used."""
        self.settled = self.bytes
