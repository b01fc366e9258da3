"""Where memory lies: each store's file in the folder that state is kept in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pytest_aurora.memory.seeds import seeds_path


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of memory; what is None lives in memory only.

    Attributes:
        seeds: the learned biases.
        schedule: the adaptive scheduler.
        prior: what the user's code is made of.
        corpus: the attempts.
        runs: the folder of the runs.
    """

    seeds: Path | None
    schedule: Path | None
    prior: Path | None
    corpus: Path | None
    runs: Path | None


def layout(state: Path | None, environ: Mapping[str, str]) -> Layout:
    """The files of memory in a state folder; `AURORA_SEEDS_PATH` moves the seeds."""
    seeds = seeds_path(state, environ)
    if state is None:
        return Layout(seeds, None, None, None, None)
    return Layout(seeds, state / "adaptive.json", state / "prior.json", state / "corpus.sqlite", state / "runs")
