"""Edits that turn an input into its output: what was replaced by what, seen where the two begin and end alike."""

from __future__ import annotations

import re
from collections import Counter as Multiset
from collections.abc import Iterator

from pytest_aurora.language.component import Component, Role
from pytest_aurora.language.literals import quote
from pytest_aurora.problem.problem import Example, Problem, Returned
from pytest_aurora.problem.types import STR
from pytest_aurora.search.shapes import common_prefix

EDITS = 12
LONGEST = 24
"""Characters of what is replaced or put in its place."""
COST = 4
SINGLE = 3
"""What an edit costs more that one example alone shows."""
KEPT = 0.4
"""The share of the input that must come before or after the edit."""


def edit_components(problem: Problem) -> tuple[Component, ...]:
    """A component for each replacement that some example shows, the most frequent first."""
    found = Multiset(edit for example in problem.examples for edit in _edits(example))
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:EDITS]
    return tuple(
        _replacement(old, new, SINGLE if count == 1 < len(problem.examples) else 0) for (old, new), count in ranked
    )


def _edits(example: Example) -> Iterator[tuple[str, str]]:
    if not isinstance(example.outcome, Returned) or not isinstance(example.outcome.value, str):
        return
    for argument in example.arguments:
        if isinstance(argument, str) and argument != example.outcome.value:
            yield from _edit(argument, example.outcome.value)


def _edit(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The one stretch in which the two differ, widened to whole tokens, alone and with the separator before it."""
    head = len(common_prefix([before, after]))
    tail = len(common_prefix([before[head:][::-1], after[head:][::-1]]))
    if head + tail < KEPT * len(before) or head + tail == len(before):
        return
    while head and _joined(before, head):
        head -= 1
    while tail and _joined(before, len(before) - tail):
        tail -= 1
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if 0 < len(old) <= LONGEST and len(new) <= LONGEST:
        yield old, new
        separator = re.search(r"[^\w\s]?\s?\Z", before[:head])
        if separator and separator[0]:
            yield separator[0] + old, separator[0] + new


def _joined(text: str, place: int) -> bool:
    """Whether a token goes on over the place."""
    return bool(re.match(r"\w\w", text[place - 1 : place + 1]))


def _replacement(old: str, new: str, extra: int) -> Component:
    cost = COST + (len(old) + len(new)) // 6 + extra
    source = f"{{0}}.replace({quote(old)}, {quote(new)})"
    name = f"replace:{old}:{new}"
    return Component(name, (STR,), (Role.ANY,), STR, cost, lambda s: s.replace(old, new), source, grows=True, made=True)
