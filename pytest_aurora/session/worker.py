"""A search in a process of its own: what runs there."""

from __future__ import annotations

import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from pytest_aurora.check.watchdog import MARK, Cells, Mark, shown_as
from pytest_aurora.memory.adaptive import Stage
from pytest_aurora.problem.problem import Helper, Problem
from pytest_aurora.problem.verdict import Verdict
from pytest_aurora.search.outcome import Body, Judge, Progress, Solution
from pytest_aurora.session.modules import Modules
from pytest_aurora.session.parcel import pack, unpack
from pytest_aurora.session.patience import Patient
from pytest_aurora.session.rehearsal import Rehearsed
from pytest_aurora.session.scope import Faulty, Scope, scope, search
from pytest_aurora.session.stages import Searched
from pytest_aurora.session.target import Target
from pytest_aurora.settings import Settings
from pytest_aurora.spec.model import Spec

BODY = -1
"""The number of the calls of a body that is judged."""
_ORPHAN = 600
"""Seconds of processor time beyond the budget after which the system ends a process that nobody watches any more."""


@dataclass(frozen=True, slots=True)
class Sought:
    """All that a process has to know to search for one function.

    Attributes:
        source: what the module's file holds, or would hold; None when it is not there.
        saved: the file does hold that.
        components: functions that bodies of all specs may call, packed.
        given_up: functions that the search does without.
        hung: bodies, by their source, of which a call never came back.
        environ: environment variables.
    """

    spec: Spec
    name: str
    target: Target
    source: bytes | None
    saved: bool
    settings: Settings
    stages: tuple[Stage, ...]
    components: bytes
    given_up: frozenset[str] = frozenset()
    hung: frozenset[str] = frozenset()
    environ: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """The search begins; `helpers` are the functions that it may call, by the numbers of their calls."""

    helpers: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Judging:
    """The judge is asked of a body; with an empty source, it has answered."""

    source: str


@dataclass(frozen=True, slots=True)
class Unfit:
    """The search cannot be made in a process of its own."""

    reason: str


Answer = Searched | Unfit | Faulty


@dataclass(frozen=True, slots=True)
class Ended:
    """The search has ended.

    Attributes:
        answer: without values of the user's classes.
        full: the packed answer; None when it cannot be packed.
    """

    answer: Answer
    full: bytes | None


Message = Begun | Judging | Progress | Ended


def work(sought: Sought, answers: Connection, cells: Cells) -> None:
    """Search, and tell all of it; the process that asked may end this one at any time.

    Args:
        sought: what is asked.
        answers: takes `Message`s.
        cells: where the asking process sees what goes on.
    """
    settle(sought)
    MARK.set(Mark(cells))
    try:
        found, problem = understood(sought)
    except Exception as error:  # the user's module may raise anything
        answers.send(Ended(Unfit(one_line(error)), None))
        return
    answers.send(Begun(_numbered(problem)))
    rehearsed = Rehearsed(found.judge(), set(sought.hung))
    judge = _Announced(rehearsed, answers.send)
    answer = search(
        problem, judge, sought.stages, sought.settings, lambda progress: answers.send(progress),
        clock=lambda: time.monotonic() - rehearsed.lost,
    )  # fmt: skip
    answers.send(_ended(answer, found.namespace))


@dataclass(frozen=True, slots=True)
class _Announced:
    """A judge that tells what it is asked."""

    judge: Judge
    tell: Callable[[Judging], None]

    def __call__(self, body: Body, function: Callable[..., object]) -> Verdict:
        self.tell(Judging(body.source))
        verdict = self.judge(body, shown_as(BODY, function))
        self.tell(Judging(""))
        return verdict


def one_line(error: Exception) -> str:
    """The error without the lines between its first and its last, which are of a traceback."""
    lines = [type(error).__name__, *str(error).splitlines()]
    return ": ".join(line.strip().rstrip(":") for line in (*lines[:2], *lines[3:][-1:]))


def settle(sought: Sought) -> None:
    """Be a quiet process that ends on its own even when nobody is there to end it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (1, 2):
        os.dup2(null, descriptor)
    os.environ.update(sought.environ or {})
    threading.Thread(target=_end_with_parent, daemon=True).start()
    seconds = int(sought.settings.timeout * len(sought.stages)) + _ORPHAN
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    if most == resource.RLIM_INFINITY or seconds < most:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, most))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def understood(sought: Sought) -> tuple[Scope, Problem]:
    """What is sought, as this process understands it.

    Raises:
        Exception: the user's module may raise anything.
    """
    found = _scope(sought)
    components: tuple[Helper, ...] = unpack(sought.components, {})  # type: ignore[assignment]
    return found, found.problem(components, sought.given_up)


def _scope(sought: Sought) -> Scope:
    modules, target = Modules(), sought.target
    if not sought.saved and sought.source is not None:
        modules.preview(target, sought.source)
    elif target.path.exists():
        modules.namespace(target)
        modules.reload(target)  # from the source: a .pyc may be older than a file that was written within its second
    return scope(sought.spec, sought.name, sought.source, modules.namespace(target), sought.settings)


def _numbered(problem: Problem) -> dict[int, str]:
    return {h.function.number: h.name for h in problem.helpers if isinstance(h.function, Patient)}


def _ended(answer: Answer, namespace: Mapping[str, object]) -> Ended:
    try:
        return Ended(_bare(answer), pack(answer, namespace))
    except Exception:  # values of the user's classes may raise anything when they are pickled
        return Ended(_bare(answer), None)


def _bare(answer: Answer) -> Answer:
    if not isinstance(answer, Searched):
        return answer
    result = answer.result
    result = replace(result, question=None) if isinstance(result, Solution) else replace(result, failure=None)
    return replace(answer, result=result)
