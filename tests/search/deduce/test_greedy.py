from __future__ import annotations

import pytest

from pytest_aurora.search.deduce.greedy import PARTS, deduce_greedy

from ..cores import make_core, make_root, met, sources

COINS = ("list[int]", [[25, 10, 5, 1], [5, 2, 1], [4, 3], [7]])
AMOUNTS = ("int", [41, 9, 7, 0])
TABLE = ("list[tuple[int, str]]", [[(10, "X"), (1, "I")], [(5, "V"), (1, "I")]])


def deduced(kind, wanted, **variables):
    return sources(met(make_core(*PARTS, deducers=(deduce_greedy,)), make_root(**variables), kind, wanted, turns=8))


@pytest.mark.parametrize(
    ("kind", "wanted", "turn"),
    [
        ("list[int]", [[25, 10, 5, 1], [5, 2, 2], [4, 3], []], "result += [coin] * (rest // coin)"),
        ("list[int]", [[1, 1, 1, 1], [1, 2, 0], [1, 1], [0]], "result.append(rest // coin)"),
        ("int", [4, 3, 2, 0], "result += rest // coin"),
    ],
)
def test_an_amount_is_taken_apart(kind, wanted, turn):
    (found,) = deduced(kind, wanted, amount=AMOUNTS, coins=COINS)
    assert f"    {turn}\n    rest %= coin" in found


def test_symbols_stand_for_values():
    (found,) = deduced("str", ["XXIII", "VII"], n=("int", [23, 7]), table=TABLE)
    assert "result += second * (rest // first)" in found


def test_what_is_left_over_must_fit():
    assert deduced("int", [4, 3, 2, 1], amount=AMOUNTS, coins=COINS) == []
    assert deduced("int", [1, 2], amount=("int", [3, 4]), coins=("list[int]", [[0], [2]])) == []
