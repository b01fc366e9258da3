"""Python-like text, token by token: strings are respected, the rest may be untidy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pytest_aurora.spec.source import Line

_TOKEN = re.compile(
    r"""
    (?P<string>(?:[rRbBuUfF]|[rR][bBfF]|[bBfF][rR])?
        (?:\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}|(?!\"{3})"(?:\\.|[^"\\\n])*"|(?!'{3})'(?:\\.|[^'\\\n])*'))
    |(?P<unclosed>\"{3}|'{3})
    |(?P<comment>\#[^\n]*)
    |(?P<name>[^\W\d]\w*)
    |(?P<number>\d\w*)
    |(?P<tolerance>±|\+/-)
    |(?P<arrow>->|→|=>|⇒)
    |(?P<open>[(\[{])
    |(?P<close>[)\]}])
    |(?P<space>\s+)
    |(?P<operator>[=!<>]=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PAIRS = {")": "(", "]": "[", "}": "{"}
_SPELLINGS = {"true": "True", "false": "False", "null": "None", "none": "None"}
_LONGEST_EXAMPLE = 100
"""Lines that one expression may span."""
_DEEPEST_EXAMPLE = 40
"""Brackets that may wait for their end."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A token: its kind (a group of the pattern above), text, offset, and how many brackets are open around it."""

    kind: str
    text: str
    start: int
    depth: int

    @property
    def end(self) -> int:
        """The offset behind the token."""
        return self.start + len(self.text)


def scan(text: str) -> Iterator[Piece]:
    """The tokens of `text`, which joined give `text` again."""
    depth = 0
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "operator"
        depth -= kind == "close"
        yield Piece(kind, found[0], found.start(), depth)
        depth += kind == "open"


def flatten(text: str) -> str:
    """`text` on one line and without comments; offsets before the first of either stay."""
    if "\n" not in text and "#" not in text:
        return text.strip()
    words: list[str] = []
    for piece in scan(text):
        blank = piece.kind == "comment" or (piece.kind == "space" and "\n" in piece.text)
        if blank and words and words[-1].isspace():
            words.pop()
        words.append(" " if blank else piece.text)
    return "".join(words).strip()


def pythonize(text: str) -> str:
    """`true`, `false`, `null`, `none` as Python writes them, outside strings; every offset stays."""
    if not any(word in text for word in _SPELLINGS):
        return text
    pieces = list(scan(text))
    return "".join(_spell(pieces, index) for index in range(len(pieces)))


def _spell(pieces: Sequence[Piece], index: int) -> str:
    piece = pieces[index]
    if piece.kind != "name" or piece.text not in _SPELLINGS:
        return piece.text
    before, after = _neighbour(pieces, index, -1), _neighbour(pieces, index, 1)
    is_name = before == "." or (after == "=" and piece.depth > 0) or after == "("
    return piece.text if is_name else _SPELLINGS[piece.text]


def _neighbour(pieces: Sequence[Piece], index: int, step: int) -> str:
    index += step
    while 0 <= index < len(pieces) and pieces[index].kind == "space":
        index += step
    return pieces[index].text if 0 <= index < len(pieces) else ""


def split_last(text: str, kind: str) -> tuple[str, str, int] | None:
    """What stands before and behind the last top-level token of a kind, and the offset of the latter; None without."""
    pieces = [piece for piece in scan(text) if piece.kind == kind]
    best = [piece for piece in pieces if piece.depth == 0] or pieces
    if not best:
        return None
    right = text[best[-1].end :]
    return text[: best[-1].start].strip(), right.strip(), best[-1].end + len(right) - len(right.lstrip())


def strip_code(text: str) -> tuple[str, int]:
    """The inside of a code span that is all of `text`, and by how much it starts later; else `text` and 0."""
    ticks = len(text) - len(text.lstrip("`"))
    inner = text[ticks:-ticks] if ticks else ""
    if not inner.strip() or not text.endswith("`" * ticks) or "`" * ticks in inner:
        return text, 0
    return inner.strip(), ticks + len(inner) - len(inner.lstrip())


@dataclass(frozen=True, slots=True)
class Logical:
    """An expression's lines, joined.

    Attributes:
        first: where it begins.
        code: one line, comments dropped.
        text: one line, as it stands.
        whole: it is one line in the file too, so that offsets in `code` are columns.
    """

    first: Line
    code: str
    text: str
    whole: bool = True

    def column(self, offset: int) -> int:
        """The 1-based column of an offset in `code`; of the start when lines were joined."""
        return self.first.column + (offset if self.whole else 0)


def join_all(lines: Sequence[Line]) -> Logical:
    """All lines as one."""
    text = "\n".join(line.text for line in lines)
    inner, shift = strip_code(text)
    first = Line(lines[0].number, lines[0].column + shift, lines[0].text)
    return Logical(first, flatten(inner), " ".join(text.split("\n")), len(lines) == 1)


def logical_lines(lines: Sequence[Line]) -> Iterator[Logical]:
    """Lines, joined while a bracket or a triple quote is open.

    A bracket that is never closed joins nothing, so that one bad line spoils no other.
    """
    position = 0
    while position < len(lines):
        count = span(lines[position:])
        yield join_all(lines[position : position + count])
        position += count


def span(lines: Sequence[Line]) -> int:
    """How many lines the expression that starts with the first one has; a bracket of the wrong kind ends it."""
    count, waiting, broken = 1, list[str](), False
    for piece in scan("\n".join(line.text for line in lines[:_LONGEST_EXAMPLE])):
        if piece.kind == "unclosed" or len(waiting) > _DEEPEST_EXAMPLE:
            return 1
        if piece.kind == "open":
            waiting.append(piece.text)
        elif piece.kind == "close":
            broken = broken or not waiting or waiting.pop() != _PAIRS[piece.text]
        if "\n" in piece.text:
            if piece.kind == "space" and (broken or not waiting):
                return count
            count += piece.text.count("\n")
    return 1 if waiting and not broken else count
