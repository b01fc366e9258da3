"""From a spec's functions that are not written yet to bodies in the user's file."""

from __future__ import annotations

import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.util import decode_source
from pathlib import Path

from pytest_aurora.check.contradictions import refuse_contradictions
from pytest_aurora.check.examples import Passed, run_example
from pytest_aurora.check.judge import Judge
from pytest_aurora.check.watchdog import call_within
from pytest_aurora.errors import AuroraError, RewriteRefusedError
from pytest_aurora.problem.build import build_problem, is_usable
from pytest_aurora.problem.problem import Problem, Returned
from pytest_aurora.problem.verdict import Refuted as RefutedBody
from pytest_aurora.rewrite.diff import unified
from pytest_aurora.rewrite.fill import fill
from pytest_aurora.rewrite.filling import Filling
from pytest_aurora.rewrite.find import State, find_function
from pytest_aurora.rewrite.undo import mend
from pytest_aurora.rewrite.write import write_file
from pytest_aurora.search.engine import solve
from pytest_aurora.search.outcome import Body, Budget, Listener, Solution, Stopped
from pytest_aurora.session.acceptance import audit_objections, example_objections
from pytest_aurora.session.helpers import find_helpers
from pytest_aurora.session.modules import Modules
from pytest_aurora.session.outcome import Attempt, Crashed, Kept, NotFound, Outcome, Refused, Written
from pytest_aurora.session.project import Project
from pytest_aurora.session.samples import sample_arguments
from pytest_aurora.session.target import Target
from pytest_aurora.spec.digest import function_digest
from pytest_aurora.spec.model import ExampleSpec, Spec


@dataclass(frozen=True, slots=True)
class Synthesis:
    """A run of the search over functions of specs.

    Attributes:
        project: where the specs live.
        run: the name under which what is written can be undone.
        state: the folder for that, or None when nothing is written and diffs are only shown.
        listener: told how each search goes on.
        clock: seconds.
        notes: what the user should know before it starts.
        shown: what files would hold, when nothing is written.
    """

    project: Project
    run: str
    state: Path | None
    listener: Listener | None = None
    clock: Callable[[], float] = time.monotonic
    notes: tuple[str, ...] = ()
    shown: dict[Path, bytes] = field(default_factory=dict)

    def attempt(self, spec: Spec, name: str) -> Attempt:
        """Write a function of a spec, if it asks for that; earlier ones in the order of use should be there.

        Raises:
            KeyboardInterrupt: the user wants no more.
        """
        return Attempt(self.project.shown(spec.path), name, self._attempt(spec, name))

    def _attempt(self, spec: Spec, name: str) -> Outcome:
        try:
            return _Function(self, spec, name, self.project.target(spec)).outcome()
        except AuroraError as error:
            return Refused(str(error))
        except OSError as error:
            return Refused(f"{error.filename}: {error.strerror}; its file cannot be read")
        except Exception:  # shown in full; what was found so far and the other functions must not be lost with it
            return Crashed(traceback.format_exc())

    def source(self, path: Path) -> bytes | None:
        """What a file holds; None when it is not there.

        Raises:
            OSError: it cannot be read.
        """
        if path in self.shown:
            return self.shown[path]
        return path.read_bytes() if path.exists() else None


@dataclass(frozen=True, slots=True)
class _Function:
    """One function that is asked for."""

    run: Synthesis
    spec: Spec
    name: str
    target: Target

    def outcome(self) -> Outcome:
        if not self._is_checked():
            return Refused("nothing that is said of it can be checked: add an example")
        old = self.run.source(self.target.path)
        shown = str(self.run.project.shown(self.target.path))
        found = find_function(old or b"", self.name, shown)
        namespace = self._without_stubs(self.run.project.modules.namespace(self.target), old or b"")
        judge = self._judge(namespace)
        passes = self._passes(namespace, judge)
        if found.refusal:
            return Kept("it is there and passes") if passes else Refused(found.refusal)
        if passes and found.mark is not None and found.mark.digest == function_digest(self.spec, self.name):
            return Kept("it was written before and passes")
        problem = self._problem(old or b"", namespace)
        result = self._search(problem, judge)
        if isinstance(result, Stopped):
            return Kept("its body still fits the changed spec") if passes else NotFound(result)
        return self._save(old, shown, problem, namespace, result)

    def _is_checked(self) -> bool:
        posts = (p for p in self.spec.posts if not p.prose and p.error is None and p.mark is None)
        return bool(self._examples()) or any(self.name in post.functions for post in posts)

    def _examples(self) -> list[ExampleSpec]:
        return [example for example in self.spec.examples if example.function == self.name and is_usable(example)]

    def _without_stubs(self, namespace: Mapping[str, object], source: bytes) -> Mapping[str, object]:
        """The names of the module, but for functions of the spec that are not written."""
        stubs = {f.name for f in self.spec.functions if not _is_written(f.name, source)}
        return {name: value for name, value in namespace.items() if name not in stubs}

    def _judge(self, namespace: Mapping[str, object]) -> Judge:
        settings = self.run.project.settings
        return Judge(self.spec, self.name, namespace, max_examples=settings.max_examples, seed=settings.seed)

    def _passes(self, namespace: Mapping[str, object], judge: Judge) -> bool:
        """Whether the function is there and keeps what the spec says."""
        function, seconds = namespace.get(self.name), self.run.project.settings.timeout
        return (
            callable(function)
            and all(
                call_within(seconds, run_example, e, self.spec, namespace) == Returned(Passed())
                for e in self._examples()
            )
            and not isinstance(judge(Body(()), function), RefutedBody)
        )

    def _problem(self, source: bytes, namespace: Mapping[str, object]) -> Problem:
        seed = self.run.project.settings.seed
        refuse_contradictions(self.spec, self.name, namespace)
        text = decode_source(source)
        helpers = find_helpers(self.spec, namespace, text, lambda name: _is_written(name, source))
        problem = build_problem(self.spec, self.name, namespace, helpers, seed)
        if problem.examples:
            return problem
        return replace(problem, probes=sample_arguments(self.spec, self.name, namespace, seed=seed))

    def _search(self, problem: Problem, judge: Judge) -> Solution | Stopped:
        settings = self.run.project.settings
        return solve(
            problem,
            budget=Budget(settings.timeout, settings.max_candidates),
            judge=judge,
            seed=settings.seed,
            listener=self.run.listener,
            clock=self.run.clock,
        )

    def _save(
        self, old: bytes | None, shown: str, problem: Problem, namespace: Mapping[str, object], solution: Solution
    ) -> Outcome:
        new = fill(old or b"", [self._filling(solution)], shown)
        for objection in self._objections(problem, namespace, solution, new):
            return Refused(f"a body was found, but it is not written: {objection}\n{solution.body.source}")
        line = find_function(new, self.name, shown).line or 1
        diff = self._write(old, new, shown)
        return Written(Path(shown), line, solution, diff, self.run.state is not None)

    def _filling(self, solution: Solution) -> Filling:
        function, body = self.spec.function(self.name), solution.body
        return Filling(
            function=self.name,
            signature=function.signature,
            body=body.lines,
            imports=body.imports,
            docstring=function.description,
            spec=self.run.project.shown(self.spec.path).as_posix(),
            digest=function_digest(self.spec, self.name),
        )

    def _objections(
        self, problem: Problem, namespace: Mapping[str, object], solution: Solution, module: bytes
    ) -> Iterator[str]:
        function = self.spec.function(self.name)
        folders = map(str, self.run.project.folders)
        yield from audit_objections(solution.body, problem, namespace)
        yield from example_objections(problem, function, self.target, module, namespace, folders)

    def _write(self, old: bytes | None, new: bytes, shown: str) -> str:
        run, path = self.run, self.target.path
        if run.state is None:
            run.shown[path] = new
            run.project.modules.preview(self.target, new)
            return unified(shown, old, new)
        written = write_file(path, old, new, root=run.project.rootdir, state=run.state, run=run.run)
        run.project.modules.reload(self.target)
        return written.diff


def _is_written(name: str, source: bytes) -> bool:
    return find_function(source, name).state not in (State.MISSING, State.STUB)


def _mended(state: Path, rootdir: Path) -> tuple[str, ...]:
    """What a killed run left half-made and is mended now, one sentence each."""
    try:
        return mend(state, rootdir)
    except (RewriteRefusedError, OSError) as error:
        return (f"what an earlier run left is not looked at: {error}",)


@contextmanager
def synthesis(
    project: Project, *, write: bool, listener: Listener | None = None, now: datetime | None = None
) -> Iterator[Synthesis]:
    """A run of the search.

    Args:
        project: where the specs live.
        write: files are written; else diffs are only shown, and the project's own modules stay as they are.
        listener: told how each search goes on.
        now: the time that names the run.
    """
    run = f"run-{now or datetime.now():%Y%m%d-%H%M%S}"
    if not write:
        yield Synthesis(replace(project, modules=Modules()), run, None, listener)
        return
    state = project.state_dir()
    if state is not None:
        yield Synthesis(project, run, state, listener, notes=_mended(state, project.rootdir))
        return
    with tempfile.TemporaryDirectory(prefix="aurora-") as folder:
        yield Synthesis(project, run, Path(folder), listener, notes=("no state is kept, so this run cannot be undone",))
