"""Which files are specs; looked at for every Markdown file, so it reads no more than a file's head."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_HEAD = 4096
_ATX = re.compile(r" {0,3}#{1,6}[ \t]+(.*)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_TITLE = re.compile(r"[`*_]*Spec(?:V2|V3)\b")
_GLOB = re.compile(r"\*\*/|\*\*|\*|\?")
_GLOBS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def is_spec(path: Path, root: Path, globs: tuple[str, ...] | None = None) -> bool:
    """Whether a file is a spec.

    Args:
        path: the file.
        root: the folder that `specs/` and `globs` are relative to.
        globs: files that are specs, such as `docs/**/*.md`; None for `*.md` in a folder `specs` and `*.spec.md`.
            Either way, a Markdown file whose first heading starts with SpecV2 or SpecV3 is one.
    """
    inside = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
    if globs is None:
        named = path.name.endswith(".spec.md") or (path.suffix == ".md" and "specs" in inside.parts[:-1])
    else:
        named = any(_pattern(glob).fullmatch(inside.as_posix()) for glob in globs)
    return named or (path.suffix == ".md" and _TITLE.match(first_heading(_head(path))) is not None)


def first_heading(text: str) -> str:
    """The text of the first heading outside fences; empty when there is none."""
    fenced, above = False, ""
    for line in text.splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            found = _ATX.match(line)
            if found:
                return found[1].strip()
            if above and _UNDERLINE.fullmatch(line):
                return above
            above = line.strip()
    return ""


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).decode("utf-8-sig", errors="replace")
    except OSError:
        return ""


@lru_cache(maxsize=128)
def _pattern(glob: str) -> re.Pattern[str]:
    """The glob as a pattern; `**` spans folders."""
    parts, position = [], 0
    for found in _GLOB.finditer(glob):
        parts += [re.escape(glob[position : found.start()]), _GLOBS[found[0]]]
        position = found.end()
    return re.compile("".join([*parts, re.escape(glob[position:])]))
