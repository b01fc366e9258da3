from __future__ import annotations

import pytest

from pytest_aurora.search.figures import figure_components

from .problems import problem


@pytest.mark.parametrize(
    ("texts", "sources"),
    [
        (["1.10", "1.9.2", "3"], ['list(map(int, {0}.split(".")))']),
        (["1:30", "0:05"], ['list(map(int, {0}.split(":")))']),
        (["1.10", "1.x"], []),
        (["10", "9"], []),
        (["1 2", "3 4"], []),
    ],
)
def test_a_reader_where_there_is_nothing_but_numbers(texts, sources):
    asked = problem("f(s: str) -> int", *((text, 1) for text in texts))
    assert [component.source for component in figure_components(asked)] == sources


def test_what_it_reads():
    (reader,) = figure_components(problem("f(versions: list[str]) -> str", (["1.10", "1.9"], "1.10")))
    assert reader.function("2.10.3") == (2, 10, 3)
    with pytest.raises(ValueError, match="invalid literal"):
        reader.function("2.x")
