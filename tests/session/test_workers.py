from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from pytest_aurora.session.workers import worker_count


def test_a_number_is_taken_as_it_is():
    assert worker_count(3, {"PYTEST_XDIST_WORKER_COUNT": "2"}) == 3


@pytest.mark.parametrize(
    ("shared", "cores"), [("", 1), ("nonsense", 1), ("0", 1), ("1", 1), ("2", 2), ("100000", 100000)]
)
def test_auto_is_a_fair_share_of_the_cores(shared, cores):
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    assert worker_count("auto", {"PYTEST_XDIST_WORKER_COUNT": shared}) == max(1, available // cores)
    assert worker_count("auto", {}) == available


SEARCHING = """
import multiprocessing, os, signal
from pathlib import Path
from pytest_aurora.session.project import Project
from pytest_aurora.session.synthesis import synthesis
from pytest_aurora.settings import Settings


def die(_):
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


path = Path.cwd() / "f.md"
examples = 'f("a") -> "qz7"\\nf("bb") -> "0!x"\\nf("c") -> "k"\\n'
path.write_text('# SpecV3: f\\n\\ndef f(s: str) -> str\\n\\n## Examples\\n' + examples)
path.with_suffix(".py").write_text("def helper(s: str) -> str:\\n    return s\\n")
project = Project(Path.cwd(), Settings(timeout=600.0))
with synthesis(project, write=True, listener=die) as run:
    run.attempt(project.read(path), "f")
"""
"""A script without a guard, as any may be; it is killed in the middle of its first search."""


def test_a_process_does_not_outlive_the_one_that_asked(tmp_path):
    died = subprocess.run([sys.executable, "-c", SEARCHING], cwd=tmp_path, capture_output=True, text=True, check=False)
    (worker,) = died.stdout.split()
    while is_there(int(worker)):
        time.sleep(0.05)


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_script_is_not_run_again(tmp_path):
    script = SEARCHING.replace("os.kill(os.getpid(), signal.SIGKILL)", "raise KeyboardInterrupt")
    (tmp_path / "script.py").write_text("print('begun', flush=True)\n" + script)
    done = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.count("begun") == 1
    assert "KeyboardInterrupt" in done.stderr
