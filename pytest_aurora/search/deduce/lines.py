"""Lines through points: `c`, `k * x`, `base + k * (x - start)`, `k * x + c`; what is unknown of them is solved for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from pytest_aurora.language.expressions import Constant, Expression
from pytest_aurora.problem.types import FLOAT, INT, Type
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.fits import DIGITS, near

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """`base + slope * (x - start)`.

    Attributes:
        unknown: how many of these numbers were solved for.
    """

    start: float
    base: float
    slope: float
    unknown: int

    def at(self, number: float) -> float:
        """What it gives for a number."""
        return round(self.base + self.slope * (number - self.start), DIGITS)

    @property
    def numbers(self) -> list[float]:
        """Those that are written."""
        slope = [self.slope] if self.slope not in (0, 1) else []
        return [*slope, self.base] if self.base or not self.slope else slope


def lines_through(points: Sequence[Point], before: Point, slopes: Sequence[float]) -> Iterator[Line]:
    """Lines of each kind through all of the points.

    Args:
        points: different ones, in the order of their numbers, at least one.
        before: where the line before ends.
        slopes: tried where there is one point alone.
    """
    (first, low), (last, high) = points[0], points[-1]
    found = [Line(0, low, 0, 1)]
    for start, base in ((0, 0), before):
        number, value = points[-1] if last != start else points[0]
        if number != start:
            found.append(Line(start, base, round((value - base) / (number - start), DIGITS), 1))
    free = [round((high - low) / (last - first), DIGITS)] if last != first else slopes
    found += [Line(0, base, slope, 2) for slope in free if (base := round(low - slope * first, DIGITS))]
    for line in dict.fromkeys(found):
        if (line.slope or line is found[0]) and all(near(line.at(x), y) for x, y in points):
            yield line


def written(core: Core, t: Type, number: Expression, line: Line) -> Expression | None:
    """A line over a number as an expression of the type; None where that takes numbers of another type."""
    whole = all(part == int(part) for part in (line.start, line.base, line.slope))
    if (INT in (t, number.type) and line.start != int(line.start)) or (t is INT and not (whole and number.type is INT)):
        return None
    constant = partial(_constant, t)
    if not line.slope:
        return constant(line.base)
    kind = "" if t is INT else ":float"
    x = number
    if line.start:
        start = _constant(number.type, line.start)
        x = core.apply("sub" if number.type is INT else "sub:float", number.type, number, start)
    if line.slope != 1:
        name = "mul:mixed" if number.type is not t else f"mul{kind}"
        x = core.apply(name, t, constant(line.slope), x)
    elif number.type is not t:
        x = core.apply("float", t, x)
    if line.base < 0:
        return core.apply(f"sub{kind}", t, x, constant(-line.base))
    return core.apply(f"add{kind}", t, constant(line.base), x) if line.base else x


def _constant(t: Type, value: float) -> Constant:
    return Constant(float(value) if t is FLOAT else int(value), t)
