"""The text of a spec file with its places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pytest_aurora.errors import SpecError
from pytest_aurora.spec.model import Location

NEWLINE = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of one source line: 1-based number and column, and its text without the space around it."""

    number: int
    column: int
    text: str

    def shift(self, offset: int) -> Line:
        """The rest of the line from `offset` on, without the space around it."""
        rest = self.text[offset:]
        return Line(self.number, self.column + offset + len(rest) - len(rest.lstrip()), rest.strip())


@dataclass(frozen=True, slots=True)
class Source:
    """A spec's text, by lines, under the path that messages show."""

    path: Path
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole text, lines ended by a newline."""
        return "\n".join(self.lines)

    def suffix(self, number: int, text: str) -> Line:
        """The stretch of source line `number` that ends in `text`, which stands at the line's end."""
        stripped = text.strip()
        return Line(number, max(0, len(self.lines[number - 1].rstrip()) - len(stripped)) + 1, stripped)

    def at(self, number: int, column: int = 1) -> Location:
        """The place of a 1-based line and column."""
        return Location(self.path, number, column)

    def error(self, message: str, number: int, column: int, hint: str) -> SpecError:
        """A `SpecError` at a place of this source."""
        shown = self.lines[number - 1] if number <= len(self.lines) else ""
        return SpecError(message, self.at(number, max(1, column)), shown, hint)


def decode(data: bytes, path: Path) -> Source:
    """The source that `data` spells: UTF-8 with or without BOM, any newline.

    Raises:
        SpecError: the bytes are not UTF-8; it names the first bad byte's line and column.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, path, error) from None
    return Source(path, tuple(NEWLINE.split(text)))


def _not_utf8(data: bytes, path: Path, error: UnicodeDecodeError) -> SpecError:
    start = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
    lines = NEWLINE.split(data[:start].decode("utf-8-sig", errors="replace"))
    place = Location(path, len(lines), len(lines[-1]) + 1)
    message = f"the file is not UTF-8: byte 0x{data[start]:02x} cannot be read"
    return SpecError(message, place, lines[-1], "save the file as UTF-8")
