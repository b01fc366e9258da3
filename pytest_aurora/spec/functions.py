"""The functions that a spec declares, with their descriptions, and what its head says of the module."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from keyword import iskeyword

from pytest_aurora.spec.expressions import ExpressionError
from pytest_aurora.spec.lexer import Block, Code, Text
from pytest_aurora.spec.marks import marked_lines
from pytest_aurora.spec.model import FunctionSpec, Mark
from pytest_aurora.spec.outline import Kind, Section
from pytest_aurora.spec.scan import Logical, scan, strip_code
from pytest_aurora.spec.signature import STARTS, read_signature
from pytest_aurora.spec.source import Line, Source

_DIRECTIVE = re.compile(r"(module|uses):\s*(?=\S)")
_HEADER = re.compile(r"(\w+)\s*:\s*([\w./]+(?:\s*,\s*[\w./]+)*)")
_MEANT = {
    "module": "module", "target": "module", "file": "module", "package": "module",
    "uses": "uses", "import": "uses", "imports": "uses",
}  # fmt: skip
"""What is written for `module:` and `uses:`, and which of the two is meant."""
_BARE = re.compile(r"[^\W\d]\w*\s*\(.*\)")
_DECLARING = (Kind.TITLE, Kind.FUNCTION, Kind.SIGNATURE, Kind.OTHER)
_SPOKEN = (Kind.TITLE, Kind.FUNCTION, Kind.DESCRIPTION, Kind.SIGNATURE, Kind.OTHER)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands beside examples and conditions.

    Attributes:
        prose: every sentence of title, descriptions and other sections.
    """

    functions: tuple[FunctionSpec, ...]
    module: str | None
    uses: tuple[str, ...]
    prose: str


@dataclass(frozen=True, slots=True)
class _Read:
    """A section, taken apart."""

    section: Section
    functions: tuple[FunctionSpec, ...]
    directives: tuple[Logical, ...]
    prose: str

    def is_about(self, function: FunctionSpec) -> bool:
        """Whether its heading names the function, or is of no known kind and nothing else is declared below it."""
        alone = self.section.kind is Kind.OTHER and [declared.name for declared in self.functions] == [function.name]
        return alone or self.section.function == function.name


def read_head(source: Source, sections: Sequence[Section]) -> Head:
    """The declared functions, `module:`, `uses:` and the prose of a spec.

    Raises:
        SpecError: a signature cannot be read, a name is declared twice, a section's function has no signature, or
            `module:` or `uses:` names no module.
    """
    parts = [_take_apart(source, section) for section in sections if section.kind in _SPOKEN]
    functions = [function for part in parts for function in part.functions]
    _refuse_twice(source, functions)
    directives = [directive for part in parts for directive in part.directives]
    modules = _named(source, directives, "module")
    if len(modules) > 1:
        raise source.error("the spec names two modules", directives[-1].first.number, 1, "keep one `module:` line")
    described = tuple(_describe(function, parts, len(functions) == 1) for function in functions)
    prose = "\n".join(part.prose for part in parts if part.prose)
    return Head(described, modules[0] if modules else None, tuple(_named(source, directives, "uses")), prose)


def _refuse_twice(source: Source, functions: Sequence[FunctionSpec]) -> None:
    seen: dict[str, FunctionSpec] = {}
    for function in functions:
        if function.name in seen:
            line = seen[function.name].location.line
            message = f"the function {function.name!r} is declared twice, first in line {line}"
            raise source.error(message, function.location.line, function.location.column, "keep one of the two")
        seen[function.name] = function


def _describe(function: FunctionSpec, parts: Sequence[_Read], alone: bool) -> FunctionSpec:
    """The function with the text of its sections; without any, the only function has the spec's own text."""
    if function.description:
        return function
    own = [part for part in parts if part.is_about(function) and part.prose]
    if not own and alone:
        own = [p for p in parts if p.section.kind is Kind.DESCRIPTION and p.prose]
        own = own or [p for p in parts if p.section.kind is Kind.TITLE and p.prose]
    described = [part for part in own if part.section.kind is Kind.DESCRIPTION] or own
    return replace(function, description="\n".join(part.prose for part in described))


def unread_header(section: Section, line: Line) -> str | None:
    """What is wrong with a line that is nearly, but not quite, `module: a.b` or `uses: a.b, c`; None of any other."""
    found = _HEADER.fullmatch(line.text)
    near = difflib.get_close_matches(found[1].lower(), _MEANT, 1, cutoff=0.8) if found else []
    if found is None or not near:
        return None
    if section.kind is Kind.TITLE:
        written = f"{_MEANT[near[0]]}: {found[2]}"
        return None if _DIRECTIVE.match(line.text) else f"{line.text!r} is not read; did you mean {written!r}?"
    return f"{line.text!r} is not read: it stands above the first ## heading" if _DIRECTIVE.match(line.text) else None


def _take_apart(source: Source, section: Section) -> _Read:
    functions: list[FunctionSpec] = []
    directives: list[Logical] = []
    prose: list[str] = []
    for block in section.blocks:
        for logical, mark in _lines(block):
            if section.kind in _DECLARING and _declares(logical, block, section):
                functions.append(_function(source, logical, mark or section.mark))
            elif section.kind is Kind.TITLE and _DIRECTIVE.match(logical.code):
                directives.append(logical)
            elif isinstance(block, Code) and functions and logical.code.startswith(('"""', "'''")):
                functions[-1] = replace(functions[-1], description=logical.code.strip("\"' "))
            elif isinstance(block, Text):
                prose.append(logical.text)
    return _Read(section, tuple(functions), tuple(directives), "\n".join(prose))


def _lines(block: Block) -> Iterator[tuple[Logical, Mark | None]]:
    if isinstance(block, Text | Code):
        yield from marked_lines(block.lines, block.mark, every=False)


def _declares(logical: Logical, block: Block, section: Section) -> bool:
    """Whether a line is a signature; in a fence, what is indented is none."""
    if isinstance(block, Code) and logical.first.column > min(line.column for line in block.lines):
        return False
    if STARTS.match(logical.code):
        return True
    spelled = isinstance(block, Code) or (isinstance(block, Text) and block.item) or logical.text.startswith("`")
    return section.kind is Kind.SIGNATURE and spelled and _BARE.match(logical.code) is not None


def _function(source: Source, logical: Logical, mark: Mark | None) -> FunctionSpec:
    comment = next((piece.text for piece in scan(logical.text) if piece.kind == "comment"), "")
    place = source.at(logical.first.number, logical.first.column)
    try:
        read = read_signature(logical.code, place, comment.strip("# ") if logical.whole else "")
    except ExpressionError as fault:
        raise source.error(fault.message, place.line, logical.column(fault.offset), fault.hint) from None
    return replace(read, mark=mark)


def _named(source: Source, directives: Sequence[Logical], word: str) -> list[str]:
    """The dotted names of the lines `word: a.b, c`."""
    names: list[str] = []
    for directive in directives:
        found = _DIRECTIVE.match(directive.code)
        if found and found[1] == word:
            written = strip_code(directive.code[found.end() :])[0]
            texts = written.split(",") if word == "uses" else [written]
            names += [_dotted(source, strip_code(text.strip())[0], directive.first, word) for text in texts]
    return names


def _dotted(source: Source, name: str, line: Line, word: str) -> str:
    if all(part.isidentifier() and not iskeyword(part) for part in name.split(".")):
        return name
    hint = f"write it as an import does: {word}: shop.text"
    raise source.error(f"{name!r} is no dotted name", line.number, line.column, hint)
