"""The comment line that says which spec a body was written from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

_MARK = re.compile(
    r"\s*# aurora: (?P<spec>\S.*) \[body (?P<body>[0-9a-f]{8}), spec (?P<digest>[0-9a-f]{8})(?P<doubt>, in doubt)?\]\s*"
)
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """A body's origin.

    Attributes:
        spec: path of the spec, relative to rootdir, with forward slashes.
        body: hash of the body as it was written, 8 hexadecimal digits.
        digest: digest of what the spec asked for, 8 hexadecimal digits.
        in_doubt: the spec could be read in another way, too, when the body was written.
    """

    spec: str
    body: str
    digest: str
    in_doubt: bool = False

    def __str__(self) -> str:
        return f"# aurora: {self.spec} [body {self.body}, spec {self.digest}{', in doubt' if self.in_doubt else ''}]"


def parse_mark(line: str) -> Mark | None:
    """The mark that a source line holds, or None."""
    found = _MARK.fullmatch(line)
    return Mark(found["spec"], found["body"], found["digest"], found["doubt"] is not None) if found else None


def body_hash(text: str) -> str:
    """The hash of a body's lines; their common indentation, trailing blanks and kind of line break do not count."""
    lines = _LINE_BREAK.split(text)
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    bare = "\n".join(line.removeprefix(indent).rstrip() for line in lines)
    return sha256(bare.encode()).hexdigest()[:8]
