from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.search.edits import EDITS, LONGEST, edit_components

from .problems import problem

TEXTS = st.text("ab ,-", max_size=8)


def edits(*rows):
    return [component.source for component in edit_components(problem("f(s: str) -> str", *rows))]


def test_what_was_replaced_is_seen_as_a_whole_token():
    assert edits(("file_old.txt", "file_new.txt"))[0] == '{0}.replace("file_old", "file_new")'
    assert '{0}.replace("old", "new")' in edits(("the old house", "the new house"))


def test_what_was_taken_away_goes_with_its_separator():
    assert '{0}.replace(", Inc", "")' in edits(("Acme Tools, Inc", "Acme Tools"))


def test_the_most_frequent_edit_comes_first():
    found = edits(("call 555 now", "call 777 now"), ("my dear sir", "my good sir"), ("o, 555 it is", "o, 777 it is"))
    assert found[0] == '{0}.replace("555", "777")'


def test_what_has_little_in_common_is_no_edit():
    assert edits(("abcdef", "xyz")) == []
    assert edits(("same", "same")) == []


def test_numbers_are_not_edited():
    assert edit_components(problem("f(n: int) -> int", (1, 2))) == ()


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), max_size=4))
def test_edits_are_few_short_and_do_what_they_say(rows):
    pairs = [(a + old + b, a + new + b) for a, old, new, b in rows]
    asked = problem("f(s: str) -> str", *pairs)
    components = edit_components(asked)
    assert len(components) <= EDITS
    assert len({c.name for c in components}) == len(components)
    for component in components:
        old, new = eval(component.source.removeprefix("{0}.replace"))
        assert 0 < len(old) <= LONGEST + 2
        assert all(component.function(before) == before.replace(old, new) for before, _ in pairs)
        assert any(component.function(before) != before for before, _ in pairs)
