"""What the gate asks of learning: bounds, determinism, and seeds that survive a round trip."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pytest_aurora.gate.finding import Finding
from pytest_aurora.memory.adaptive import Plan, planned, reported
from pytest_aurora.memory.config import ProdConfig
from pytest_aurora.memory.layout import Layout
from pytest_aurora.memory.prior import Prior, parse_prior
from pytest_aurora.memory.schedule import Schedule, dump_schedule, parse_schedule
from pytest_aurora.memory.seeds import Seeds, dump_seeds, parse_seeds
from pytest_aurora.memory.state import read_json
from pytest_aurora.search.outcome import Budget

T = TypeVar("T")

MOST_DRIFT = 5.0
"""Bound on the sum of the sizes of the biases that a search runs with."""
ITERATIONS = 40
_SAMPLE = {f"str>part{number}": (number - 8) / 8 for number in range(17)}
_SLACK = 1e-9


def check_learning(files: Layout, config: ProdConfig, seed: int) -> Iterator[Finding]:
    """What is wrong with the state of learning; nothing is written."""
    seeds, troubles = _read(files.seeds, parse_seeds, Seeds())
    schedule, more = _read(files.schedule, parse_schedule, Schedule())
    _, most = _read(files.prior, parse_prior, Prior())
    read = ((files.seeds, "seeds", troubles), (files.schedule, "scheduler", more), (files.prior, "prior", most))
    for path, kind, trouble in read:
        yield from (Finding("bias" if "bias of" in text else kind, _name(path), text) for text in trouble)
    yield from _check_round_trip(files.seeds, seeds, config)
    yield from _check_drift(files.schedule, schedule)
    yield from _check_replay(seeds.biases or _SAMPLE, schedule, config, seed)


def _read(path: Path | None, parse: Callable[[object], T], empty: T) -> tuple[T, list[str]]:
    if path is None or not path.exists():
        return empty, []
    try:
        return read_json(path, parse), []
    except (ValueError, OSError) as error:
        return empty, [f"it cannot be read: {error}"]


def _name(path: Path | None) -> str:
    return "" if path is None else path.name


def _check_round_trip(path: Path | None, seeds: Seeds, config: ProdConfig) -> Iterator[Finding]:
    if parse_seeds(json.loads(json.dumps(dump_seeds(seeds, config)))) != seeds:
        yield Finding("seeds", _name(path), "what is written is not what is read again")


def _check_drift(path: Path | None, schedule: Schedule) -> Iterator[Finding]:
    for step in schedule.history:
        if step.drift > MOST_DRIFT + _SLACK:
            message = f"iteration {step.iteration} drifted by {step.drift:.2f}, at most {MOST_DRIFT:g} is sound"
            yield Finding("drift", _name(path), message)


def _check_replay(biases: Mapping[str, float], schedule: Schedule, config: ProdConfig, seed: int) -> Iterator[Finding]:
    """Run the scheduler on from where it is, twice: the second time through its file's format."""
    plans = list(_replay(biases, schedule, config, seed, through_json=False))
    if plans != list(_replay(biases, schedule, config, seed, through_json=True)):
        yield Finding("scheduler", "", f"two runs of {ITERATIONS} iterations with seed {seed} differ")
    for plan in plans:
        drift = max(sum(map(abs, stage.costs.biases.values())) for stage in plan.stages)
        if drift > MOST_DRIFT + _SLACK:
            message = f"a search would run with a total drift of {drift:.2f}, at most {MOST_DRIFT:g} is sound"
            yield Finding("drift", f"iteration {plan.iteration}", f"{message}; lower max_total_drift")
            return


def _replay(
    biases: Mapping[str, float], schedule: Schedule, config: ProdConfig, seed: int, *, through_json: bool
) -> Iterator[Plan]:
    for turn in range(ITERATIONS):
        schedule, plan = planned(schedule, biases, Budget(6.0, 600), config, seed)
        yield plan
        schedule = reported(schedule, plan, None if turn % 4 == 0 else len(plan.stages) - 1, config)
        if through_json:
            schedule = parse_schedule(json.loads(json.dumps(dump_schedule(schedule))))
