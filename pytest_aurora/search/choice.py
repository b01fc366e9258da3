"""Which of many fitting bodies was meant, how sure that is, and the question that decides most."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pytest_aurora.problem.problem import Problem, Returned
from pytest_aurora.search.candidate import RAISES, Candidate, behaviour, run
from pytest_aurora.search.evidence import evidence
from pytest_aurora.search.outcome import Question
from pytest_aurora.search.rank import DOUBTFUL

IN_DOUBT = 0.6
"""The confidence below which a question is asked."""
SURE = 0.8
"""The confidence from which on bodies were right nearly always."""
EVEN, SLOPE = 30.0, 8.0
"""The cost at which a body with which the whole pool agrees is as often right as wrong, and how slowly that changes."""
SPARE, BLUR = 15.0, 6.0
"""How much more than the evidence for it a body costs that is as often right as wrong, and how slowly that changes."""
ABOUT = 0.8
"""How much of the greatest entropy a shorter question may have."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen candidate, the rest of the pool best first, and how sure the choice is."""

    best: Candidate
    others: tuple[Candidate, ...]
    confidence: float
    question: Question | None
    doubtful: bool = False
    """It costs so much that it is seldom the one that was meant, whatever the rest of the pool says."""


def choose(
    problem: Problem, pool: Sequence[tuple[float, Candidate]], *, cost: float | None = None, in_doubt: float = IN_DOUBT
) -> Choice:
    """The cheapest candidate, how likely it is the one that was meant, and the question that decides most.

    Args:
        problem: whose bodies they are.
        pool: candidates with their ranking costs, cheapest first, not empty.
        cost: what the cheapest costs whatever the spec says of it; its ranking cost when not given.
        in_doubt: below this confidence a question is asked, and when the cheapest costs much.
    """
    low, best = pool[0]
    cost = low if cost is None else cost
    others = tuple(other for _, other in pool[1:])
    doubtful = cost >= DOUBTFUL
    prices = [price for price, _ in pool]
    behaviours = [behaviour(member.function, problem.probes) for _, member in pool]
    confidence = confidence_in(prices, behaviours, cost, evidence(problem, best.expression))
    asks = doubtful or confidence < in_doubt
    question = _question(problem, pool, behaviours, _shares(prices)) if asks else None
    return Choice(best, others, confidence, question, doubtful)


def confidence_in(prices: Sequence[float], behaviours: Sequence[tuple[str, ...]], cost: float, bits: float) -> float:
    """How likely the first of some bodies is the one that was meant.

    Args:
        prices: what they cost in the ranking, cheapest first, not empty.
        behaviours: what each of them does on the probes.
        cost: what the first costs whatever the spec says of it.
        bits: how much evidence there is for the first.
    """
    return _confidence(_agreement(behaviours, _shares(prices)), cost, bits)


def _shares(prices: Sequence[float]) -> list[float]:
    """How likely each of the bodies is against the others: half as likely for each unit of cost."""
    masses = [2.0 ** (prices[0] - price) for price in prices]
    total = sum(masses)
    return [mass / total for mass in masses]


def _agreement(behaviours: Sequence[tuple[str, ...]], shares: Sequence[float]) -> float:
    """The share of the pool that does as the first does, on average over the probes; all of it where there are none."""
    agreeing = [
        sum(share for share, outputs in zip(shares, behaviours, strict=True) if outputs[i] == wanted)
        for i, wanted in enumerate(behaviours[0])
    ]
    return sum(agreeing) / len(agreeing) if agreeing else 1.0


def _confidence(agreement: float, cost: float, bits: float) -> float:
    """How often bodies of which so many agree, at such a cost, were right (benchmarks/RESULTS.md has the table).

    What costs more than the examples say fits them by chance: the shortest description of few bits is seldom the one
    that was meant (after minimum description length; Rissanen, 1978).
    """
    return agreement**2 * _logistic((EVEN - cost) / SLOPE) * _logistic((bits + SPARE - cost) / BLUR)


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > 0 else math.exp(x) / (1 + math.exp(x))


def _question(
    problem: Problem,
    pool: Sequence[tuple[float, Candidate]],
    behaviours: Sequence[tuple[str, ...]],
    shares: Sequence[float],
) -> Question | None:
    place = _most_deciding(problem, behaviours, shares)
    if place is None:
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


def _most_deciding(problem: Problem, behaviours: Sequence[tuple[str, ...]], shares: Sequence[float]) -> int | None:
    """The place of the shortest of the probes whose outputs have about the greatest entropy, if they differ at all."""
    places = [i for i, output in enumerate(behaviours[0]) if not output.startswith(RAISES)]
    entropies = {i: _entropy(_by_output(behaviours, shares, i).values()) for i in places}
    most = max(entropies.values(), default=0.0)
    deciding = [i for i in places if most and entropies[i] >= ABOUT * most]
    return min(deciding, key=lambda i: len(repr(problem.probes[i])), default=None)


def _entropy(shares: Iterable[float]) -> float:
    return -sum(share * math.log2(share) for share in shares if 0 < share < 1)


def _by_output(behaviours: Sequence[tuple[str, ...]], shares: Sequence[float], place: int) -> dict[str, float]:
    grouped: dict[str, float] = {}
    for outputs, share in zip(behaviours, shares, strict=True):
        grouped[outputs[place]] = grouped.get(outputs[place], 0.0) + share
    return grouped
