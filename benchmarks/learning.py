"""What learning saves: learns on one half of a suite of tasks, measures candidates until solved on the other half.

Usage: python benchmarks/learning.py SUITE.jsonl [--sample N] [--candidates N] [--epochs N] [--swap] [--no-corpus]
       [--no-seeds]

A line of the suite is a task, a JSON object: `signature` ("def f(xs: list[int]) -> int"), `examples` (a list of pairs
of arguments and result: [[[1, 2]], 3]), `text` (prose, may be empty) and `family` (optional; a family lies in one half
as a whole). With `literal` the values are Python literals in strings. `checks`, pairs as well, are not shown: they tell
whether a body is the one that was meant.

Two figures: candidates until the search ended with a body, which is what a user waits for, and until a first body
fitted. Searches are bounded by candidates alone, so the figures are the same on every machine. Each measured search
knows what the learning half taught and nothing of the other measured ones. A learned search has half as much again, so
that its part before the unlearned last third is as long as the other search.
"""

from __future__ import annotations

import argparse
import ast
import copy
import itertools
import json
import math
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pytest_aurora.check.watchdog import call_within
from pytest_aurora.errors import SpecError
from pytest_aurora.problem.problem import Returned
from pytest_aurora.search.outcome import Body, Progress
from pytest_aurora.session.outcome import Written
from pytest_aurora.session.project import Project
from pytest_aurora.session.synthesis import synthesis
from pytest_aurora.settings import Settings

Task = dict[str, Any]
ENDLESS = 1e9
PATIENCE = 10
"""Seconds in which a body must give what a check asks."""


@dataclass(slots=True)
class FirstFit:
    """A listener that notes how many candidates it took until one fitted."""

    candidates: int | None = None

    def __call__(self, progress: Progress) -> None:
        """Take note."""
        if self.candidates is None and progress.fitting:
            self.candidates = progress.candidates


@dataclass(frozen=True, slots=True)
class Found:
    """A body.

    Attributes:
        ended: candidates until the search ended with it, at least 1.
        fitted: candidates until a first body fitted, at least 1.
        right: it keeps the checks.
        confidence: how sure the search was of it.
        in_doubt: another one may well be meant.
    """

    ended: int
    fitted: int
    right: bool
    confidence: float
    in_doubt: bool


Compared = tuple[Task, Found | None, Found | None]
"""A task, and what was found without and with what was learned."""


def read_tasks(path: Path, sample: int | None) -> list[Task]:
    """The tasks of a suite, or so many of them, spread evenly."""
    tasks = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if sample is None or sample >= len(tasks):
        return tasks
    return [tasks[index * len(tasks) // sample] for index in range(sample)]


def halves(tasks: Sequence[Task], swap: bool) -> tuple[list[Task], list[Task]]:
    """Every other family: those to learn from, those to measure."""
    families = list(dict.fromkeys(_family(task) for task in tasks))
    taught = set(families[swap::2])
    return [t for t in tasks if _family(t) in taught], [t for t in tasks if _family(t) not in taught]


def _family(task: Task) -> str:
    return str(task.get("family") or task["signature"])


def spec_of(task: Task) -> str:
    """The task as a spec."""
    name = re.search(r"def (\w+)", task["signature"])
    assert name is not None
    show = str if task.get("literal") else repr
    lines = (
        f"{name[1]}({', '.join(show(argument) for argument in arguments)}) -> {show(result)}"
        for arguments, result in task["examples"]
    )
    prose = " ".join(str(task.get("text") or "").split())
    return "\n".join(
        [f"# SpecV3: {name[1]}", "", prose, "", task["signature"].rstrip(":"), "", "## Examples", *lines, ""]
    )


def search(
    folder: Path, number: int, task: Task, settings: Settings, state: Path | None, *, keep: bool
) -> Found | None:
    """What a search for a task came to; None without a body."""
    path = folder / f"task{number}.md"
    path.write_text(spec_of(task), encoding="utf-8")
    project = Project(folder, settings, state_dir=lambda: state, state_path=state)
    spec, first, ticks = project.read(path), FirstFit(), itertools.count()
    with synthesis(project, write=keep, listener=first) as run:
        attempt = replace(run, clock=lambda: float(next(ticks))).attempt(spec, spec.functions[0].name)
    path.unlink()
    if not isinstance(attempt.outcome, Written):
        return None
    solution = attempt.outcome.solution
    fitted = solution.candidates if first.candidates is None else first.candidates
    right = _is_right(task, solution.body)
    return Found(max(1, solution.candidates), max(1, fitted), right, solution.confidence, solution.in_doubt)


def _is_right(task: Task, body: Body) -> bool:
    namespace: dict[str, Any] = {}
    lines = (*body.imports, task["signature"].rstrip(":") + ":", *(f"    {line}" for line in body.lines))
    exec("\n".join(lines), namespace)  # a body that was accepted: audited, and seen to keep the examples
    function = next(value for value in reversed(namespace.values()) if callable(value))
    return all(_gives(function, *map(_read(task), check)) for check in task.get("checks", ()))


def _read(task: Task) -> Callable[[Any], Any]:
    def read(part: Any) -> Any:  # noqa: ANN401 - what JSON holds
        return [read(each) for each in part] if isinstance(part, list) else ast.literal_eval(part)

    return read if task.get("literal") else copy.deepcopy


def _gives(function: Callable[..., Any], arguments: Sequence[Any], due: object) -> bool:
    outcome = call_within(PATIENCE, function, *arguments)
    value = outcome.value if isinstance(outcome, Returned) else None  # else it is not what was meant
    return math.isclose(value, due) if isinstance(value, float) and isinstance(due, int | float) else value == due


def learn(folder: Path, tasks: Sequence[Task], settings: Settings, state: Path, epochs: int) -> int:
    """Search for each task with state kept; how many were solved at the end."""
    solved = 0
    for epoch in range(epochs):
        solved = 0
        for number, task in enumerate(tasks):
            place = folder / f"epoch{epoch}-{number}"
            place.mkdir()
            solved += _tried(place, number, task, settings, state, keep=True) is not None
    return solved


def _tried(
    folder: Path, number: int, task: Task, settings: Settings, state: Path | None, *, keep: bool
) -> Found | None:
    try:
        return search(folder, number, task, settings, state, keep=keep)
    except SpecError as error:
        print(f"left out: {error}")
        return None


def measure(folder: Path, tasks: Sequence[Task], settings: Settings, state: Path) -> Iterator[Compared]:
    """Each task with what was found without and with what was learned."""
    bare = replace(settings, seeds=False, corpus=False)
    assert settings.max_candidates is not None
    settings = replace(settings, max_candidates=settings.max_candidates * 3 // 2)
    for number, task in enumerate(tasks):
        place = folder / f"measured-{number}"
        place.mkdir()
        own = shutil.copytree(state, folder / f"state-{number}")
        without = _tried(place, number, task, bare, None, keep=False)
        yield task, without, _tried(place, number, task, settings, own, keep=False)
        shutil.rmtree(own)


def main() -> None:
    """Learn, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", type=Path)
    parser.add_argument("--sample", type=int, help="tasks of both halves together")
    parser.add_argument("--candidates", type=int, default=60_000, help="budget of a search (default: 60000)")
    parser.add_argument("--epochs", type=int, default=1, help="how often the first half is learned from (default: 1)")
    parser.add_argument("--swap", action="store_true", help="learn from the other half")
    parser.add_argument("--no-corpus", action="store_true")
    parser.add_argument("--no-seeds", action="store_true")
    asked = parser.parse_args()
    settings = Settings(
        timeout=ENDLESS, max_candidates=asked.candidates, seeds=not asked.no_seeds, corpus=not asked.no_corpus
    )
    taught, measured = halves(read_tasks(asked.suite, asked.sample), asked.swap)
    with tempfile.TemporaryDirectory() as name:
        folder, state = Path(name), Path(name) / "state"
        state.mkdir()
        solved = learn(folder, taught, settings, state, asked.epochs)
        print(f"learned from {solved} of {len(taught)} tasks", flush=True)
        report(list(measure(folder, measured, settings, state)))


def report(results: Sequence[Compared]) -> None:
    """The figures."""
    for task, without, learned in results:
        shown = [f"{f.fitted}, {f.ended}" if f else "not solved" for f in (without, learned)]
        print(f"  {task['signature']}: {shown[0]} without; {shown[1]} with")
    both = [(without, learned) for _, without, learned in results if without and learned]
    for label, found in (("without", [r[1] for r in results]), ("with   ", [r[2] for r in results])):
        solved = [f for f in found if f]
        sure = [f for f in solved if not f.in_doubt]
        print(f"{label}: {len(solved)} of {len(results)} solved, {sum(f.right for f in solved)} as the checks ask")
        print(f"         {len(sure)} without a doubt, {sum(f.right for f in sure)} of them as the checks ask")
    print(f"lost: {sum(learned is None and without is not None for _, without, learned in results)}")
    if both:
        print(f"with / without, geometric mean over the {len(both)} tasks that both solve")
        print(f"  candidates until the search ended: {_mean([b.ended / a.ended for a, b in both]):.2f}")
        print(f"  candidates until a body fitted:    {_mean([b.fitted / a.fitted for a, b in both]):.2f}")


def _mean(ratios: Sequence[float]) -> float:
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


if __name__ == "__main__":
    main()
