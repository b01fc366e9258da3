"""What guides the search, with and without: the words of a spec, and what was learned from code.

Usage: python benchmarks/guidance.py SUITE.jsonl [--learn PATH ...] [--sample N] [--candidates N]

The suite is as for learning.py; `checks`, pairs like `examples` that the spec does not show, tell whether a body is
right. Each task is searched for as it is, without the words of its spec, and, with `--learn`, as after
`python -m pytest_aurora learn PATH`. Nothing else is learned. The clock of the searches is a counter, so that the
figures are the same on every machine.
"""

from __future__ import annotations

import argparse
import itertools
import math
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from learning import FirstFit, Task, read_tasks, spec_of

from pytest_aurora.check.watchdog import call_within
from pytest_aurora.errors import SpecError
from pytest_aurora.memory.layout import layout
from pytest_aurora.memory.mining import mine
from pytest_aurora.memory.prior import Prior, PriorStore
from pytest_aurora.problem.build import build_problem
from pytest_aurora.problem.problem import Problem, Returned
from pytest_aurora.search.candidate import compile_body, on_copies, passes
from pytest_aurora.search.engine import solve
from pytest_aurora.search.outcome import Body, Budget, Solution
from pytest_aurora.session.learning import Learning
from pytest_aurora.session.stages import search_in_stages
from pytest_aurora.settings import Settings
from pytest_aurora.spec.reader import read_spec

CHECKING = 5.0
"""Seconds for all checks of a body."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to; `candidates` until a body fitted."""

    solved: bool
    right: bool
    candidates: int


@dataclass(frozen=True, slots=True)
class Way:
    """A way to search: what becomes of the problem, and what is known of earlier times."""

    name: str
    learning: Learning
    change: Callable[[Problem], Problem] = lambda problem: problem


def problem_of(task: Task) -> Problem:
    """The task as a problem.

    Raises:
        SpecError: it cannot be written as a spec.
    """
    spec = read_spec(Path("task.md"), spec_of(task).encode())
    return build_problem(spec, spec.functions[0].name, {})


def found(way: Way, problem: Problem, checks: Problem, budget: Budget) -> Found:
    """Search in the way given, and check what is found."""
    asked, first, ticks = way.change(problem), FirstFit(), itertools.count()
    result = search_in_stages(
        way.learning.plan(asked, budget).stages,
        budget,
        lambda share, costs, listener: solve(
            asked, budget=share, costs=costs, listener=listener, clock=lambda: float(next(ticks))
        ),
        first,
    ).result
    candidates = max(1, first.candidates or result.candidates)
    if not isinstance(result, Solution):
        return Found(False, False, candidates)
    return Found(True, call_within(CHECKING, holds, result.body, checks) == Returned(True), candidates)


def holds(body: Body, checks: Problem) -> bool:
    """Whether a body passes all checks."""
    function = on_copies(compile_body(body, checks.signature, ()))
    return all(passes(function, example, checks.signature) for example in checks.examples)


def measured(tasks: Sequence[Task], ways: Sequence[Way], budget: Budget) -> Iterator[list[Found]]:
    """Each task with what each way comes to."""
    for task in tasks:
        try:
            problem = problem_of(task)
            checks = problem_of({**task, "examples": task["checks"]})
        except SpecError as error:
            print(f"left out: {error}", file=sys.stderr)
            continue
        results = [found(way, problem, checks, budget) for way in ways]
        yield results
        if len({(result.solved, result.right) for result in results}) > 1:
            told = ", ".join(f"{way.name}: {_told(each)}" for way, each in zip(ways, results, strict=True))
            print(f"  {task['signature']}: {told}", flush=True)


def _told(result: Found) -> str:
    return "right" if result.right else "solved" if result.solved else "not solved"


def report(ways: Sequence[Way], results: Sequence[list[Found]]) -> None:
    """A line for each way; its candidates are compared with those of the first."""
    for place, way in enumerate(ways):
        own = [each[place] for each in results]
        both = [(each[0].candidates, each[place].candidates) for each in results if each[0].solved * each[place].solved]
        ratio = math.exp(sum(math.log(now / before) for before, now in both) / len(both)) if both else math.nan
        solved, right = sum(each.solved for each in own), sum(each.right for each in own)
        print(f"{way.name}: {solved} solved, {right} right of {len(own)}; candidates until one fitted: x {ratio:.2f}")


def learned(paths: Sequence[Path], state: Path, settings: Settings) -> tuple[Learning, Prior]:
    """What a run knows after these paths were learned from."""
    store = PriorStore(layout(state, {}).prior, warn=print)
    for path in paths:
        store.learn(str(path), mine(path, lambda trouble: print(trouble, file=sys.stderr)))
    return Learning(replace(settings, prior=True), state, keep=False), store.prior


def main() -> None:
    """Search in every way, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", type=Path)
    parser.add_argument("--learn", type=Path, nargs="+", default=[], metavar="PATH", help="Python files, or folders")
    parser.add_argument("--sample", type=int, help="so many tasks, spread evenly")
    parser.add_argument("--candidates", type=int, default=60_000, help="budget of a search (default: 60000)")
    asked = parser.parse_args()
    settings = Settings(seeds=False, corpus=False, prior=False)
    bare = Learning(settings, None, keep=False)
    ways = [Way("as it is", bare), Way("no words", bare, lambda problem: replace(problem, words=frozenset()))]
    with tempfile.TemporaryDirectory() as folder:
        if asked.learn:
            learning, prior = learned(asked.learn, Path(folder), settings)
            print(f"learned: {', '.join(prior.liked())}", flush=True)
            ways.append(Way("learned", learning))
        tasks = read_tasks(asked.suite, asked.sample)
        report(ways, list(measured(tasks, ways, Budget(None, asked.candidates))))


if __name__ == "__main__":
    main()
