"""One child process: started, watched, and killed with all that it started."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pytest_aurora.check.sandbox.outcome import Limits

_CHILD = str(Path(__file__).with_name("child.py"))


class Ended(Exception):  # noqa: N818
    """The child says no more."""

    def __init__(self, reason: str, timed_out: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.timed_out = timed_out


class Child:
    """A child that has been given a request; a context manager that leaves nothing behind.

    Args:
        request: the request's JSON.
        limits: its clock and the size of what it may say.
        hash_seed: PYTHONHASHSEED of the child.
    """

    def __init__(self, request: str, limits: Limits, hash_seed: int) -> None:
        self._limits = limits
        self._folder = tempfile.TemporaryDirectory(prefix="aurora-", ignore_cleanup_errors=True)
        self._deadline = time.monotonic() + limits.seconds
        self._pipe, theirs = os.pipe()
        try:
            self._process = self._start(request, theirs, hash_seed)
        except BaseException:
            os.close(self._pipe)
            self._folder.cleanup()
            raise
        finally:
            os.close(theirs)

    def _start(self, request: str, pipe: int, hash_seed: int) -> subprocess.Popen[bytes]:
        with tempfile.TemporaryFile() as text:
            text.write(request.encode())
            text.seek(0)
            return subprocess.Popen(
                [sys.executable, "-s", "-S", "-B", "-X", "utf8", _CHILD, str(pipe)],
                stdin=text, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=(pipe,),
                env={"PYTHONHASHSEED": str(hash_seed), "TZ": "UTC"}, cwd=self._folder.name, start_new_session=True,
            )  # fmt: skip

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self._kill()
        os.close(self._pipe)
        self._folder.cleanup()

    def lines(self) -> Iterator[list[Any]]:
        """What the child says, line by line.

        Raises:
            Ended: it is silent for too long, says too much, or has ended; always in the end.
        """
        buffer, allowed = b"", 8 * self._limits.size + (1 << 20)
        patience = self._limits.seconds
        while True:
            buffer += self._read(patience)
            while b"\n" in buffer:
                line, _, buffer = buffer.partition(b"\n")
                patience = self._limits.call_seconds
                yield self._parse(line)
            if len(buffer) > allowed:
                raise Ended("it said too much")

    def _read(self, patience: float) -> bytes:
        now = time.monotonic()
        left = min(self._deadline - now, patience)
        ready = select.poll()
        ready.register(self._pipe, select.POLLIN)
        if left <= 0 or not ready.poll(left * 1000):
            raise Ended("time ran out", min(patience, self._limits.seconds))
        data = os.read(self._pipe, 1 << 20)
        if not data:
            raise Ended(self._last_words())
        return data

    def _last_words(self) -> str:
        code = self._kill()
        return f"killed by {signal.Signals(-code).name}" if code < 0 else f"it ended with status {code}"

    def _kill(self) -> int:
        if self._process.returncode is None:
            # before the wait: until then the leader's number, and so the group's, is not given to anyone else
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        return self._process.wait()

    def _parse(self, line: bytes) -> list[Any]:
        try:
            parsed = json.loads(line)
        except (ValueError, RecursionError):
            parsed = None
        if not isinstance(parsed, list) or not parsed:
            raise Ended("it said what cannot be read")
        return parsed
