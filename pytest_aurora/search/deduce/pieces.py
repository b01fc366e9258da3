"""Texts made piece by piece: what each item becomes, where the pieces are not equally long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import starmap
from typing import Any

from pytest_aurora.language.expressions import Comprehension
from pytest_aurora.language.forms import FORMS
from pytest_aurora.problem.types import STR
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.entering import enter
from pytest_aurora.search.deduce.scopes import inner_goal, inner_points, spread
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.walks import Walk

JOINED = FORMS["join:each"]
STEPS = 2_000
"""Choices of a piece for one walk."""
LONGEST = 8
"""How long the piece of one item may be."""
SIZES = (1, 2, 3, 0, *range(4, LONGEST + 1))
"""How long it may be, the likeliest first."""

Row = tuple[Sequence[Any], str]
"""The items and what they become together."""
Place = tuple[int, int, int]
"""A row, an item, and how much of what is wanted has been made so far."""
Options = Callable[[object, str], Iterator[str]]
"""What an item may become, given how the wanted value goes on; the likeliest first."""


def deduce_pieces(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """`"".join(piece for ..)`: items that are equal give equal pieces."""
    if goal.context.depth or goal.depth or goal.type is not STR:
        return
    for walk in goal.context.walks:
        if walk.plain and ("pieces", walk) not in goal.tried:
            goal.tried.add(("pieces", walk))
            _derive(core, goal, walk)


def _derive(core: Core, goal: Goal, walk: Walk) -> None:
    items = {p: [step[0] for step in walk.steps[p]] for p in goal.positions}
    if all(len(items[p]) == len(goal.wanted[p]) for p in goal.positions):
        return
    pieces = cut([(items[p], goal.wanted[p]) for p in goal.positions])
    scope = enter(core, walk, goal.context) if pieces and any(pieces.values()) else None
    if scope is None or pieces is None:
        return
    wanted = spread(scope, {p: [pieces[item] for item in items[p]] for p in goal.positions})
    body = inner_goal(core, goal, scope, STR, wanted, inner_points(scope, goal.positions), JOINED.cost)
    core.step(goal, [body], walk.cost + JOINED.cost, lambda e: Comprehension(JOINED, walk.iteration, e, STR))


def cut(rows: Sequence[Row]) -> Mapping[Any, str] | None:
    """A piece for each different item with which every row's pieces make what it wants; None when none is found.

    Items that stay or are repeated are tried before those that vanish, and these before those that become others.
    """
    if any(len(wanted) > LONGEST * len(items) for items, wanted in rows):
        return None
    ordered = sorted(rows, key=lambda row: len(row[0]))
    ways = (_repeated, _kept, _any) if all(starmap(_is_copied, rows)) else (_any,)
    return next((found for options in ways if (found := _cut(ordered, options)) is not None), None)


def _is_copied(items: Sequence[Any], wanted: str) -> bool:
    """Whether all that is wanted is in the items."""
    return set(wanted) <= {char for item in items if isinstance(item, str) for char in item}


def _cut(rows: Sequence[Row], options: Options) -> Mapping[Any, str] | None:
    known: dict[Any, str] = {}
    choices: list[tuple[Place, Any, Iterator[str]]] = []
    at: Place | None = (0, 0, 0)
    for _ in range(STEPS):
        at = _advance(rows, known, at) if at else None
        if at is not None and at[0] == len(rows):
            return known
        if at is not None:
            items, wanted = rows[at[0]]
            choices.append((at, items[at[1]], options(items[at[1]], wanted[at[2] :])))
        at = _choose(known, choices)
        if at is None:
            return None
    return None


def _advance(rows: Sequence[Row], known: Mapping[Any, str], at: Place) -> Place | None:
    """The next place whose item has no piece yet, the end, or None where the pieces do not fit."""
    row, place, made = at
    while row < len(rows):
        items, wanted = rows[row]
        for i in range(place, len(items)):
            piece = known.get(items[i])
            if piece is None:
                return row, i, made
            if not wanted.startswith(piece, made):
                return None
            made += len(piece)
        if made != len(wanted):
            return None
        row, place, made = row + 1, 0, 0
    return row, 0, 0


def _choose(known: dict[Any, str], choices: list[tuple[Place, Any, Iterator[str]]]) -> Place | None:
    """Give the last item its next piece; where it has none left, the one before."""
    while choices:
        at, item, options = choices[-1]
        piece = next(options, None)
        if piece is not None:
            known[item] = piece
            return at
        known.pop(item, None)
        choices.pop()
    return None


def _repeated(item: object, rest: str) -> Iterator[str]:
    """An item that is kept, once or more often."""
    if item and isinstance(item, str):
        yield from (item * n for n in range(1, LONGEST) if rest.startswith(item * n))


def _kept(item: object, rest: str) -> Iterator[str]:
    """An item that is kept, once or more often, or vanishes."""
    yield from _repeated(item, rest)
    yield ""


def _any(item: object, rest: str) -> Iterator[str]:
    """Whatever may stand there, what is short first."""
    yield from (rest[:size] for size in SIZES if size <= len(rest))
