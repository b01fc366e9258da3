"""Names that a text lists in an order, as in `sizes are S, M and L` and `high ones first, then medium, then low`."""

from __future__ import annotations

import re

FEWEST = 3
"""Names that make an order."""
_QUOTES = "\"'`"
_QUOTED = r"""(?:"[^"\n]{1,40}"|'[^'\n]{1,40}'|`[^`\n]{1,40}`)"""
_WORD = r"[^\W\d_][\w-]*"
_SEPARATOR = (
    r"(?:\s*(?:->|[,;/<>→]|\n\s*(?:[-*]|\d+\.))\s*|\s+(?=(?:and|or|then|before)\s))"
    r"(?:(?:and|or|then|finally|before)\s+)*(?:(?:the|a|an)\s+)?"
)
_SEPARATED = re.compile(_SEPARATOR)
_LISTING = re.compile(
    rf"(?<![\w'-])(?:{_QUOTED}(?:{_SEPARATOR}{_QUOTED}){{{FEWEST - 1},}}"
    rf"|{_WORD}(?:(?:\s+\w+)?\s+first)?(?:{_SEPARATOR}{_WORD}){{{FEWEST - 1},}})"
)
_CODE = re.compile(r"\[[^\]\n]*\]|\{[^}\n]*\}|\w\([^)\n]*\)")
"""Values and calls: what stands there is an example."""


def told_listings(text: str) -> tuple[tuple[str, ...], ...]:
    """The listings of a text: three names or more, all different, all quoted or none."""
    prose = _CODE.sub("()", text)
    found = (tuple(map(_name, _SEPARATED.split(match[0]))) for match in _LISTING.finditer(prose))
    return tuple(names for names in found if len(set(names)) == len(names))


def _name(listed: str) -> str:
    """A name without its quotes, or without what follows it: `high ones first`."""
    return listed.strip(_QUOTES) if listed[0] in _QUOTES else listed.split()[0]
