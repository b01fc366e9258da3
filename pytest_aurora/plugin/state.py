"""What the hooks share during a pytest run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from pytest_aurora.settings import Settings

if TYPE_CHECKING:
    from pytest_aurora.session.outcome import Attempt

UNWRITTEN = "aurora_unwritten"
"""The property of a report that names a function which is not written yet."""


@dataclass(frozen=True, slots=True)
class Mode:
    """What a run does besides running the items.

    Attributes:
        synthesize: functions that are not written yet are searched for.
        write: what is found is written; else it is only shown.
        gate: it is checked whether the code may be merged; then nothing is searched for and no state is kept.
    """

    synthesize: bool
    write: bool
    gate: bool = False


@dataclass(slots=True)
class Record:
    """What has happened so far.

    Attributes:
        attempts: what the search came to, in order.
        unwritten: the functions that failing items have named, each once, in order.
        notes: what else a user should know.
    """

    attempts: list[Attempt] = field(default_factory=list)
    unwritten: dict[str, None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def note_unwritten(self, reports: Iterable[pytest.TestReport]) -> None:
        """Collect the functions that failing items have named."""
        for report in reports:
            names = [str(value) for key, value in report.user_properties if key == UNWRITTEN]
            self.unwritten.update(dict.fromkeys(names))


SETTINGS = pytest.StashKey[Settings]()
MODE = pytest.StashKey[Mode]()
RECORD = pytest.StashKey[Record]()
