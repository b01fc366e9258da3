"""Texts that have the same words in the same order: each of the blanks between these is a goal of its own.

After the extraction templates of RoadRunner (Crescenzi, Mecca and Merialdo, 2001): what all texts have in common is
the template, what differs are its fields.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice, product
from typing import NamedTuple

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

WAYS = 16
"""Choices of formats for the numbers of one template."""

_NUMBERS = (r"\d+", r"\d+(?:\.\d+)?")
"""Whole ones, or also those with decimals."""
_WORDS = r"[^\W\d_]+|."

Column = tuple[str, ...]
"""What stands at one place of each text."""


class Token(NamedTuple):
    """A part of a text that is not taken apart.

    Attributes:
        differs: it is no word of a template: a number, or a text that was given.
    """

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Template:
    """What texts have in common: columns in turn, the first of which is a blank, and so is every second one.

    Attributes:
        columns: a piece of each text; those of blanks may be empty in all, those between them are the same in all.
    """

    columns: tuple[Column, ...]

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
    rows = [_tokens(*row, numbers) for row in zip(texts, given or [()] * len(texts), strict=True)]
    if max(map(len, rows)) > LONGEST:
        return None
    code: dict[Token, str] = {}  # a character for each different token, so that a run of tokens is a part of a text
    coded = tuple("".join(code.setdefault(token, chr(len(code))) for token in row) for row in rows)
    sizes = {char: len(token.text) for token, char in code.items() if not token.differs}
    texts_by_char = {ord(char): token.text for token, char in code.items()}
    columns = [tuple(piece.translate(texts_by_char) for piece in column) for column in _split(coded, sizes)]
    return Template(tuple(columns)) if len(columns) > 1 else None


def _tokens(text: str, given: Sequence[str], numbers: str) -> Sequence[Token]:
    differing = "|".join((*map(re.escape, given), numbers))
    found = re.finditer(rf"({differing})|{_WORDS}", text, re.DOTALL)
    return [Token(match[0], match[1] is not None) for match in found]


def _split(column: Column, sizes: Mapping[str, int]) -> Iterator[Column]:
    """The column, taken apart at the longest run of words that all of its rows have equally often.

    Args:
        column: rows of characters that stand for tokens.
        sizes: how long the words are, by their characters.
    """
    run = max(_runs(column, sizes), key=lambda run: sum(sizes[char] for char in run), default="")
    if not run:
        yield column
        return
    for place, inner in enumerate(zip(*(row.split(run) for row in column), strict=True)):
        if place:
            yield (run,) * len(column)
        yield from _split(inner, sizes)


def _runs(column: Column, words: Container[str]) -> Iterator[str]:
    """Runs of words in the first row, each as long as all rows have it, if these have it equally often."""
    first, rows = column[0], set(column)
    for start in range(len(first)):
        stop = start
        while stop < len(first) and first[stop] in words and all(first[start : stop + 1] in row for row in rows):
            stop += 1
        run = first[start:stop]
        if run and len({row.count(run) for row in rows}) == 1:
            yield run


def _want(core: Core, goal: Goal, template: Template) -> None:
    columns = [template.columns[place] for place in template.blanks]
    for ways in islice(product(*(_ways(core, column) for column in columns)), WAYS):
        if len({way.width for way in ways if way and way.width}) < 2:
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
