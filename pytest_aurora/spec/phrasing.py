"""An example as the text around it would put it: arrows, assertions, code spans, bullets, cells of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pytest_aurora.spec.examples import Outcome, read_outcome
from pytest_aurora.spec.scan import Piece, pythonize, scan, split_last, strip_code
from pytest_aurora.spec.tables import split_row

_ASSERT = re.compile(r"assert\b")
_FRONT = re.compile(r"([\s>]*)((?:[-*+]|(\d+)([.)]))[ \t]+)?")
_BOOLS = {"True": "assert {call}", "False": "assert not {call}"}
"""How an assertion says what a call gives."""


def as_line(call: str, result: str, like: str) -> str:
    """The example in the form of the line `like`: its kind of arrow or assertion, in backticks where that is."""
    inner, ticks = strip_code(like)
    outcome = read_outcome(pythonize(result))
    if _ASSERT.match(inner) and outcome.expected is not None and outcome.tolerance is None:
        text = _assertion(call, outcome)
    else:
        text = f"{call} {_arrow(inner)} {result}"
    quote = "`" * (len(like) - len(like.lstrip("`"))) if ticks else ""
    return f"{quote}{text}{quote}"


def _assertion(call: str, outcome: Outcome) -> str:
    assert outcome.expected is not None
    if outcome.expected == "None":
        return f"assert {call} is None"
    return _BOOLS.get(outcome.expected, "assert {call} == {expected}").format(call=call, expected=outcome.expected)


def _arrow(text: str) -> str:
    """The arrow of an example; `->` where it has none."""
    parts = split_last(text, "arrow")
    arrows = [piece.text for piece in scan(text[: parts[2]] if parts else "") if piece.kind == "arrow"]
    return arrows[-1] if arrows else "->"


def as_row(arguments: Mapping[str, str], result: str, header: str, like: str) -> str:
    """The example as a row of a table, its cells as wide as those of the row `like`, in backticks where those are.

    A parameter without a column is left out.
    """
    names = [strip_code(cell.text)[0].strip("*_ ") for cell in split_row(header)]
    coded = [strip_code(cell.text)[1] > 0 for cell in split_row(like)]
    texts = [arguments.get(name, result).replace("|", "\\|") for name in names]
    cells = [f" `{text}` " if code else f" {text} " for text, code in zip(texts, coded, strict=False)]
    row = "|".join(cell.ljust(width) for cell, width in zip(cells, _widths(like), strict=False))
    row = f"|{row}" if like.startswith("|") else row.lstrip()
    return f"{row}|" if like.endswith("|") else row.rstrip()


def _widths(row: str) -> list[int]:
    """How wide the cells of a row are, blanks included."""
    return [len(cell) for cell in re.split(r"(?<!\\)\|", row.removeprefix("|"))]


def front_of_next(front: str) -> tuple[str, bool]:
    """What stands before the line after a line with this in front of it, and whether that begins a list item.

    After a bullet comes a bullet, after `2.` comes `3.`; what else stands there (a label, a comment) is not repeated.
    """
    found = _FRONT.match(front)
    assert found is not None
    marker = found[2] or ""
    if found.end() < len(front):
        return found[1] + " " * len(marker), False
    if found[3]:
        return f"{found[1]}{int(found[3]) + 1}{marker[len(found[3]) :]}", True
    return front, bool(marker)


def spelled(source: str, like: str) -> str:
    """A value's source with strings in the quotes and truth values in the case that the text `like` prefers."""
    pieces = list(scan(like))
    quotes = [piece.text[0] for piece in pieces if piece.kind == "string"]
    quote = "'" if quotes.count("'") > quotes.count('"') else '"'
    lower = any(piece.text in ("true", "false") for piece in pieces)
    return "".join(_spelled(piece, quote, lower) for piece in scan(source))


def _spelled(piece: Piece, quote: str, lower: bool) -> str:
    if piece.kind == "string" and not (set(piece.text[1:-1]) & set("'\"\\") or piece.text[0].isalpha()):
        return f"{quote}{piece.text[1:-1]}{quote}"
    return piece.text.lower() if lower and piece.text in _BOOLS else piece.text
