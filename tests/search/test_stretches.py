from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.search.stretches import targets, texts_of

from .problems import problem

TEXTS = st.text(alphabet="aAb1 ,.-", max_size=10)


def columns(*rows):
    return [[target for _, target in column] for column in targets(rows)]


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ([("id: Ab", "Ab"), ("id: C", "C")], ["Ab", "C"]),
        ([("7 ADA KING", "King 7"), ("12 BO LI", "Li 12")], ["KING", "LI"]),
        ([("KING, ADA X (1)", "Ada X King"), ("LI, BO (2)", "Bo Li")], ["ADA X", "BO"]),
        ([("a.b@x", "A b"), ("c.d@y", "C d")], ["a.b", "c.d"]),
        ([("costs 1,200 now", "1200"), ("costs 99 now", "99")], ["1,200", "99"]),
    ],
)
def test_what_the_results_hold_is_found_as_the_texts_spell_it(rows, column):
    assert column in columns(*rows)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_every_target_is_in_its_text_and_no_column_comes_twice(rows):
    found = columns(*rows)
    assert all(target and target in text for column in found for (text, _), target in zip(rows, column, strict=True))
    assert len(set(map(tuple, found))) == len(found)


def test_texts_without_another_example_are_not_looked_at():
    assert [name for name, _ in texts_of(problem("f(s: str, n: int) -> str", ("a", 1, "b"), ("c", 2, "d")))] == ["s"]
    assert not list(texts_of(problem("f(s: str) -> str", ("a", "b"))))
    assert not list(texts_of(problem("f(s: str) -> str", ("a" * 500, "b"), ("c", "d"))))
