"""A bound on this process's memory while code runs in it that may be greedy."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator

from pytest_aurora.check.sandbox.confine import held_memory

EXTRA = 1 << 30
"""Bytes that greedy code may take."""


@contextlib.contextmanager
def memory_bound(extra: int = EXTRA) -> Iterator[None]:
    """Let this process take so many bytes of address space more; what asks for more raises MemoryError.

    Where the system does not say what the process holds, or sets no such limit, nothing is bound.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    held = held_memory()
    try:
        if held and (soft == resource.RLIM_INFINITY or held + extra < soft):
            _limit(held + extra, hard)
        yield
    finally:
        _limit(soft, hard)


def _limit(soft: int, hard: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # macOS knows the limit but refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
