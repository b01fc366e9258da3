"""How two runs compare: in candidates, which are the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_aurora.memory.runs import FunctionRun, Run

SLACK = 1.1
"""A function is slower when it needs more than this times the candidates."""


@dataclass(frozen=True, slots=True)
class Change:
    """A function in two runs."""

    before: FunctionRun
    after: FunctionRun


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a run compares to an earlier one.

    Attributes:
        better: solved now and not before, or with clearly fewer candidates.
        worse: solved before and not now.
        slower: solved both times, now with clearly more candidates.
        added: functions that the earlier run does not have.
        missing: functions that only the earlier run has.
    """

    better: tuple[Change, ...] = ()
    worse: tuple[Change, ...] = ()
    slower: tuple[Change, ...] = ()
    added: tuple[FunctionRun, ...] = ()
    missing: tuple[FunctionRun, ...] = ()


def compare(baseline: Run, run: Run) -> Comparison:
    """What got better, worse and slower since `baseline`."""
    old = {(f.spec, f.function): f for f in baseline.functions}
    new = {(f.spec, f.function): f for f in run.functions}
    changes = [Change(old[key], new[key]) for key in new if key in old]
    return Comparison(
        better=tuple(change for change in changes if _gained(change.before, change.after)),
        worse=tuple(change for change in changes if change.before.solved and not change.after.solved),
        slower=tuple(change for change in changes if change.after.solved and _lost(change)),
        added=tuple(new[key] for key in new if key not in old),
        missing=tuple(old[key] for key in old if key not in new),
    )


def _gained(before: FunctionRun, after: FunctionRun) -> bool:
    """Whether `after` is solved, and `before` was not or only with clearly more candidates."""
    return after.solved and (not before.solved or before.candidates > SLACK * after.candidates)


def _lost(change: Change) -> bool:
    """Whether a search that was done both times needs clearly more; a body that was just remembered cost nothing."""
    return change.before.origin == change.after.origin and change.before.solved and _gained(change.after, change.before)
