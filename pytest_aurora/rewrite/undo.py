"""Take back what a run wrote, and mend what a killed run left behind."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pytest_aurora.errors import RewriteRefusedError, UsageError
from pytest_aurora.rewrite.disk import DISK, Disk, locked, put
from pytest_aurora.rewrite.journal import (
    Entry,
    Status,
    content_hash,
    discard,
    entries,
    folders,
    load,
    read_or_none,
    runs,
)
from pytest_aurora.rewrite.write import inside


@dataclass(frozen=True, slots=True)
class Undone:
    """A file that is as it was before the run; `removed` when there was none."""

    path: str
    removed: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was left as it is, why, and the patch of what the run wrote."""

    path: str
    reason: str
    patch: Path


def undo(state: Path, root: Path, run: str | None = None, disk: Disk = DISK) -> tuple[Undone | Refused, ...]:
    """Restore the files that a run wrote, the last one first; a file that changed since is left alone.

    Args:
        state: the state directory.
        root: rootdir.
        run: the run's name; without one, the last run that has something to undo.
        disk: the file system.

    Returns:
        One outcome a change; empty when there is nothing to undo.

    Raises:
        UsageError: there is no such run.
        RewriteRefusedError: another process is writing.
    """
    mend(state, root, disk)
    chosen = [(folder, kept) for folder in runs(state) if (kept := _written(folder)) and run in (None, folder.name)]
    if run is not None and not chosen:
        known = ", ".join(folder.name for folder in runs(state) if _written(folder)) or "none"
        raise UsageError(f"run {run!r} has nothing to undo; runs that have: {known}")
    if not chosen:
        return ()
    with locked(state):
        return tuple(_undo(entry, root, disk) for entry in reversed(chosen[-1][1]))


def _written(run: Path) -> list[Entry]:
    return [entry for entry in entries(run) if entry.status is Status.WRITTEN]


def _undo(entry: Entry, root: Path, disk: Disk) -> Undone | Refused:
    try:
        target = inside(root / entry.path, root)
        now = content_hash(read_or_none(target))
        if now not in (entry.before, entry.after):
            gone = "it was removed since" if now is None else "it was changed since"
            return Refused(entry.path, f"{gone}; take the patch back by hand", entry.patch)
        if now == entry.after:
            _restore(entry.moved_to(Status.UNDOING, disk), target, disk)
        entry.moved_to(Status.UNDONE, disk)
    except (OSError, RewriteRefusedError) as error:
        return Refused(entry.path, str(error), entry.patch)
    return Undone(entry.path, entry.before is None)


def _restore(entry: Entry, target: Path, disk: Disk) -> None:
    before = entry.before_bytes()
    if before is None:
        disk.remove(target)
    else:
        put(disk, target.with_name(entry.temp), target, before)


def mend(state: Path, root: Path, disk: Disk = DISK) -> tuple[str, ...]:
    """Complete or forget the changes that a killed process left half-made.

    Args:
        state: the state directory.
        root: rootdir.
        disk: the file system.

    Returns:
        What was mended, one sentence each; empty when there was nothing.

    Raises:
        RewriteRefusedError: another process is writing.
    """
    if not runs(state):
        return ()
    with locked(state):
        return tuple(said for run in runs(state) for folder in folders(run) for said in _mend(folder, root, disk))


def forget(state: Path, most: int) -> None:
    """Give up taking back all but the newest runs; what is half-made stays to be mended.

    Raises:
        RewriteRefusedError: another process is writing.
    """
    old = runs(state)[:-most]
    if not old:
        return
    with locked(state):
        for run in old:
            if all(entry.status in (Status.WRITTEN, Status.UNDONE) for entry in entries(run)):
                shutil.rmtree(run, ignore_errors=True)


def _mend(folder: Path, root: Path, disk: Disk) -> Iterator[str]:
    entry = load(folder)
    if entry is not None:
        if entry.status in (Status.PREPARED, Status.UNDOING):
            yield _settle(entry, root, disk)
    elif (folder / "journal.json").exists():
        aside = folder.rename(folder.with_name(f"damaged-{folder.name}"))
        yield f"the journal of a change could not be read; it was put aside in {aside}"
    else:
        shutil.rmtree(folder, ignore_errors=True)


def _settle(entry: Entry, root: Path, disk: Disk) -> str:
    try:
        target = inside(root / entry.path, root)
        disk.remove(target.with_name(entry.temp))
        if content_hash(read_or_none(target)) != entry.before:
            entry.moved_to(Status.WRITTEN, disk)
            return f"{entry.path}: an interrupted run is mended; the file is as that run wrote it"
        if entry.status is Status.UNDOING:
            entry.moved_to(Status.UNDONE, disk)
        else:
            discard(entry)
    except (OSError, ValueError, RewriteRefusedError) as error:
        return f"{entry.path}: an interrupted run could not be mended: {error}"
    return f"{entry.path}: an interrupted run is mended; the file is as it was before it"
