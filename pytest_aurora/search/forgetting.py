"""Forgetting: when the memory is full, the dearest half of what is held is let go, and nothing so dear is kept again.

It is still built and shown to the goals ("on the fly", as in Paresy: Valizadeh and Berger, 2023), so that the search
goes on; what it no longer finds is what has such a dear part.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, chain

from pytest_aurora.search.core import Core

SHARE = 0.5
"""How much of what is held may stay."""
ENTRY = 40
"""Points that take as much memory as an entry and its expression."""


def forget(core: Core) -> bool:
    """Let go the dearest entries, contexts and all; False when there is nothing left to let go."""
    weights = _weights(core)
    if not weights:
        return False
    ceiling = _ceiling(weights)
    for context in core.contexts:
        context.forget(ceiling - context.cost)
    return True


def _weights(core: Core) -> Counter[int]:
    """How much is held, by what it costs on the way from the root."""
    weights: Counter[int] = Counter()
    for context in core.contexts:
        for shelf in context.bank.shelves.values():
            for entry in chain(shelf.entries.values(), shelf.partials.values()):
                weights[context.cost + entry.cost] += context.points + ENTRY
    return weights


def _ceiling(weights: Counter[int]) -> int:
    """The greatest cost below which there is no more than what may stay."""
    costs, allowed = sorted(weights), weights.total() * SHARE
    held = accumulate(weights[cost] for cost in costs)
    return next(cost for cost, so_far in zip(costs, held, strict=True) if so_far > allowed)
