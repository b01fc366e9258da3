from __future__ import annotations

import pytest

from pytest_aurora.problem.bounds import Bound, told_bounds


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It has at least 8 characters.", {Bound(8, below=False)}),
        ("No fewer than 8 characters.", {Bound(8, below=False)}),
        ("Orders of more than 50.", {Bound(50, below=True)}),
        ("No more than 50.", {Bound(50, below=True)}),
        ("Greater than or equal to 3.5", {Bound(3.5, below=False)}),
        ("less than or equal to -2", {Bound(-2, below=True)}),
        ("children under 12, seniors of 65 and older", {Bound(12, below=False), Bound(65, below=False)}),
        ("20 or fewer, up to 20", {Bound(20, below=True)}),
        ("Words of five or more letters", {Bound(5, below=False)}),
        ("between 3 and 12 characters", {Bound(3, below=False), Bound(12, below=True)}),
        ("from 0 to 255.", {Bound(0, below=False), Bound(255, below=True)}),
        ("Squares outside 1 to 64 are refused.", {Bound(1, below=False), Bound(64, below=True)}),
        ("longer than the given limit", {Bound("limit", below=True)}),
        ("more than n words, at least usual", {Bound("n", below=True)}),
        ("the first 100 units, hours above 40", {Bound(100, below=True), Bound(40, below=True)}),
        ("10 off from 5 pieces on, from 50 onwards", {Bound(5, below=False), Bound(50, below=False)}),
        ("The 10 largest of 20 numbers.", set()),
    ],
)
def test_bounds_and_their_sides(text, told):
    found = told_bounds(text, ["n", "limit"])
    assert set(found) == told
    assert len(found) == len(told)
