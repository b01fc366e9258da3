"""Points on a grid."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """A point."""

    x: int
    y: int

    def moved(self, dx: int, dy: int) -> Point:
        """Another point, that far away."""
        return Point(self.x + dx, self.y + dy)


def manhattan(a: Point, b: Point) -> int:
    """How far a taxi drives from one point to the other."""
    ...


def mirrored(point: Point) -> Point:
    """The point on the other side of the diagonal."""
    ...


ORIGIN = Point(0, 0)
