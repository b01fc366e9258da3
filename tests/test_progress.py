from __future__ import annotations

from pytest_aurora.progress import ProgressLine
from pytest_aurora.search.outcome import Progress


def test_signs_of_life_are_shown_not_more_often_than_asked():
    shown: list[str] = []
    times = iter([0.0, 0.4, 1.0, 1.5, 2.5])
    line = ProgressLine(shown.append, 1.0, lambda: next(times))
    line(Progress(10, 0.4, 0, "a.md::f"))
    line(Progress(1234567, 1.0, 0, "a.md::f"))
    line(Progress(1500000, 1.5, 2, "a.md::f"))
    line(Progress(2500000, 2.5, 2, "a.md::f"))
    assert shown == ["a.md::f: 1,234,567 candidates, 1.0 s", "a.md::f: 2,500,000 candidates, 2 that fit, 2.5 s"]


def test_searches_that_go_on_side_by_side_are_shown_together():
    shown: list[str] = []
    times = iter([0.0, 0.9, 1.1, 2.2])
    line = ProgressLine(shown.append, 1.0, lambda: next(times))
    line(Progress(1, 0.2, 0, "f"))
    line(Progress(2, 1.1, 0, "g"))
    line.end("f")
    line.end("h")
    line(Progress(3, 2.1, 0, "g"))
    assert shown == ["f: 1 candidate, 0.2 s; g: 2 candidates, 1.1 s", "g: 3 candidates, 2.1 s"]
