from __future__ import annotations

import pytest

from pytest_aurora.problem.build import build_problem
from pytest_aurora.search.outcome import Body
from pytest_aurora.session.acceptance import audit_objections, example_objections
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
    def objections(source: str) -> list[str]:
        (tmp_path / "f.md").write_text(SPEC)
        spec = read_spec(tmp_path / "f.md")
        problem, function = build_problem(spec, "f", {}), spec.function("f")
        return list(example_objections(problem, function, Target(tmp_path / "f.py", "f"), source.encode(), {}))

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
        ("return sum", "return hash('a') + sum", "it gives two results"),
        ("return sum", "return xs[9] + sum", "it came to Raised(error='IndexError'"),
    ],
)
def test_a_bad_body_is_told_with_its_call(objections, old, new, message):
    found = objections(GOOD.replace(old, new))
    assert all(each.startswith("in a fresh process f([") for each in found)
    assert any(message in each for each in found)


def test_a_subclass_of_the_error_will_do(objections):
    assert objections(GOOD.replace("ValueError", "UnicodeError")) == []


def test_the_audit_is_asked(tmp_path):
    (tmp_path / "f.md").write_text(SPEC)
    problem = build_problem(read_spec(tmp_path / "f.md"), "f", {})
    assert not list(audit_objections(Body(("return math.floor(sum(xs)) * scale",), ("import math",)), problem, {}))
    assert list(audit_objections(Body(("return len(os.listdir())",), ("import os",)), problem, {}))
    assert list(audit_objections(Body(("return unheard_of(xs)",)), problem, {}))
    assert not list(audit_objections(Body(("return len(Point(xs))",)), problem, {"Point": type("Point", (), {})}))
