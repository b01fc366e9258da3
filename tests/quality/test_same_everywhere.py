"""The same spec and the same candidates give the same body: on every Python, whatever the hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pytest_aurora.search.outcome import Solution

from .asked import asked, solved

GOLDEN = Path(__file__).with_name("golden.txt")
SEEDED = ("letter_counts", "inverted", "clamp", "german_date")
"""Quick ones that go through sets and dicts."""
PROGRAM = """
from tests.quality.asked import asked, solved
for spec in asked():
    if spec.name in {names!r}:
        result = solved(spec)
        print(spec.name, result.candidates, result.body.source)
"""


def bodies(names) -> dict[str, str]:
    found = {spec.name: solved(spec) for spec in asked() if spec.name in names}
    return {name: result.body.source for name, result in found.items() if isinstance(result, Solution)}


def golden() -> dict[str, str]:
    blocks = GOLDEN.read_text(encoding="utf-8").strip().split("\n\n")
    return {name: source for name, _, source in (block.partition("\n") for block in blocks)}


def test_bodies_are_those_that_were_found_on_another_python():
    stored = golden()
    assert len(stored) >= 10
    assert bodies(stored) == stored


def test_the_hash_seed_changes_nothing():
    first, second = (_run(seed) for seed in ("1", "2"))
    assert first == second
    assert first.count("return") >= len(SEEDED)


def _run(seed: str) -> str:
    root = Path(__file__).parents[2]
    env = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH")))),
    }
    program = PROGRAM.format(names=SEEDED)
    return subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True).stdout
