"""Everyday bodies pass the audit; bodies that reach for the interpreter, the clock or the disk do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_aurora import audit_code

NAMES = frozenset(
    ["x", "y", "s", "n", "xs", "ys", "p", "f", "d", "text", "items", "words", "a", "b", "k", "v", "lo", "hi"]
)


def bodies(name: str) -> list[str]:
    text = Path(__file__).parent.joinpath("bodies", name).read_text(encoding="utf-8")
    return [body.strip("\n") for body in text.split("\n---\n")]


@pytest.mark.parametrize("code", bodies("accepted.txt"))
def test_everyday_bodies_are_accepted(code):
    assert audit_code(code, names=NAMES) == []


@pytest.mark.parametrize("code", bodies("refused.txt"))
def test_ways_out_are_refused(code):
    assert audit_code(code, names=NAMES)
    assert audit_code(code)
