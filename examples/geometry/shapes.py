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


def box_area(corner: Point) -> int:
    """How many squares lie between the origin and a corner."""
    ...


def mirrored(point: Point) -> Point:
    """The point on the other side of the diagonal."""
    ...


ORIGIN = Point(0, 0)
