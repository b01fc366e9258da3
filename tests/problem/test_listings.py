from __future__ import annotations

import pytest

from pytest_aurora.problem.listings import told_listings


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('Sizes are "S", "M", "L" and "XL", from small to large.', ("S", "M", "L", "XL")),
        ("Sizes are S, M, L or XL.", ("S", "M", "L", "XL")),
        ("those of high priority first, then medium, then low", ("high", "medium", "low")),
        ("high first, then medium, and finally the low ones", ("high", "medium", "low")),
        ("low < medium < high", ("low", "medium", "high")),
        ("draft -> review -> done", ("draft", "review", "done")),
        ("bronze before silver before gold", ("bronze", "silver", "gold")),
        ("The steps:\n- wash\n- rinse\n- dry", ("wash", "rinse", "dry")),
        ("One of 'to do', 'doing', 'done'.", ("to do", "doing", "done")),
    ],
)
def test_names_in_their_order(text, names):
    assert told_listings(text) == (names,)


@pytest.mark.parametrize(
    "text",
    [
        "a, b",
        '"x, y" and "z"',
        "red, green, red",
        "",
        "one word after another",
        "1, 2, 3",
        "['a', 'b', 'c']",
        "f('a', 'b', 'c')",
    ],
)
def test_what_lists_no_three_different_names(text):
    assert told_listings(text) == ()


def test_each_listing_for_itself():
    assert told_listings("a, b, c. Or: x, y and z!") == (("a", "b", "c"), ("x", "y", "z"))
