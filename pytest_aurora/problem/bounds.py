"""Bounds that a text tells, as in `at least 8`, `more than n` and `between 3 and 12`, and on which side they lie."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pytest_aurora.problem.types import FLOAT, INT, Type

_MORE = r"(?:more|greater|larger|bigger|higher|longer|older|heavier|later)"
_LESS = r"(?:less|fewer|smaller|lower|shorter|younger|lighter|earlier)"
_K = r"(?:(?:the|given|value|number) )*(?<![\w.])(-?\d+(?:\.\d+)?|[a-z_]\w*)"
_LARGEST = re.compile(
    rf"\b(?:{_MORE} than (?!or equal)|(?:over|above|beyond|at most|up to|exceed\w*|maximum(?: \w+)? of) "
    rf"|{_LESS} than or equal to ){_K}"
    rf"|{_K} (?:or|and) (?:{_LESS}|below|under)\b|\bfirst {_K} \w|\b(?:between \S+ and|from \S+ to|-?\d+ to) {_K}",
    re.IGNORECASE,
)
_SMALLEST = re.compile(
    rf"\b(?:{_LESS} than (?!or equal)|(?:under|below|at least|minimum(?: \w+)? of) |{_MORE} than or equal to ){_K}"
    rf"|{_K} (?:or|and) (?:{_MORE}|above|over|up)\b|\bfrom {_K} (?:\w+ )?on(?:wards?)?\b"
    rf"|\b(?:between {_K} and|from {_K} to) |{_K} to -?\d",
    re.IGNORECASE,
)
NUMERALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
"""Numbers as words, from one on."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that parts others in two, or the parameter that holds it.

    Attributes:
        operand: the number, or the name of a parameter.
        below: whether it belongs with the numbers below it: `at most 8` and `more than 8` both say so.
    """

    operand: float | str
    below: bool

    def number(self, t: Type) -> float | None:
        """The number as a value of an int's or a float's type; None where it is none."""
        if isinstance(self.operand, str) or t not in (INT, FLOAT):
            return None
        value = float(self.operand) if t == FLOAT else int(self.operand)
        return value if value == self.operand else None


def told_bounds(text: str, names: Collection[str] = ()) -> tuple[Bound, ...]:
    """The bounds that a text tells, each once; `names` may stand for numbers."""
    found = (
        Bound(operand, below)
        for pattern, below in ((_LARGEST, True), (_SMALLEST, False))
        for told in _operands(pattern, text)
        if (operand := _read(told, names)) is not None
    )
    return tuple(dict.fromkeys(found))


def _operands(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """What is told at each place of the text: bounds may share words, as `3 and 12` do."""
    at = 0
    while match := pattern.search(text, at):
        yield next(group for group in match.groups() if group is not None)
        at = match.start() + 1


def _read(told: str, names: Collection[str]) -> float | str | None:
    if told in names:
        return told
    if told.lower() in NUMERALS:
        return NUMERALS.index(told.lower()) + 1
    if not told.lstrip("-")[0].isdigit():
        return None
    return float(told) if "." in told else int(told)
