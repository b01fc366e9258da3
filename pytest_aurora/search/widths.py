"""Texts of a fixed width: where every example's text is as long as the others, constant places mean something."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_aurora.language.expressions import Constant, Expression
from pytest_aurora.problem.types import INT, STR
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core

WIDEST = 24
"""Characters of a text that is cut everywhere."""
CUT = 3
"""What a cut at the beginning or the end costs beyond the text; one in the middle costs one more."""


def cut_fixed_widths(core: Core, root: Context) -> None:
    """Put every part of the parameters of a fixed width into the bank: codes, numbers and dates without separators."""
    for entry in tuple(root.variables):
        widths = set(map(len, entry.values)) if entry.type is STR and len(set(entry.values)) > 1 else ()
        if len(widths) == 1 and 1 < (width := max(widths)) <= WIDEST:
            for begin, end, expression in _parts(core, entry, width):
                cost = entry.cost + CUT + (begin > 0 and end < width)
                root.bank.add(expression, STR, cost, tuple(value[begin:end] for value in entry.values))


def _parts(core: Core, entry: Entry, width: int) -> Iterator[tuple[int, int, Expression]]:
    text = entry.expression
    for begin in range(width):
        for end in range(begin + 1, width + 1):
            low, high = Constant(begin, INT), Constant(end, INT)
            if end == begin + 1:
                yield begin, end, core.apply("at:str", STR, text, low)
            elif begin and end < width:
                yield begin, end, core.apply("slice:str", STR, text, low, high)
            elif begin:
                yield begin, end, core.apply("drop:str", STR, text, low)
            elif end < width:
                yield begin, end, core.apply("take:str", STR, text, high)
