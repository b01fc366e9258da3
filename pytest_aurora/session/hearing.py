"""The judge asked of a body of unknown origin: in a process of its own, which the kernel holds."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.connection import Connection, wait

from pytest_aurora.check.memory import memory_bound
from pytest_aurora.check.sandbox.confine import confine, library_folders
from pytest_aurora.check.sandbox.outcome import Strength
from pytest_aurora.check.watchdog import MARK, Cells, Mark
from pytest_aurora.problem.verdict import Refuted
from pytest_aurora.search.candidate import compile_body
from pytest_aurora.search.outcome import Body
from pytest_aurora.session.worker import Sought, one_line, settle, understood
from pytest_aurora.session.workers import LOOKING, Apart

LONGEST = 10_000
"""Characters that are read of what the process says."""


def objection(sought: Sought, body: Body, require: Strength) -> str:
    """What the judge has against a body; empty when it has nothing.

    Args:
        sought: what is asked.
        body: it has passed the audit and the plain examples.
        require: how strongly its process must be held.
    """
    try:
        process = Apart(_hear, sought, body, require)
    except (OSError, EOFError, ValueError) as error:
        return f"no process can be started in which it could be judged: {error!r}"
    with closing(process):
        said = b"".join(_said(process))
    return _read(said)


def _said(process: Apart) -> Iterator[bytes]:
    """What the process says, as it comes: plain text, never a pickle, as foreign code runs there."""
    left = LONGEST
    while left > 0:
        if process.overdue is not None:
            yield b'"a call of it never came back"'
            return
        if process.answers not in wait(process.waited_for, LOOKING):
            continue
        data = os.read(process.answers.fileno(), left)
        if not data:
            return
        left -= len(data)
        yield data


def _read(said: bytes) -> str:
    try:
        text = json.loads(said)
    except ValueError:
        text = None
    return text if isinstance(text, str) else "the process in which it was judged has died"


def _hear(sought: Sought, body: Body, require: Strength, answers: Connection, cells: Cells) -> None:
    settle(sought)
    MARK.set(Mark(cells))
    os.write(answers.fileno(), json.dumps(_objection(sought, body, require)).encode())


def _objection(sought: Sought, body: Body, require: Strength) -> str:
    try:
        found, problem = understood(sought)
        judge = found.judge()
        with memory_bound():
            weakness = confine([*sys.path, *library_folders(), os.getcwd()])
            if weakness and require is Strength.STRONG:
                return weakness
            verdict = judge(body, compile_body(body, problem.signature, problem.helpers))
    except MemoryError:
        return "it fills the memory"
    except Exception as error:  # the user's module may raise anything
        return f"it cannot be judged: {one_line(error)}"
    return f"it breaks {verdict.condition}" if isinstance(verdict, Refuted) else ""
