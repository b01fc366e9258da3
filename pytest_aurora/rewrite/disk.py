"""The file system as a write needs it, one method a step, so that a test can let each step fail."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pytest_aurora.errors import RewriteRefusedError

_LOCK_TRIES = 100
_LOCK_PAUSE = 0.1


class Disk:
    """The real file system."""

    def create(self, path: Path, like: os.stat_result | None) -> int:
        """Create a file that does not exist, with the owner and mode of another; gives its descriptor."""
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600 if like else 0o666)
        if like is not None:
            with suppress(PermissionError):  # only the superuser gives files away; the content matters more
                os.fchown(descriptor, like.st_uid, like.st_gid)
            os.fchmod(descriptor, like.st_mode & 0o7777)
        return descriptor

    def write(self, descriptor: int, data: bytes) -> None:
        """Write all of the data."""
        with open(descriptor, "wb", closefd=False) as file:
            file.write(data)

    def sync(self, descriptor: int) -> None:
        """Have what was written reach the device."""
        os.fsync(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Give a file another's name, in one step."""
        os.replace(source, target)

    def sync_folder(self, folder: Path) -> None:
        """Have a folder's entries reach the device."""
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self, path: Path) -> None:
        """Remove a file if it is there."""
        path.unlink(missing_ok=True)


DISK = Disk()


def put(disk: Disk, temp: Path, target: Path, data: bytes, still_valid: Callable[[], None] = lambda: None) -> None:
    """Replace a file's content, or create it: whatever happens, it is the old file or the new one.

    Args:
        disk: the file system.
        temp: a name in the target's folder that is not in use.
        target: the file; its owner and mode are kept.
        data: the new content.
        still_valid: called right before the replacement; raises to call it off.

    Raises:
        OSError: it could not be done; the target is as it was.
    """
    try:
        descriptor = disk.create(temp, target.stat() if target.exists() else None)
        try:
            disk.write(descriptor, data)
            disk.sync(descriptor)
        finally:
            os.close(descriptor)
        still_valid()
        disk.replace(temp, target)
    except BaseException:
        with suppress(OSError):
            disk.remove(temp)
        raise
    with suppress(OSError):  # not every file system syncs folders, and the new file is in place already
        disk.sync_folder(target.parent)


@contextmanager
def locked(state: Path) -> Iterator[None]:
    """Hold the write lock of a state directory; it is freed when the process ends, however it ends.

    Raises:
        RewriteRefusedError: another process holds it for too long, or the directory cannot be written.
    """
    try:
        state.mkdir(parents=True, exist_ok=True)
        file = open(state / "write.lock", "ab")  # noqa: SIM115
    except OSError as error:
        raise RewriteRefusedError(f"the state directory {state} cannot be written: {error.strerror}") from error
    with file:
        _acquire(file.fileno())
        yield


def _acquire(descriptor: int) -> None:
    for _ in range(_LOCK_TRIES):
        if _acquired(descriptor):
            return
        time.sleep(_LOCK_PAUSE)
    raise RewriteRefusedError("another pytest process has been writing for 10 seconds; run again after it")


def _acquired(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
