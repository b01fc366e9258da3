from __future__ import annotations

from pathlib import Path

import pytest

from pytest_aurora.session.samples import sample_arguments
from pytest_aurora.spec.model import Spec
from pytest_aurora.spec.reader import read_spec


@pytest.fixture
def spec(tmp_path):
    def spec(text: str) -> Spec:
        path = Path(tmp_path / "f.md")
        path.write_text(f"# SpecV3: f\n\n{text}")
        return read_spec(path)

    return spec


def test_what_examples_pass_comes_first(spec):
    read = spec(
        "def g(x: int) -> int\ndef f(x: int) -> int\n\n## Examples\ng(1) -> 2\nf(g(4)) -> 7\nf(100) -> g(100)\n"
    )
    rows = sample_arguments(read, "f", {"g": lambda x: x + 1})
    assert rows[:2] == ((5,), (100,))
    assert len(rows) == len(set(rows)) > 10
    assert all(type(x) is int for (x,) in rows)


def test_types_kinds_and_preconditions_are_kept(spec):
    read = spec("def f(low: int, *, high: int) -> str\n\n## Post\nassert f(a, high=b) == ''\n\n## Pre\nf: low < high\n")
    rows = sample_arguments(read, "f", {})
    assert len(rows) > 10
    assert all(low < high for low, high in rows)


def test_the_same_seed_gives_the_same(spec):
    read = spec("def f(xs: list[str]) -> str\n\n## Post\nassert f(xs) == ''\n")
    assert sample_arguments(read, "f", {}, seed=3) == sample_arguments(read, "f", {}, seed=3)
    assert sample_arguments(read, "f", {}, seed=3) != sample_arguments(read, "f", {}, seed=4)


@pytest.mark.parametrize("signature", ["def f() -> int", "def f(*xs: int) -> int"])
def test_there_may_be_none(spec, signature):
    assert sample_arguments(spec(f"{signature}\n\n## Post\nassert f() == 1\n"), "f", {}) == ()


def test_no_more_than_asked_for(spec):
    assert len(sample_arguments(spec("def f(x: int) -> int\n\n## Post\nassert f(x) == 1\n"), "f", {}, count=5)) == 5
