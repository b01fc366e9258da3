"""Texts that have the same words in the same order: each of the blanks between these is a goal of its own.

After the extraction templates of RoadRunner (Crescenzi, Mecca and Merialdo, 2001): what all texts have in common is
the template, what differs are its fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, product

from pytest_aurora.language.expressions import Concatenation, Constant, Expression
from pytest_aurora.problem.types import STR
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.numerals import Format, formats
from pytest_aurora.search.goal import Goal, scattered

BLANKS = 6
"""Blanks that a text may have."""
LONGEST = 80
"""Tokens of a text that is taken apart."""
LETTERS = 3
"""Letters that the words have at least, where not all blanks are numbers."""
DEAREST = 4
"""What the words between two blanks cost at most: that all texts have them speaks for them."""

_NUMBERS = (r"\d+", r"\d+(?:\.\d+)?")
"""Whole ones, or also those with decimals."""
_WORDS = r"[^\W\d_]+|."
DIFFERING = "\2"
"""What a token begins with that is no word of a template: a number, or a text that was given."""

Tokens = tuple[str, ...]
Column = tuple[Tokens, ...]
"""The tokens at one place of each text."""


@dataclass(frozen=True, slots=True)
class Template:
    """What texts have in common: columns in turn, the first of which is a blank, and so is every second one.

    Attributes:
        columns: a piece of each text; those of blanks may be empty in all, those between them are the same in all.
    """

    columns: tuple[tuple[str, ...], ...]

    @property
    def blanks(self) -> list[int]:
        """The places of the blanks that are to be filled in."""
        return [place for place in range(0, len(self.columns), 2) if any(self.columns[place])]

    @property
    def words(self) -> list[str]:
        """What stands between the blanks."""
        return [column[0] for column in self.columns[1::2]]

    def is_telling(self) -> bool:
        """Whether the words say enough, or all blanks are numbers."""
        letters = sum(char.isalpha() for word in self.words for char in word)
        blanks = self.blanks
        numbers = all(_are_numbers(self.columns[place]) for place in blanks)
        return 0 < len(blanks) <= BLANKS and (numbers or letters >= LETTERS)


def deduce_blanks(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Once a goal: where texts have words in common, want what stands between them."""
    if goal.type != STR or goal.depth > 1 or "blanks" in goal.tried:
        return
    goal.tried.add("blanks")
    texts = goal.projected
    if len(set(texts)) < 2 or not all(texts) or max(map(len, texts)) > 8 * LONGEST:
        return
    given = [_given(goal.context, p, text) for p, text in zip(goal.positions, texts, strict=True)]
    plain = [()] * len(texts)
    ways = [(plain, numbers) for numbers in _NUMBERS] + [(given, _NUMBERS[-1])] * any(given)
    for template in dict.fromkeys(template_of(texts, *way) for way in ways):
        if template is not None and template.is_telling():
            _want(core, goal, template)


def _given(context: Context, point: int, text: str) -> tuple[str, ...]:
    """The texts in scope, other than single characters, that are in a wanted one; the longest first."""
    values = {str(entry.values[point]) for entry in context.variables if entry.type is STR}
    return tuple(sorted((value for value in values if len(value) > 1 and value in text), key=lambda v: (-len(v), v)))


def template_of(
    texts: Sequence[str], given: Sequence[Sequence[str]] | None = None, numbers: str = _NUMBERS[0]
) -> Template | None:
    """What texts have in common; None where that is nothing, or a text is too long.

    Args:
        texts: not all the same.
        given: for each text parts of it that are no words of a template.
        numbers: the pattern of numbers.
    """
    rows = list(zip(texts, given or [()] * len(texts), strict=True))
    tokens = {row: _tokens(*row, numbers) for row in dict.fromkeys(rows)}
    if any(len(row) > LONGEST for row in tokens.values()):
        return None
    columns = list(_split(tuple(tokens.values())))
    places = {row: place for place, row in enumerate(tokens)}
    every = tuple(tuple(column[places[row]] for row in rows) for column in columns)
    return Template(tuple(tuple(map(_plain, column)) for column in every)) if len(columns) > 1 else None


def _tokens(text: str, given: Sequence[str], numbers: str) -> Tokens:
    differing = "|".join((*map(re.escape, given), numbers))
    found = re.finditer(rf"({differing})|{_WORDS}", text, re.DOTALL)
    return tuple(DIFFERING * bool(match[1]) + match[0] for match in found)


def _plain(tokens: Tokens) -> str:
    return "".join(token.removeprefix(DIFFERING) for token in tokens)


def _split(column: Column) -> Iterator[Column]:
    """The column, taken apart at the longest run of tokens that all of its rows have equally often."""
    run = _longest_run(column)
    if not run:
        yield column
        return
    pieces = [_pieces(row, run) for row in column]
    for place, inner in enumerate(zip(*pieces, strict=True)):
        if place:
            yield (run,) * len(column)
        yield from _split(inner)


def _longest_run(column: Column) -> Tokens:
    rows = [_joined(row) for row in column]
    return max(_runs(column[0], rows), key=lambda run: len("".join(run)), default=())


def _runs(first: Tokens, rows: Sequence[str]) -> Iterator[Tokens]:
    """Runs of the first row, without numbers, as long as all rows have them, if these have them equally often."""
    for start in range(len(first)):
        stop = start
        while stop < len(first) and not first[stop].startswith(DIFFERING) and _in_all(first[start : stop + 1], rows):
            stop += 1
        if stop > start and len({row.count(_joined(first[start:stop])) for row in rows}) == 1:
            yield first[start:stop]


def _in_all(run: Tokens, rows: Sequence[str]) -> bool:
    sought = _joined(run)
    return all(sought in row for row in rows)


def _joined(tokens: Tokens) -> str:
    """Tokens as a text in which one is found as a whole alone."""
    return "".join(f"\0{token}\1" for token in tokens)


def _pieces(row: Tokens, run: Tokens) -> list[Tokens]:
    """What stands before, between and after the occurrences of a run."""
    pieces, begin, at = [], 0, 0
    while at <= len(row) - len(run):
        if row[at : at + len(run)] == run:
            pieces.append(row[begin:at])
            begin = at = at + len(run)
        else:
            at += 1
    return [*pieces, row[begin:]]


def _want(core: Core, goal: Goal, template: Template) -> None:
    columns = [template.columns[place] for place in template.blanks]
    for ways in product(*(_ways(core, column) for column in columns)):
        _fill(core, goal, template, ways)


def _ways(core: Core, column: Sequence[str]) -> Sequence[Format | None]:
    """The formats that a blank's numbers may have; None alone where it holds other texts."""
    return list(formats(core, column)) or [None]


def _fill(core: Core, goal: Goal, template: Template, ways: Sequence[Format | None]) -> None:
    """Want what the blanks hold, each a text or a number that is written in a format."""
    blanks, words = template.blanks, template.words
    goals = []
    for place, way in zip(blanks, ways, strict=True):
        column = template.columns[place]
        values = scattered(goal, tuple(map(way.read, column)) if way else column)
        # What the words cost puts nothing off: whatever the body is, it has them.
        depth, base = goal.depth + 1, goal.base + len(blanks)
        t = way.type if way else STR
        goals.append(core.want(goal.context, t, values, goal.positions, depth=depth, base=base, branching=not way))

    def build(*found: Expression) -> Expression:
        texts = [way.write(core, e) if way else e for way, e in zip(ways, found, strict=True)]
        pieces: dict[int, Expression] = dict(zip(blanks, texts, strict=True))
        pieces |= {place: Constant(word, STR) for place, word in zip(count(1, 2), words)}
        return Concatenation(tuple(pieces[place] for place in sorted(pieces)))

    cost = sum(map(_cost, words)) + len(blanks) + sum(way.cost for way in ways if way)
    core.step(goal, goals, cost, build)


def _are_numbers(pieces: Sequence[str]) -> bool:
    return all(re.fullmatch(_NUMBERS[-1], piece) for piece in pieces)


def _cost(words: str) -> int:
    letters = sum(char.isalnum() for char in words)
    return min(DEAREST, 1 + (letters + 1) // 2)
