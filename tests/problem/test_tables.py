from __future__ import annotations

import pytest

from pytest_aurora.problem.tables import Table, told_tables


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("e, i and o are worth 1, d 2", {"e": 1, "i": 1, "o": 1, "d": 2}),
        ("a, e are worth 1 and z 10.", {"a": 1, "e": 1, "z": 10}),
        ("Black is 0, brown 1, red 2.", {"Black": 0, "brown": 1, "red": 2}),
        ("3 points for a win, 1 for a draw and 0 for a loss", {"win": 3, "draw": 1, "loss": 0}),
        ("1 point: A, E; 3 points: B, C", {"A": 1, "E": 1, "B": 3, "C": 3}),
        ("A queen is worth 9, a bishop or a knight 3, a pawn 1", {"queen": 9, "bishop": 3, "knight": 3, "pawn": 1}),
        ("- red: 1\n- blue: 2.5", {"red": 1, "blue": 2.5}),
        ('"ok" is 200 and "gone" is 410', {"ok": 200, "gone": 410}),
        ("`x` costs 3, `y` nothing", {"x": 3, "y": 0}),
        ("small 8, large 12", {"small": 8, "large": 12}),
    ],
)
def test_keys_and_their_numbers(text, items):
    (table,) = told_tables(text)
    assert dict(table.items) == items
    assert table.rest is None


@pytest.mark.parametrize(
    "text", ["e and i are 1, all others 4", "everything else 4; e is 1, i is 2", "e, i: 1. The rest: 4"]
)
def test_the_number_of_all_other_keys(text):
    (table,) = told_tables(text)
    assert table.rest == 4
    assert {"e", "i"} == {key for key, _ in table.items}


def test_keys_are_in_the_order_of_the_text():
    assert told_tables("c, b and a are 1, d 2") == (Table((("c", 1), ("b", 1), ("a", 1), ("d", 2))),)


def test_letters_and_words_are_tables_of_their_own():
    letters, words = told_tables("J and Q count 10. A joker counts 20, a wildcard 5.")
    assert dict(letters.items) == {"J": 10, "Q": 10}
    assert dict(words.items) == {"joker": 20, "wildcard": 5}


@pytest.mark.parametrize("text", ["Is it between 15 and 25 degrees?", "A pair of 2.", "", "red is 1", "20% of 3.5"])
def test_no_table(text):
    assert told_tables(text) == ()
