"""What was learned, told at the end of a pytest run and written to files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest

from pytest_aurora.errors import UsageError
from pytest_aurora.memory.layout import Layout, layout
from pytest_aurora.memory.runs import Runs
from pytest_aurora.memory.state import StateWarning
from pytest_aurora.plugin.project import project_of
from pytest_aurora.report.build import build_report
from pytest_aurora.report.comparison import baseline_of, comparison_lines
from pytest_aurora.report.document import report_document
from pytest_aurora.report.page import report_page
from pytest_aurora.report.records import Report
from pytest_aurora.report.text import report_lines


class Learned:
    """Hooks of the report."""

    def __init__(self) -> None:
        self._config: pytest.Config | None = None
        self._notes: list[str] = []

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the files that were asked for."""
        self._config = session.config
        for option, text in (("report_json", self._json), ("report_html", self._html)):
            name = session.config.getoption(f"aurora_{option}")
            if name:
                self._write(session.config.invocation_params.dir / name, text())

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show what was asked for."""
        config = self._config = terminalreporter.config
        if config.getoption("aurora_report"):
            terminalreporter.write_sep("-", "aurora report")
            for line in report_lines(self._report):
                terminalreporter.write_line(line)
        if config.getoption("aurora_baseline") and not config.getoption("aurora_gate"):
            terminalreporter.write_sep("-", "aurora baseline")
            for line in self._comparison(config.getoption("aurora_baseline")):
                terminalreporter.write_line(line)
        for note in self._notes:
            terminalreporter.write_line(note, yellow=True)

    @property
    def _files(self) -> Layout:
        assert self._config is not None
        project = project_of(self._config)
        return layout(project.state_path, project.environ)

    @cached_property
    def _report(self) -> Report:
        assert self._config is not None
        return build_report(self._files, project_of(self._config).settings.learning, self._warn)

    def _json(self) -> str:
        return json.dumps(report_document(self._report), indent=2, ensure_ascii=False) + "\n"

    def _html(self) -> str:
        return report_page(self._report)

    def _comparison(self, name: str) -> Iterator[str]:
        try:
            yield from comparison_lines(*baseline_of(Runs(self._files.runs, warn=self._warn, keep=False), name))
        except UsageError as error:
            yield str(error)

    def _warn(self, warning: StateWarning) -> None:
        self._notes.append(str(warning))

    def _write(self, path: Path, text: str) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            self._notes.append(f"written: {path}")
        except OSError as error:
            self._notes.append(f"{path} cannot be written: {error.strerror}")
