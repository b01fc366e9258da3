"""Marks: `<!-- aurora: skip -->` and `<!-- aurora: xfail REASON -->`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pytest_aurora.spec.model import Mark
from pytest_aurora.spec.scan import Logical, logical_lines
from pytest_aurora.spec.source import Line

MARK = re.compile(r"<!--\s*aurora:\s*(\w*)\s*(.*?)\s*-->", re.DOTALL)


def read_mark(comment: str) -> Mark | None:
    """The mark that a comment makes, or None when it makes no mark that is known."""
    found = MARK.fullmatch(comment)
    if found is None or found[1] not in ("skip", "xfail"):
        return None
    return Mark(found[1], " ".join(found[2].split()))


def take_mark(line: Line) -> tuple[Line, Mark | None]:
    """A line without the mark at its start or its end, and that mark."""
    for found in MARK.finditer(line.text):
        mark = read_mark(found[0])
        if mark is not None and found.start() == 0:
            return line.shift(found.end()), mark
        if mark is not None and found.end() == len(line.text):
            return replace(line, text=line.text[: found.start()].rstrip()), mark
    return line, None


def marked_lines(lines: Sequence[Line], before: Mark | None, every: bool) -> Iterator[tuple[Logical, Mark | None]]:
    """Logical lines, each with the mark on it, on the line above it, or `before` them.

    The mark `before` the block acts on its first line, or on all of them when `every`.
    """
    marks: dict[int, Mark] = {}
    kept: list[Line] = []
    above: Mark | None = None
    for line, mark in map(take_mark, lines):
        above = mark or above
        if line.text:
            kept.append(line)
            marks |= {line.number: above} if above else {}
            above = None
    for index, logical in enumerate(logical_lines(kept)):
        yield logical, marks.get(logical.first.number) or (before if every or index == 0 else None)
