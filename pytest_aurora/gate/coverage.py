"""How much of each synthesized body the examples of its spec run, measured in a process of its own.

A run of pytest-cov in this process is neither seen nor disturbed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pytest_aurora.errors import AuroraError
from pytest_aurora.session.project import Project
from pytest_aurora.spec.model import Spec

PACKAGE = Path(__file__).parents[2]
SECONDS = 120.0
_FOREIGN = ("COV_CORE_", "COVERAGE_", "PYTHONTRACEMALLOC")


class NotMeasuredError(AuroraError):
    """Coverage could not be measured; the message says why."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of one body was run.

    Attributes:
        percent: of its lines and branches, 0 to 100.
        lines: lines that were not run.
        branches: jumps that were not made, from line to line; a negative line is the function's end.
    """

    percent: float
    lines: tuple[int, ...] = ()
    branches: tuple[tuple[int, int], ...] = ()


def measure(project: Project, spec: Spec, names: Sequence[str]) -> dict[str, Coverage]:
    """The coverage of functions of a spec by the examples that speak of each, or else by its post-conditions.

    Raises:
        NotMeasuredError: the process failed, or did not end.
    """
    return {name: _coverage(found) for name, found in _measured(project, _asked(project, spec, names)).items()}


def _asked(project: Project, spec: Spec, names: Sequence[str]) -> dict[str, object]:
    """What the process is told."""
    return {
        "rootdir": str(project.rootdir),
        "import_path": [str(path) for path in project.import_path],
        "target": project.settings.target,
        "spec": str(spec.path),
        "names": list(names),
        "max_examples": project.settings.max_examples,
        "seed": project.settings.seed,
        "path": sys.path,
    }


def _measured(project: Project, asked: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """What the process says.

    Raises:
        NotMeasuredError: it failed, or did not end.
    """
    try:
        child = subprocess.run(
            [sys.executable, "-m", "pytest_aurora.gate.measure"],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            env=_environment(os.environ),
            cwd=project.rootdir,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise NotMeasuredError(f"its spec did not end within {SECONDS:g} s") from None
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip().splitlines() or [f"exit code {error.returncode}"])[-1]
        raise NotMeasuredError(f"its spec could not be run: {last}") from None
    answer: dict[str, dict[str, object]] = json.loads(child.stdout)
    return answer


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without what starts another measurement in the child, and without stray .pyc files."""
    kept = {name: value for name, value in environ.items() if not name.startswith(_FOREIGN)}
    path = os.pathsep.join(filter(None, (str(PACKAGE), environ.get("PYTHONPATH"))))
    return {**kept, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}


def _coverage(found: Mapping[str, object]) -> Coverage:
    percent, lines, branches = found["percent"], found["lines"], found["branches"]
    assert isinstance(percent, int | float)
    assert isinstance(lines, list)
    assert isinstance(branches, list)
    return Coverage(float(percent), tuple(lines), tuple((start, end) for start, end in branches))
