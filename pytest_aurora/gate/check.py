"""All that the gate asks, in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pytest_aurora.errors import UsageError
from pytest_aurora.gate.finding import Finding
from pytest_aurora.gate.learned import check_learning
from pytest_aurora.gate.written import Asked, check_functions
from pytest_aurora.memory.comparing import compare
from pytest_aurora.memory.layout import layout
from pytest_aurora.memory.runs import Runs
from pytest_aurora.memory.state import StateWarning
from pytest_aurora.report.comparison import baseline_of, efforts
from pytest_aurora.session.project import Project


def check_all(
    project: Project, asked: Iterable[Asked], objections: Iterable[str] = (), baseline: str | None = None
) -> list[Finding]:
    """Every finding, in a fixed order; nothing is searched for and nothing written.

    Args:
        project: with the values of `learning` and `gate` that are in force.
        asked: the functions to look at.
        objections: what is wrong with the tables of values.
        baseline: the run that the newest one must not fall behind; None: none.
    """
    return list(_check(project, asked, objections, baseline))


def _check(
    project: Project, asked: Iterable[Asked], objections: Iterable[str], baseline: str | None
) -> Iterator[Finding]:
    files, settings = layout(project.state_path, project.environ), project.settings
    warnings: list[StateWarning] = []
    runs = Runs(files.runs, warn=warnings.append, keep=False)
    yield from (Finding("config", "", objection) for objection in objections)
    yield from check_learning(files, settings.learning, settings.seed)
    newest_first = runs.newest()
    for each in asked:
        yield from check_functions(project, each, newest_first)
    if baseline is not None:
        yield from _check_baseline(runs, baseline)
    yield from (Finding("runs", warning.path.name, warning.problem) for warning in warnings)


def _check_baseline(runs: Runs, baseline: str) -> Iterator[Finding]:
    try:
        before, latest = baseline_of(runs, baseline)
    except UsageError as error:
        yield Finding("baseline", baseline, str(error))
        return
    found = compare(before, latest)
    for kind, changes in (("worse", found.worse), ("slower", found.slower)):
        for change in changes:
            subject = f"{change.after.spec}::{change.after.function}"
            yield Finding("baseline", subject, f"{kind} than in {before.head.name}: {efforts(change)}")
