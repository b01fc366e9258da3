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


@dataclass(frozen=True, slots=True)
class Growth:
    """How much more memory the process uses than when this was made: what earlier searches left does not count.

    Attributes:
        start: the resident set then, in bytes.
    """

    start: int = field(default_factory=resident_memory)

    def exceeds(self, limit: int) -> bool:
        """Whether it is more than so many bytes; the peak, which is cheap to ask for, is asked first."""
        return peak_memory() > limit and resident_memory() - self.start > limit
