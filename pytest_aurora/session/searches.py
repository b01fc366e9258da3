"""The searches of a run: in this process, or, where a call could hang or there are several, in others."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pytest_aurora.check.judge import Judge
from pytest_aurora.memory.adaptive import Stage
from pytest_aurora.problem.problem import Problem
from pytest_aurora.search.outcome import ExitReason, Listener, Progress, Solution, Stopped
from pytest_aurora.session.scope import Faulty, Scope, budget_of, search
from pytest_aurora.session.stages import Searched, first_solved
from pytest_aurora.session.worker import Answer, Sought, Unfit
from pytest_aurora.session.workers import Ending, Job, Stuck, Team, warm_up

MOST_HUNG = 5
"""Bodies of one search that may hang before it ends: after each it begins again."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A search that is to be made.

    Attributes:
        label: the function, as messages name it.
        sought: the same for another process, with all stages.
        listener: told how it goes on.
    """

    label: str
    scope: Scope
    problem: Problem
    judge: Judge
    sought: Sought
    listener: Listener | None = None
    clock: Callable[[], float] = time.monotonic

    def search(self) -> Searched | Faulty:
        """Search in this process."""
        return search(self.problem, self.judge, self.sought.stages, self.scope.settings, self.tell, self.clock)

    def tell(self, progress: Progress) -> None:
        """Pass on how it goes on."""
        if self.listener is not None:
            self.listener(replace(progress, label=self.label))


class Searches:
    """Makes the searches of a run.

    Args:
        workers: how many processes may search at a time. With one, the stages of a search come one after the other;
            with more, they run side by side, each with the whole budget, and the first that solves it counts.

    Attributes:
        notes: what the user should know of them.
    """

    def __init__(self, workers: int = 1) -> None:
        self.workers = workers
        self.notes: list[str] = []
        self._team = Team(workers)
        self._races: list[_Race] = []
        self._given_up: dict[Path, frozenset[str]] = {}

    def close(self) -> None:
        """End all processes."""
        self._team.close()

    def given_up(self, path: Path) -> frozenset[str]:
        """The functions of a module that searches do without, as a call of them never came back."""
        return self._given_up.get(path, frozenset())

    def run(self, errands: Sequence[Errand]) -> Iterator[Searched | Faulty]:
        """What the searches come to, in order."""
        if not any(map(self._is_apart, errands)) and (self.workers == 1 or _is_single(errands)):
            yield from (each.search() for each in errands)
            return
        races = [_Race(each, self._stages(each)) for each in errands]
        self._races += races
        for place in range(max((len(race.jobs) for race in races), default=0)):
            for race in races:
                for job in race.jobs[place : place + 1]:
                    self._team.add(job)
        for race in races:
            yield self._answer(race)
            self._races.remove(race)

    def answer(self, errand: Errand) -> Answer | None:
        """What a search that `run` has not given yet came to; None while it goes on."""
        return next((race.answer for race in self._races if race.errand is errand), None)

    def prepare(self, scope: Scope, judge: Judge) -> None:
        """Have ready what a search will need, while there is other work to do."""
        if self.workers > 1 or scope.has_functions or judge.has_questions or len(scope.spec.functions) > 1:
            warm_up()

    def _is_apart(self, errand: Errand) -> bool:
        """Whether a call could hang in it: of the user's code, or of a body with arguments that no search has seen.

        What components compute is bounded in size, and so are bodies called as the search itself has called them.
        """
        return errand.scope.has_functions or bool(errand.problem.helpers) or errand.judge.has_questions

    def _stages(self, errand: Errand) -> Sequence[tuple[Stage, ...]]:
        stages = errand.sought.stages
        if self.workers == 1:
            return [stages]
        return [(replace(stage, budget=budget_of(errand.scope.settings)),) for stage in stages]

    def _answer(self, race: _Race) -> Searched | Faulty:
        while (answer := race.answer) is None:
            job, ending = self._team.next()
            self._note(next(each for each in self._races if job in each.jobs), job, ending)
        if not isinstance(answer, Unfit):
            return answer
        self.notes.append(f"{race.errand.label} was searched for in this process: {answer.reason}")
        return race.errand.search()

    def _note(self, race: _Race, job: Job, ending: Ending) -> None:
        if isinstance(ending, Stuck):
            self._begin_again(race, job, ending)
        else:
            self._end(race, job, ending)

    def _end(self, race: _Race, job: Job, ending: Answer) -> None:
        race.endings[id(job)] = ending
        if race.answer is not None:
            for left in race.left:
                self._team.drop(left)

    def _begin_again(self, race: _Race, job: Job, stuck: Stuck) -> None:
        """Search once more without what hung, unless too much has."""
        if len(job.sought.hung) == MOST_HUNG:
            self._end(race, job, Searched(Stopped(ExitReason.HUNG, 0, 0.0), None))
            return
        self._team.add(race.without(job, stuck), first=True)
        if stuck.helper:
            self._give_up(race.errand, stuck.helper)

    def _give_up(self, errand: Errand, helper: str) -> None:
        path = errand.sought.target.path
        if helper not in self.given_up(path):
            self._given_up[path] = self.given_up(path) | {helper}
            self.notes.append(f"{errand.label} was searched for without {helper}: a call of it never came back")


def _is_single(errands: Sequence[Errand]) -> bool:
    return len(errands) == 1 and len(errands[0].sought.stages) == 1


@dataclass(slots=True, eq=False)
class _Race:
    """The jobs of one search: the first in order that solves it counts, whichever ends first."""

    errand: Errand
    stages: Sequence[tuple[Stage, ...]]
    jobs: list[Job] = field(init=False)
    endings: dict[int, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.jobs = [self._job(replace(self.errand.sought, stages=stages)) for stages in self.stages]

    def _job(self, sought: Sought) -> Job:
        return Job(sought, self.errand.scope.namespace, self.errand.tell)

    @property
    def left(self) -> list[Job]:
        """The jobs that have not ended."""
        return [job for job in self.jobs if id(job) not in self.endings]

    @property
    def answer(self) -> Answer | None:
        """What the search came to, once that is certain."""
        results = []
        for job in self.jobs:
            ending = self.endings.get(id(job))
            if ending is None or not isinstance(ending, Searched) or len(self.jobs) == 1:
                return ending
            results.append(ending.result)
            if isinstance(ending.result, Solution):
                break
        return first_solved(results)

    def without(self, job: Job, stuck: Stuck) -> Job:
        """A job that takes the place of another and does without the function or the body that hung."""
        given_up, hung = ({name} - {""} for name in (stuck.helper, stuck.body))
        sought = replace(job.sought, given_up=job.sought.given_up | given_up, hung=job.sought.hung | hung)
        new = self._job(sought)
        self.jobs[self.jobs.index(job)] = new
        return new
