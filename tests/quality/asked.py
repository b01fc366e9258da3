"""Specs with checks that the search does not see: blocks of prose, a signature, examples and, after `?`, checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pytest_aurora.problem.build import build_problem, plain_examples
from pytest_aurora.problem.problem import Example, Problem
from pytest_aurora.search.engine import solve
from pytest_aurora.search.outcome import Budget, Result
from pytest_aurora.spec.model import Spec
from pytest_aurora.spec.reader import read_spec

FOLDER = Path(__file__).parent / "asked"
CANDIDATES = 100_000


@dataclass(frozen=True)
class Asked:
    """A spec of one function, and what its body must do beyond the examples."""

    kind: str
    name: str
    text: str
    checked: str

    @property
    def problem(self) -> Problem:
        """What the search is asked."""
        return build_problem(_read(self.text), self.name, {})

    @property
    def checks(self) -> tuple[Example, ...]:
        """What the search is not shown."""
        return tuple(plain.example for plain in plain_examples(_read(self.checked), self.name, {}))


@cache
def solved(spec: Asked) -> Result:
    """What the search finds, whatever the time."""
    return solve(spec.problem, budget=Budget(seconds=None, candidates=CANDIDATES), clock=lambda: 0.0)


def _read(text: str) -> Spec:
    return read_spec(Path("specs/asked.md"), text.encode())


def asked() -> Iterator[Asked]:
    """All blocks of all files."""
    for path in sorted(FOLDER.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            yield _asked(path.stem, block)


def _asked(kind: str, block: str) -> Asked:
    prose, signature, *lines = block.splitlines()
    name = signature.removeprefix("def ").partition("(")[0]
    head = f"# SpecV3: {name.replace('_', ' ')}\n\n{prose}\n\n{signature}\n\n## Examples\n"
    shown = [line for line in lines if not line.startswith("? ")]
    hidden = [line.removeprefix("? ") for line in lines if line.startswith("? ")]
    return Asked(kind, name, head + "\n".join(shown) + "\n", head + "\n".join(hidden) + "\n")
