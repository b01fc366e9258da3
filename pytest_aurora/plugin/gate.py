"""The gate in a pytest run: findings at its end, as lines, as properties of the JUnit file and as the exit code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from _pytest.junitxml import xml_key

from pytest_aurora.gate.check import check_all
from pytest_aurora.gate.finding import Finding
from pytest_aurora.gate.written import Asked
from pytest_aurora.plugin.items import UnreadableItem
from pytest_aurora.plugin.project import project_of
from pytest_aurora.plugin.scout import find_items
from pytest_aurora.plugin.synthesis import asked_functions
from pytest_aurora.spec.model import Spec
from pytest_aurora.wording import counted

_ENDED = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)


class Gate:
    """Hooks of the gate.

    Args:
        objections: what is wrong with the tables of values.
    """

    def __init__(self, objections: Sequence[str]) -> None:
        self._objections = objections
        self._failed: set[str] = set()
        self._findings: list[Finding] | None = None
        self._functions = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what has failed."""
        if report.failed:
            self._failed.add(report.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Look for findings, before the JUnit file is written; any that is fatal fails the run."""
        if session.exitstatus not in _ENDED:
            return
        items = find_items(session) if session.config.pluginmanager.hasplugin("dsession") else session.items
        self._findings = list(self._find(session.config, items))
        if any(finding.fatal for finding in self._findings):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        xml = session.config.stash.get(xml_key, None)
        if xml is not None:
            xml.add_global_property("aurora.gate", _verdict(self._findings, self._functions))
            for finding in self._findings:
                xml.add_global_property(f"aurora.gate.{finding.kind}", str(finding))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """A line for each finding."""
        if self._findings is None:
            return
        terminalreporter.write_sep("-", "aurora gate")
        for finding in self._findings:
            style = {"red": True} if finding.fatal else {"yellow": True}
            terminalreporter.write_line(f"gate{'' if finding.fatal else ' warning'}: {finding}", **style)
        terminalreporter.write_line(_verdict(self._findings, self._functions))

    def _find(self, config: pytest.Config, items: Sequence[pytest.Item]) -> Iterator[Finding]:
        project = project_of(config)
        for item in items:
            if isinstance(item, UnreadableItem):
                yield Finding("spec", str(project.shown(item.path)), item.error.message)
        asked = list(self._asked(items))
        self._functions = sum(len(each.names) for each in asked)
        yield from check_all(project, asked, self._objections, config.getoption("aurora_baseline"))

    def _asked(self, items: Sequence[pytest.Item]) -> Iterator[Asked]:
        prefixes = {item.path: item.nodeid.partition("::")[0] for item in items}
        specs: dict[Spec, list[str]] = {}
        for spec, name in asked_functions(items):
            specs.setdefault(spec, []).append(name)
        for spec, names in specs.items():
            failed = [name for name in names if self._has_failed(f"{prefixes[spec.path]}::{name}::")]
            yield Asked(spec, tuple(names), frozenset(failed))

    def _has_failed(self, prefix: str) -> bool:
        return any(nodeid.startswith(prefix) for nodeid in self._failed)


def _verdict(findings: Sequence[Finding], functions: int) -> str:
    fatal = sum(finding.fatal for finding in findings)
    looked = f"{counted(functions, 'function', 'functions')} of specs"
    if not fatal:
        return f"the gate is open: {looked}, nothing that must not be merged"
    return f"the gate is closed: {looked}, {counted(fatal, 'finding', 'findings')}"
