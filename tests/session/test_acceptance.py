from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pytest_aurora.check.sandbox.outcome import Strength
from pytest_aurora.problem.build import build_problem
from pytest_aurora.search.outcome import Body
from pytest_aurora.session.acceptance import Foreign, audit_objections, example_objections
from pytest_aurora.session.target import Target
from pytest_aurora.spec.reader import read_spec

SPEC = """\
# SpecV3: f

def f(xs: list[int], *rest: int, scale: int = 1) -> int

## Examples
f([1, 2]) -> 3
f([1], 2, 3, scale=10) -> 60
f([]) -> raises ValueError
"""
GOOD = """\
def f(xs: list[int], *rest: int, scale: int = 1) -> int:
    if not xs:
        raise ValueError("nothing")
    return sum((*xs, *rest)) * scale
"""


@pytest.fixture
def objections(tmp_path):
    def objections(source: str, foreign: Foreign | None = None, **changes: Any) -> list[str]:
        (tmp_path / "f.md").write_text(SPEC)
        spec = read_spec(tmp_path / "f.md")
        problem, function = replace(build_problem(spec, "f", {}), **changes), spec.function("f")
        target = Target(tmp_path / "f.py", "f")
        return list(example_objections(problem, function, target, source.encode(), {}, (), foreign))

    return objections


def test_a_good_body_is_accepted(objections):
    assert objections(GOOD) == []


def test_a_file_may_have_a_mark_a_cookie_and_other_line_ends(objections):
    assert objections("\ufeff# coding: utf-8\r\n" + GOOD.replace("\n", "\r\n")) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("* scale", "* 1", "expected 60, got 6"),
        ("sum(", "True + sum(", "expected 3, got 4"),
        ("ValueError", "KeyError", "it raised KeyError, not ValueError"),
        ("    if", "    xs.append(0)\n    if", "it changes its arguments"),
        ("return sum", "return hash('a') + sum", "it does not always do the same: it gave "),
        ("return sum", "return xs[9] + sum", "it raised IndexError: list index"),
    ],
)
def test_a_bad_body_is_told_with_its_call(objections, old, new, message):
    found = objections(GOOD.replace(old, new))
    assert all(each.startswith("in a fresh process f([") for each in found)
    assert any(message in each for each in found)


def test_a_subclass_of_the_error_will_do(objections):
    assert objections(GOOD.replace("ValueError", "UnicodeError")) == []


def test_what_a_foreign_body_gives_must_be_seen(objections):
    hidden = GOOD.replace("return sum((*xs, *rest)) * scale", "return lambda: 0")
    assert objections(hidden) == []
    assert "cannot leave the process (function)" in objections(hidden, Foreign(Strength.WEAK))[0]
    assert objections(GOOD, Foreign(Strength.WEAK)) == []


def test_without_examples_a_foreign_body_must_end_on_probes(objections):
    greedy = GOOD.replace("return sum", "while scale == 7: pass\n    return sum")
    probes = (([1], (), 1), ([1], (), 7))
    assert objections(greedy, Foreign(Strength.WEAK), examples=(), probes=probes[:1]) == []
    (told,) = objections(greedy, Foreign(Strength.WEAK), examples=(), probes=probes)
    assert "f([1], (), 7) does not hold: it did not end" in told
    assert objections(greedy, examples=(), probes=probes) == []
    huge = GOOD.replace("return sum", "bytes(2**30)\n    return sum")
    assert "MemoryError" in objections(huge, Foreign(Strength.WEAK), examples=(), probes=probes)[0]


def test_a_foreign_body_does_not_run_before_its_process_is_confined(objections, tmp_path):
    made = tmp_path / "made"
    called = GOOD.replace("    if not", f"    open({str(made)!r}, 'w')\n    if not") + "\n\nFIRST = f([1])\n"
    (told, *_) = objections(called, Foreign(Strength.WEAK, b"FIRST = 1\n"))
    assert "alarm: open" in told
    assert not made.exists()


def test_the_audit_is_asked(tmp_path):
    (tmp_path / "f.md").write_text(SPEC)
    problem = build_problem(read_spec(tmp_path / "f.md"), "f", {})
    assert not list(audit_objections(Body(("return math.floor(sum(xs)) * scale",), ("import math",)), problem, {}))
    assert list(audit_objections(Body(("return len(os.listdir())",), ("import os",)), problem, {}))
    assert list(audit_objections(Body(("return unheard_of(xs)",)), problem, {}))
    assert not list(audit_objections(Body(("return len(Point(xs))",)), problem, {"Point": type("Point", (), {})}))
