"""What the installed plugin adds to the start of pytest where there are no specs.

    python benchmarks/startup.py [--rounds 30]

`pytest --co` runs in an empty folder, by turns with the plugin and with `-p no:aurora`; the difference of the medians
of its processor time, which other processes disturb least, is what the plugin costs. A second figure is what Python
itself counts for the plugin's own modules (`-X importtime`). Byte code is kept between the runs, as it is for a user.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence

EMPTY = 5
"""pytest's exit code when it collects nothing."""
LIMIT = 20.0
"""Milliseconds that are allowed."""
IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \| +(pytest_aurora\S*)")


def keep_bytecode(folder: str) -> None:
    """Let this process's children keep their byte code in a folder, whatever the environment says."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = folder


def run(folder: str, options: Sequence[str]) -> float:
    """Milliseconds of processor time of a `pytest --co`."""
    command = [sys.executable, "-m", "pytest", "--co", "-q", "-p", "no:cacheprovider", *options]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != EMPTY:
        raise SystemExit(done.stdout + done.stderr)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def import_time(folder: str) -> float:
    """Milliseconds that Python counts for the plugin's own modules in a `pytest --co`."""
    command = [sys.executable, "-X", "importtime", "-m", "pytest", "--co", "-q"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return sum(int(micros) for micros, _ in IMPORT.findall(done.stderr)) / 1000


def main() -> None:
    """Measure and print; exit with 1 when it is too much."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        keep_bytecode(f"{folder}/bytecode")
        run(folder, ())
        pairs = [(run(folder, ()), run(folder, ("-p", "no:aurora"))) for _ in range(rounds)]
        imports = statistics.median(import_time(folder) for _ in range(5))
    with_it, without = (statistics.median(column) for column in zip(*pairs, strict=True))
    least = min(a for a, _ in pairs) - min(b for _, b in pairs)
    print(f"median of {rounds}: {with_it:.1f} ms with, {without:.1f} ms without: {with_it - without:.1f} ms")
    print(f"fastest of {rounds}: {least:.1f} ms more")
    print(f"imports of its own modules: {imports:.1f} ms")
    sys.exit(with_it - without > LIMIT)


if __name__ == "__main__":
    main()
