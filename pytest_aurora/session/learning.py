"""What a run knows of earlier runs, and what it leaves to later ones."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path

from pytest_aurora import __version__
from pytest_aurora.memory.adaptive import AdaptiveBiasScheduler, Plan, Stage, bounded, cut
from pytest_aurora.memory.corpus import Corpus
from pytest_aurora.memory.costs import UNLEARNED, LearnedCosts, by_parent, credit, preferring
from pytest_aurora.memory.entry import SOLVED, Entry, entry_of, hash_examples, normalized, written_examples
from pytest_aurora.memory.layout import Layout, layout
from pytest_aurora.memory.prior import PriorStore
from pytest_aurora.memory.runs import FunctionRun, Run, RunRecorder, Runs, question_of
from pytest_aurora.memory.schedule import Mode
from pytest_aurora.memory.seeds import SeedStore
from pytest_aurora.memory.state import SYSTEM_CLOCK, Clock, StateWarning
from pytest_aurora.problem.problem import Problem
from pytest_aurora.problem.types import BOOL, INT, NONE
from pytest_aurora.search.costs import scalars_of
from pytest_aurora.search.outcome import Body, Budget, Question, Result, Solution
from pytest_aurora.search.vocabulary import vocabulary
from pytest_aurora.session.asking import MOST_ANSWERS
from pytest_aurora.session.stages import Searched
from pytest_aurora.settings import Settings
from pytest_aurora.wording import could_be

SIMILAR = 3
"""So many similar entries' parts are preferred."""
REFILLED = 40
"""So many similar bodies are starting points: they are tried with other constants, parameters and components."""

_CONTAINERS = {"list", "tuple", "dict", "set", "frozenset", "Counter", "defaultdict", "OrderedDict", "deque"}


class Learning:
    """The memory of one run.

    What a run learns serves later runs and not itself: the order of its functions decides nothing, and with a fresh
    state everything is as without memory.

    Args:
        settings: of the project; `seeds`, `corpus` and `prior` turn parts of it off.
        state: the folder that state is kept in; None to keep everything in memory.
        keep: state is written; else it is only read.
        environ: environment variables.

    Attributes:
        warnings: what was wrong with state, one sentence each.
    """

    def __init__(
        self,
        settings: Settings,
        state: Path | None,
        *,
        keep: bool = True,
        environ: Mapping[str, str] | None = None,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        files = layout(state, environ or {})
        self.warnings: list[str] = []
        self._settings = settings
        self._keep = keep
        self._clock = clock
        self._began = clock.monotonic()
        self._runs = Runs(files.runs, warn=self._warn, clock=clock, keep=keep)
        self._corpus = self._open_corpus(files, keep) if settings.corpus else None
        self._liked = self._read_prior(files, keep) if settings.prior else ()
        config, seed, files = settings.learning, settings.seed, files if settings.seeds else layout(None, {})
        self._seeds = SeedStore(files.seeds, config, warn=self._warn, clock=clock, keep=keep)
        self._scheduler = AdaptiveBiasScheduler(
            files.schedule, config, seed=seed, warn=self._warn, clock=clock, keep=keep
        )
        self._learned = dict(self._seeds.seeds.biases)

    def _open_corpus(self, files: Layout, keep: bool) -> Corpus:
        path = files.corpus if keep or (files.corpus and files.corpus.exists()) else None
        return Corpus(path, warn=self._warn, clock=self._clock)

    def _read_prior(self, files: Layout, keep: bool) -> tuple[str, ...]:
        return PriorStore(files.prior, warn=self._warn, clock=self._clock, keep=keep).prior.liked()

    def _warn(self, warning: StateWarning) -> None:
        self.warnings.append(str(warning))

    # --- what is known ----------------------------------------------------------------------------------------------

    def answers(self, problem: Problem) -> tuple[Entry, ...]:
        """Bodies that earlier runs found for just this question; they are as trustworthy as their file."""
        if self._corpus is None:
            return ()
        found = self._corpus.solutions(normalized(problem.signature), hash_examples(written_examples(problem)))
        return tuple(entry for entry in found if not self._is_own(entry))

    def was_in_doubt(self, spec: str, name: str, digest: str) -> bool:
        """Whether the newest recorded search for just this could not tell which body is meant."""
        return bool(question_of(self._recorded, spec, name, digest))

    @cached_property
    def _recorded(self) -> tuple[Run, ...]:
        return self._runs.newest()

    def plan(self, problem: Problem, budget: Budget) -> Plan:
        """How the search for a problem goes: by learned biases, by similar bodies and by what the user likes."""
        near, seeds = self.similar(problem, REFILLED), self._settings.seeds
        parts = sorted({key for entry in near[:SIMILAR] for key in entry.productions}) if seeds else []
        biases = relevant(self._learned, problem)
        plan = self._biased(problem, biases, parts, budget) if seeds else unlearned(budget)
        guide = LearnedCosts(
            familiar=by_parent((*parts, *(key for key, bias in biases.items() if bias > 0))),
            liked=frozenset(key.partition(">")[2] for key in priced(self._liked, problem)),
            similar=tuple(entry.notation for entry in near if entry.notation),
        )
        return plan if guide == UNLEARNED else replace(plan, stages=_guided(plan.stages, guide, budget))

    def _biased(self, problem: Problem, biases: Mapping[str, float], parts: Iterable[str], budget: Budget) -> Plan:
        """By the learned biases and by the parts of similar bodies, as far as a search pays for what they stand for."""
        parts = priced(parts, problem)
        plan = self._scheduler.plan(preferring({key: biases[key] for key in priced(biases, problem)}, parts), budget)
        return replace(plan, stages=tuple(self._preferring(parts, stage) for stage in plan.stages))

    def similar(self, problem: Problem, most: int) -> tuple[Entry, ...]:
        """What earlier runs solved that is most like a problem, best first."""
        if self._corpus is None:
            return ()
        top = most + len(self._recorder.run.functions)
        found = self._corpus.similar(normalized(problem.signature), sorted(problem.words), top=top)
        return tuple(entry for entry in found if not self._is_own(entry))[:most]

    def _is_own(self, entry: Entry) -> bool:
        """Whether this run has found it; one that keeps nothing may share its name with another."""
        return self._keep and entry.run == self.name

    def _preferring(self, parts: Iterable[str], stage: Stage) -> Stage:
        """A learned stage that prefers the parts of similar bodies, too."""
        if not stage.costs.biases:
            return stage
        biases = bounded(preferring(stage.costs.biases, parts), self._settings.learning.max_total_drift)
        return replace(stage, costs=LearnedCosts(biases))

    # --- what is learned --------------------------------------------------------------------------------------------

    @cached_property
    def _recorder(self) -> RunRecorder:
        config = {name: str(v) if isinstance(v, Path) else v for name, v in asdict(self._settings).items()}
        versions = {"python": platform.python_version(), "pytest-aurora": __version__}
        return self._runs.begin(seed=self._settings.seed, config=config, versions=versions)

    @property
    def name(self) -> str:
        """The run's name; asking for it begins the run."""
        return self._recorder.run.head.name

    @property
    def run(self) -> Run | None:
        """What is recorded so far; None before the first function."""
        return self._recorder.run if "_recorder" in vars(self) else None

    def note_search(
        self, problem: Problem, plan: Plan, searched: Searched, spec: str, digest: str, refusal: str = ""
    ) -> None:
        """Record a search; what it found teaches unless it is in doubt or was refused afterwards."""
        result = searched.result
        if self._settings.seeds:
            self._scheduler.report(plan, searched.solved_by)
        if self._settings.seeds and isinstance(result, Solution) and not result.in_doubt and not refusal:
            self._seeds.update(credit(result.productions, self._seeds.seeds.biases))
        self._keep_attempt(problem, result, spec, refused=bool(refusal))
        learned = searched.solved_by is not None and plan.stages[searched.solved_by].costs != UNLEARNED
        self._recorder.record(_searched(problem, result, spec, digest, refusal, {"learned": int(learned)}))

    def note_answer(self, entry: Entry, seconds: float, spec: str, digest: str) -> None:
        """Record that a body of an earlier run was used at once."""
        self._recorder.record(
            FunctionRun(
                spec, entry.name, SOLVED, "corpus", entry.body, 0, seconds,
                counters={"saved": entry.candidates}, digest=digest,
            )
        )  # fmt: skip

    def note_proposal(self, problem: Problem, proposed: Solution, spec: str, digest: str) -> None:
        """Record that a proposed body was used after a search had not found one."""
        self._keep_attempt(problem, proposed, spec)
        spent, name = (proposed.candidates, proposed.seconds), problem.signature.name
        self._recorder.record(FunctionRun(spec, name, SOLVED, "proposer", proposed.body.source, *spent, digest=digest))

    def _keep_attempt(self, problem: Problem, result: Result, spec: str, *, refused: bool = False) -> None:
        if self._corpus is not None and self._keep:
            self._corpus.record(entry_of(problem, result, spec=spec, run=self.name, refused=refused))

    def finish(self) -> None:
        """End the run, and forget what is older than the settings keep."""
        if self.run is not None:
            self._recorder.finish(self._clock.monotonic() - self._began, self._seeds.seeds.biases)
            self._runs.prune(self._settings.keep.runs)
        if self._corpus is not None:
            if self.run is not None and self._keep:
                self._corpus.prune(self._settings.keep.unsolved)
            self._corpus.close()


def unlearned(budget: Budget) -> Plan:
    """A search that nothing was learned for."""
    return Plan(0, Mode.EXPLOIT, (Stage(UNLEARNED, budget),))


def _guided(stages: tuple[Stage, ...], guide: LearnedCosts, budget: Budget) -> tuple[Stage, ...]:
    """Stages that go by the guide, with their own biases; the last of them stays as it is."""
    if len(stages) == 1:
        stages = tuple(map(Stage, (UNLEARNED, UNLEARNED), cut(budget, (2, 1))))
    return (*(replace(stage, costs=replace(guide, biases=stage.costs.biases)) for stage in stages[:-1]), stages[-1])


def relevant(biases: Mapping[str, float], problem: Problem) -> dict[str, float]:
    """The biases of productions whose result is made of types that the problem speaks of, or of `int` and `bool`."""
    native = {str(t) for t in (*scalars_of(problem), INT, BOOL, NONE)} | _CONTAINERS
    return {key: bias for key, bias in biases.items() if native.issuperset(_type_names(key.partition(">")[0]))}


def priced(productions: Iterable[str], problem: Problem) -> tuple[str, ...]:
    """Those productions whose components a search pays for; what was made from its examples stands there anyway."""
    names = {component.key for component in vocabulary(problem)}
    return tuple(key for key in productions if key.partition(">")[2] in names)


def _type_names(parent: str) -> list[str]:
    return re.findall(r"[\w.]*[A-Za-z_][\w.]*", parent)


def recalled(entry: Entry) -> Solution:
    """A stored body as a solution that cost nothing."""
    body = Body(tuple(entry.body.split("\n")), entry.imports, entry.cost)
    return Solution(body, 0, 0.0, productions=entry.productions)


def doubt(question: Question, function: str) -> str:
    """What a search is in doubt about: `f('A B') could be 'AB' or 'A'; both fit`."""
    call = f"{function}({', '.join(map(repr, question.arguments))})"
    return could_be(call, [repr(answer) for answer, _ in question.answers[:MOST_ANSWERS]])


def _searched(
    problem: Problem, result: Result, spec: str, digest: str, refusal: str, counters: Mapping[str, int]
) -> FunctionRun:
    solution = result if isinstance(result, Solution) else None
    question = None if solution is None else solution.question
    name = problem.signature.name
    return FunctionRun(
        spec=spec,
        function=name,
        outcome=("refused" if refusal else SOLVED) if isinstance(result, Solution) else result.reason.name.lower(),
        origin="" if solution is None else "search",
        source="" if solution is None else solution.body.source,
        candidates=result.candidates,
        seconds=result.seconds,
        counters=counters if isinstance(result, Solution) else {**counters, "refuted": result.refuted},
        digest=digest,
        question="" if question is None else doubt(question, name),
    )
