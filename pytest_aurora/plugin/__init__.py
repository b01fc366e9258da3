"""The pytest face: hooks that do nothing until a spec is met, so that the plugin costs nothing when it is unused."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_aurora.plugin import hookspecs
from pytest_aurora.plugin.options import add_options, header, read_mode, settings_of, wants_report
from pytest_aurora.plugin.state import MODE, RECORD, SETTINGS, Record

if TYPE_CHECKING:
    from pytest_aurora.plugin.items import SpecFile


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Declare the hooks that projects and other plugins may implement."""
    pluginmanager.add_hookspecs(hookspecs)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Read the settings."""
    mode = config.stash[MODE] = read_mode(config)
    objections: list[str] | None = [] if mode.gate else None
    config.stash[SETTINGS] = settings_of(config, objections)
    config.stash[RECORD] = Record()
    if hasattr(config, "workerinput"):
        return
    if mode.gate:
        from pytest_aurora.plugin.gate import Gate

        config.pluginmanager.register(Gate(objections or []), "aurora-gate")
    if wants_report(config):
        from pytest_aurora.plugin.learned import Learned

        config.pluginmanager.register(Learned(), "aurora-report")


def pytest_report_header(config: pytest.Config) -> str | None:
    """Seed, budget and mode, when functions are searched for."""
    return header(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SpecFile | None:
    """Collect Markdown files that are specs."""
    if file_path.suffix != ".md":
        return None
    from pytest_aurora.spec.discover import is_spec

    if not is_spec(file_path, parent.config.rootpath, parent.config.stash[SETTINGS].specs):
        return None
    from pytest_aurora.plugin.items import SpecFile

    return SpecFile.from_parent(parent, path=file_path)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """Write what is asked for before the items run."""
    stops = session.testsfailed and not session.config.option.continue_on_collection_errors
    if session.config.stash[MODE].synthesize and session.items and not stops:
        from pytest_aurora.plugin.synthesis import write_functions

        write_functions(session.config, session.items)
        session.testscollected = len(session.items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    """Write what is asked for before the workers start; they collect and run what is there then."""
    session = config.pluginmanager.getplugin("session")
    if config.stash[MODE].synthesize and session is not None:
        from pytest_aurora.plugin.scout import find_items
        from pytest_aurora.plugin.synthesis import write_functions

        write_functions(config, find_items(session))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Generator[None, None, None]:
    """Tell what was written and what was not, and what to do next, below everything else."""
    yield
    config, record = terminalreporter.config, terminalreporter.config.stash[RECORD]
    record.note_unwritten(terminalreporter.getreports("failed"))
    if record != Record():
        from pytest_aurora.plugin.report import write_summary

        write_summary(terminalreporter, record, searched=config.stash[MODE].synthesize)
