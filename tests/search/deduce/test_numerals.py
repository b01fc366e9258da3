from __future__ import annotations

import pytest

from pytest_aurora.problem.types import INT
from pytest_aurora.search.deduce.numerals import deduce_numerals

from ..cores import make_core, make_root, met, sources

HOURS, MINUTES = [7, 12, 23], [5, 30, 59]


def deduced(form, native=frozenset({INT})):
    core = make_core("str:int", "padded2", deducers=(deduce_numerals,))
    core.native = native
    root = make_root(hours=("int", HOURS), minutes=("int", MINUTES))
    wanted = [form(h, m) for h, m in zip(HOURS, MINUTES, strict=True)]
    return sources(met(core, root, "str", wanted, turns=40))


@pytest.mark.parametrize(
    ("form", "body"),
    [
        (lambda h, m: f"{h}:{m:02d}", 'f"{hours}:{minutes:02d}"'),
        (lambda h, m: f"{h:02d}:{m:02d}", 'f"{hours:02d}:{minutes:02d}"'),
        (lambda h, m: f"at {h}h, {m}m", 'f"at {hours}h, {minutes}m"'),
        (lambda h, m: f"#{m}", 'f"#{minutes}"'),
    ],
)
def test_the_numbers_of_a_text_are_goals(form, body):
    assert body in deduced(form)


def test_words_that_differ_are_no_numbers():
    assert deduced(lambda h, m: f"{h} {'a' * h} {m}") == []


def test_nothing_is_tried_where_no_number_is_given():
    assert deduced(lambda h, m: f"{h}:{m}", native=frozenset()) == []
