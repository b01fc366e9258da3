"""What an attempt to write a function came to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pytest_aurora.search.outcome import Solution, Stopped


@dataclass(frozen=True, slots=True)
class Written:
    """A body was found.

    Attributes:
        path: the file, relative to rootdir where it is inside.
        line: 1-based line of the function's `def`.
        solution: the body and how it was found.
        diff: what changed in the file, to be read.
        saved: the file was written; else the diff is only shown.
        recalled: an earlier run had found the body; nothing was searched for.
        proposer: who has proposed the body after the search had not found one, or empty.
    """

    path: Path
    line: int
    solution: Solution
    diff: str
    saved: bool
    recalled: bool = False
    proposer: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """The function is there and keeps its examples; nothing was searched for or nothing better found."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotFound:
    """The search ended without a body.

    Attributes:
        proposals: what became of the bodies that were proposed instead, one sentence each.
    """

    stopped: Stopped
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was searched for, or what was found may not be written; the reason says why and how to go on."""

    reason: str


@dataclass(frozen=True, slots=True)
class Crashed:
    """A fault of pytest-aurora itself; the other functions go on."""

    trace: str


Outcome = Written | Kept | NotFound | Refused | Crashed


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of one function.

    Attributes:
        spec: the spec file, relative to rootdir where it is inside.
        function: the function's name.
    """

    spec: Path
    function: str
    outcome: Outcome
