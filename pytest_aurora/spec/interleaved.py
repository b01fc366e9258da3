"""Signatures among examples: each is followed by what is said of its function."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pytest_aurora.spec.lexer import Block, Code, Text
from pytest_aurora.spec.outline import CHECKED, Kind, Section
from pytest_aurora.spec.scan import span
from pytest_aurora.spec.source import Line

_DEFINES = re.compile(r"`*(?:async\s+)?def\s+(\w+)")


def interleaved(sections: Sequence[Section]) -> Sequence[Section]:
    """The sections, cut where a signature stands among examples or conditions.

    When there is such a signature, what follows it is about its function, and what comes before it about the one that
    was declared before; several in a row are all that the lines below may be about.
    """
    if not any(section.kind in CHECKED and _names(section.blocks) for section in sections):
        return sections
    owners = _Owners()
    return [owners.given(part) for section in sections for part in _cut(section)]


@dataclass(slots=True)
class _Owners:
    """Which functions were declared last, and whether anything has been said of them since."""

    names: list[str] = field(default_factory=list)
    spoken_of: bool = False

    def given(self, section: Section) -> Section:
        """The section with the function that it is about; a declaring one is taken note of."""
        if section.kind in CHECKED:
            self.spoken_of = True
            owner = self.names[0] if len(self.names) == 1 else None
            return replace(section, function=section.function or owner)
        names = _names(section.blocks)
        if names:
            self.names = names if self.spoken_of else self.names + names
            self.spoken_of = False
        return section


def _names(blocks: Sequence[Block]) -> list[str]:
    lines = (line for block in blocks if isinstance(block, Text | Code) for line in block.lines)
    return [found[1] for line in lines if (found := _DEFINES.match(line.text))]


def _cut(section: Section) -> Iterator[Section]:
    """A section of examples or conditions, as several: each signature is one of its own."""
    if section.kind not in CHECKED or not _names(section.blocks):
        yield section
        return
    part = replace(section, blocks=[])
    for block in section.blocks:
        for piece, declares in _pieces(block):
            if declares:
                yield part
                yield replace(section, kind=Kind.OTHER, heading=None, blocks=[piece])
                part = replace(section, heading=None, blocks=[])
            else:
                part.blocks.append(piece)
    yield part


def _pieces(block: Block) -> Iterator[tuple[Block, bool]]:
    """A block, cut around the signatures in it; a fence is one signature or none."""
    if not isinstance(block, Text):
        yield block, isinstance(block, Code) and _DEFINES.match(block.lines[0].text) is not None
        return
    rest: list[Line] = []
    position = 0
    while position < len(block.lines):
        count = span(block.lines[position:])
        lines = block.lines[position : position + count]
        if _DEFINES.match(lines[0].text):
            yield from [(replace(block, lines=tuple(rest)), False)] if rest else []
            yield replace(block, lines=lines), True
            rest = []
        else:
            rest += lines
        position += count
    yield from [(replace(block, lines=tuple(rest)), False)] if rest else []
