from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

import pytest_aurora.check.properties
import pytest_aurora.plugin.scout
import pytest_aurora.plugin.synthesis

LOADED_ONCE = (hypothesis, pytest_aurora)
"""A run within the tests forgets the modules that it has loaded; these are slow to load anew."""

SPEC = """\
# SpecV3: Palindrome Checker

def reverse_string(s: str) -> str
def is_palindrome(s: str) -> bool

## Examples
reverse_string("hello") -> "olleh"
reverse_string("ab") -> "ba"
is_palindrome("racecar") -> true
is_palindrome("hello") -> false

## Post
assert len(reverse_string(x)) == len(x)
"""
CODE = """\
def reverse_string(s: str) -> str:
    return s[::-1]


def is_palindrome(s: str) -> bool:
    return s == s[::-1]
"""


@pytest.fixture
def write(pytester: pytest.Pytester) -> Callable[[str, str], Path]:
    """Write a file below the test's folder."""

    def write(name: str, text: str) -> Path:
        path = pytester.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def palindrome(write: Callable[[str, str], Path]) -> Path:
    """A spec of two functions, none of them written."""
    return write("specs/text.md", SPEC)


@pytest.fixture
def written(palindrome: Path, write: Callable[[str, str], Path]) -> Path:
    """The file with both functions, written by hand, beside their spec."""
    return write("specs/text.py", CODE)
