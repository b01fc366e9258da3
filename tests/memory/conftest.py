from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from itertools import count

import pytest
from hypothesis import settings

from pytest_aurora.memory.state import Clock, StateWarning

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture
def told() -> list[StateWarning]:
    """Every warning of the test's stores: hand `told.append` to them."""
    return []


@pytest.fixture
def clock() -> Clock:
    """Always the same time of day; a second passes whenever it is looked at."""
    seconds = count()
    return Clock(
        now=lambda: datetime(2026, 3, 4, 5, 6, 7), monotonic=lambda: float(next(seconds)), sleep=lambda _: None
    )


@pytest.fixture
def python() -> Callable[..., subprocess.Popen[str]]:
    """Starts a program in a process of its own."""

    def start(program: str, *arguments: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", program, *map(str, arguments)]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    return start
