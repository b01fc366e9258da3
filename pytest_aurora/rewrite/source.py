"""A Python file as text with offsets: decoded without loss, edited by position, given back in its own bytes."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field

from pytest_aurora.errors import AuroraError, RewriteRefusedError

_LONE_CR = re.compile(rb"\r(?!\n)")


class SourceError(AuroraError):
    """A Python file that cannot be read.

    Attributes:
        path: the file, as it was named.
        line: 1-based line of the fault.
        message: what is wrong, one sentence.
    """

    def __init__(self, message: str, path: str, line: int = 1) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.message = message
        self.path = path
        self.line = line


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` where the bytes from `start` to `end` stand; an insertion when both are equal."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A Python file.

    Attributes:
        data: its text in UTF-8 without a byte order mark; all offsets are into this.
        plain: the same, of the same length, with a lone carriage return as a newline.
        encoding: the file's own encoding; `utf-8-sig` when it has a byte order mark.
        path: how errors name the file.
    """

    data: bytes
    encoding: str = "utf-8"
    path: str = "<source>"
    plain: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", _LONE_CR.sub(b"\n", self.data))

    def line(self, offset: int) -> int:
        """The 1-based number of the line at `offset`."""
        return self.plain.count(b"\n", 0, offset) + 1

    def line_start(self, offset: int) -> int:
        """Where the line at `offset` begins."""
        return self.plain.rfind(b"\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Where the line at `offset` ends, before its line break."""
        end = self.plain.find(b"\n", offset)
        if end == -1:
            return len(self.plain)
        return end - 1 if end > offset and self.plain[end - 1 : end] == b"\r" else end

    def next_line(self, offset: int) -> int:
        """Where the line after the one at `offset` begins; the file's end after its last line."""
        end = self.plain.find(b"\n", offset)
        return len(self.plain) if end == -1 else end + 1

    def newline(self, offset: int = 0) -> str:
        """The line break in use at `offset`: that of its line, else the file's first, else a line feed."""
        found = re.compile(rb"\r\n|\r|\n").search(self.data, offset)
        if found is not None:
            return found.group().decode()
        return self.newline() if offset else "\n"

    def text(self, start: int, end: int) -> str:
        """The text between two offsets."""
        return self.data[start:end].decode()

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """The file's bytes after the edits, in the file's own encoding.

        Insertions at one place keep their order.

        Raises:
            RewriteRefusedError: edits overlap, or the encoding lacks a character of them.
        """
        data = self.data
        last = len(data)
        ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
        for edit in reversed(ordered):
            if edit.end > last:
                raise RewriteRefusedError(f"{self.path}: two edits overlap in line {self.line(edit.start)}")
            data = data[: edit.start] + edit.text.encode() + data[edit.end :]
            last = edit.start
        return self.encode(data)

    def encode(self, data: bytes) -> bytes:
        """The file's bytes for a text in UTF-8.

        Raises:
            RewriteRefusedError: the file's encoding lacks a character of it.
        """
        text = data.decode()
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError as error:
            raise RewriteRefusedError(
                f"{self.path}: {text[error.start]!r} cannot be written in the file's encoding {self.encoding}; "
                "save the file as UTF-8"
            ) from error


def read_source(raw: bytes, path: str = "<source>") -> Source:
    """Decode a Python file as Python does: byte order mark, encoding cookie, UTF-8.

    Raises:
        SourceError: the encoding is not known, or does not fit the bytes.
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(_LONE_CR.sub(b"\n", raw)).readline)
        text = raw.decode(encoding)
        exact = text.encode(encoding) == raw
    except UnicodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1 if isinstance(error, UnicodeDecodeError) else 1
        raise SourceError(f"the bytes are not valid {encoding}; save the file as UTF-8", path, line) from error
    except SyntaxError as error:
        raise SourceError(f"{error.msg}; save the file as UTF-8", path) from error
    if not exact:
        raise SourceError(f"encoding {encoding} does not give the same bytes back; save the file as UTF-8", path)
    return Source(text.encode(), encoding, path)


def parse_python(source: bytes | str, path: str = "<source>") -> ast.Module:
    """Parse a file, or its text, as the running interpreter does, without its warnings.

    Raises:
        SourceError: it does not parse.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source, path)
    except SyntaxError as error:
        raise SourceError(f"syntax error: {error.msg}", path, error.lineno or 1) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise SourceError(f"Python cannot parse it: {error}", path) from error
