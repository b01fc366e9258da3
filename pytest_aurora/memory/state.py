"""Files that outlive a run: locked, written whole or not at all, set aside when they cannot be read."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StateWarning:
    """Something was wrong with a state file, and what was done about it."""

    path: Path
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}; {self.remedy}"


Warn = Callable[[StateWarning], None]
"""Told of each `StateWarning`."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of day, elapsed seconds and a way to wait."""

    now: Callable[[], datetime] = datetime.now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


SYSTEM_CLOCK = Clock()
LOCK_TIMEOUT = 5.0
"""Seconds that a writer waits for another one."""


@contextlib.contextmanager
def lock(path: Path, *, clock: Clock = SYSTEM_CLOCK, timeout: float = LOCK_TIMEOUT) -> Iterator[None]:
    """Hold the one writer's lock of `path`; the lock is a file beside it and ends with the process.

    Raises:
        TimeoutError: another process held it for `timeout` seconds.
        OSError: the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path.with_name(path.name + ".lock"), "ab") as file:
        _acquire(file.fileno(), path, clock, clock.monotonic() + timeout)
        yield


def _acquire(descriptor: int, path: Path, clock: Clock, deadline: float) -> None:
    while not _acquired(descriptor):
        if clock.monotonic() >= deadline:
            raise TimeoutError(f"another process holds the lock of {path.name}")
        clock.sleep(0.01)


def _acquired(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def write_json(path: Path, document: object) -> None:
    """Replace `path` by `document`; a kill at any moment leaves the old file or the new one.

    Only one writer at a time: the caller holds the `lock` or owns the folder. What a killed writer left behind is
    overwritten by the next one.

    Raises:
        OSError: the file cannot be written.
    """
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    with open(temporary, "w", encoding="utf-8") as file:
        json.dump(document, file, indent=2, ensure_ascii=False)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_json(path: Path, parse: Callable[[object], T]) -> T:
    """The record that `path` holds; nothing is changed on disk.

    Raises:
        ValueError: no JSON, or not what `parse` expects; the message says why.
        OSError: the file cannot be read.
    """
    try:
        return parse(json.loads(path.read_text(encoding="utf-8")))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def quarantine(path: Path, problem: str, *, warn: Warn, clock: Clock, companions: tuple[str, ...] = ()) -> None:
    """Move a file or folder that cannot be used aside, with those beside it that carry one of the suffixes.

    Raises:
        OSError: it cannot be moved.
    """
    aside = _free_name(path, f"{clock.now():%Y%m%d-%H%M%S}")
    os.replace(path, aside)
    for suffix in companions:
        with contextlib.suppress(FileNotFoundError):
            os.replace(path.with_name(path.name + suffix), aside.with_name(aside.name + suffix))
    warn(StateWarning(path, problem, f"moved to {aside.name}, a new one is begun"))


def _free_name(path: Path, stamp: str) -> Path:
    aside, number = path.with_name(f"{path.name}.corrupt-{stamp}"), 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.corrupt-{stamp}-{number}")
    return aside


class JsonFile(Generic[T]):
    """A record kept in a JSON file that several processes read and change, one at a time.

    Trouble never raises: what cannot be read is quarantined, and where nothing can be written the record lives on in
    memory for the rest of the session; each is told to `warn` once.

    Args:
        path: the file, or None for a record that lives in memory only.
        parse: the record of a JSON document; raises ValueError.
        dump: the JSON document of a record.
        empty: the record of a file that is not there.
        keep: changes are written to the file; else it is only read, and changes live in memory.
    """

    def __init__(
        self,
        path: Path | None,
        parse: Callable[[object], T],
        dump: Callable[[T], object],
        empty: T,
        *,
        warn: Warn,
        clock: Clock = SYSTEM_CLOCK,
        timeout: float = LOCK_TIMEOUT,
        keep: bool = True,
    ) -> None:
        self._path = path if keep else None
        self._parse = parse
        self._dump = dump
        self._empty = empty
        self._warn = warn
        self._clock = clock
        self._timeout = timeout
        self._record = self._start() if keep or path is None else self._look(path)

    @property
    def record(self) -> T:
        """The record as this process last saw it."""
        return self._record

    def change(self, transition: Callable[[T], T]) -> T:
        """Apply a pure `transition` to the newest record, keep and return the result."""
        if self._path is None:
            self._record = transition(self._record)
            return self._record
        try:
            with lock(self._path, clock=self._clock, timeout=self._timeout):
                record = transition(self._mended(self._path))
                write_json(self._path, self._dump(record))
        except OSError as error:
            self._give_up(self._path, error)
            record = transition(self._record)
        self._record = record
        return record

    def _start(self) -> T:
        if self._path is None:
            return self._empty
        try:
            return self._read_or_mend(self._path)
        except FileNotFoundError:
            return self._empty
        except OSError as error:
            self._give_up(self._path, error)
            return self._empty

    def _look(self, path: Path) -> T:
        try:
            return read_json(path, self._parse)
        except FileNotFoundError:
            return self._empty
        except (ValueError, OSError) as error:
            self._warn(StateWarning(path, str(error), "it is passed over"))
            return self._empty

    def _read_or_mend(self, path: Path) -> T:
        try:
            return read_json(path, self._parse)
        except ValueError:
            with lock(path, clock=self._clock, timeout=self._timeout):
                return self._mended(path)

    def _mended(self, path: Path) -> T:
        try:
            return read_json(path, self._parse)
        except FileNotFoundError:
            return self._empty
        except ValueError as error:
            quarantine(path, str(error), warn=self._warn, clock=self._clock)
            return self._empty

    def _give_up(self, path: Path, error: OSError) -> None:
        self._path = None
        self._warn(StateWarning(path, str(error), "what is learned is kept in memory for this session only"))
