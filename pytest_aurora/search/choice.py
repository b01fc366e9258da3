"""Which of many fitting bodies was meant, how sure that is, and the question that decides most."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pytest_aurora.problem.problem import Problem, Returned
from pytest_aurora.search.candidate import RAISES, Candidate, behaviour, run
from pytest_aurora.search.outcome import Question
from pytest_aurora.search.rank import DOUBTFUL


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen candidate, the rest of the pool best first, and how sure the choice is."""

    best: Candidate
    others: tuple[Candidate, ...]
    confidence: float
    question: Question | None
    doubtful: bool = False
    """It costs so much that it is seldom the one that was meant, whatever the rest of the pool says."""


def choose(problem: Problem, pool: Sequence[tuple[float, Candidate]], *, in_doubt: float = 0.6) -> Choice:
    """The cheapest candidate, the mass that agrees with it, and the question that decides most.

    Args:
        problem: whose bodies they are.
        pool: candidates with their ranking costs, cheapest first, not empty.
        in_doubt: below this share of agreement a question is asked, and when the cheapest costs much.
    """
    low, best = pool[0]
    others = tuple(other for _, other in pool[1:])
    doubtful = low >= DOUBTFUL
    if len(pool) == 1 or not problem.probes:
        return Choice(best, others, 1.0, None, doubtful)
    behaviours = [behaviour(member.function, problem.probes) for _, member in pool]
    masses = [2.0 ** (low - cost) for cost, _ in pool]
    total = sum(masses)
    shares = [mass / total for mass in masses]
    agreement = [
        sum(share for share, outputs in zip(shares, behaviours, strict=True) if outputs[i] == behaviours[0][i])
        for i in range(len(problem.probes))
    ]
    confidence = sum(agreement) / len(agreement)
    asks = doubtful or confidence < in_doubt
    question = _question(problem, pool, behaviours, shares) if asks else None
    return Choice(best, others, confidence, question, doubtful)


def _question(
    problem: Problem,
    pool: Sequence[tuple[float, Candidate]],
    behaviours: Sequence[tuple[str, ...]],
    shares: Sequence[float],
) -> Question | None:
    best_entropy, place = 0.0, -1
    for i in range(len(problem.probes)):
        if behaviours[0][i].startswith(RAISES):
            continue
        entropy = -sum(share * math.log2(share) for share in _by_output(behaviours, shares, i).values() if share > 0)
        if entropy > best_entropy:
            best_entropy, place = entropy, i
    if place < 0:
        return None
    probe = problem.probes[place]
    answers: dict[str, tuple[object, float]] = {}
    for (_, member), outputs, share in zip(pool, behaviours, shares, strict=True):
        text = outputs[place]
        if text.startswith(RAISES):
            continue
        outcome = run(member.function, probe)
        value, mass = answers.get(text, (outcome.value if isinstance(outcome, Returned) else None, 0.0))
        answers[text] = (value, mass + share)
    ranked = list(answers.values())
    return Question(tuple(probe), (ranked[0], *sorted(ranked[1:], key=lambda a: -a[1])[:3]))


def _by_output(behaviours: Sequence[tuple[str, ...]], shares: Sequence[float], place: int) -> dict[str, float]:
    grouped: dict[str, float] = {}
    for outputs, share in zip(behaviours, shares, strict=True):
        grouped[outputs[place]] = grouped.get(outputs[place], 0.0) + share
    return grouped
