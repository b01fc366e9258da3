from __future__ import annotations

import pytest

from pytest_aurora.language.expressions import Constant
from pytest_aurora.problem.types import STR
from pytest_aurora.search.spellings import CASES, respell

from .cores import computed, entries, make_core, make_root, source

NAMES = ("before", "replace", "remove", *CASES)


def spelled(texts, results):
    """What a root holds of the part before the first `@`, spelled as in the results."""
    core, root = make_core(*NAMES), make_root(s=("str", texts))
    known = core.apply("before", STR, root.variables[0].expression, Constant("@", STR))
    root.bank.add(known, STR, 5, tuple(text.partition("@")[0] for text in texts))
    respell(core, root, results)
    for entry in entries(root):
        assert list(entry.values) == computed(entry.expression, root)
    return {source(entry.expression).removeprefix('s.partition("@")[0]'): entry.cost for entry in entries(root)}


@pytest.mark.parametrize(
    ("texts", "results", "wanted", "cost"),
    [
        (["ABC@x", "De@y"], ["<abc>", "<de>"], ".lower()", 7),
        (["ab.c@x", "d.e@"], ["Mr Ab C", "Ms D E"], '.replace(".", " ").title()', 14),
        (["1,2@z", "3,44@"], ["12!", "344!"], '.replace(",", "")', 10),
    ],
)
def test_a_part_is_there_as_all_results_spell_it(texts, results, wanted, cost):
    assert spelled(texts, results)[wanted] == cost


def test_what_one_result_spells_otherwise_is_not():
    assert len(spelled(["ABC@", "DE@"], ["abc", "dE"])) == 2


def test_results_that_are_no_texts_spell_nothing():
    assert len(spelled(["ABC@", "DE@"], ["abc", 3])) == 2
