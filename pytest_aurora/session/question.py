"""One function that is asked for: the problem, its judge, and where its answer goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pytest_aurora.check.judge import Judge
from pytest_aurora.check.sandbox.outcome import Strength
from pytest_aurora.problem.problem import Problem
from pytest_aurora.search.generated import class_namespace
from pytest_aurora.search.outcome import Body
from pytest_aurora.session.acceptance import Foreign, audit_objections, example_objections
from pytest_aurora.session.hearing import objection
from pytest_aurora.session.outcome import Kept
from pytest_aurora.session.target import Target
from pytest_aurora.session.worker import Sought
from pytest_aurora.spec.model import FunctionSpec


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and where its answer goes.

    Attributes:
        function: its signature.
        target: the module that it belongs to.
        folders: from which that module imports.
        old: what the module's file holds; None when it is not there.
        shown: how messages name the file.
        namespace: the names of the module without stubs.
        sought: the same for another process; how long to search for it is not said yet.
        kept: what becomes of a body that is there and passes, when nothing better is found.
        doubted: an earlier search for just this was in doubt.
    """

    function: FunctionSpec
    target: Target
    folders: tuple[str, ...]
    old: bytes | None
    shown: str
    problem: Problem
    namespace: Mapping[str, object]
    judge: Judge
    sought: Sought
    kept: Kept | None = None
    doubted: bool = False

    def objections(self, body: Body, module: bytes) -> Iterator[str]:
        """What stands against a body that the search has found, and the module that holds it."""
        yield from audit_objections(body, self.problem, self.namespace)
        yield from self._example_objections(module)

    def foreign_audit(self, body: Body) -> Iterator[str]:
        """What the audit has against a body of unknown origin: it may name the classes that its signature speaks of."""
        yield from audit_objections(body, self.problem, class_namespace(self.problem.signature))

    def foreign_objections(self, body: Body, module: bytes, require: Strength) -> Iterator[str]:
        """What stands against a body of unknown origin that the audit has passed, and the module that holds it.

        Raises:
            WeakSandboxError: this machine does not hold it so strongly.
        """
        yield from self._example_objections(module, Foreign(require, self.old or b""))
        against = objection(self.sought, body, require) if self.judge.has_questions else ""
        if against:
            yield against

    def _example_objections(self, module: bytes, foreign: Foreign | None = None) -> Iterator[str]:
        yield from example_objections(
            self.problem, self.function, self.target, module, self.namespace, self.folders, foreign
        )
