"""What the adaptive scheduler knows from one iteration to the next, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from pytest_aurora.memory.records import dump_record, parse_record
from pytest_aurora.memory.seeds import parse_bias

VERSION = 1
LONGEST_HISTORY = 50


class Mode(str, Enum):
    """Whether an iteration tries other biases than the strongest."""

    EXPLORE = "explore"
    EXPLOIT = "exploit"


@dataclass(frozen=True, slots=True)
class Step:
    """An iteration that was planned.

    Attributes:
        drift: sum of the sizes of the biases in its strongest stage.
        solved_by: index of the stage that solved its search; None while unsolved.
    """

    iteration: int
    mode: Mode
    keys: tuple[str, ...]
    drift: float
    solved_by: int | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """The state of the scheduler.

    Attributes:
        biases: working biases in [-1, 1]; they follow the learned ones.
        resting: the last iteration of each resting key's rest.
        history: the newest steps, oldest first.
    """

    iteration: int = 0
    explored: int = 0
    exploited: int = 0
    biases: Mapping[str, float] = field(default_factory=dict)
    resting: Mapping[str, int] = field(default_factory=dict)
    history: tuple[Step, ...] = ()

    def rests_until(self, key: str) -> int:
        """The last iteration without this key; 0 when it does not rest."""
        return self.resting.get(key, 0)

    def advanced(self, biases: Mapping[str, float], step: Step) -> Schedule:
        """The schedule with one more step."""
        explores = step.mode is Mode.EXPLORE
        return Schedule(
            iteration=step.iteration,
            explored=self.explored + explores,
            exploited=self.exploited + (not explores),
            biases=biases,
            resting={key: until for key, until in self.resting.items() if until > step.iteration},
            history=(*self.history, step)[-LONGEST_HISTORY:],
        )

    def rested(self, iteration: int, keys: frozenset[str], until: int, solved_by: int | None) -> Schedule:
        """The schedule with `keys` at rest until that iteration, and the step's ending noted."""
        history = tuple(replace(s, solved_by=solved_by) if s.iteration == iteration else s for s in self.history)
        return replace(self, resting={**self.resting, **dict.fromkeys(sorted(keys), until)}, history=history)


def dump_schedule(schedule: Schedule) -> dict[str, object]:
    """The JSON document of a schedule."""
    return dump_record(schedule, VERSION)


def parse_schedule(document: object) -> Schedule:
    """The schedule of a JSON document.

    Raises:
        ValueError: not a scheduler's file, a newer version, or a value out of bounds; the message says which.
    """
    schedule = parse_record(Schedule, document, VERSION)
    if min(schedule.iteration, schedule.explored, schedule.exploited) < 0:
        raise ValueError("a count is below zero")
    for key, bias in schedule.biases.items():
        parse_bias(key, bias)
    return schedule
