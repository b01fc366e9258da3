from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.problem.types import STR
from pytest_aurora.search.excerpts import NEEDED, cut_excerpts

from .cores import computed, entries, make_core, make_root, source
from .problems import problem

TEXTS = st.text(alphabet="ab1 ,;-", max_size=12)


def excerpts(rows, points=None):
    """The bank of a problem's excerpts over some points, by their sources."""
    core, root = make_core(*NEEDED), make_root(s=("str", points or [text for text, _ in rows]))
    cut_excerpts(core, root, problem("f(s: str) -> str", *rows))
    for entry in entries(root):
        assert entry.type is STR
        assert list(entry.values) == computed(entry.expression, root), source(entry.expression)
    others = [other for found in root.bank.common.alternatives.values() for _, other in found]
    return {source(expression) for expression in [*(entry.expression for entry in entries(root)), *others]}


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([("7, Ada , UK", "Ada"), ("12,Grace,US", "Grace")], 's.split(",")[1]'),
        ([("a-b-cd-e", "cd"), ("f-gh-i", "gh")], 's.split("-")[-2]'),
        ([("7 Oak Rd 12 3", "7 Oak Rd"), ("1 Elm 4 5", "1 Elm")], 's.rsplit(" ", 2)[0]'),
        ([("x:y:a:b", "a:b"), ("1:2:3", "3")], 's.split(":", 2)[2]'),
        ([("1 Ada King UK", "Ada King"), ("22 Bo US", "Bo")], '" ".join(s.split()[1:-1])'),
        ([("Rome, IT, 3 May, 2019", "3 May, 2019"), ("IL, US, 1 July, 2020", "1 July, 2020")],
         '", ".join(s.split(", ")[-2:])'),
        ([("Ab cD ef gh", "abcdef"), ("X y", "xy"), ("q w e", "qwe")], '"".join(s.split()[:3])'),
        ([("ada@x.org", "ada"), ("bo@y.de", "bo")], 's.partition("@")[0]'),
    ],
)  # fmt: skip
def test_what_all_results_hold_is_there(rows, wanted):
    assert wanted in excerpts(rows)


def test_what_only_one_result_holds_is_not():
    assert not any("split" in found for found in excerpts([("a,b,c", "b"), ("d,e,f", "f")]))


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=2, max_size=3), st.lists(TEXTS, min_size=1, max_size=3))
def test_an_excerpt_is_what_its_source_says_at_other_points_too(rows, points):
    assert "s" in excerpts([(text, text[len(text) // 3 :] or other) for text, other in rows], points)


def test_a_text_with_too_few_fields_is_taken_as_its_source_takes_it():
    rows = [("7 Oak Rd 12 3", "7 Oak Rd"), ("1 Elm 4 5", "1 Elm")]
    assert 's.rsplit(" ", 2)[0]' in excerpts(rows, [*(text for text, _ in rows), "a b", "a", ""])


def test_nothing_is_cut_for_a_number():
    core, root = make_core(*NEEDED), make_root(s=("str", ["a,1,b", "c,2,d"]))
    cut_excerpts(core, root, problem("f(s: str) -> int", ("a,1,b", 1), ("c,2,d", 2)))
    assert [source(entry.expression) for entry in entries(root)] == ["s"]
