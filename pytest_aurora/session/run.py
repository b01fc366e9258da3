"""A run of the search: what its functions share."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pytest_aurora.problem.problem import Helper
from pytest_aurora.rewrite.diff import unified
from pytest_aurora.rewrite.write import write_file
from pytest_aurora.search.outcome import Listener
from pytest_aurora.session.asking import Answer, Ask
from pytest_aurora.session.learning import Learning
from pytest_aurora.session.project import Project
from pytest_aurora.session.proposals import Proposer
from pytest_aurora.session.searches import Searches


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the search over functions of specs.

    Attributes:
        project: where the specs live.
        state: the folder for that, or None when nothing is written and diffs are only shown.
        learning: what earlier runs have taught, and what this one teaches.
        searches: how bodies are searched for.
        listener: told how each search goes on.
        clock: seconds.
        notes: what the user should know before it starts.
        components: functions that bodies of all specs may call.
        proposers: where bodies come from that the search has not found.
        shown: what files would hold, when nothing is written.
        rewritten: what became of files in the turn that is on.
        weak: why code of unknown origin cannot be run, once that is known.
        ask: asks the user when a search is in doubt; None: nobody is asked.
        answers: what the user has answered.
        remarks: what else a user should know.
    """

    project: Project
    state: Path | None
    learning: Learning
    searches: Searches
    listener: Listener | None = None
    clock: Callable[[], float] = time.monotonic
    notes: tuple[str, ...] = ()
    components: tuple[Helper, ...] = ()
    proposers: tuple[Proposer, ...] = ()
    shown: dict[Path, bytes] = field(default_factory=dict)
    rewritten: dict[Path, bytes] = field(default_factory=dict)
    weak: list[str] = field(default_factory=list)
    ask: Ask | None = None
    answers: list[Answer] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def source(self, path: Path) -> bytes | None:
        """What a file holds; None when it is not there.

        Raises:
            OSError: it cannot be read.
        """
        if path in self.shown:
            return self.shown[path]
        return path.read_bytes() if path.exists() else None

    def put(self, path: Path, old: bytes | None, new: bytes) -> str:
        """Write a file, or keep in mind what it would hold; gives what changed, to be read.

        Raises:
            RewriteRefusedError: it may not be written, or was changed meanwhile.
        """
        if self.state is None:
            self.shown[path] = new
            diff = unified(str(self.project.shown(path)), old, new)
        else:
            diff = write_file(path, old, new, root=self.project.rootdir, state=self.state, run=self.learning.name)
        self.rewritten[path] = new
        return diff
