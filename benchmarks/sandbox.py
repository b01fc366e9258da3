"""What the sandbox costs: the start of a child, the final check of a body, and the audit before it.

Run `python benchmarks/sandbox.py [ROUNDS]`.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable

from pytest_aurora import audit_code
from pytest_aurora.check.sandbox import Call, Limits, Request, available_strength, run_calls

BODY = """
import math
from collections import Counter
from datetime import date
best = Counter(text.split()).most_common(limit)
return [(word, math.floor(count)) for word, count in best if word.isalpha()]
"""
SOURCE = "def top(text, limit):" + BODY.replace("\n", "\n    ")
CALLS = tuple(Call((f"a b{n} a c{n % 3}" * 5, n)) for n in range(20))


def start() -> None:
    """Start a child that does nothing."""
    run_calls(Request("def nothing(): ...", "nothing", ()))


def final_check() -> None:
    """Check a body twice on twenty calls, with two hash seeds."""
    run_calls(Request(SOURCE, "top", CALLS), Limits(), twice=True)


def audit() -> None:
    """Audit the body."""
    audit_code(BODY)


def measure(name: str, action: Callable[[], None], rounds: int) -> None:
    """Print what `rounds` runs took, in milliseconds; processor time is nearly the same under load."""
    times, processor = [], []
    for _ in range(rounds):
        begin, began = time.perf_counter(), sum(os.times()[:4])
        action()
        times.append((time.perf_counter() - begin) * 1000)
        processor.append((sum(os.times()[:4]) - began) * 1000)
    p90 = statistics.quantiles(times, n=10)[-1]
    print(
        f"{name:12} median {statistics.median(times):6.1f}  p90 {p90:6.1f}  max {max(times):6.1f} ms"
        f"  processor: mean {statistics.mean(processor):6.1f} ms"
    )


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    strength, weakness = available_strength()
    load = os.getloadavg()[0]
    print(f"Python {sys.version.split()[0]}, load {load:.1f}, sandbox {strength.name.lower()} {weakness}")
    for name, action in (("start", start), ("final check", final_check), ("audit", audit)):
        measure(name, action, rounds)


if __name__ == "__main__":
    main()
