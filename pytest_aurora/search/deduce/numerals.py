"""Numbers written as texts: which format writes all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pytest_aurora.language.expressions import Expression
from pytest_aurora.problem.types import FLOAT, INT, STR, Type
from pytest_aurora.search.core import Core

PADDED = (2, 3, 4)
"""Widths to which numbers are padded."""

_INTEGER = re.compile(r"-?(0|[1-9]\d*)")
_DIGITS = re.compile(r"\d+")
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})*")
_DECIMAL = re.compile(r"-?\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write numbers.

    Attributes:
        type: of the numbers.
        read: the number that a text shows.
        component: what writes it.
        cost: of that component.
        width: to which it pads with zeros; 0 where it does not.
    """

    type: Type
    read: Callable[[str], object]
    component: str
    cost: int
    width: int = 0

    def write(self, core: Core, number: Expression) -> Expression:
        """The text of a number."""
        return core.apply(self.component, STR, number)


def formats(core: Core, texts: Sequence[str]) -> Iterator[Format]:
    """The formats that write all of the texts, the plainest first; numbers that are equally wide may be padded."""
    if _are(texts, _INTEGER):
        yield Format(INT, int, "str:int", 2)
    width = min(map(len, texts))
    if width in PADDED and _are(texts, _DIGITS) and all(str(int(text)).zfill(width) == text for text in texts):
        yield Format(INT, int, f"padded{width}", 3, width)
    if _are(texts, _GROUPED) and any("," in text for text in texts):
        yield Format(INT, lambda text: int(text.replace(",", "")), "thousands", 4)
    if _are(texts, _DECIMAL) and all(repr(float(text)) == text for text in texts):
        yield Format(FLOAT, float, "str:float", 3)
    decimals = {len(text.partition(".")[2]) for text in texts}
    fixed = f"fixed{min(decimals)}"
    if _are(texts, _DECIMAL) and len(decimals) == 1 and core.has(fixed):
        yield Format(FLOAT, float, fixed, core.cost_of(core.by_name[fixed], STR))


def _are(texts: Sequence[str], pattern: re.Pattern[str]) -> bool:
    return all(map(pattern.fullmatch, texts))
