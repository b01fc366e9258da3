"""Strings as concatenations: which entries are prefixes of what is left of every wanted string?

The cheapest ways are found by Dijkstra's algorithm over tuples of positions, an implicit form of FlashFill's
directed acyclic graphs (Gulwani, 2011).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pytest_aurora.language.expressions import Concatenation, Constant, Expression
from pytest_aurora.problem.types import STR
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal

PIECE_COST = 8
"""What a piece may cost."""
WAYS = 8
"""Concatenations kept."""
STATES = 3000
"""Tuples of positions visited in one run."""
ARRIVALS = 3
"""Ways kept to one tuple of positions."""
JOINT = 2
"""What each further piece costs."""

State = tuple[int, ...]


@dataclass(slots=True)
class Pieces:
    """Entries that occur in every wanted string, by their value on the first one."""

    by_first: dict[str, list[Entry]] = field(default_factory=dict)
    longest: int = 0
    count: int = 0

    def add(self, entry: Entry, values: tuple[str, ...]) -> None:
        """Index an entry."""
        self.by_first.setdefault(values[0], []).append(entry)
        self.longest = max(self.longest, len(values[0]))
        self.count += 1


def deduce_concatenation(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Offer the cheapest concatenations of what the bank has."""
    if goal.type != STR or not all(goal.projected):
        return
    pieces = goal.pieces = goal.pieces or Pieces()
    before = pieces.count
    wanted = goal.projected
    for entry in fresh:
        if entry.type == STR and entry.cost <= PIECE_COST:
            values = tuple([entry.values[i] for i in goal.positions])
            if all(isinstance(v, str) and v and v in w for v, w in zip(values, wanted, strict=True)):
                pieces.add(entry, values)
    if pieces.count > before:
        for cost, parts in cheapest(wanted, goal.positions, pieces):
            if len(parts) > 1:
                goal.offer(cost, Concatenation(parts))


def cheapest(
    wanted: tuple[str, ...], positions: tuple[int, ...], pieces: Pieces
) -> Iterator[tuple[int, tuple[Expression, ...]]]:
    """Up to `WAYS` concatenations that give all wanted strings, cheapest first."""
    end = tuple(map(len, wanted))
    start = (0,) * len(wanted)
    heap: list[tuple[int, int, State, tuple[Expression, ...]]] = [(0, 0, start, ())]
    arrivals: dict[State, int] = {}
    serial = found = 0
    while heap and len(arrivals) < STATES:
        cost, _, at, parts = heapq.heappop(heap)
        if at == end:
            yield cost - JOINT, parts
            found += 1
            if found >= WAYS:
                return
            continue
        arrivals[at] = arrivals.get(at, 0) + 1
        if arrivals[at] > ARRIVALS:
            continue
        for price, after, expression in _moves(wanted, positions, at, pieces):
            serial += 1
            heapq.heappush(heap, (cost + price + JOINT, serial, after, _joined(parts, expression)))


def _joined(parts: tuple[Expression, ...], expression: Expression) -> tuple[Expression, ...]:
    return (*parts, expression)


def _moves(
    wanted: tuple[str, ...], positions: tuple[int, ...], at: State, pieces: Pieces
) -> Iterator[tuple[int, State, Expression]]:
    """Pieces that all wanted strings go on with, and the literal that they have in common."""
    first, begin = wanted[0], at[0]
    for stop in range(begin + 1, min(len(first), begin + pieces.longest) + 1):
        for entry in pieces.by_first.get(first[begin:stop], ()):
            after = _advance(wanted, positions, at, entry)
            if after is not None:
                yield entry.cost, after, entry.expression
    common = _common_prefix([w[i:] for w, i in zip(wanted, at, strict=True)])
    for length in dict.fromkeys((len(common), 1, _word_end(common))):
        if 0 < length <= len(common):
            after = tuple(i + length for i in at)
            yield literal_cost(common[:length]), after, Constant(common[:length], STR)


def _advance(wanted: tuple[str, ...], positions: tuple[int, ...], at: State, entry: Entry) -> State | None:
    after = []
    for w, i, place in zip(wanted, at, positions, strict=True):
        value = entry.values[place]
        if not w.startswith(value, i):
            return None
        after.append(i + len(value))
    return tuple(after)


def _common_prefix(texts: Sequence[str]) -> str:
    low, high = min(texts), max(texts)
    length = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high)))
    return low[:length]


def _word_end(text: str) -> int:
    """Where the first run of letters and digits, or of others, ends."""
    if not text:
        return 0
    kind = text[0].isalnum()
    return next((i for i, c in enumerate(text) if c.isalnum() != kind), len(text))


def literal_cost(text: str) -> int:
    """A literal costs the more the more letters and digits it has: they could have been copied."""
    letters = sum(c.isalnum() for c in text)
    return 2 + (letters + 1) // 2 + (len(text) > 4)
