"""One function that is asked for: what can be said at once, the search that it takes, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pytest_aurora.check.judge import Judge
from pytest_aurora.check.sandbox.outcome import Strength, WeakSandboxError
from pytest_aurora.errors import FileChangedError, RewriteRefusedError
from pytest_aurora.memory.adaptive import Plan
from pytest_aurora.problem.problem import Helper, Problem
from pytest_aurora.rewrite.fill import fill
from pytest_aurora.rewrite.filling import Filling
from pytest_aurora.rewrite.find import Found, find_function
from pytest_aurora.rewrite.mark import Mark
from pytest_aurora.search.outcome import Solution, Stopped
from pytest_aurora.session.answering import answered
from pytest_aurora.session.asking import MOST_QUESTIONS
from pytest_aurora.session.learning import recalled, unlearned
from pytest_aurora.session.neighbours import neighbours
from pytest_aurora.session.outcome import Crashed, Kept, NotFound, Outcome, Refused, Written
from pytest_aurora.session.parcel import pack
from pytest_aurora.session.proposals import NoProposal, proposals, wanted
from pytest_aurora.session.question import Question
from pytest_aurora.session.run import Run
from pytest_aurora.session.scope import Faulty, Scope, budget_of, scope
from pytest_aurora.session.searches import Errand
from pytest_aurora.session.stages import Searched
from pytest_aurora.session.standing import passes, unchecked
from pytest_aurora.session.target import Target
from pytest_aurora.session.worker import Sought
from pytest_aurora.spec.digest import function_digest
from pytest_aurora.spec.model import Spec

_AS_WRITTEN = "it was written before and passes"
NEIGHBOURHOOD = 20
"""So many similar solved functions are looked at for those of the same package."""
TRIES = 3
"""So many times a body is filled into a file that somebody else keeps on changing."""


@dataclass(frozen=True, slots=True)
class Function:
    """One function that is asked for."""

    run: Run
    spec: Spec
    name: str
    target: Target
    questions: int = MOST_QUESTIONS
    earlier: Solution | None = None
    tries: int = TRIES

    def begin(self) -> Outcome | Search:
        """What can be said at once, or the search that it takes."""
        objection = unchecked(self.spec, self.name)
        if objection:
            return Refused(objection)
        run, old = self.run, self.run.source(self.target.path)
        shown = str(run.project.shown(self.target.path))
        found = find_function(old or b"", self.name, shown)
        known = scope(self.spec, self.name, old, run.project.modules.namespace(self.target), run.project.settings)
        judge = known.judge()
        stands = passes(known, judge)
        if found.refusal:
            return Kept("it is there and passes") if stands else Refused(f"{shown}: {found.refusal}")
        if not stands and (objection := self._unlike(found)):
            return Refused(f"{shown}:{found.line}: {objection}")
        mark = found.mark if found.mark is not None and found.mark.digest == self._digest else None
        if stands and mark is not None and not (mark.in_doubt and self.run.ask):
            return Kept(_AS_WRITTEN)
        run.searches.prepare(known, judge)
        kept = Kept(_AS_WRITTEN if mark else "its body still fits the changed spec") if stands else None
        question = self._question(known, judge, kept, mark)
        return self._recall(question) or self._search(question, known)

    def _unlike(self, found: Found) -> str:
        """That the function in the file has no parameter of a name that a body would use, and how to go on."""
        function = self.spec.function(self.name)
        missing = [p.name for p in function.parameters if p.name not in found.parameters]
        if found.line is None or not missing:
            return ""
        return (
            f"{self.name} has no parameter {missing[0]!r}: name its parameters as the spec does, `{function.signature}`"
        )

    def _question(self, known: Scope, judge: Judge, kept: Kept | None, mark: Mark | None) -> Question:
        run, function = self.run, self.spec.function(self.name)
        problem, components = self._problem(known)
        doubted = mark.in_doubt if mark else run.learning.was_in_doubt(self._shown_spec, self.name, self._digest)
        return Question(
            function, self.target, tuple(map(str, run.project.folders)), known.source,
            str(run.project.shown(self.target.path)), problem, known.namespace, judge,
            self._sought(known, components), kept, doubted,
        )  # fmt: skip

    def _problem(self, known: Scope) -> tuple[Problem, tuple[Helper, ...]]:
        """What is to be found, and what may be called that is not of the spec or its module."""
        run, given_up = self.run, self.run.searches.given_up(self.target.path)
        problem = known.problem(run.components, given_up)
        near = neighbours(run.project, self.target, partial(run.learning.similar, problem, NEIGHBOURHOOD))
        components = (*near, *run.components)
        return known.problem(components, given_up) if near else problem, components

    def _sought(self, known: Scope, components: tuple[Helper, ...]) -> Sought:
        run, given_up = self.run, self.run.searches.given_up(self.target.path)
        return Sought(
            self.spec, self.name, self.target, known.source, run.state is not None, known.settings, (),
            pack(components, {}), given_up, environ=dict(run.project.environ),
        )  # fmt: skip

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
                return self._write(question, module, replace(solution, seconds=seconds), self._vetted, recalled=True)
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

    def _search(self, question: Question, known: Scope) -> Search:
        run = self.run
        budget = budget_of(known.settings)
        # What is in doubt may have taught that it is right; the user is asked without that.
        again = question.doubted and run.ask is not None
        plan = unlearned(budget) if again else run.learning.plan(question.problem, budget)
        sought = replace(question.sought, stages=plan.stages)
        label = f"{self._shown_spec}::{self.name}"
        errand = Errand(label, known, question.problem, question.judge, sought, run.listener, run.clock)
        return Search(self, question, plan, errand)

    def end(self, question: Question, plan: Plan, searched: Searched) -> Outcome | Search:
        """Write what was found, if it may be written, and learn from it; after a user's answer, begin again."""
        question = replace(question, old=self.run.rewritten.get(self.target.path, question.old))
        if isinstance(searched.result, Stopped) and question.kept is None:
            searched = self._confirmed(question) or searched
        result, note = searched.result, self.run.learning.note_search
        if isinstance(result, Stopped):
            proposed = () if question.kept else self._propose(question, result)
            if not isinstance(proposed, tuple):
                return proposed
            note(question.problem, plan, searched, self._shown_spec, self._digest)
            return question.kept or NotFound(result, proposed)
        module = self._checked(question, result)
        objection = module if isinstance(module, str) else ""
        asked = result.question if self.questions and not objection else None
        answer = answered(self.run, self.spec, self.name, asked, question.namespace) if asked else None
        if answer is not None:
            return replace(self, spec=answer.spec, questions=self.questions - 1, earlier=result).begin()
        note(question.problem, plan, searched, self._shown_spec, self._digest, objection)
        if isinstance(module, str):
            return _unwritten(module, result)
        if result.question and question.doubted and question.kept:
            return question.kept
        return self._write(question, module, result, self._checked)

    def _checked(self, question: Question, solution: Solution) -> bytes | str:
        """The module with a body that the search has found, or what stands against it."""
        module = self._filled(question, solution, solution.question is not None)
        return next(question.objections(solution.body, module), module)

    def _confirmed(self, question: Question) -> Searched | None:
        """The search before the user was asked, if its body keeps the answer."""
        if self.earlier is None:
            return None
        confirmed = replace(self.earlier, question=None)
        return None if isinstance(self._checked(question, confirmed), str) else Searched(confirmed, None)

    # --- a body that is proposed -------------------------------------------------------------------------------------

    def _propose(self, question: Question, stopped: Stopped) -> Outcome | tuple[str, ...]:
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
                self.run.learning.note_proposal(question.problem, solution, self._shown_spec, self._digest)
                return self._write(question, module, solution, self._vetted, proposer=given.proposer)
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
        self, question: Question, module: bytes, solution: Solution, check: Check, *,
        recalled: bool = False, proposer: str = "",
    ) -> Outcome:  # fmt: skip
        line = find_function(module, self.name, question.shown).line or 1
        run = self.run
        try:
            diff = run.put(self.target.path, question.old, module)
        except RewriteRefusedError as error:
            run.project.modules.reload(self.target)
            if isinstance(error, FileChangedError) and self.tries:
                return self._written_anew(solution, check, recalled, proposer)
            return Refused(f"a body was found, but {error}\n{solution.body.source}")
        if run.state is None:
            run.project.modules.preview(self.target, module)
        else:
            run.project.modules.reload(self.target)
        return Written(Path(question.shown), line, solution, diff, run.state is not None, recalled, proposer)

    def _written_anew(self, solution: Solution, check: Check, recalled: bool, proposer: str) -> Outcome:
        """What becomes of a body whose file has changed meanwhile: it is judged and filled in as the file is now."""
        begun = replace(self, tries=self.tries - 1).begin()
        if not isinstance(begun, Search):
            return begun
        module = check(begun.question, solution)
        if isinstance(module, str):
            return _unwritten(module, solution)
        return begun.function._write(begun.question, module, solution, check, recalled=recalled, proposer=proposer)


Check = Callable[[Question, Solution], "bytes | str"]
"""The module with a body, or what stands against it."""


def _unwritten(objection: str, solution: Solution) -> Refused:
    return Refused(f"a body was found, but it is not written: {objection}\n{solution.body.source}")


@dataclass(frozen=True, slots=True)
class Search:
    """A search that is to be made for a function."""

    function: Function
    question: Question
    plan: Plan
    errand: Errand

    def end(self, found: Iterator[Searched | Faulty]) -> Outcome | Search:
        """Make it, and do what follows from it."""
        searched = next(found)
        if isinstance(searched, Faulty):
            return Crashed(searched.trace)
        return self.function.end(self.question, self.plan, searched)
