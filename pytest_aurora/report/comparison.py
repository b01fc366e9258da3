"""How a run compares to its baseline, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_aurora.memory.comparing import Change, compare
from pytest_aurora.memory.runs import LATEST, Run, Runs
from pytest_aurora.wording import counted


def baseline_of(runs: Runs, name: str) -> tuple[Run, Run]:
    """The baseline of that name, and the newest run; `latest` is the one before it.

    Raises:
        UsageError: there is no such run.
    """
    run = runs.load(LATEST)
    return runs.load(name, besides=run.head.name if name == LATEST else ""), run


def comparison_lines(baseline: Run, run: Run) -> Iterator[str]:
    """What got better, worse and slower, and how many functions cannot be compared."""
    found = compare(baseline, run)
    compared = {"better": found.better, "worse": found.worse, "slower": found.slower}
    alone = {"new": found.added, "missing": found.missing}
    counts = [f"{len(each)} {kind}" for kind, each in (compared | alone).items() if each or kind in compared]
    yield f"{run.head.name} against {baseline.head.name}: {', '.join(counts)}"
    for kind, changes in compared.items():
        yield from (f"  {kind}: {_describe(change)}" for change in changes)


def _describe(change: Change) -> str:
    return f"{change.after.spec}::{change.after.function}, {efforts(change)}"


def efforts(change: Change) -> str:
    """What a function took in both runs: `1,000 candidates then, not solved now`."""
    then, now = (_effort(each.solved, each.candidates) for each in (change.before, change.after))
    return f"{then} then, {now} now"


def _effort(solved: bool, candidates: int) -> str:
    return counted(candidates, "candidate", "candidates") if solved else "not solved"
