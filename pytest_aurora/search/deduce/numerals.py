"""Numbers written as texts: which format writes all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pytest_aurora.language.expressions import Expression
from pytest_aurora.problem.types import FLOAT, INT, STR, Type
from pytest_aurora.search.core import Core

_INTEGER = re.compile(r"-?(0|[1-9]\d*)")
_PADDED = re.compile(r"\d+")
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
    """

    type: Type
    read: Callable[[str], object]
    component: str
    cost: int

    def write(self, core: Core, number: Expression) -> Expression:
        """The text of a number."""
        return core.apply(self.component, STR, number)


def formats(core: Core, texts: Sequence[str]) -> Iterator[Format]:
    """The formats that write all of the texts, the plainest first."""
    if _are(texts, _INTEGER):
        yield Format(INT, int, "str:int", 2)
        return
    for width in (2, 3, 4):
        if _are(texts, _PADDED) and all(len(t) >= width and str(int(t)).zfill(width) == t for t in texts):
            yield Format(INT, int, f"padded{width}", 3)
            return
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
