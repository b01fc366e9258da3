from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.search.deduce.entering import open_cheap_walks
from pytest_aurora.search.deduce.pieces import cut, deduce_pieces

from ..cores import add_constants, make_core, make_root, met, sources

TEXTS = st.lists(st.text("abc", max_size=5), min_size=1, max_size=4)


@given(TEXTS, st.dictionaries(st.sampled_from("abc"), st.text("abx", max_size=3), min_size=3, max_size=3))
def test_pieces_that_are_found_make_what_is_wanted(texts, pieces):
    rows = [(text, "".join(pieces[c] for c in text)) for text in texts]
    found = cut(rows)
    assert found is not None, "the pieces that made the rows are a way"
    assert all("".join(found[c] for c in text) == wanted for text, wanted in rows)


@pytest.mark.parametrize("rows", [[("aa", "xy")], [("ab", "x"), ("ba", "yy")], [("", "x")]])
def test_there_are_none(rows):
    assert cut(rows) is None


def deduced(t, wanted, *names, constants=(), turns=200, **variables):
    core = make_core(*names, deducers=(deduce_pieces,), rules=(open_cheap_walks,))
    root = make_root(**variables)
    add_constants(root, *constants)
    goal = met(core, root, t, wanted, turns=turns)
    return sources(goal)


def test_characters_that_become_texts():
    texts = ["a-b", "1x", "hey?"]
    wanted = ["".join(c * 2 for c in text) for text in texts]
    found = deduced("str", wanted, "repeat:str", constants=(2,), s=("str", texts))
    assert found[0] in ('"".join(char * 2 for char in s)', '"".join(2 * char for char in s)')
