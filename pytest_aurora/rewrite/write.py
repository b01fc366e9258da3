"""Write a file so that a kill at any moment leaves the old one or the new one, and so that it can be undone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from pytest_aurora.errors import FileChangedError, RewriteRefusedError
from pytest_aurora.rewrite.diff import patch, unified
from pytest_aurora.rewrite.disk import DISK, Disk, locked, put
from pytest_aurora.rewrite.journal import Status, begin, discard, read_or_none
from pytest_aurora.rewrite.source import SourceError, parse_python

_GENERATED_LINES = 40


def write_file(
    path: Path, old: bytes | None, new: bytes, *, root: Path, state: Path, run: str, disk: Disk = DISK
) -> str:
    """Replace a file's content, or create it.

    Args:
        path: the file.
        old: the content that the change was made from; None if there was no file.
        new: the content to write.
        root: rootdir; the file must lie in it, symbolic links resolved.
        state: the state directory, where the old content is kept.
        run: the run's name; the names of runs sort by time.
        disk: the file system.

    Returns:
        What changed, to be read; empty when nothing did.

    Raises:
        RewriteRefusedError: it was not written, why, and how to go on; the file is as it was.
    """
    target = inside(path, root)
    name = target.relative_to(root.resolve()).as_posix()
    try:
        with locked(state):
            _check_writable(target, name, old, new)
            if new != old:
                _write(target, name, old, new, state / "undo" / run, disk)
    except OSError as error:
        raise RewriteRefusedError(f"{name} was not written: {_reason(error)}") from error
    return unified(name, old, new)


def _write(target: Path, name: str, old: bytes | None, new: bytes, run: Path, disk: Disk) -> None:
    temp = target.with_name(f".{target.name}.{os.getpid()}.aurora")
    entry = begin(run, name, old, new, patch(name, old, new), temp.name, disk)
    try:
        put(disk, temp, target, new, lambda: _check_unchanged(target, name, old))
    except (OSError, RewriteRefusedError):
        discard(entry)
        raise
    try:
        entry.moved_to(Status.WRITTEN, disk)
    except OSError:
        return  # the file is written; mend() completes the journal


def _reason(error: OSError) -> str:
    text = error.strerror or str(error)
    return f"{text[:1].lower()}{text[1:]}" + (f" ({error.filename})" if error.filename else "")


def inside(path: Path, root: Path) -> Path:
    """The file that a path leads to, symbolic links resolved.

    Raises:
        RewriteRefusedError: it lies outside rootdir, or in an installed package.
    """
    try:
        target, base = path.resolve(), root.resolve()
    except (OSError, RuntimeError) as error:
        raise RewriteRefusedError(f"{path} is left alone: {error}") from error
    if not target.is_relative_to(base):
        raise RewriteRefusedError(
            f"{path} is left alone: it leads to {target}, outside {base}; run pytest with --rootdir above the file"
        )
    if "site-packages" in target.relative_to(base).parts:
        raise RewriteRefusedError(f"{path} is left alone: it belongs to an installed package; set another `module:`")
    return target


def _check_writable(target: Path, name: str, old: bytes | None, new: bytes) -> None:
    """Refuse to write what must not be written.

    Raises:
        RewriteRefusedError: it says which promise would be broken.
    """
    if target.exists():
        _check_file(target, name)
    elif not target.parent.is_dir():
        raise RewriteRefusedError(f"{name} was not written: its folder does not exist; create it first")
    elif not os.access(target.parent, os.W_OK):
        raise RewriteRefusedError(f"{name} was not written: its folder is read-only")
    _check_unchanged(target, name, old)
    if b"@generated" in b"".join((old or b"").splitlines(keepends=True)[:_GENERATED_LINES]):
        raise RewriteRefusedError(f"{name} was not written: it is marked @generated; change what generates it")
    if target.suffix == ".md":
        return
    try:
        parse_python(new, name)
    except SourceError as error:
        raise RewriteRefusedError(f"{name} was not written: it would not parse: {error}") from error


def _check_file(target: Path, name: str) -> None:
    mode = target.stat().st_mode
    if stat.S_ISDIR(mode):
        raise RewriteRefusedError(f"{name} was not written: it is a directory; set another `module:`")
    if not stat.S_ISREG(mode):
        raise RewriteRefusedError(f"{name} was not written: it is no regular file; set another `module:`")
    if not mode & 0o222 or not os.access(target, os.W_OK):
        raise RewriteRefusedError(f"{name} was not written: it is read-only; make it writable (chmod u+w {name})")


def _check_unchanged(target: Path, name: str, old: bytes | None) -> None:
    now = read_or_none(target)
    if now != old:
        happened = "was removed" if now is None else "appeared" if old is None else "changed"
        raise FileChangedError(f"{name} was not written: it {happened} while the search ran; run it again")
