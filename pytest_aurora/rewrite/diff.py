"""A change to a file as git shows it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from pytest_aurora.rewrite.source import SourceError, read_source

_CONTEXT = 3


def unified(path: str, old: bytes | None, new: bytes | None) -> str:
    """The diff between two versions of a file, to be read; empty when they are the same.

    Args:
        path: relative to rootdir, with forward slashes.
        old: the file before; None if there was none.
        new: the file after; None if there is none.
    """
    return patch(path, old, new).decode(_encoding(new or old or b""), "replace")


def _encoding(raw: bytes) -> str:
    try:
        return read_source(raw).encoding
    except SourceError:
        return "utf-8"


def patch(path: str, old: bytes | None, new: bytes | None) -> bytes:
    """The same diff byte for byte, as `git apply` and `patch -p1` read it."""
    if old == new:
        return b""
    name = path.encode(errors="surrogateescape")
    lines = [b"diff --git a/%b b/%b\n" % (name, name)]
    if old is None:
        lines.append(b"new file mode 100644\n")
    elif new is None:
        lines.append(b"deleted file mode 100644\n")
    tab = b"\t" if b" " in name else b""
    lines.append(b"--- /dev/null\n" if old is None else b"--- a/%b%b\n" % (name, tab))
    lines.append(b"+++ /dev/null\n" if new is None else b"+++ b/%b%b\n" % (name, tab))
    return b"".join((*lines, *_hunks(old or b"", new or b"")))


def _hunks(old: bytes, new: bytes) -> Iterator[bytes]:
    # Latin-1 maps each byte to one character and back, which difflib needs and any encoding survives.
    before, after = (_lines(version.decode("latin-1")) for version in (old, new))
    for line in list(difflib.unified_diff(before, after, n=_CONTEXT))[2:]:
        text = line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
        yield text.encode("latin-1")


def _lines(text: str) -> list[str]:
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
