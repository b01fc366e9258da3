"""Has the functions written that a run's items check."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from pytest_aurora.errors import UsageError
from pytest_aurora.plugin.answered import take_up
from pytest_aurora.plugin.ask import questions
from pytest_aurora.plugin.extensions import tell_written
from pytest_aurora.plugin.interrupt import Interrupts
from pytest_aurora.plugin.items import FunctionItem
from pytest_aurora.plugin.project import project_of
from pytest_aurora.plugin.report import describe_answer, describe_briefly
from pytest_aurora.plugin.screen import Screen
from pytest_aurora.plugin.state import MODE, RECORD
from pytest_aurora.problem.build import usage_order
from pytest_aurora.progress import ProgressLine
from pytest_aurora.search.outcome import Progress
from pytest_aurora.session.outcome import Attempt, Kept, Written
from pytest_aurora.session.synthesis import Synthesis, synthesis
from pytest_aurora.spec.model import Spec

_EVERY_ON_TERMINAL = 0.1
_EVERY_IN_LOG = 5.0
_NOBODY = "nothing was asked: that takes a terminal for both input and output"


def write_functions(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Search for the functions that items check, in the order of use, and write what is found.

    The user may be asked what is meant; then the items are those of the specs with the answers.

    Raises:
        KeyboardInterrupt: the user wants no more; what was found before is written.
        pytest.UsageError: what a hook adds cannot be used.
    """
    try:
        _write_functions(config, items)
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None


def _write_functions(config: pytest.Config, items: list[pytest.Item]) -> None:
    record, mode, screen = config.stash[RECORD], config.stash[MODE], Screen(config)
    asked = list(asked_functions(items))
    if not asked:
        return
    project = project_of(config)
    ask = questions(config) if project.settings.ask else None
    line = ProgressLine(screen.show, _EVERY_ON_TERMINAL if screen.rewrites else _EVERY_IN_LOG, time.monotonic)

    def listen(progress: Progress) -> None:
        interrupts.check()
        line(progress)

    with Interrupts() as interrupts, synthesis(project, write=mode.write, listener=listen, ask=ask) as run:
        record.notes += run.notes
        try:
            for attempt in run.attempts(asked):
                line.end(f"{attempt.spec.as_posix()}::{attempt.function}")
                _take(attempt, config, screen)
                if not run.side_by_side:
                    interrupts.check()
            interrupts.check()
        finally:
            record.notes += _notes(run, mode.write)
        if mode.write:
            take_up(items, run.answers)
    if project.settings.ask and ask is None:
        record.notes.append(_NOBODY)


def _take(attempt: Attempt, config: pytest.Config, screen: Screen) -> None:
    """Remember an attempt, and tell of it what is new."""
    config.stash[RECORD].attempts.append(attempt)
    if not isinstance(attempt.outcome, Kept):
        screen.tell(describe_briefly(attempt))
    if isinstance(attempt.outcome, Written) and attempt.outcome.saved:
        _tell_hooks(config, attempt)


def _notes(run: Synthesis, saved: bool) -> list[str]:
    """What a user should know of a run when it has ended, besides its attempts."""
    answered = (describe_answer(answer, saved) for answer in run.answers)
    return [*run.learning.warnings, *run.weak, *run.remarks, *answered, *run.searches.notes]


def _tell_hooks(config: pytest.Config, attempt: Attempt) -> None:
    try:
        tell_written(config, attempt)
    except UsageError as error:
        config.stash[RECORD].notes.append(str(error))


def asked_functions(items: Iterable[pytest.Item]) -> Iterator[tuple[Spec, str]]:
    """The functions that items check which are not to be skipped, in the order of use."""
    specs: dict[Path, Spec] = {}
    names: dict[Path, set[str]] = {}
    for item in items:
        if isinstance(item, FunctionItem) and item.get_closest_marker("skip") is None:
            specs[item.path] = item.spec
            names.setdefault(item.path, set()).add(item.declared.name)
    for path, spec in specs.items():
        yield from ((spec, name) for name in usage_order(spec) if name in names[path])
