"""Has the functions written that a run's items check."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from pytest_aurora.errors import UsageError
from pytest_aurora.plugin.interrupt import Interrupts
from pytest_aurora.plugin.items import FunctionItem
from pytest_aurora.plugin.project import project_of
from pytest_aurora.plugin.report import describe_briefly
from pytest_aurora.plugin.state import MODE, RECORD
from pytest_aurora.problem.build import usage_order
from pytest_aurora.progress import ProgressLine
from pytest_aurora.search.outcome import Progress
from pytest_aurora.session.outcome import Kept, Written
from pytest_aurora.session.synthesis import synthesis
from pytest_aurora.spec.model import Spec

_EVERY_ON_TERMINAL = 0.1
_EVERY_IN_LOG = 5.0


def write_functions(config: pytest.Config, items: Iterable[pytest.Item]) -> None:
    """Search for the functions that items check, in the order of use, and write what is found.

    Raises:
        KeyboardInterrupt: the user wants no more; what was found before is written.
        pytest.UsageError: what a hook adds cannot be used.
    """
    try:
        _write_functions(config, items)
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None


def _write_functions(config: pytest.Config, items: Iterable[pytest.Item]) -> None:
    record, mode, screen = config.stash[RECORD], config.stash[MODE], _Screen(config)
    asked = list(asked_functions(items))
    if not asked:
        return
    line = ProgressLine(screen.show, _EVERY_ON_TERMINAL if screen.rewrites else _EVERY_IN_LOG, time.monotonic)

    def listen(progress: Progress) -> None:
        interrupts.check()
        line(progress)

    with Interrupts() as interrupts, synthesis(project_of(config), write=mode.write, listener=listen) as run:
        record.notes += run.notes
        for spec, name in asked:
            interrupts.check()
            line.begin(f"{run.project.shown(spec.path)}::{name}")
            attempt = run.attempt(spec, name)
            record.attempts.append(attempt)
            if not isinstance(attempt.outcome, Kept):
                screen.tell(describe_briefly(attempt))
            if isinstance(attempt.outcome, Written) and attempt.outcome.saved:
                config.hook.pytest_aurora_synthesized(config=config, attempt=attempt)
        record.notes += (*run.learning.warnings, *run.weak)


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


class _Screen:
    """The terminal: one line that is rewritten, or, when it is none, plain lines; nothing under `-q`."""

    def __init__(self, config: pytest.Config) -> None:
        reporter: pytest.TerminalReporter | None = config.pluginmanager.getplugin("terminalreporter")
        self._reporter = reporter if config.get_verbosity() >= 0 else None
        self.rewrites = reporter is not None and reporter.isatty

    def show(self, text: str) -> None:
        """Show how it goes on."""
        if self._reporter is None:
            return
        if self.rewrites:
            self._reporter.rewrite(text[: shutil.get_terminal_size().columns - 1], erase=True)
        else:
            self._reporter.write_line(text)

    def tell(self, text: str) -> None:
        """Show a line that stays."""
        if self._reporter is None:
            return
        if self.rewrites:
            self._reporter.rewrite("", erase=True)
            self._reporter.rewrite("")
        self._reporter.write_line(text)
