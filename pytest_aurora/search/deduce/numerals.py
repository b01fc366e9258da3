"""Texts that hold numbers among the same words: each number is a goal of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from pytest_aurora.language.expressions import Concatenation, Constant, Expression
from pytest_aurora.problem.types import INT, STR
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.concat import literal_cost
from pytest_aurora.search.deduce.structure import part
from pytest_aurora.search.goal import Goal

NUMBERS = 4
"""Numbers that a text may hold."""
_DIGITS = re.compile(r"(\d+)")
_FORMS = {1: ("str:int", 2), 2: ("padded2", 3), 3: ("padded3", 3), 4: ("padded4", 3)}
"""By width: the component that writes a number, and what it costs."""


@dataclass(frozen=True, slots=True)
class Field:
    """A number at the same place of all texts: which piece of them it is, and how wide it is at least."""

    place: int
    width: int


def deduce_numerals(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Once a goal: where all that differs between the texts is numbers, want these."""
    if goal.type != STR or goal.depth > 1 or "numerals" in goal.tried or INT not in core.native:
        return
    goal.tried.add("numerals")
    rows = [_DIGITS.split(text) for text in goal.projected]
    if len(rows) < 2 or len({tuple(row[::2]) for row in rows}) > 1 or len(rows[0]) < 3 or not any(rows[0][::2]):
        return
    places = range(1, len(rows[0]), 2)
    if len(places) <= NUMBERS:
        for fields in product(*(_fields(place, [row[place] for row in rows]) for place in places)):
            if len({field.width for field in fields if field.width > 1}) < 2:
                _want(core, goal, rows[0], fields)


def _fields(place: int, column: Sequence[str]) -> Iterator[Field]:
    """How the numbers may be written: as they are, or with zeros before them where they are equally wide."""
    if all(text == str(int(text)) for text in column):
        yield Field(place, 1)
    width = min(map(len, column))
    if width > 1 and width in _FORMS and all(text == str(int(text)).zfill(width) for text in column):
        yield Field(place, width)


def _want(core: Core, goal: Goal, row: Sequence[str], fields: Sequence[Field]) -> None:
    literals = [Constant(text, STR) for text in row[::2]]
    forms = [_FORMS[field.width] for field in fields]
    filled = [literal for literal in literals if literal.value]
    cost = sum(cost for _, cost in forms) + sum(literal_cost(literal.value) for literal in filled)
    cost += len(fields) + len(filled) - 1
    numbers = [part(core, goal, INT, _reader(field.place), cost, deeper=1) for field in fields]

    def build(*found: Expression) -> Expression:
        texts = [core.apply(name, STR, number) for (name, _), number in zip(forms, found, strict=True)]
        pieces = [piece for pair in zip(literals, texts, strict=False) for piece in pair]
        return Concatenation(tuple(p for p in (*pieces, literals[-1]) if p.__class__ is not Constant or p.value))

    core.step(goal, numbers, cost, build)


def _reader(place: int) -> Callable[[str], int]:
    return lambda text: int(_DIGITS.split(text)[place])
