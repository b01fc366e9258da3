"""A judge that is asked in a forked process first: there a call that never comes back can be ended alone."""

from __future__ import annotations

import ast
import os
import resource
import signal
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.sharedctypes import RawArray

from pytest_aurora.check.watchdog import MARK, Mark
from pytest_aurora.problem.verdict import Refuted, Verdict
from pytest_aurora.search.outcome import Body, Judge

NEVER_BACK = Refuted("", "", "a call never came back")
GRACE = 0.5
"""Seconds by which a call may be overdue before its process is killed."""
LENIENCE = 30.0
"""Seconds that a search may lose to calls that hang before they count as its own."""
LOOKING = 0.01
"""Seconds between two looks at the process."""
ORPHAN = 60
"""Seconds after which a rehearsal is ended: by the clock, or of processor time by the system if nobody watches."""

_AT_TIMES = (
    ast.IfExp, ast.BoolOp, ast.Compare, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
    ast.If, ast.For, ast.While, ast.Try,
)  # fmt: skip
"""Of their parts, some may not be computed."""


@dataclass(slots=True)
class Rehearsed:
    """Refutes a body of which a call hangs, and asks the judge of all others.

    Once a body has hung, each judgement is made twice.

    Attributes:
        judge: who judges.
        hung: bodies, by their source, of which a call never came back.
        lost: seconds that calls have hung here, as far as they are not the search's own.
    """

    judge: Judge
    hung: set[str]
    lost: float = 0.0

    def __call__(self, body: Body, function: Callable[..., object]) -> Verdict:
        """What the judge says of a body, or that a call of it never came back."""
        if any(_computes(body.source, each) for each in self.hung):
            return NEVER_BACK
        began = time.monotonic()
        if self.hung and self._hangs(body, function):
            self.hung.add(body.source)
            self.lost = min(LENIENCE, self.lost + time.monotonic() - began)
            return NEVER_BACK
        return self.judge(body, function)

    def _hangs(self, body: Body, function: Callable[..., object]) -> bool:
        mark = Mark(RawArray("d", 2))
        child = _fork()
        if not child:
            self._rehearse(body, function, mark)
        last = time.monotonic() + ORPHAN
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            hangs = mark.overdue(time.monotonic() - GRACE) is not None
            if hangs or time.monotonic() > last:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return hangs
            time.sleep(LOOKING)
        return False

    def _rehearse(self, body: Body, function: Callable[..., object], mark: Mark) -> None:
        """What the forked process does; it ends there."""
        try:
            soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (ORPHAN if soft < 0 else min(ORPHAN, soft), hard))
            MARK.set(mark)
            self.judge(body, function)
        finally:
            os._exit(0)


def _fork() -> int:
    """The thread that ends this process with its parent is not needed in the other one: nothing is to be warned of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _computes(source: str, hung: str) -> bool:
    """Whether each call of a body computes all that a body which hung does."""
    match ast.parse(hung).body:
        case [ast.Return(value=ast.expr() as value)]:
            return ast.dump(value) in map(ast.dump, _always_computed(ast.parse(source)))
    return source == hung


def _always_computed(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if not isinstance(node, _AT_TIMES):
        for child in ast.iter_child_nodes(node):
            yield from _always_computed(child)
