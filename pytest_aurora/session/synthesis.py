"""From a spec's functions that are not written yet to bodies in the user's file."""

from __future__ import annotations

import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
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
from pytest_aurora.problem.problem import Helper, Problem, Returned
from pytest_aurora.problem.verdict import Refuted as RefutedBody
from pytest_aurora.rewrite.diff import unified
from pytest_aurora.rewrite.fill import fill
from pytest_aurora.rewrite.filling import Filling
from pytest_aurora.rewrite.find import State, find_function
from pytest_aurora.rewrite.undo import forget, mend
from pytest_aurora.rewrite.write import write_file
from pytest_aurora.search.engine import solve
from pytest_aurora.search.outcome import Body, Budget, CostModel, Listener, Result, Solution, Stopped
from pytest_aurora.session.asking import MOST_QUESTIONS, Answer, Ask, NotAskedError, inquire
from pytest_aurora.session.helpers import component_helpers, find_helpers
from pytest_aurora.session.learning import Learning, recalled, unlearned
from pytest_aurora.session.modules import Modules
from pytest_aurora.session.outcome import Attempt, Crashed, Kept, NotFound, Outcome, Refused, Written
from pytest_aurora.session.project import Project
from pytest_aurora.session.proposals import NoProposal, Proposer, proposals, wanted
from pytest_aurora.session.question import Question
from pytest_aurora.session.samples import sample_arguments
from pytest_aurora.session.stages import Searched, search_in_stages
from pytest_aurora.session.target import Target
from pytest_aurora.spec.digest import function_digest
from pytest_aurora.spec.model import ExampleSpec, Spec

_AS_WRITTEN = "it was written before and passes"

_MIB = 1 << 20


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
        components: functions that bodies of all specs may call.
        proposers: where bodies come from that the search has not found.
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
    components: tuple[Helper, ...] = ()
    proposers: tuple[Proposer, ...] = ()
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
        folders = tuple(map(str, self.run.project.folders))
        function = self.spec.function(self.name)
        kept = Kept(_AS_WRITTEN if mark else "its body still fits the changed spec") if passes else None
        doubted = mark.in_doubt if mark else self.run.learning.was_in_doubt(self._shown_spec, self.name, self._digest)
        question = Question(function, self.target, folders, old, shown, problem, namespace, judge, kept, doubted)
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
        helpers = find_helpers(self.spec, namespace, text, lambda name: _is_written(name, source), self.run.components)
        problem = build_problem(self.spec, self.name, namespace, helpers, seed)
        if problem.examples:
            return problem
        return replace(problem, probes=sample_arguments(self.spec, self.name, namespace, seed=seed))

    # --- a body that an earlier run found ---------------------------------------------------------------------------

    def _recall(self, question: Question) -> Outcome | None:
        """A stored body for just this question, if it passes everything again; none when the user is to be asked."""
        if question.doubted and self.run.ask:
            return None
        began = self.run.clock()
        for entry in self.run.learning.answers(question.problem):
            solution = recalled(entry)
            module = self._vetted(question, solution)
            if isinstance(module, bytes):
                seconds = self.run.clock() - began
                self.run.learning.note_answer(entry, seconds, self._shown_spec, self._digest)
                return self._write(question, module, replace(solution, seconds=seconds), recalled=True)
        return None

    def _vetted(self, question: Question, solution: Solution) -> bytes | str:
        """The module with a body of unknown origin, or why it is not taken."""
        if self.run.weak:
            return self.run.weak[0]
        require = Strength.STRONG if self.run.project.settings.sandbox == "strong" else Strength.WEAK
        try:
            objection = next(question.foreign_audit(solution.body), "")
            if objection:
                return objection
            module = self._filled(question, solution, question.doubted)
            return next(question.foreign_objections(solution.body, module, require), module)
        except WeakSandboxError as error:
            self.run.weak.append(f"no code of unknown origin is run: {error}")
            return self.run.weak[0]
        except RewriteRefusedError as error:
            return str(error)

    # --- a body that is searched for --------------------------------------------------------------------------------

    def _search(self, question: Question) -> Outcome:
        plan, searched = self._searched(question)
        if isinstance(searched.result, Stopped) and question.kept is None:
            searched = self._confirmed(question) or searched
        result, note = searched.result, self.run.learning.note_search
        if isinstance(result, Stopped):
            proposed = () if question.kept else self._propose(question, result)
            if isinstance(proposed, Written | Refused):
                return proposed
            note(question.problem, plan, searched, self._shown_spec, self._digest)
            return question.kept or NotFound(result, proposed)
        in_doubt = result.question is not None
        module = self._filled(question, result, in_doubt)
        objection = next(question.objections(result.body, module), "")
        answer = None if objection else self._asked(question, result)
        if answer is not None:
            return replace(self, spec=answer.spec, questions=self.questions - 1, earlier=result).outcome()
        note(question.problem, plan, searched, self._shown_spec, self._digest, objection)
        if objection:
            return Refused(f"a body was found, but it is not written: {objection}\n{result.body.source}")
        if in_doubt and question.doubted and question.kept:
            return question.kept
        return self._write(question, module, result)

    def _asked(self, question: Question, solution: Solution) -> Answer | None:
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

    def _confirmed(self, question: Question) -> Searched | None:
        """The search before the user was asked, if its body keeps the answer."""
        if self.earlier is None:
            return None
        confirmed = replace(self.earlier, question=None)
        module = self._filled(question, confirmed, in_doubt=False)
        return None if any(question.objections(confirmed.body, module)) else Searched(confirmed, None)

    def _searched(self, question: Question) -> tuple[Plan, Searched]:
        settings = self.run.project.settings
        budget = Budget(settings.timeout, settings.max_candidates, settings.memory * _MIB)
        # What is in doubt may have taught that it is right; the user is asked without that.
        again = question.doubted and self.run.ask is not None
        plan = unlearned(budget) if again else self.run.learning.plan(question.problem, budget)

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

    # --- a body that is proposed -------------------------------------------------------------------------------------

    def _propose(self, question: Question, stopped: Stopped) -> Written | Refused | tuple[str, ...]:
        """The first proposed body that passes everything, or what became of each."""
        nearest = stopped.nearest.source if stopped.nearest is not None else ""
        told = []
        for given in proposals(self.run.proposers, wanted(self.spec, self.name, nearest)):
            if isinstance(given, NoProposal):
                told.append(f"{given.proposer}: {given.reason}")
                continue
            solution = Solution(given.body, stopped.candidates, stopped.seconds)
            module = self._vetted(question, solution)
            if isinstance(module, bytes):
                self.run.learning.note_proposal(stopped, self.name, given.body, self._shown_spec, self._digest)
                return self._write(question, module, solution, proposer=given.proposer)
            told.append(f"a body of {given.proposer} is not taken: {module}")
        return tuple(told)

    # --- a body that is written -------------------------------------------------------------------------------------

    @property
    def _shown_spec(self) -> str:
        return self.run.project.shown(self.spec.path).as_posix()

    @property
    def _digest(self) -> str:
        return function_digest(self.spec, self.name)

    def _filled(self, question: Question, solution: Solution, in_doubt: bool) -> bytes:
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

    def _write(
        self, question: Question, module: bytes, solution: Solution, *, recalled: bool = False, proposer: str = ""
    ) -> Written | Refused:
        line = find_function(module, self.name, question.shown).line or 1
        run = self.run
        try:
            diff = run.put(self.target.path, question.old, module)
        except RewriteRefusedError as error:
            run.project.modules.reload(self.target)
            return Refused(f"a body was found, but {error}\n{solution.body.source}")
        if run.state is None:
            run.project.modules.preview(self.target, module)
        else:
            run.project.modules.reload(self.target)
        return Written(Path(question.shown), line, solution, diff, run.state is not None, recalled, proposer)


def _is_written(name: str, source: bytes) -> bool:
    return find_function(source, name).state not in (State.MISSING, State.STUB)


def _mended(state: Path, project: Project) -> tuple[str, ...]:
    """What a killed run left half-made and is mended now, one sentence each; what is too old is forgotten."""
    try:
        said = mend(state, project.rootdir)
        forget(state, project.settings.keep.undo)
        return said
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

    Raises:
        UsageError: a component cannot be used.
    """
    components, proposers = component_helpers(project.components()), project.proposers()
    clock = SYSTEM_CLOCK if now is None else replace(SYSTEM_CLOCK, now=lambda: now)
    state = project.state_dir() if write else project.state_path
    learning = Learning(project.settings, state, keep=write, environ=project.environ, clock=clock)
    begin = partial(
        Synthesis, learning=learning, listener=listener, components=components, proposers=proposers, ask=ask
    )
    try:
        if not write:
            yield begin(replace(project, modules=Modules()), None)
        elif state is not None:
            yield begin(project, state, notes=_mended(state, project))
        else:
            with tempfile.TemporaryDirectory(prefix="aurora-") as folder:
                notes = ("no state is kept, so this run cannot be undone",)
                yield begin(project, Path(folder), notes=notes)
    finally:
        learning.finish()
