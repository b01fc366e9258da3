from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.search.deduce.blanks import BLANKS, LONGEST, Template, deduce_blanks, template_of
from pytest_aurora.search.deduce.structure import deduce_structure

from ..cores import make_core, make_root, met, sources

HOURS, MINUTES = [7, 12, 23], [5, 30, 59]
NAMES = ["Ada", "Bob Li", "Cy"]


def deduced(form, *names, **variables):
    core = make_core("str:int", "padded2", "padded3", "join", *names, deducers=(deduce_structure, deduce_blanks))
    root = make_root(**variables)
    wanted = [form(*row) for row in zip(*(values for _, values in variables.values()), strict=True)]
    return sources(met(core, root, "str", wanted, turns=60))


@pytest.mark.parametrize(
    ("form", "body"),
    [
        (lambda h, m: f"{h}:{m:02d}", 'f"{hours}:{minutes:02d}"'),
        (lambda h, m: f"{h:02d}:{m:02d}", 'f"{hours:02d}:{minutes:02d}"'),
        (lambda h, m: f"at {h}h, {m}m", 'f"at {hours}h, {minutes}m"'),
        (lambda h, m: f"#{m}", 'f"#{minutes}"'),
        (lambda h, m: f"{m} and {h} and {m}", 'f"{minutes} and {hours} and {minutes}"'),
    ],
)
def test_the_numbers_of_a_text_are_goals(form, body):
    assert body in deduced(form, hours=("int", HOURS), minutes=("int", MINUTES))


def test_numbers_that_are_equally_wide_may_be_padded_all_to_one_width():
    found = deduced(lambda h, m: f"{h}:{m}", hours=("int", [100, 123]), minutes=("int", [30, 45]))
    assert 'f"{hours}:{minutes}"' in found
    assert 'f"{hours}:{minutes:02d}"' in found
    assert 'f"{hours:03d}:{minutes:02d}"' not in found


def test_numbers_are_wanted_where_none_is_given():
    found = deduced(lambda s: f"{s}: {len(s)} letters", "len:str", s=("str", NAMES))
    assert found[0] == 'f"{s}: {len(s)} letters"'


def test_numbers_with_decimals_are_one_blank():
    found = deduced(lambda c: f"It is {c} degrees", "str:float", c=("float", [1.5, 20.0, 7.25]))
    assert found[0] == 'f"It is {c} degrees"'


def test_texts_between_words_are_goals():
    found = deduced(lambda s: f"Dear {s.upper()}, welcome!", "upper", s=("str", NAMES))
    assert found[0] == 'f"Dear {s.upper()}, welcome!"'


def test_what_was_given_is_no_word_of_the_template():
    paths = ["a.py", "src/b.py", "c.py"]
    found = deduced(lambda path, line: f"in {path}, line {line}", path=("str", paths), line=("int", MINUTES))
    assert found[0] == 'f"in {path}, line {line}"'


@pytest.mark.parametrize(
    "form",
    [
        lambda h, m: f"{'a' * h} {'b' * m}",
        lambda h, m: f"{h} {'a' * h} {m}",
        lambda h, m: "always the same",
        lambda h, m: " ".join([f"n{i} {h}" for i in range(BLANKS)]) + f" {m}",
        lambda h, m: "x " * LONGEST + str(h),
    ],
)
def test_no_words_no_difference_too_many_blanks_or_too_long_a_text(form):
    core = make_core("str:int", deducers=(deduce_blanks,))
    root = make_root(hours=("int", HOURS), minutes=("int", MINUTES))
    met(core, root, "str", [form(h, m) for h, m in zip(HOURS, MINUTES, strict=True)])
    assert len(root.goals) == 1


def test_words_that_not_all_texts_have_equally_often_are_in_blanks():
    template = template_of(["Al and Bo came", "Al and Bo and Cy came"])
    assert template == Template((("", ""), ("Al and Bo ", "Al and Bo "), ("", "and Cy "), ("came", "came"), ("", "")))


words = st.lists(st.sampled_from(["a", "bc", " ", "-", "7", "4.5", "x", "\0", "\1", "\2"]), max_size=8).map("".join)


@given(st.lists(words, min_size=2, max_size=4), st.sampled_from([r"\d+", r"\d+(?:\.\d+)?"]))
def test_a_template_makes_each_text_again(texts, numbers):
    template = template_of(texts, numbers=numbers)
    if template is None:
        return
    assert ["".join(pieces) for pieces in zip(*template.columns, strict=True)] == texts
    for column in template.columns[1::2]:
        assert len(set(column)) == 1
        assert re.search(r"\d", column[0]) is None
