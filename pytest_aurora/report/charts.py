"""Small charts as SVG text; colours come from the page's style."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 220, 76, 12, 16, 16

Point = tuple[float, float]


def line_chart(
    label: str, lines: Sequence[tuple[str, Sequence[float | None]]], low: float, high: float, ticks: Sequence[str]
) -> str:
    """Lines from left to right; the k-th has the class `s<k>`.

    Args:
        label: what the chart shows, for those who cannot see it.
        lines: name and values of each; None leaves a gap.
        low: value at the bottom.
        high: value at the top.
        ticks: texts at the left edge, from bottom to top.
    """
    count = max((len(values) for _, values in lines), default=0)
    parts = [_grid(ticks)]
    for number, (name, values) in enumerate(lines, 1):
        points = [(_x(i, count), _y(v, low, high)) for i, v in enumerate(values) if v is not None]
        parts.append(_line(name, points, number))
    return _svg(label, HEIGHT, "".join(parts))


def _x(index: int, count: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (index / (count - 1) if count > 1 else 0.5)


def _y(value: float, low: float, high: float) -> float:
    share = (value - low) / (high - low) if high > low else 0.5
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(1.0, max(0.0, share))


def _grid(ticks: Sequence[str]) -> str:
    parts = []
    for number, tick in enumerate(ticks):
        y = _y(number, 0, max(1, len(ticks) - 1))
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 5:.1f}" text-anchor="end">{escape(tick)}</text>')
    return "".join(parts)


def _line(name: str, points: Sequence[Point], number: int) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle class="s{number}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>' for x, y in points)
    return f'<g><title>{escape(name)}</title><polyline class="s{number}" points="{path}"/>{dots}</g>'


def bar_chart(label: str, rows: Sequence[tuple[str, Sequence[tuple[float, str]]]]) -> str:
    """Rows of horizontal bars from a common left edge, the k-th bar of a row with the class `s<k>`.

    Args:
        label: what the chart shows, for those who cannot see it.
        rows: name of each, and value (at least 0) and text of each of its bars.
    """
    largest = max((value for _, bars in rows for value, _ in bars), default=0.0) or 1.0
    parts, y = [], 0.0
    for name, bars in rows:
        parts.append(f'<text class="name" x="0" y="{y + 20:.1f}">{escape(name)}</text>')
        y += 30
        for number, (value, text) in enumerate(bars, 1):
            width = max(2.0, (WIDTH - 120) * value / largest)
            parts.append(f'<rect class="s{number}" x="0" y="{y:.1f}" width="{width:.1f}" height="16" rx="2"/>')
            parts.append(f'<text x="{width + 8:.1f}" y="{y + 14:.1f}">{escape(text)}</text>')
            y += 25
        y += 6
    return _svg(label, max(y, 1.0), "".join(parts))


def _svg(label: str, height: float, content: str) -> str:
    return f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{escape(label)}">{content}</svg>'
