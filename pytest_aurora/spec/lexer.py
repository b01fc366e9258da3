"""Markdown becomes a flat list of blocks, each with its source lines and the mark that stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pytest_aurora.spec.marks import MARK, read_mark
from pytest_aurora.spec.model import Mark
from pytest_aurora.spec.source import Line, Source

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TABLE_PREFIX = re.compile(r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?")
_ROW_PREFIX = re.compile(r"[\s>]*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `underlined` when it is one by the `---` or `===` below it."""

    level: int
    line: Line
    underlined: bool = False
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of a paragraph, or, when `item`, of the first paragraph of a list item."""

    lines: tuple[Line, ...]
    item: bool = False
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """Lines of a fence or of an indented code block."""

    lines: tuple[Line, ...]
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A GFM table's rows as they stand in the file, without the line of dashes."""

    header: Line
    rows: tuple[Line, ...]
    mark: Mark | None = None


Block = Heading | Text | Code | Table


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def lex(source: Source) -> tuple[list[Block], list[str]]:
    """The blocks of a spec and warnings about marks that are not known.

    Raises:
        SpecError: a comment is never closed.
    """
    blocks: list[Block] = []
    warnings: list[str] = []
    pending: Mark | None = None
    for found in _blocks(source, _parser().parse(source.text)):
        if isinstance(found, Line):
            mark = read_mark(found.text)
            warnings += [] if mark else [_unknown_mark(source, found)]
            pending = mark or pending
        else:
            blocks.append(replace(found, mark=pending))
            pending = None
    return blocks, warnings


def _unknown_mark(source: Source, line: Line) -> str:
    return f"{source.at(line.number, line.column)}: {line.text} is no mark: write skip or xfail REASON after aurora:"


def _blocks(source: Source, tokens: Sequence[Token]) -> Iterator[Block | Line]:
    """Blocks in order; a `Line` is a comment that is meant as a mark."""
    item = False
    for position, token in enumerate(tokens):
        kind, (start, end) = token.type, token.map or (0, 0)
        if kind == "list_item_open":
            item = True
        elif kind == "heading_open":
            yield _heading(source, token, tokens[position + 1])
        elif kind == "paragraph_open":
            yield Text(_lines(source, start + 1, tokens[position + 1].content), item)
            item = False
        elif kind in ("fence", "code_block"):
            yield Code(_lines(source, start + (2 if kind == "fence" else 1), token.content))
        elif kind == "table_open":
            yield _table(source, start, end)
        elif kind == "html_block":
            yield from _html(source, token, item)


def _heading(source: Source, token: Token, inline: Token) -> Heading:
    lines = _lines(source, (token.map or (0, 0))[0] + 1, inline.content)
    first = lines[0] if lines else Line((token.map or (0, 0))[0] + 1, 1, "")
    if token.markup.startswith("#"):
        column = source.lines[first.number - 1].find(first.text) + 1
        return Heading(int(token.tag[1]), replace(first, column=max(1, column)))
    return Heading(int(token.tag[1]), replace(first, text=" ".join(line.text for line in lines)), underlined=True)


def _lines(source: Source, start: int, content: str) -> tuple[Line, ...]:
    numbered = enumerate(content.split("\n"), start)
    return tuple(source.suffix(number, text) for number, text in numbered if text.strip())


def _table(source: Source, start: int, end: int) -> Table:
    def row(number: int, prefix: re.Pattern[str]) -> Line:
        raw = source.lines[number]
        skipped = prefix.match(raw)
        return source.suffix(number + 1, raw[skipped.end() if skipped else 0 :])

    rows = tuple(row(number, _ROW_PREFIX) for number in range(start + 2, end))
    return Table(row(start, _TABLE_PREFIX), rows)


def _html(source: Source, token: Token, item: bool) -> Iterator[Block | Line]:
    """Marks of a block of HTML, and the text behind a comment on the comment's last line."""
    start, end = token.map or (0, 1)
    content = token.content
    if content.count("<!--") > content.count("-->") and content.lstrip().startswith("<!--"):
        raise source.error("the comment is never closed", start + 1, 1, "end it with -->")
    for found in MARK.finditer(content):
        number = start + 1 + content[: found.start()].count("\n")
        yield Line(number, max(0, source.lines[number - 1].find("<!--")) + 1, found[0])
    if content.lstrip().startswith("<!--"):
        rest = _COMMENT.split(content)[-1].strip()
        if rest and "\n" not in rest:
            last = start + content.rstrip().count("\n") + 1
            yield Text((source.suffix(min(last, end), rest),), item)
