"""The process that measures coverage: reads what is asked from standard input, writes JSON to standard output."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import coverage

from pytest_aurora.check.examples import run_example
from pytest_aurora.check.properties import find_counterexample
from pytest_aurora.errors import SpecError
from pytest_aurora.problem.build import is_usable
from pytest_aurora.problem.verdict import Verdict
from pytest_aurora.session.project import Project
from pytest_aurora.settings import Settings
from pytest_aurora.spec.expressions import mentioned, parse_any
from pytest_aurora.spec.model import ExampleSpec, PostSpec, Spec


def main() -> None:
    """Measure the functions that standard input names; what the user's code prints goes to standard error."""
    asked = json.loads(sys.stdin.read())
    answer = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    sys.path[:] = [*asked["path"], *(entry for entry in sys.path if entry not in asked["path"])]
    paths = tuple(Path(path) for path in asked["import_path"])
    project = Project(Path(asked["rootdir"]), Settings(target=asked["target"]), paths)
    spec = project.read(Path(asked["spec"]))
    namespace, file = project.namespace(spec), str(project.target(spec).path)
    tries = partial(find_counterexample, max_examples=asked["max_examples"], seed=asked["seed"])
    json.dump({name: _measure(spec, name, namespace, file, tries) for name in asked["names"]}, answer)
    answer.close()


def _measure(
    spec: Spec, name: str, namespace: Mapping[str, object], file: str, tries: Callable[..., Verdict]
) -> dict[str, object]:
    """One body, with a measurement of its own that is kept in memory.

    It is run by the examples that speak of it; where there are none, by the values that its post-conditions are tried
    on.
    """
    examples = [example for example in spec.examples if is_usable(example) and _speaks_of(example, name)]
    measured = coverage.Coverage(data_file=None, branch=True, include=[file], config_file=False)
    measured.set_option("run:disable_warnings", ["no-data-collected"])
    with measured.collect():
        for example in examples:
            run_example(example, spec, namespace)
        for post in () if examples else _posts(spec, name):
            with contextlib.suppress(SpecError):  # its own test item says what is wrong with it
                tries(post, spec, namespace)
    return _figures(measured, name, file)


def _speaks_of(example: ExampleSpec, name: str) -> bool:
    sources = [example.call, *([example.expected] if example.expected is not None else [])]
    return any(mentioned(parse_any(source), {name}) for source in sources)


def _posts(spec: Spec, name: str) -> list[PostSpec]:
    posts = (post for post in spec.posts if not post.prose and post.error is None and post.mark is None)
    return [post for post in posts if name in post.functions]


def _figures(measured: coverage.Coverage, name: str, file: str) -> dict[str, object]:
    if file not in measured.get_data().measured_files():
        return {"percent": 0.0, "lines": [], "branches": []}
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        measured.json_report(morfs=[file], outfile="-")
    (found,) = json.loads(text.getvalue())["files"].values()
    region: dict[str, Any] = found["functions"][name]
    return {
        "percent": region["summary"]["percent_covered"],
        "lines": region["missing_lines"],
        "branches": region["missing_branches"],
    }


if __name__ == "__main__":
    main()
