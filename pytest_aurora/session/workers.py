"""Searches in processes of their own: so many at a time, each watched, each ended when it must be.

A process that hangs where no alarm reaches it (a long call of C code in a function of the user's, or in
a body that is judged) is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.sharedctypes import RawArray
from types import ModuleType

from pytest_aurora.check.watchdog import Mark
from pytest_aurora.search.outcome import ExitReason, Progress, Stopped
from pytest_aurora.session.parcel import unpack
from pytest_aurora.session.stages import Searched
from pytest_aurora.session.worker import BODY, Answer, Begun, Ended, Judging, Message, Sought, Unfit, work

GRACE = 2.0
"""Seconds by which a call may be overdue before its process is killed."""
SILENCE = 60.0
"""Seconds without a sign of life after which a search is taken to hang: some are expected each second."""
LOADING = 600.0
"""The same before a search begins: the user's module is imported, which may take its time."""
LOOKING = 0.2
"""Seconds between two looks at the processes."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """A call never came back, and its process was killed.

    Attributes:
        helper: the function that was called; empty when it was a body.
        body: the body of which a call was judged, as source; or empty.
    """

    helper: str = ""
    body: str = ""


Ending = Answer | Stuck


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """A search, and who is told of it.

    Attributes:
        namespace: names of the module in this process.
        tell: told how the search goes on.
    """

    sought: Sought
    namespace: Mapping[str, object]
    tell: Callable[[Progress], None]


def worker_count(setting: int | str, environ: Mapping[str, str]) -> int:
    """How many processes may search at a time.

    Args:
        setting: a number, or `auto`: as many as there are cores, shared with the other workers of pytest-xdist.
        environ: environment variables.
    """
    if isinstance(setting, int):
        return setting
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    shared = environ.get("PYTEST_XDIST_WORKER_COUNT", "")
    return max(1, cores // int(shared) if shared.isdecimal() and int(shared) else cores)


def warm_up() -> None:
    """Begin to load, in the background, what every process needs; the first of them waits for it."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        forkserver.set_forkserver_preload([work.__module__])
        resource_tracker.ensure_running()
        with _interrupts_blocked():
            forkserver.ensure_running()


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """A process begun meanwhile never sees a Ctrl-C at the terminal: its parent ends it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Team:
    """Runs jobs, so many at a time, in the order in which they came.

    Args:
        count: how many processes.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._waiting: deque[Job] = deque()
        self._running: list[_Process] = []

    def close(self) -> None:
        """Drop all jobs; no process is left behind."""
        self._waiting.clear()
        for process in list(self._running):
            self._end(process)

    def add(self, job: Job, *, first: bool = False) -> None:
        """Take a job on; one that comes first is begun before all that wait."""
        if first:
            self._waiting.appendleft(job)
        else:
            self._waiting.append(job)

    def drop(self, job: Job) -> None:
        """Do without a job's ending."""
        self._waiting = deque(each for each in self._waiting if each is not job)
        for process in [each for each in self._running if each.job is job]:
            self._end(process)

    def next(self) -> tuple[Job, Ending]:
        """The next job that has ended, and how; a job must be on."""
        while True:
            while self._waiting and len(self._running) < self._count:
                job = self._waiting.popleft()
                try:
                    self._running.append(_Process(job))
                except (OSError, EOFError, ValueError) as error:
                    return job, Unfit(f"no process can be started: {error!r}")
            for process in self._running:
                ending = process.ending()
                if ending is not None:
                    self._end(process)
                    return process.job, ending
            wait([each for process in self._running for each in process.waited_for], LOOKING)

    def _end(self, process: _Process) -> None:
        self._running.remove(process)
        process.kill()


class Apart:
    """A process of its own; it must be closed in the end.

    Args:
        work: what it does, with `args`, the connection that takes what it says, and the cells of its mark.

    Attributes:
        answers: what it says.

    Raises:
        OSError, EOFError, ValueError: no process can be started.
    """

    def __init__(self, work: Callable[..., None], *args: object) -> None:
        context = multiprocessing.get_context("forkserver")
        warm_up()
        self.answers, theirs = context.Pipe(duplex=False)
        cells = RawArray("d", 2)
        self._mark = Mark(cells)
        self._process = context.Process(target=work, args=(*args, theirs, cells), daemon=True)
        with theirs, _without_script():
            self._process.start()

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.is_alive()

    @property
    def waited_for(self) -> tuple[Connection, int]:
        """What becomes ready when there is news."""
        return self.answers, self._process.sentinel

    @property
    def overdue(self) -> int | None:
        """Whose call should have ended there long ago; None when none should."""
        return self._mark.overdue(time.monotonic() - GRACE)

    def close(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self.answers.close()


@dataclass(slots=True, eq=False)
class _Process:
    """A process that does one job."""

    job: Job
    _apart: Apart = field(init=False)
    _helpers: Mapping[int, str] | None = None
    _last: Progress = Progress(0, 0.0, 0)  # noqa: RUF009 - frozen
    _judged: str = ""
    _heard: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._apart = Apart(work, self.job.sought)

    @property
    def waited_for(self) -> tuple[Connection, int]:
        """What becomes ready when there is news."""
        return self._apart.waited_for

    def ending(self) -> Ending | None:
        """What the job came to, once it has ended; passes on what is told of it before."""
        dead, answers = not self._apart.is_alive, self._apart.answers
        try:
            while answers.poll():
                message: Message = answers.recv()
                if isinstance(message, Ended):
                    return self._answer(message)
                self._note(message)
        except EOFError:
            dead = True
        if dead:
            return self._stopped(ExitReason.DIED)
        return self._stuck()

    def _note(self, message: Begun | Judging | Progress) -> None:
        self._heard = time.monotonic()
        match message:
            case Begun(helpers):
                self._helpers = helpers
            case Judging(source):
                self._judged = source
            case Progress():
                self._last = message
                self.job.tell(message)

    def _answer(self, ended: Ended) -> Answer:
        """The answer, as far as its values are known here."""
        try:
            answer: Answer = ended.answer if ended.full is None else unpack(ended.full, self.job.namespace)  # type: ignore[assignment]
        except Exception:  # a class that only the other process knows; those of the user's may raise anything
            return ended.answer
        return answer

    def _stuck(self) -> Ending | None:
        caller = self._apart.overdue
        if caller is None and not self._is_silent:
            return None
        if caller == BODY:
            return Stuck(body=self._judged)
        return Stuck(self._helpers[caller]) if caller and self._helpers else self._stopped(ExitReason.HUNG)

    @property
    def _is_silent(self) -> bool:
        """Whether nothing was heard for too long; while the judge is asked, calls are watched instead."""
        patience = LOADING if self._helpers is None else SILENCE
        return not self._judged and time.monotonic() > self._heard + patience

    def _stopped(self, reason: ExitReason) -> Searched:
        return Searched(Stopped(reason, self._last.candidates, self._last.seconds), None)

    def kill(self) -> None:
        """End it, whatever it does."""
        self._apart.close()


@contextmanager
def _without_script() -> Iterator[None]:
    """Within, multiprocessing does not know the program's script, and so no process runs it again."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script
