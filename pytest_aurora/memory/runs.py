"""The record of runs: what each was asked, and what became of each function."""

from __future__ import annotations

import contextlib
import difflib
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pytest_aurora.errors import UsageError
from pytest_aurora.memory.entry import SOLVED
from pytest_aurora.memory.records import dump_record, parse_record
from pytest_aurora.memory.state import (
    SYSTEM_CLOCK,
    Clock,
    StateWarning,
    Warn,
    quarantine,
    read_json,
    write_json,
)

VERSION = 1
LATEST = "latest"

_NAME = re.compile(r"run-(\d{8}-\d{6})(?:-(\d+))?")
_HEAD, _FUNCTIONS = "run.json", "functions.jsonl"


@dataclass(frozen=True, slots=True)
class FunctionRun:
    """What became of a function in a run.

    Attributes:
        spec: its spec, as the run names it.
        outcome: `solved`, or the name of the reason why not, lower case.
        origin: where the body came from: `search`, `corpus`, the name of a proposer; empty when there is none.
        source: the body's lines.
        counters: whatever else was counted, such as refuted bodies.
        digest: of what the spec asked for, so that a later run knows whether it is the same question.
        question: what the search would have asked the user, as it was shown; empty when it was in no doubt.
    """

    spec: str
    function: str
    outcome: str
    origin: str = ""
    source: str = ""
    candidates: int = 0
    seconds: float = 0.0
    counters: Mapping[str, int] = field(default_factory=dict)
    digest: str = ""
    question: str = ""

    @property
    def solved(self) -> bool:
        """Whether a body was found."""
        return self.outcome == SOLVED


@dataclass(frozen=True, slots=True)
class RunHead:
    """What is said once about a run.

    Attributes:
        started: local time, ISO 8601.
        versions: of Python, the package and its dependencies.
        seconds: how long it took; None when it never ended.
        biases: the learned biases at its end.
    """

    name: str
    started: str
    seed: int | None
    config: Mapping[str, object]
    versions: Mapping[str, str]
    seconds: float | None = None
    biases: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its head and its functions in the order in which they were done."""

    head: RunHead
    functions: tuple[FunctionRun, ...]

    @property
    def solved(self) -> int:
        """How many functions have a body."""
        return sum(function.solved for function in self.functions)

    @property
    def candidates(self) -> int:
        """Candidates of all functions."""
        return sum(function.candidates for function in self.functions)


def question_of(runs: Iterable[Run], spec: str, function: str, digest: str) -> str:
    """What the newest search for just this was in doubt about; empty when it was in no doubt, or is not recorded.

    Args:
        runs: newest first.
        spec: the spec, as runs name it.
        function: its name.
        digest: of what the spec asks for.
    """
    for run in runs:
        for each in reversed(run.functions):
            if (each.spec, each.function, each.digest, each.origin) == (spec, function, digest, "search"):
                return each.question
    return ""


class RunRecorder:
    """Writes one run as it goes on; what is recorded survives a kill."""

    def __init__(self, folder: Path | None, head: RunHead, *, warn: Warn) -> None:
        self._folder = folder
        self._head = head
        self._warn = warn
        self._functions: list[FunctionRun] = []
        self._write_head()

    @property
    def run(self) -> Run:
        """The run so far."""
        return Run(self._head, tuple(self._functions))

    def record(self, function: FunctionRun) -> None:
        """Add what became of a function."""
        self._functions.append(function)
        if self._folder is None:
            return
        try:
            with open(self._folder / _FUNCTIONS, "a", encoding="utf-8") as file:
                file.write(json.dumps(dump_record(function, VERSION)) + "\n")
        except OSError as error:
            self._give_up(self._folder, error)

    def finish(self, seconds: float, biases: Mapping[str, float] | None = None) -> Run:
        """End the run: its length and the biases it leaves behind."""
        self._head = replace(self._head, seconds=seconds, biases=dict(biases or {}))
        self._write_head()
        return self.run

    def _write_head(self) -> None:
        if self._folder is None:
            return
        try:
            write_json(self._folder / _HEAD, dump_record(self._head, VERSION))
        except OSError as error:
            self._give_up(self._folder, error)

    def _give_up(self, folder: Path, error: OSError) -> None:
        self._folder = None
        self._warn(StateWarning(folder, str(error), "the run is not recorded any further"))


class Runs:
    """The runs of a folder.

    Args:
        root: the folder that holds `run-YYYYMMDD-HHMMSS`, or None to record nothing.
        keep: runs are recorded; else they are only read.
    """

    def __init__(self, root: Path | None, *, warn: Warn, clock: Clock = SYSTEM_CLOCK, keep: bool = True) -> None:
        self._root = root
        self._keep = keep
        self._warn = warn
        self._clock = clock

    def begin(self, *, seed: int | None, config: Mapping[str, object], versions: Mapping[str, str]) -> RunRecorder:
        """Begin a run in a new folder of its own; a second run in the same second is called `...-2`."""
        now = self._clock.now()
        name, folder = f"run-{now:%Y%m%d-%H%M%S}", None
        try:
            if self._root is not None and self._keep:
                folder = _new_folder(self._root, name)
        except OSError as error:
            self._warn(StateWarning(Path(str(self._root)), str(error), "this run is not recorded"))
        head = RunHead(folder.name if folder else name, now.isoformat(timespec="seconds"), seed, config, versions)
        return RunRecorder(folder, head, warn=self._warn)

    def names(self) -> tuple[str, ...]:
        """Names of all runs, oldest first."""
        if self._root is None or not self._root.is_dir():
            return ()
        return tuple(sorted((p.name for p in self._root.iterdir() if _NAME.fullmatch(p.name)), key=_age))

    def prune(self, most: int) -> None:
        """Forget all but the newest runs; one that cannot be removed stays."""
        if self._root is not None and self._keep:
            for name in self.names()[:-most]:
                shutil.rmtree(self._root / name, ignore_errors=True)

    def newest(self, most: int = 100) -> tuple[Run, ...]:
        """The newest runs that can be read, newest first."""
        read = (self._read(name) for name in reversed(self.names()[-most:]))
        return tuple(run for run in read if run is not None)

    def load(self, name: str, *, besides: str = "") -> Run:
        """The run of that name; `latest` is the newest one that can be read and is not `besides`.

        Raises:
            UsageError: there is no such run; the message names the nearest.
        """
        names = [known for known in self.names() if known != besides]
        for wanted in reversed(names) if name == LATEST else [n for n in names if n == name]:
            run = self._read(wanted)
            if run is not None:
                return run
        if not names:
            raise UsageError(
                f"there is no {'other ' if besides else ''}run yet; pytest --aurora-synthesize records one"
            )
        close = difflib.get_close_matches(name, names, 3) or names[-3:]
        raise UsageError(f"there is no run {name!r}; there are {', '.join(close)}")

    def _read(self, name: str) -> Run | None:
        assert self._root is not None
        folder = self._root / name
        try:
            return Run(read_json(folder / _HEAD, _parse_head), _read_functions(folder / _FUNCTIONS))
        except ValueError as error:
            if self._keep:
                quarantine(folder, str(error), warn=self._warn, clock=self._clock)
            else:
                self._warn(StateWarning(folder, str(error), "it is passed over"))
        except OSError as error:
            self._warn(StateWarning(folder, str(error), "it is passed over"))
        return None


def _new_folder(root: Path, name: str) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    for folder in (root / name, *(root / f"{name}-{number}" for number in range(2, 1000))):
        with contextlib.suppress(FileExistsError):
            folder.mkdir()
            return folder
    raise FileExistsError(f"a thousand runs are called {name}")


def _age(name: str) -> tuple[str, int]:
    match = _NAME.fullmatch(name)
    assert match is not None
    return match[1], int(match[2] or 1)


# --- reading ------------------------------------------------------------------------------------------------------


def _parse_head(document: object) -> RunHead:
    return parse_record(RunHead, document, VERSION)


def _read_functions(path: Path) -> tuple[FunctionRun, ...]:
    """The functions that were recorded; a last line that a kill cut off is left out.

    Raises:
        ValueError: another line cannot be read.
    """
    if not path.exists():
        return ()
    lines = path.read_text(encoding="utf-8").split("\n")
    return tuple(parse_record(FunctionRun, json.loads(line), VERSION) for line in lines[:-1])
