"""A search in stages: each with costs and a share of the budget of its own, until one of them solves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from pytest_aurora.memory.adaptive import Stage
from pytest_aurora.search.outcome import Budget, Learned, Listener, Result, Solution, Stopped

Solve = Callable[[Budget, Learned, "Listener | None"], Result]
"""A search with this budget and these costs."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search in stages came to; candidates and seconds are those of all stages.

    Attributes:
        solved_by: index of the stage that solved it, or None.
    """

    result: Result
    solved_by: int | None


def search_in_stages(
    stages: tuple[Stage, ...], budget: Budget, solve: Solve, listener: Listener | None = None
) -> Searched:
    """Run stages in order until one solves it; the last one has what the others left of the whole budget."""
    before: Stopped | None = None
    for index, stage in enumerate(stages):
        share = stage.budget if index < len(stages) - 1 else _rest(budget, stage.budget, before)
        result = _added(before, solve(share, stage.costs, _onward(listener, before)))
        if isinstance(result, Solution):
            return Searched(result, index)
        before = result
    assert before is not None
    return Searched(before, None)


def first_solved(results: Sequence[Result]) -> Searched:
    """What stages that ran side by side came to: the first one in order that solved it counts, whichever ended first.

    Args:
        results: of the stages in order, up to the first that solved it.
    """
    summed = reduce(_added, results[1:], results[0])
    summed = replace(summed, seconds=max(result.seconds for result in results))
    return Searched(summed, len(results) - 1 if isinstance(summed, Solution) else None)


def _rest(whole: Budget, share: Budget, spent: Stopped | None) -> Budget:
    """What is left of the whole budget, at least the share."""
    if spent is None:
        return whole
    seconds, candidates = share.seconds, share.candidates
    if whole.seconds is not None and seconds is not None:
        seconds = max(seconds, whole.seconds - spent.seconds)
    if whole.candidates is not None and candidates is not None:
        candidates = max(candidates, whole.candidates - spent.candidates)
    return Budget(seconds, candidates, whole.memory)


def _added(before: Result | None, result: Result) -> Result:
    """A stage's result with the effort of the stages before it, and the nearest body of them all."""
    if not isinstance(before, Stopped):
        return result
    candidates, seconds = before.candidates + result.candidates, before.seconds + result.seconds
    if isinstance(result, Solution):
        return replace(result, candidates=candidates, seconds=seconds)
    nearest = max(before, result, key=lambda stopped: stopped.passed)
    return replace(
        nearest, reason=result.reason, candidates=candidates, seconds=seconds,
        refuted=before.refuted + result.refuted, objection=before.objection or result.objection,
    )  # fmt: skip


def _onward(listener: Listener | None, before: Stopped | None) -> Listener | None:
    if listener is None or before is None:
        return listener
    return lambda now: listener(
        replace(now, candidates=before.candidates + now.candidates, seconds=before.seconds + now.seconds)
    )
