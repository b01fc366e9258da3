"""Blocks become sections: what each is for, whose it is, and the mark it inherits; one grammar for all dialects."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from pytest_aurora.spec.lexer import Block, Heading, Text
from pytest_aurora.spec.model import Mark
from pytest_aurora.spec.source import Line, Source


class Kind(Enum):
    """What a section is for."""

    TITLE = "title"
    FUNCTION = "function"
    SIGNATURE = "signature"
    DESCRIPTION = "description"
    EXAMPLES = "examples"
    POST = "post"
    PRE = "pre"
    OTHER = "other"


_WORDS = {
    "signature": Kind.SIGNATURE, "signatures": Kind.SIGNATURE, "functions": Kind.SIGNATURE,
    "description": Kind.DESCRIPTION, "examples": Kind.EXAMPLES, "example": Kind.EXAMPLES, "tests": Kind.EXAMPLES,
    "test": Kind.EXAMPLES, "post": Kind.POST, "postconditions": Kind.POST, "postcondition": Kind.POST,
    "post-conditions": Kind.POST, "post-condition": Kind.POST, "properties": Kind.POST, "pre": Kind.PRE,
    "preconditions": Kind.PRE, "precondition": Kind.PRE, "pre-conditions": Kind.PRE, "pre-condition": Kind.PRE,
}  # fmt: skip
_FUNCTION = re.compile(r"function(?:\s*:\s*|\s+)[`*_]*(\w+)", re.IGNORECASE)
_LABEL = re.compile(r"(\*\*|__|)([\w-]+)(?::\1|\1\s*:)\s*")
CHECKED = (Kind.EXAMPLES, Kind.POST, Kind.PRE)
"""What a function must keep."""


@dataclass(slots=True)
class Section:
    """A heading (or a labelled list item) with its blocks.

    Attributes:
        function: the function that the section is about, when its heading or one above names it.
        mark: the mark before its heading or the nearest one above.
    """

    kind: Kind
    heading: Line | None = None
    level: int = 0
    function: str | None = None
    mark: Mark | None = None
    labelled: bool = False
    blocks: list[Block] = field(default_factory=list)


def outline(source: Source, blocks: Sequence[Block]) -> tuple[list[Section], list[str]]:
    """The sections of a spec in order, the first for what stands above any heading, and warnings."""
    sections = [Section(Kind.TITLE)]
    above = [sections[0]]
    warnings: list[str] = []
    for block in blocks:
        current = sections[-1]
        if isinstance(block, Heading) and not _is_content(block, current):
            while len(above) > 1 and above[-1].level >= block.level:
                above.pop()
            above.append(_open(block, above[-1], first=len(sections) == 1))
            sections.append(above[-1])
            warnings += _unsure(source, above[-1])
        elif isinstance(block, Text) and (labelled := _label(block, current)):
            sections.append(labelled)
        else:
            current.blocks.append(Text((block.line,), mark=block.mark) if isinstance(block, Heading) else block)
    return sections, warnings


def classify(text: str) -> tuple[Kind, str | None]:
    """What a heading announces, and the function it names."""
    word = text.strip(" :*_`").lower()
    if word in _WORDS:
        return _WORDS[word], None
    found = _FUNCTION.match(text)
    return (Kind.FUNCTION, found[1]) if found and found[1].isidentifier() else (Kind.OTHER, None)


def _is_content(heading: Heading, current: Section) -> bool:
    """A line above `---` is no heading inside a list of examples or conditions."""
    return heading.underlined and current.kind in CHECKED and classify(heading.line.text)[0] is Kind.OTHER


def _open(heading: Heading, parent: Section, first: bool) -> Section:
    kind, function = classify(heading.line.text)
    if kind is Kind.OTHER:
        kind = Kind.TITLE if first else parent.kind if parent.kind in CHECKED else kind
    mark = heading.mark or parent.mark
    return Section(kind, heading.line, heading.level, function or parent.function, mark)


def _label(block: Text, current: Section) -> Section | None:
    """The section that a list item such as `- **Tests**:` opens inside a function's section."""
    found = _LABEL.match(block.lines[0].text) if block.item and block.lines else None
    if found is None or not (current.kind is Kind.FUNCTION or current.labelled):
        return None
    kind = _WORDS.get(found[2].lower())
    if kind is None:
        return None
    first = block.lines[0].shift(found.end())
    lines = (*([first] if first.text else []), *block.lines[1:])
    section = Section(kind, block.lines[0], current.level, current.function, block.mark or current.mark, labelled=True)
    section.blocks += [Text(lines, item=True)] if lines else []
    return section


def _unsure(source: Source, section: Section) -> list[str]:
    """A warning when a heading is nearly, but not quite, one that is read."""
    if section.kind is not Kind.OTHER or section.heading is None:
        return []
    near = difflib.get_close_matches(section.heading.text.strip(" :*_`").lower(), _WORDS, 1, cutoff=0.8)
    place = source.at(section.heading.number, section.heading.column)
    return (
        [f"{place}: the heading {section.heading.text!r} is not read; did you mean {near[0].title()}?"] if near else []
    )
