"""A SQLite file that several processes share and that never stops a run."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from pytest_aurora.memory.state import LOCK_TIMEOUT, Clock, StateWarning, Warn, lock, quarantine

T = TypeVar("T")
Migration = Callable[[sqlite3.Connection], None]
"""Brings the schema from one version to the next, inside a transaction."""


class _NotOurs(sqlite3.DatabaseError):
    """A database that is sound but that this program cannot use."""


@contextlib.contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction of the one writer: all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


class Database:
    """Opened when first needed, migrated, in WAL mode.

    A file that is no sound database, or of a newer schema, is quarantined and begun anew; one that stays locked, or
    cannot be written, is left alone for the rest of the session. Each is told to `warn`.

    Args:
        path: the file, or None for a database in memory.
        migrations: the schema's history; its length is the schema's version (`PRAGMA user_version`).
        timeout: seconds to wait for another writer.
    """

    def __init__(
        self,
        path: Path | None,
        migrations: tuple[Migration, ...],
        *,
        warn: Warn,
        clock: Clock,
        timeout: float = LOCK_TIMEOUT,
    ) -> None:
        self._path = path
        self._migrations = migrations
        self._warn = warn
        self._clock = clock
        self._timeout = timeout
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._usable = True

    def run(self, operation: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What `operation` gives; `otherwise` when the database cannot be used."""
        for _ in range(2):
            if not self._usable:
                break
            try:
                return operation(self._opened())
            except (sqlite3.OperationalError, OSError) as error:
                self._give_up(error)
            except sqlite3.DatabaseError as error:
                if type(error) not in (sqlite3.DatabaseError, _NotOurs):
                    raise
                self._set_aside(error)
        return otherwise

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            if self._path is not None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._path.touch()
            self._identity = _identity(self._path)
            self._connection = sqlite3.connect(self._path or ":memory:", timeout=self._timeout, isolation_level=None)
            self._prepare(self._connection)
        return self._connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        version = _version(connection)
        if version > len(self._migrations):
            raise _NotOurs(f"its schema {version} is newer than {len(self._migrations)}, the newest known here")
        if version < len(self._migrations):
            with self._locked():
                connection.execute("PRAGMA journal_mode = WAL")
                self._migrate(connection)
        connection.execute("PRAGMA synchronous = NORMAL")

    def _migrate(self, connection: sqlite3.Connection) -> None:
        with writing(connection):
            for migration in self._migrations[_version(connection) :]:
                migration(connection)
            connection.execute(f"PRAGMA user_version = {len(self._migrations)}")

    def _locked(self) -> contextlib.AbstractContextManager[None]:
        if self._path is None:
            return contextlib.nullcontext()
        return lock(self._path, clock=self._clock, timeout=self._timeout)

    def _give_up(self, error: Exception) -> None:
        self.close()
        self._usable = False
        self._warn(StateWarning(self._path or Path(":memory:"), str(error), "it is not used in this session"))

    def _set_aside(self, error: sqlite3.DatabaseError) -> None:
        self.close()
        if self._path is None:
            raise error
        try:
            with self._locked():
                if self._identity == _identity(self._path):
                    quarantine(self._path, str(error), warn=self._warn, clock=self._clock, companions=("-wal", "-shm"))
        except OSError as trouble:
            self._give_up(trouble)


def _version(connection: sqlite3.Connection) -> int:
    row: tuple[int] = connection.execute("PRAGMA user_version").fetchone()
    return row[0]


def _identity(path: Path | None) -> tuple[int, int] | None:
    """Which file it is: another process may have quarantined the one that was opened."""
    if path is None:
        return None
    with contextlib.suppress(FileNotFoundError):
        status = os.stat(path)
        return status.st_dev, status.st_ino
    return None
