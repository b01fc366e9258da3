from __future__ import annotations

import pytest

from pytest_aurora.problem.types import STR
from pytest_aurora.search.widths import WIDEST, cut_fixed_widths

from .cores import computed, entries, make_core, make_root, source

NAMES = ("take:str", "drop:str", "slice:str", "at:str")


def cut(*texts: str):
    core, root = make_core(*NAMES), make_root(s=("str", texts))
    cut_fixed_widths(core, root)
    return root


def test_every_part_is_there_and_is_what_it_says():
    root = cut("20240105", "19991231")
    found = {source(entry.expression): entry for entry in entries(root)}
    assert found["s[:4]"].values == ("2024", "1999")
    assert found["s[4:6]"].cost == found["s[6:]"].cost + 1
    assert {"s", "s[0]", "s[7]", "s[1:]"} <= found.keys()
    for entry in found.values():
        assert list(entry.values) == computed(entry.expression, root)
        assert entry.type is STR


@pytest.mark.parametrize(
    "texts", [("ab", "abc"), ("same", "same"), ("x" * WIDEST + "a", "x" * WIDEST + "b"), ("a", "b")]
)
def test_texts_of_no_fixed_width_are_left_whole(texts):
    assert [source(entry.expression) for entry in entries(cut(*texts))] == ["s"]
