from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from pytest_aurora.session.scope import Scope
from pytest_aurora.session.standing import passes, unchecked
from pytest_aurora.settings import Settings
from pytest_aurora.spec.reader import read_spec

DECLARED = "# double\n\ndef double(n: int) -> int\n"
EXAMPLES = DECLARED + "\n## Examples\ndouble(2) -> 4\ndouble(5) -> 10\n"
POSTED = EXAMPLES + "\n## Postconditions\n- assert double(n) == n + n\n"


def spec(text: str):
    return read_spec(Path("s.md"), text.encode())


def standing(function, text: str = POSTED, seconds: float = 5.0) -> bool:
    namespace = {} if function is None else {"double": function}
    known = Scope(spec(text), "double", b"", namespace, replace(Settings(), timeout=seconds))
    return passes(known, known.judge())


@pytest.mark.parametrize("text", [EXAMPLES, POSTED, DECLARED + "\n## Postconditions\n- assert double(n) == n + n\n"])
def test_an_example_or_a_condition_can_be_checked(text):
    assert unchecked(spec(text), "double") == ""


@pytest.mark.parametrize("more", ["", "\n## Postconditions\n- It is twice as much.\n"])
def test_without_either_nothing_can_be(more):
    assert "add an example" in unchecked(spec(DECLARED + more), "double")


def test_examples_that_cannot_be_read_say_why():
    told = unchecked(spec(DECLARED + "\n## Examples\ndouble(2) -> [4\n"), "double")
    assert told.startswith("none of its examples can be read:\ns.md:6")


def test_what_keeps_its_spec_passes():
    assert standing(lambda n: 2 * n)


@pytest.mark.parametrize(
    "function",
    [None, lambda n: n + 2, lambda n: 2 * n if n in (2, 5) else 0, lambda n: str(n), lambda n: n / 0],
    ids=["missing", "wrong", "learned by heart", "another type", "raises"],
)
def test_what_is_missing_or_breaks_its_spec_does_not(function):
    assert not standing(function)


def test_what_takes_too_long_does_not():
    assert not standing(lambda n: time.sleep(60), EXAMPLES, seconds=0.2)
