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
from pytest_aurora.check.sandbox.outcome import Strength, WeakSandboxError
from pytest_aurora.check.watchdog import call_within
from pytest_aurora.errors import AuroraError, RewriteRefusedError
from pytest_aurora.memory.adaptive import Plan
from pytest_aurora.memory.state import SYSTEM_CLOCK
from pytest_aurora.problem.build import build_problem, is_usable
from pytest_aurora.problem.problem import Problem, Returned
from pytest_aurora.problem.verdict import Refuted as RefutedBody
from pytest_aurora.rewrite.diff import unified
from pytest_aurora.rewrite.fill import fill
from pytest_aurora.rewrite.filling import Filling
from pytest_aurora.rewrite.find import State, find_function
from pytest_aurora.rewrite.undo import mend
from pytest_aurora.rewrite.write import write_file
from pytest_aurora.search.candidate import compile_body
from pytest_aurora.search.engine import solve
from pytest_aurora.search.outcome import Body, Budget, CostModel, Listener, Result, Solution, Stopped
from pytest_aurora.session.acceptance import audit_objections, example_objections
from pytest_aurora.session.asking import MOST_QUESTIONS, Answer, Ask, NotAskedError, inquire
from pytest_aurora.session.helpers import find_helpers
from pytest_aurora.session.learning import Learning, recalled
from pytest_aurora.session.modules import Modules
from pytest_aurora.session.outcome import Attempt, Crashed, Kept, NotFound, Outcome, Refused, Written
from pytest_aurora.session.project import Project
from pytest_aurora.session.samples import sample_arguments
from pytest_aurora.session.stages import Searched, search_in_stages
from pytest_aurora.session.target import Target
from pytest_aurora.spec.digest import function_digest
from pytest_aurora.spec.model import ExampleSpec, Spec

_AS_WRITTEN = "it was written before and passes"


@dataclass(frozen=True, slots=True)
class Synthesis:
    """A run of the search over functions of specs.

    Attributes:
        project: where the specs live.
        state: the folder for that, or None when nothing is written and diffs are only shown.
        learning: what earlier runs have taught, and what this one teaches.
        listener: told how each search goes on.
        clock: seconds.
        notes: what the user should know before it starts.
        shown: what files would hold, when nothing is written.
        weak: why code of unknown origin cannot be run, once that is known.
        ask: asks the user when a search is in doubt; None: nobody is asked.
        answers: what the user has answered.
        remarks: what else a user should know.
    """

    project: Project
    state: Path | None
    learning: Learning
    listener: Listener | None = None
    clock: Callable[[], float] = time.monotonic
    notes: tuple[str, ...] = ()
    shown: dict[Path, bytes] = field(default_factory=dict)
    weak: list[str] = field(default_factory=list)
    ask: Ask | None = None
    answers: list[Answer] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def attempt(self, spec: Spec, name: str) -> Attempt:
        """Write a function of a spec, if it asks for that; earlier ones in the order of use should be there.

        Raises:
            KeyboardInterrupt: the user wants no more.
        """
        answered = {answer.spec.path: answer.spec for answer in self.answers}
        return Attempt(self.project.shown(spec.path), name, self._attempt(answered.get(spec.path, spec), name))

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

    def put(self, path: Path, old: bytes | None, new: bytes) -> str:
        """Write a file, or keep in mind what it would hold; gives what changed, to be read.

        Raises:
            RewriteRefusedError: it may not be written, or was changed meanwhile.
        """
        if self.state is None:
            self.shown[path] = new
            return unified(str(self.project.shown(path)), old, new)
        return write_file(path, old, new, root=self.project.rootdir, state=self.state, run=self.learning.name).diff


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, and where its answer goes.

    Attributes:
        old: what the file holds; None when it is not there.
        shown: how messages name the file.
        namespace: the names of its module without stubs.
        kept: the body that is there passes, and may stay when nothing better is found.
        doubted: an earlier search for just this was in doubt.
    """

    old: bytes | None
    shown: str
    problem: Problem
    namespace: Mapping[str, object]
    judge: Judge
    kept: Kept | None
    doubted: bool


@dataclass(frozen=True, slots=True)
class _Function:
    """One function that is asked for."""

    run: Synthesis
    spec: Spec
    name: str
    target: Target
    questions: int = MOST_QUESTIONS
    earlier: Solution | None = None

    def outcome(self) -> Outcome:
        if not self._is_checked():
            return Refused(self._unchecked())
        old = self.run.source(self.target.path)
        shown = str(self.run.project.shown(self.target.path))
        found = find_function(old or b"", self.name, shown)
        namespace = self._without_stubs(self.run.project.modules.namespace(self.target), old or b"")
        judge = self._judge(namespace)
        passes = self._passes(namespace, judge)
        if found.refusal:
            return Kept("it is there and passes") if passes else Refused(found.refusal)
        mark = found.mark if found.mark is not None and found.mark.digest == self._digest else None
        if passes and mark is not None and not (mark.in_doubt and self.run.ask):
            return Kept(_AS_WRITTEN)
        problem = self._problem(old or b"", namespace)
        kept = Kept(_AS_WRITTEN if mark else "its body still fits the changed spec") if passes else None
        doubted = mark.in_doubt if mark else self.run.learning.was_in_doubt(self._shown_spec, self.name, self._digest)
        question = _Question(old, shown, problem, namespace, judge, kept, doubted)
        return self._recall(question) or self._search(question)

    def _is_checked(self) -> bool:
        posts = (p for p in self.spec.posts if not p.prose and p.error is None and p.mark is None)
        return bool(self._examples()) or any(self.name in post.functions for post in posts)

    def _unchecked(self) -> str:
        broken = [e for e in self.spec.examples if e.function == self.name and e.error is not None]
        if not broken:
            return "nothing that is said of it can be checked: add an example"
        return f"none of its examples can be read:\n{broken[0].error}"

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

    # --- a body that an earlier run found ---------------------------------------------------------------------------

    def _recall(self, question: _Question) -> Outcome | None:
        """A stored body for just this question, if it passes everything again; none when the user is to be asked."""
        if question.doubted and self.run.ask:
            return None
        began = self.run.clock()
        for entry in self.run.learning.answers(question.problem):
            solution = recalled(entry)
            module = self._trusted(question, solution)
            if module is not None:
                seconds = self.run.clock() - began
                self.run.learning.note_answer(entry, seconds, self._shown_spec, self._digest)
                return self._write(question, module, replace(solution, seconds=seconds), recalled=True)
        return None

    def _trusted(self, question: _Question, solution: Solution) -> bytes | None:
        """The module with a body of unknown origin; None when the body does not pass or cannot be run safely."""
        problem = question.problem
        if self.run.weak or any(audit_objections(solution.body, problem, question.namespace)):
            return None
        require = Strength.STRONG if self.run.project.settings.sandbox == "strong" else Strength.WEAK
        try:
            module = self._filled(question, solution, question.doubted)
            if any(self._example_objections(question, module, require)):
                return None
        except WeakSandboxError as error:
            self.run.weak.append(f"no body of an earlier run is used: {error}")
            return None
        function = compile_body(solution.body, problem.signature, problem.helpers)
        return None if isinstance(question.judge(solution.body, function), RefutedBody) else module

    # --- a body that is searched for --------------------------------------------------------------------------------

    def _search(self, question: _Question) -> Outcome:
        plan, searched = self._searched(question)
        result, note = searched.result, self.run.learning.note_search
        if isinstance(result, Stopped):
            note(question.problem, plan, searched, self._shown_spec, self._digest)
            return question.kept or self._confirmed(question) or NotFound(result)
        in_doubt = result.question is not None
        module = self._filled(question, result, in_doubt)
        objection = next(self._objections(question, result, module), "")
        answer = None if objection else self._asked(question, result)
        if answer is not None:
            return replace(self, spec=answer.spec, questions=self.questions - 1, earlier=result).outcome()
        note(question.problem, plan, searched, self._shown_spec, self._digest, objection)
        if objection:
            return Refused(f"a body was found, but it is not written: {objection}\n{result.body.source}")
        if in_doubt and question.doubted and question.kept:
            return question.kept
        return self._write(question, module, result)

    def _asked(self, question: _Question, solution: Solution) -> Answer | None:
        """What the user says when the search is in doubt, once it is in the spec's file.

        Raises:
            RewriteRefusedError: it could not be written there.
        """
        run, path = self.run, self.spec.path
        if run.ask is None or solution.question is None or not self.questions:
            return None
        data, shown = run.source(path), Path(self._shown_spec)
        try:
            asked = inquire(self.spec, data or b"", shown, self.name, solution.question, question.namespace)
            answer = asked.settle(run.ask)
        except NotAskedError as error:
            run.remarks.append(str(error))
            return None
        if answer is not None:
            run.put(path, data, answer.data)
            run.answers.append(answer)
        return answer

    def _confirmed(self, question: _Question) -> Outcome | None:
        """The body that was found before the user was asked, if the answer confirms it."""
        if self.earlier is None:
            return None
        module = self._filled(question, self.earlier, in_doubt=False)
        if any(self._objections(question, self.earlier, module)):
            return None
        return self._write(question, module, replace(self.earlier, question=None))

    def _searched(self, question: _Question) -> tuple[Plan, Searched]:
        settings = self.run.project.settings
        budget = Budget(settings.timeout, settings.max_candidates)
        plan = self.run.learning.plan(question.problem, budget)

        def search(share: Budget, costs: CostModel, listener: Listener | None) -> Result:
            return solve(
                question.problem,
                budget=share,
                judge=question.judge,
                costs=costs,
                seed=settings.seed,
                listener=listener,
                clock=self.run.clock,
            )

        return plan, search_in_stages(plan.stages, budget, search, self.run.listener)

    # --- a body that is written -------------------------------------------------------------------------------------

    @property
    def _shown_spec(self) -> str:
        return self.run.project.shown(self.spec.path).as_posix()

    @property
    def _digest(self) -> str:
        return function_digest(self.spec, self.name)

    def _filled(self, question: _Question, solution: Solution, in_doubt: bool) -> bytes:
        """The module with a body."""
        function, body = self.spec.function(self.name), solution.body
        filling = Filling(
            function=self.name,
            signature=function.signature,
            body=body.lines,
            imports=body.imports,
            docstring=function.description,
            spec=self._shown_spec,
            digest=self._digest,
            in_doubt=in_doubt,
        )
        return fill(question.old or b"", [filling], question.shown)

    def _objections(self, question: _Question, solution: Solution, module: bytes) -> Iterator[str]:
        yield from audit_objections(solution.body, question.problem, question.namespace)
        yield from self._example_objections(question, module, Strength.WEAK)

    def _example_objections(self, question: _Question, module: bytes, require: Strength) -> Iterator[str]:
        function, folders = self.spec.function(self.name), map(str, self.run.project.folders)
        yield from example_objections(
            question.problem, function, self.target, module, question.namespace, folders, require
        )

    def _write(self, question: _Question, module: bytes, solution: Solution, *, recalled: bool = False) -> Written:
        line = find_function(module, self.name, question.shown).line or 1
        run = self.run
        diff = run.put(self.target.path, question.old, module)
        if run.state is None:
            run.project.modules.preview(self.target, module)
        else:
            run.project.modules.reload(self.target)
        return Written(Path(question.shown), line, solution, diff, run.state is not None, recalled)


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
    project: Project,
    *,
    write: bool,
    listener: Listener | None = None,
    now: datetime | None = None,
    ask: Ask | None = None,
) -> Iterator[Synthesis]:
    """A run of the search.

    Args:
        project: where the specs live.
        write: files are written and state is kept; else diffs are only shown, and the project's own modules stay as
            they are.
        listener: told how each search goes on.
        now: the time that names the run.
        ask: asks the user when a search is in doubt; None: nobody is asked.
    """
    clock = SYSTEM_CLOCK if now is None else replace(SYSTEM_CLOCK, now=lambda: now)
    state = project.state_dir() if write else project.state_path
    learning = Learning(project.settings, state, keep=write, environ=project.environ, clock=clock)
    try:
        if not write:
            yield Synthesis(replace(project, modules=Modules()), None, learning, listener, ask=ask)
        elif state is not None:
            yield Synthesis(project, state, learning, listener, notes=_mended(state, project.rootdir), ask=ask)
        else:
            with tempfile.TemporaryDirectory(prefix="aurora-") as folder:
                notes = ("no state is kept, so this run cannot be undone",)
                yield Synthesis(project, Path(folder), learning, listener, notes=notes, ask=ask)
    finally:
        learning.finish()
