"""Strings and lists as concatenations: which entries are prefixes of what is left of every wanted value?

The cheapest ways are found by Dijkstra's algorithm over tuples of positions, an implicit form of FlashFill's
directed acyclic graphs (Gulwani, 2011).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import groupby
from operator import contains
from typing import Any

from pytest_aurora.language.expressions import Concatenation, Constant, Display, Expression
from pytest_aurora.problem.types import STR
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.core import CHILDREN, DEPTH, Core
from pytest_aurora.search.goal import Build, Goal, project, scattered
from pytest_aurora.search.shapes import common_prefix

PIECE_COST = 10
"""What a piece of a string may cost."""
CUT_COST = 14
"""The same of a piece that is there from the start, as the results hold it."""
END_COST = 4
"""What a piece may cost for what is left beside it to become a goal."""
ABSENT = 1
"""What a piece costs more that some texts do not have."""
STRETCH_COST = 7
"""What a piece of a list may cost."""
ITEM_COST = 5
"""What a single item of a list may cost."""
WAYS = 8
"""Concatenations kept."""
STATES = 3000
"""Tuples of positions visited in one run."""
ARRIVALS = 3
"""Ways kept to one tuple of positions."""
JOINT = 2
"""What each further piece costs."""

State = tuple[int, ...]
Text = str | tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Something that every wanted value may hold; `values` at the points that matter."""

    cost: int
    expression: Expression
    values: tuple[Text, ...]
    single: bool = False
    """One item of a list."""


@dataclass(slots=True)
class Pieces:
    """Pieces by their value in the first wanted one."""

    by_first: dict[Text, list[Piece]] = field(default_factory=dict)
    longest: int = 0
    count: int = 0

    def add(self, piece: Piece) -> None:
        """Index a piece."""
        first = piece.values[0]
        self.by_first.setdefault(first, []).append(piece)
        self.longest = max(self.longest, len(first))
        self.count += 1


def deduce_concatenation(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Offer the cheapest concatenations of what the bank has."""
    wanted = goal.projected
    if goal.type == STR:
        if not all(wanted):
            return
    elif goal.type.name != "list" or not any(wanted) or not core.has("concat"):
        return
    pieces = goal.index(Pieces)
    before = pieces.count
    for entry in fresh:
        piece = _piece(goal, entry, wanted)
        if piece is not None:
            pieces.add(piece)
            if goal.type == STR and piece.cost <= END_COST:
                _want_rest(core, goal, piece)
    if pieces.count == before:
        return
    for cost, parts in cheapest(wanted, pieces, literals=goal.type == STR):
        if len(parts) > 1:
            goal.offer(cost, _joined(core, goal, parts))


def _want_rest(core: Core, goal: Goal, piece: Piece) -> None:
    """Where all wanted texts begin or end with a piece: what is left of them is a goal."""
    pairs = [(str(text), str(known)) for text, known in zip(goal.projected, piece.values, strict=True)]
    part, cost = piece.expression, piece.cost + JOINT
    if all(known and text.startswith(known) and text != known for text, known in pairs):
        rest = tuple(text[len(known) :] for text, known in pairs)
        _want(core, goal, rest, cost, lambda e: Concatenation((part, e)))
    if all(known and text.endswith(known) and text != known for text, known in pairs):
        rest = tuple(text[: -len(known)] for text, known in pairs)
        _want(core, goal, rest, cost, lambda e: Concatenation((e, part)))


def _want(core: Core, goal: Goal, rest: Values, cost: int, build: Build) -> None:
    if goal.depth >= DEPTH or goal.children >= CHILDREN:
        return
    goal.children += 1
    wanted = scattered(goal, rest)
    sub = core.want(goal.context, STR, wanted, goal.positions, depth=goal.depth + 1, base=goal.base + cost)
    core.step(goal, [sub], cost, build)


def _piece(goal: Goal, entry: Entry, wanted: Values) -> Piece | None:
    """The entry as a piece when every wanted value has it somewhere."""
    if entry.partial:
        return None
    if goal.type == STR:
        if entry.type is not STR or entry.cost > (PIECE_COST if goal.context.bank.level else CUT_COST):
            return None
        texts = project(entry.values, goal.positions)
        fits = all(map(contains, wanted, texts)) and 2 * texts.count("") <= len(texts)
        return Piece(entry.cost + ABSENT * ("" in texts), entry.expression, texts) if fits else None
    if entry.type is goal.type and entry.cost <= STRETCH_COST:
        lists = project(entry.values, goal.positions)
        fits = any(lists) and all(map(_in_list, lists, wanted))
        return Piece(entry.cost, entry.expression, lists) if fits else None
    if entry.type is goal.type.args[0] and entry.cost <= ITEM_COST:
        items = project(entry.values, goal.positions)
        fits = all(item in w for item, w in zip(items, wanted, strict=True))
        return Piece(entry.cost, entry.expression, tuple((item,) for item in items), single=True) if fits else None
    return None


def _in_list(items: tuple[Any, ...], wanted: tuple[Any, ...]) -> bool:
    if not items:
        return True
    first, size = items[0], len(items)
    return any(w == first and wanted[i : i + size] == items for i, w in enumerate(wanted))


def cheapest(wanted: tuple[Text, ...], pieces: Pieces, *, literals: bool) -> Iterator[tuple[int, tuple[Piece, ...]]]:
    """Up to `WAYS` concatenations that give all wanted values, cheapest first.

    Args:
        wanted: what they must give, point by point.
        pieces: what they may be made of.
        literals: whether what all wanted values go on with may stand as a literal.
    """
    end = tuple(map(len, wanted))
    start = (0,) * len(wanted)
    heap: list[tuple[int, int, State, tuple[Piece, ...]]] = [(0, 0, start, ())]
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
        for piece in _moves(wanted, at, pieces, literals):
            after = _advance(wanted, at, piece)
            if after is not None and after != at:
                serial += 1
                heapq.heappush(heap, (cost + piece.cost + JOINT, serial, after, (*parts, piece)))


def _moves(wanted: tuple[Text, ...], at: State, pieces: Pieces, literals: bool) -> Iterator[Piece]:
    """Pieces that the first wanted value goes on with, and the literal that all have in common."""
    first, begin = wanted[0], at[0]
    for stop in range(begin, min(len(first), begin + pieces.longest) + 1):
        yield from pieces.by_first.get(first[begin:stop], ())
    if literals:
        rests = [str(w[i:]) for w, i in zip(wanted, at, strict=True)]
        common = common_prefix(rests)
        for length in dict.fromkeys((len(common), 1, _word_end(common))):
            if 0 < length <= len(common):
                text = common[:length]
                yield Piece(literal_cost(text), Constant(text, STR), (text,) * len(wanted))


def _advance(wanted: tuple[Text, ...], at: State, piece: Piece) -> State | None:
    after = []
    for w, i, value in zip(wanted, at, piece.values, strict=True):
        stop = i + len(value)
        if w[i:stop] != value:
            return None
        after.append(stop)
    return tuple(after)


def _joined(core: Core, goal: Goal, parts: tuple[Piece, ...]) -> Expression:
    if goal.type == STR:
        return Concatenation(tuple(part.expression for part in parts))
    stretches: list[Expression] = []
    for single, group in groupby(parts, key=lambda part: part.single):
        expressions = tuple(part.expression for part in group)
        stretches += [Display(expressions, goal.type)] if single else expressions
    return reduce(lambda left, right: core.apply("concat", goal.type, left, right), stretches)


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
