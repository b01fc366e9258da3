"""Learned biases of productions: a moving average that moves slowly, kept in a small JSON file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from pytest_aurora.memory.config import ProdConfig
from pytest_aurora.memory.records import as_object, require_version
from pytest_aurora.memory.state import SYSTEM_CLOCK, Clock, JsonFile, Warn

VERSION = 1
MOST_SEEDS = 1000
"""So many biases are kept; beyond it the weakest go."""
FAINT = 0.01
"""`prune` drops biases smaller than this."""


class TopBias(TypedDict):
    """One of the strongest biases."""

    seed_key: str
    bias: float


class SummaryFigures(TypedDict):
    """The figures of a summary."""

    total_seeds: int
    avg_bias: float
    max_bias: float
    min_bias: float
    total_updates: int
    config: dict[str, float]


class SeedSummary(TypedDict):
    """What `/api/seed_bias` gives."""

    summary: SummaryFigures
    top_biases: list[TopBias]


def clamp(value: float, bound: float = 1.0) -> float:
    """The nearest number between `-bound` and `bound`."""
    # aurora: specs/learning.md [body e7b6f59b, spec 7d2faa6d]
    if value < bound:
        return max(value, -bound)
    return bound


def ema_step(old: float, value: float, alpha: float, cap: float) -> float:
    """The exponential moving average `(1 - alpha) * old + alpha * value`, moved by at most `cap`, within [-1, 1]."""
    return clamp(old + clamp(alpha * (value - old), cap))


@dataclass(frozen=True, slots=True)
class Seeds:
    """Biases in [-1, 1] by production key (`parent>child`); positive is preferred. Counts the updates so far."""

    biases: Mapping[str, float] = field(default_factory=dict)
    total_updates: int = 0

    def updated(self, values: Mapping[str, float], config: ProdConfig) -> Seeds:
        """These seeds after one more result; `values` are in [-1, 1].

        Raises:
            ValueError: a value out of bounds.
        """
        moved = {key: self._moved(key, value, config) for key, value in values.items()}
        return Seeds({**self.biases, **moved}, self.total_updates + 1).strongest(MOST_SEEDS)

    def _moved(self, key: str, value: float, config: ProdConfig) -> float:
        if not -1 <= value <= 1:
            raise ValueError(f"{value!r} is no value for {key!r}: not between -1 and 1")
        return ema_step(self.biases.get(key, 0.0), value, config.alpha, config.drift_cap)

    def strongest(self, count: int, at_least: float = 0.0) -> Seeds:
        """Only the `count` strongest biases of at least that size."""
        if len(self.biases) <= count and not at_least:
            return self
        kept = {key: bias for key, bias in self.ranked()[:count] if abs(bias) >= at_least}
        return Seeds({key: bias for key, bias in self.biases.items() if key in kept}, self.total_updates)

    def ranked(self) -> list[tuple[str, float]]:
        """All biases, strongest first; equal ones by name."""
        return sorted(self.biases.items(), key=lambda item: (-abs(item[1]), item[0]))


def parse_seeds(document: object) -> Seeds:
    """The seeds of a JSON document.

    Raises:
        ValueError: not a seeds file, a newer version, or a bias out of [-1, 1]; the message says which.
    """
    top = as_object(document, "the seeds file")
    biases = as_object(top.get("biases"), "'biases'")
    metadata = as_object(top.get("metadata", {}), "'metadata'")
    require_version(metadata, VERSION)
    updates = metadata.get("total_updates", 0)
    if type(updates) is not int or updates < 0:
        raise ValueError(f"'total_updates' is {updates!r}, no count")
    return Seeds({key: parse_bias(key, bias) for key, bias in biases.items()}, updates)


def parse_bias(key: str, bias: object) -> float:
    """A bias of a JSON document.

    Raises:
        ValueError: no number in [-1, 1].
    """
    if type(bias) not in (int, float) or not -1 <= bias <= 1:  # type: ignore[operator]
        raise ValueError(f"the bias of {key!r} is {bias!r}, no number between -1 and 1")
    return float(bias)  # type: ignore[arg-type]


def dump_seeds(seeds: Seeds, config: ProdConfig) -> dict[str, object]:
    """The JSON document of seeds."""
    figures = {"total_updates": seeds.total_updates, "config": _figures(config), "version": VERSION}
    return {"biases": dict(seeds.biases), "metadata": figures}


def _figures(config: ProdConfig) -> dict[str, float]:
    return {"alpha": config.alpha, "drift_cap": config.drift_cap}


def seeds_path(state_dir: Path | None, environ: Mapping[str, str]) -> Path | None:
    """Where the seeds lie: AURORA_SEEDS_PATH, else in the state directory, else nowhere."""
    named = environ.get("AURORA_SEEDS_PATH")
    if named:
        return Path(named).expanduser()
    return state_dir / "seeds.json" if state_dir is not None else None


class SeedStore:
    """The seeds of a file; each update is on disk when it returns, and other processes' updates are kept.

    Args:
        path: the JSON file, or None to learn in memory only.
        keep: updates are written to the file; else it is only read.
    """

    def __init__(
        self,
        path: Path | None,
        config: ProdConfig | None = None,
        *,
        warn: Warn,
        clock: Clock = SYSTEM_CLOCK,
        keep: bool = True,
    ) -> None:
        self._config = config or ProdConfig()
        self._file = JsonFile(path, parse_seeds, self._dump, Seeds(), warn=warn, clock=clock, keep=keep)

    def _dump(self, seeds: Seeds) -> dict[str, object]:
        return dump_seeds(seeds, self._config)

    @property
    def seeds(self) -> Seeds:
        """What is learned, as this process last saw it."""
        return self._file.record

    def update(self, values: Mapping[str, float]) -> Seeds:
        """Learn from one result: each key's bias moves towards its value in [-1, 1].

        Raises:
            ValueError: a value out of bounds.
        """
        return self._file.change(lambda seeds: seeds.updated(values, self._config))

    def prune(self, keep: int = MOST_SEEDS) -> Seeds:
        """Drop faint biases, and all but the `keep` strongest."""
        return self._file.change(lambda seeds: seeds.strongest(keep, FAINT))

    def top(self) -> list[TopBias]:
        """The strongest biases, as many as `config.top_k`."""
        return [{"seed_key": key, "bias": bias} for key, bias in self.seeds.ranked()[: self._config.top_k]]

    def summary(self) -> SeedSummary:
        """Figures and strongest biases, for the report and the dashboard."""
        biases = list(self.seeds.biases.values()) or [0.0]
        figures: SummaryFigures = {
            "total_seeds": len(self.seeds.biases),
            "avg_bias": sum(biases) / len(biases),
            "max_bias": max(biases),
            "min_bias": min(biases),
            "total_updates": self.seeds.total_updates,
            "config": _figures(self._config),
        }
        return {"summary": figures, "top_biases": self.top()}
