"""Which examples a search looks at first when there are many: a few small ones that differ."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_aurora.problem.problem import Example, Raised

SELECTED = 10
"""Examples that are all looked at from the start."""
FIRST = 7
"""Examples selected from more."""
LONG = 2_000
"""Characters of an example's repr from which it counts as long."""


def first_selection(examples: Sequence[Example]) -> list[int]:
    """Places of the examples to begin with.

    All of a few short ones; of many, the smallest that differ in their outcome, and some larger ones.
    """
    sizes = [len(repr(e.arguments)) + len(repr(e.outcome)) for e in examples]
    if len(examples) <= SELECTED and sum(sizes) <= LONG * 3:
        return list(range(len(examples)))
    ordered = sorted(range(len(examples)), key=lambda i: (sizes[i], i))
    chosen: list[int] = []
    seen: set[str] = set()
    for i in ordered[len(ordered) // 4 :] + ordered[: len(ordered) // 4]:
        kind = _kind(examples[i])
        if kind not in seen:
            seen.add(kind)
            chosen.append(i)
        if len(chosen) == FIRST:
            break
    spread = [ordered[(k * len(ordered)) // FIRST] for k in range(FIRST)]
    for i in spread:
        if len(chosen) < FIRST and i not in chosen:
            chosen.append(i)
    return sorted(chosen)


def _kind(example: Example) -> str:
    return f"raises {example.outcome.error}" if isinstance(example.outcome, Raised) else repr(example.outcome.value)
