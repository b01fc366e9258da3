"""The adaptive scheduler: which learned biases a search runs with, and how its budget is cut.

Epsilon-greedy (Sutton and Barto, Reinforcement Learning, 2.4): mostly the strongest biases, now and then others. A
working bias follows the learned one slowly and fades while it is out of use. The last third of every budget runs on
unlearned costs, so that learning cannot make a solvable problem unsolvable.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from pytest_aurora.memory.config import ProdConfig
from pytest_aurora.memory.costs import UNLEARNED, LearnedCosts
from pytest_aurora.memory.schedule import Mode, Schedule, Step, dump_schedule, parse_schedule
from pytest_aurora.memory.seeds import clamp
from pytest_aurora.memory.state import SYSTEM_CLOCK, Clock, JsonFile, Warn
from pytest_aurora.search.outcome import Budget

NEGLIGIBLE = 1e-3
"""A fading bias smaller than this is forgotten."""


class AdaptiveStats(TypedDict):
    """What `/api/adaptive_stats` gives."""

    summary: dict[str, float]
    iteration: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a search: its costs and its share of the budget."""

    costs: LearnedCosts
    budget: Budget


@dataclass(frozen=True, slots=True)
class Plan:
    """How one search goes: its stages in order, the last of them on unlearned costs."""

    iteration: int
    mode: Mode
    stages: tuple[Stage, ...]

    @property
    def keys(self) -> frozenset[str]:
        """Every key that a stage's costs know."""
        return frozenset(key for stage in self.stages for key in stage.costs.biases)


def cut(budget: Budget, weights: tuple[int, ...]) -> tuple[Budget, ...]:
    """Shares of a budget in proportion to `weights`; candidates add up exactly, the last share gets the rest."""
    total = sum(weights)
    seconds = [None if budget.seconds is None else budget.seconds * weight / total for weight in weights]
    candidates: list[int | None] = [None for _ in weights]
    if budget.candidates is not None:
        shares = [budget.candidates * weight // total for weight in weights[:-1]]
        candidates = [*shares, budget.candidates - sum(shares)]
    return tuple(Budget(s, c, budget.memory) for s, c in zip(seconds, candidates, strict=True))


def planned(
    schedule: Schedule, learned: Mapping[str, float], budget: Budget, config: ProdConfig, seed: int
) -> tuple[Schedule, Plan]:
    """The next iteration: what a search with these learned biases does, and the schedule after it is planned.

    The choice depends on the arguments alone.
    """
    now = schedule.iteration + 1
    awake = [key for key in sorted(learned) if learned[key] and schedule.rests_until(key) < now]
    greedy = sorted(awake, key=lambda key: (-abs(learned[key]), key))[: config.top_k]
    mode, drawn = _draw(awake, config, random.Random(f"{seed}:{now}"))
    working = _moved(schedule.biases, {key: learned[key] for key in (*greedy, *drawn)}, config)
    stages = _stages([_costs(working, keys, config) for keys in (drawn, greedy)], budget)
    plan = Plan(now, mode, stages)
    drift = max(sum(map(abs, stage.costs.biases.values())) for stage in stages)
    return schedule.advanced(working, Step(now, mode, tuple(sorted(plan.keys)), drift)), plan


def _draw(awake: list[str], config: ProdConfig, rng: random.Random) -> tuple[Mode, list[str]]:
    """Half of the keys, at most `top_k`, when this iteration explores; only `random()` is the same on every Python."""
    if rng.random() >= config.epsilon or not awake:
        return Mode.EXPLOIT, []
    shuffled = [key for _, key in sorted((rng.random(), key) for key in awake)]
    return Mode.EXPLORE, shuffled[: min(config.top_k, (len(awake) + 1) // 2)]


def _moved(biases: Mapping[str, float], targets: Mapping[str, float], config: ProdConfig) -> dict[str, float]:
    """Working biases one iteration later: towards their targets, or fading; none moves by more than `max_drift`."""
    moved = {}
    for key in sorted({*biases, *targets}):
        old = biases.get(key, 0.0)
        bias = old + clamp(targets.get(key, old * config.decay) - old, config.max_drift)
        if key in targets or abs(bias) >= NEGLIGIBLE:
            moved[key] = bias
    return moved


def _costs(working: Mapping[str, float], keys: list[str], config: ProdConfig) -> LearnedCosts:
    return LearnedCosts(bounded({key: working[key] for key in keys}, config.max_total_drift))


def bounded(biases: Mapping[str, float], most: float) -> dict[str, float]:
    """Biases, all made smaller in proportion where the sum of their sizes is more than `most`."""
    total = sum(map(abs, biases.values()))
    scale = min(1.0, most / total) if total else 1.0
    return {key: bias * scale for key, bias in biases.items()}


def _stages(costs: list[LearnedCosts], budget: Budget) -> tuple[Stage, ...]:
    learned = [c for c in costs if c.biases]
    weights = {0: (1,), 1: (2, 1), 2: (1, 1, 1)}[len(learned)]
    return tuple(map(Stage, (*learned, UNLEARNED), cut(budget, weights)))


def reported(schedule: Schedule, plan: Plan, solved_by: int | None, config: ProdConfig) -> Schedule:
    """The schedule after the plan's search: biases that misled it rest for `cooldown_iters` iterations.

    Biases have misled when a later stage without them solved what their stage could not; an unsolved search says
    nothing about them. `solved_by` is the index of the stage that solved it, or None.
    """
    misled: frozenset[str] = frozenset()
    if solved_by is not None:
        before = {key for stage in plan.stages[:solved_by] for key in stage.costs.biases}
        misled = frozenset(before - set(plan.stages[solved_by].costs.biases))
    return schedule.rested(plan.iteration, misled, plan.iteration + config.cooldown_iters, solved_by)


class AdaptiveBiasScheduler:
    """Plans one search after another and learns from how they end; what it knows is kept in a file.

    Args:
        path: the JSON file, or None to keep it in memory only.
        seed: same seed, same biases, same endings: same plans.
        keep: iterations are written to the file; else it is only read.
    """

    def __init__(
        self,
        path: Path | None,
        config: ProdConfig | None = None,
        *,
        seed: int = 0,
        warn: Warn,
        clock: Clock = SYSTEM_CLOCK,
        keep: bool = True,
    ) -> None:
        self._config = config or ProdConfig()
        self._seed = seed
        self._file = JsonFile(path, parse_schedule, dump_schedule, Schedule(), warn=warn, clock=clock, keep=keep)

    @property
    def schedule(self) -> Schedule:
        """Iteration, counts, working biases, rests and history, as this process last saw them."""
        return self._file.record

    def plan(self, learned: Mapping[str, float], budget: Budget) -> Plan:
        """Begin an iteration: how a search with these learned biases (those of its own productions) goes."""
        plans: list[Plan] = []

        def transition(schedule: Schedule) -> Schedule:
            after, plan = planned(schedule, learned, budget, self._config, self._seed)
            plans.append(plan)
            return after

        self._file.change(transition)
        return plans[-1]

    def report(self, plan: Plan, solved_by: int | None) -> None:
        """Tell how a plan's search ended: the index of the stage that solved it, or None."""
        self._file.change(lambda schedule: reported(schedule, plan, solved_by, self._config))

    def stats(self) -> AdaptiveStats:
        """The strongest working biases and the iteration, for the report and the dashboard."""
        ranked = sorted(self.schedule.biases.items(), key=lambda item: (-abs(item[1]), item[0]))
        return {"summary": dict(ranked[: self._config.top_k]), "iteration": self.schedule.iteration}
