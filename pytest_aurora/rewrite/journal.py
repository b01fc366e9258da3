"""What was written, file by file: enough to undo it, and to mend what a killed process left behind.

`<state>/undo/<run>/<number>/` holds `journal.json`, `before` (the file as it was) and `patch.diff`.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass, replace
from enum import Enum
from hashlib import sha256
from pathlib import Path

from pytest_aurora.rewrite.disk import Disk, put

_VERSION = 1


class Status(str, Enum):
    """How far a change has come."""

    PREPARED = "prepared"
    WRITTEN = "written"
    UNDOING = "undoing"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of one file.

    Attributes:
        folder: where it is kept.
        path: the file, relative to rootdir, with forward slashes.
        before: hash of the file as it was; None if there was none.
        after: hash of the file as it was written.
        temp: name of the temporary file in the file's folder.
        status: how far it has come.
    """

    folder: Path
    path: str
    before: str | None
    after: str
    temp: str
    status: Status = Status.PREPARED

    @property
    def patch(self) -> Path:
        """The patch that was written."""
        return self.folder / "patch.diff"

    def before_bytes(self) -> bytes | None:
        """The file as it was; None if there was none.

        Raises:
            OSError: it is gone.
        """
        return None if self.before is None else (self.folder / "before").read_bytes()

    def save(self, disk: Disk) -> None:
        """Write the journal.

        Raises:
            OSError: it cannot be written.
        """
        data = {"version": _VERSION, **asdict(self)}
        del data["folder"]
        text = json.dumps(data, indent=2) + "\n"
        disk.remove(self.folder / "journal.tmp")
        put(disk, self.folder / "journal.tmp", self.folder / "journal.json", text.encode())

    def moved_to(self, status: Status, disk: Disk) -> Entry:
        """Write the journal with another status."""
        entry = replace(self, status=status)
        entry.save(disk)
        return entry


def content_hash(data: bytes | None) -> str | None:
    """The hash of a file's content; None for no file."""
    return None if data is None else sha256(data).hexdigest()


def read_or_none(path: Path) -> bytes | None:
    """A file's content; None if there is no file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def begin(run: Path, path: str, old: bytes | None, new: bytes, patch: bytes, temp: str, disk: Disk) -> Entry:
    """Keep what is needed to undo a change, before it is made.

    Raises:
        OSError: it cannot be kept.
    """
    run.mkdir(parents=True, exist_ok=True)
    last = folders(run)[-1:]
    folder = run / f"{int(last[0].name) + 1 if last else 1:04}"
    folder.mkdir()
    after = content_hash(new)
    assert after is not None
    entry = Entry(folder, path, content_hash(old), after, temp)
    if old is not None:
        put(disk, folder / "before.tmp", folder / "before", old)
    put(disk, folder / "patch.tmp", entry.patch, patch)
    entry.save(disk)
    return entry


def discard(entry: Entry) -> None:
    """Forget a change that was not made."""
    shutil.rmtree(entry.folder, ignore_errors=True)
    for folder in (entry.folder.parent, entry.folder.parent.parent):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def load(folder: Path) -> Entry | None:
    """Read a journal; None if it is not there, damaged, or of a version that is not known."""
    try:
        data = json.loads((folder / "journal.json").read_bytes())
        if data.pop("version") != _VERSION:
            return None
        texts = [data["path"], data["after"], data["temp"], data["before"] or ""]
        return Entry(**{**data, "folder": folder, "status": Status(data["status"])}) if _all_text(texts) else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _all_text(values: list[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def runs(state: Path) -> list[Path]:
    """The folders of the runs that wrote something, in the order of their names."""
    return sorted(folder for folder in (state / "undo").glob("*") if folder.is_dir())


def folders(run: Path) -> list[Path]:
    """The folders of a run's changes, in the order in which they were made."""
    return sorted((folder for folder in run.iterdir() if folder.name.isdecimal()), key=lambda folder: int(folder.name))


def entries(run: Path) -> list[Entry]:
    """A run's changes, in the order in which they were made; damaged ones are left out."""
    return [entry for folder in folders(run) if (entry := load(folder)) is not None]
