"""The figures of a report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bias:
    """A learned bias; `drift` is what it has moved by since the end of the run before the newest."""

    key: str
    value: float
    drift: float


@dataclass(frozen=True, slots=True)
class Seeds:
    """The learned biases; `top` are the strongest."""

    total: int
    average: float
    largest: float
    smallest: float
    updates: int
    top: tuple[Bias, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """A production that rests, and its last iteration of rest."""

    key: str
    until: int


@dataclass(frozen=True, slots=True)
class Scheduler:
    """The adaptive scheduler."""

    iteration: int
    explored: int
    exploited: int
    resting: tuple[Rest, ...]


@dataclass(frozen=True, slots=True)
class Like:
    """A component that the user's own code likes, and the places where it is used."""

    key: str
    places: int


@dataclass(frozen=True, slots=True)
class Prior:
    """What was learned from the user's own code; `liked` are the components that are tried earlier for it."""

    paths: tuple[str, ...]
    files: int
    places: int
    liked: tuple[Like, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The attempts that are stored; `hits` counts those of recorded runs that were used at once."""

    entries: int
    solved: int
    hits: int


@dataclass(frozen=True, slots=True)
class RunFigures:
    """One run; `trend` is by what factor its candidates changed for what the run before solved too, or None."""

    name: str
    functions: int
    solved: int
    hits: int
    candidates: int
    seconds: float
    trend: float | None


@dataclass(frozen=True, slots=True)
class FunctionFigures:
    """A function that more than one run has solved for the same question.

    Attributes:
        without: candidates of its first search, on unlearned costs.
        latest: candidates of the newest run that solved it.
    """

    name: str
    without: int
    latest: int


@dataclass(frozen=True, slots=True)
class Line:
    """How a bias went from run to run; None where it was not there."""

    key: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that is told of learning.

    Attributes:
        runs: oldest first.
        evolution: the strongest biases at the end of each run of `runs`.
        functions: what can be compared, most saved first.
    """

    seeds: Seeds
    scheduler: Scheduler
    prior: Prior
    corpus: Corpus
    runs: tuple[RunFigures, ...]
    evolution: tuple[Line, ...]
    functions: tuple[FunctionFigures, ...]

    @property
    def without(self) -> int:
        """Candidates that the compared functions took before anything was learned."""
        return sum(function.without for function in self.functions)

    @property
    def latest(self) -> int:
        """Candidates that they took last."""
        return sum(function.latest for function in self.functions)
