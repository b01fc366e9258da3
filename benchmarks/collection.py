"""How long pytest takes to collect many specs.

    python benchmarks/collection.py [--specs 1000] [--examples 5]

`pytest --co` runs in a folder of specs: with the plugin, without it, and with it again, which counts.
Byte code is kept between the runs, as it is for a user.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from startup import keep_bytecode

LIMIT = 5.0
"""Seconds that are allowed."""


def write_specs(folder: Path, specs: int, examples: int) -> None:
    """Specs that differ in their names and examples."""
    folder.mkdir()
    for number in range(specs):
        rows = "\n".join(f'scale_{number}({n}, "{n} units") -> {n * number}' for n in range(examples))
        title = f"# SpecV3: Scale {number}\n\ndef scale_{number}(n: int, unit: str) -> int\n\n## Examples\n"
        (folder / f"scale_{number}.md").write_text(f"{title}{rows}\n", encoding="utf-8")


def collect(folder: Path, options: Sequence[str], due: int) -> float:
    """Seconds of a `pytest --co` that ends with the exit code that is due."""
    command = [sys.executable, "-m", "pytest", "--co", "-q", "-p", "no:cacheprovider", *options]
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    seconds = time.perf_counter() - started
    if done.returncode != due:
        raise SystemExit(done.stdout[-2000:] + done.stderr)
    print(f"{seconds:6.2f} s  {done.stdout.splitlines()[-1].strip('= ')}")
    return seconds


def main() -> None:
    """Measure and print; exit with 1 when it takes too long."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--specs", type=int, default=1000)
    parser.add_argument("--examples", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_specs(Path(folder, "specs"), asked.specs, asked.examples)
        keep_bytecode(f"{folder}/bytecode")
        collect(Path(folder), [], due=0)
        collect(Path(folder), ["-p", "no:aurora"], due=5)
        seconds = collect(Path(folder), [], due=0)
    sys.exit(seconds > LIMIT)


if __name__ == "__main__":
    main()
