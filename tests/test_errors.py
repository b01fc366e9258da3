from __future__ import annotations

from pathlib import Path

from pytest_aurora.errors import SpecError
from pytest_aurora.spec.model import Location


def test_a_spec_error_says_where_and_how_to_mend_it():
    error = SpecError("the result is missing", Location(Path("specs/f.md"), 7, 5), "f(1)", "write it as f(1) -> 2")
    assert str(error).splitlines() == [
        "specs/f.md:7:5: the result is missing",
        "    f(1)",
        "        ^",
        "  hint: write it as f(1) -> 2",
    ]


def test_what_is_not_known_is_left_out():
    assert str(SpecError("no signature", Location(Path("f.md"), 1))) == "f.md:1:1: no signature"
