"""How fast the search is and what it holds: candidates a second with few and many examples, and its peak memory.

    python benchmarks/speed.py                # candidates a second
    python benchmarks/speed.py --memory 60 [--kind lists]    # peak memory of a search of 60 seconds

The problems have no answer but to learn the examples by heart, so that the budget is used up. Seconds are the
processor's: a busy machine gives much the same figures.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from pytest_aurora.problem.build import build_problem
from pytest_aurora.problem.problem import Problem
from pytest_aurora.search.engine import solve
from pytest_aurora.search.outcome import Budget, Stopped
from pytest_aurora.search.usage import Growth, peak_memory
from pytest_aurora.spec.reader import read_spec

MIB = 1 << 20


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10.0, help="of each search (default: 10)")
    parser.add_argument("--kind", choices=("text", "lists"), default="text", help="of the search of --memory")
    parser.add_argument("--memory", type=float, metavar="SECONDS", help="measure the peak memory of one search instead")
    options = parser.parse_args()
    if options.memory:
        print(_memory(options.kind, options.memory))
        return
    for kind in ("text", "lists"):
        for examples in (3, 10):
            print(_speed(kind, examples, options.seconds))


def _speed(kind: str, examples: int, seconds: float) -> str:
    result = solve(_hopeless(kind, examples), budget=Budget(seconds, None, None), clock=time.process_time)
    rate = result.candidates / result.seconds
    return f"{kind}, {examples} examples: {rate:,.0f} candidates/s ({result.candidates:,} in {result.seconds:.1f} s)"


def _memory(kind: str, seconds: float) -> str:
    growth = Growth()
    result = solve(_hopeless(kind, 10), budget=Budget(seconds), clock=time.process_time)
    peak = (peak_memory() - growth.start) / MIB
    end = result.reason.value if isinstance(result, Stopped) else "learned by heart"
    return f"{kind}, {result.seconds:.0f} s ({end}): {peak:,.0f} MiB more than before, at its peak"


def _hopeless(kind: str, examples: int) -> Problem:
    """A problem of examples whose results have nothing to do with their arguments."""
    draw = random.Random(7)
    make = _text if kind == "text" else _numbers
    types = "s: str) -> str" if kind == "text" else "xs: list[int]) -> list[int]"
    lines = [f"f({make(draw)!r}) -> {make(draw)!r}" for _ in range(examples)]
    text = "\n".join([f"# SpecV3: {kind}", "", f"def f({types}", "", "## Examples", *lines])
    problem = build_problem(read_spec(Path("speed.md"), text.encode()), "f", {}, ())
    assert isinstance(problem, Problem)
    return problem


def _text(draw: random.Random) -> str:
    return " ".join("".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=draw.randint(3, 8))) for _ in range(3))


def _numbers(draw: random.Random) -> list[int]:
    return [draw.randint(0, 99) for _ in range(draw.randint(4, 8))]


if __name__ == "__main__":
    main()
