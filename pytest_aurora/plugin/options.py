"""The options of the command line and what a run was asked to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pytest_aurora.errors import UsageError
from pytest_aurora.plugin.state import MODE, SETTINGS, Mode
from pytest_aurora.settings import Settings, option_fields, read_settings

_SWITCHES = {
    "seeds": "search without what earlier searches taught, and teach nothing",
    "corpus": "use no bodies of earlier searches, and keep none",
    "prior": "search without what your own code taught (python -m pytest_aurora learn PATH)",
}

_SEARCHING = ("synthesize", "diff", "ask")
_ASK = "write, too, and ask at the terminal which reading of a spec is meant; the answer joins the spec as an example"


def add_options(parser: pytest.Parser) -> None:
    """Declare the options of pytest."""
    group = parser.getgroup("aurora", "test-driven synthesis (pytest-aurora)")
    group.addoption("--aurora-synthesize", action="store_true", help="write the functions that specs ask for")
    group.addoption("--aurora-diff", action="store_true", help="show what --aurora-synthesize would write")
    group.addoption("--aurora-ask", action="store_const", const="yes", help=_ASK)
    group.addoption("--aurora-gate", action="store_true", help="fail on what must not be merged; search, write nothing")
    group.addoption("--aurora-baseline", metavar="RUN", help="compare the newest run with this one, or with: latest")
    group.addoption("--aurora-report", action="store_true", help="tell at the end what was learned")
    group.addoption("--aurora-report-json", metavar="FILE", help="write what was learned as JSON")
    group.addoption("--aurora-report-html", metavar="FILE", help="write what was learned as a page")
    for each in option_fields():
        name = f"--aurora-{each.name.replace('_', '-')}"
        group.addoption(name, metavar=each.metadata["metavar"], help=each.metadata["doc"])
    for name, what in _SWITCHES.items():
        group.addoption(f"--aurora-no-{name}", dest=f"aurora_{name}", action="store_const", const="no", help=what)


def read_mode(config: pytest.Config) -> Mode:
    """What the options ask for; workers of pytest-xdist never search.

    Raises:
        pytest.UsageError: options that contradict each other.
    """
    diff, gate = config.getoption("aurora_diff"), config.getoption("aurora_gate")
    searching = [name for name in _SEARCHING if config.getoption(f"aurora_{name}")]
    if gate and searching:
        raise pytest.UsageError(f"--aurora-gate searches nothing: run it without --aurora-{searching[0]}")
    idle = config.option.collectonly or hasattr(config, "workerinput")
    return Mode(synthesize=not idle and bool(searching), write=not diff, gate=gate and not config.option.collectonly)


def wants_report(config: pytest.Config) -> bool:
    """Whether anything is to be told of what was learned."""
    names = ("report", "report_json", "report_html", "baseline")
    return any(config.getoption(f"aurora_{name}") for name in names)


def settings_of(config: pytest.Config, objections: list[str] | None = None) -> Settings:
    """The settings of the run; `objections` is given what is wrong with tables of values, which is else an error.

    Raises:
        pytest.UsageError: a key, an option or a variable cannot be used.
    """
    names = [*(each.name for each in option_fields()), "ask", *_SWITCHES]
    options = {name: config.getoption(f"aurora_{name}", None) for name in names}
    try:
        return read_settings(config.rootpath, os.environ, options, objections)
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None


def make_state_dir(config: pytest.Config) -> Path | None:
    """The folder that state is kept in, made when it is missing; None when pytest keeps none, or cannot."""
    folder = config.stash[SETTINGS].state_dir
    cache = getattr(config, "cache", None)
    try:
        if folder is not None:
            (config.rootpath / folder).mkdir(parents=True, exist_ok=True)
            return config.rootpath / folder
        return None if cache is None else Path(cache.mkdir("aurora"))
    except OSError:
        return None


def find_state_dir(config: pytest.Config, settings: Settings) -> Path | None:
    """The same folder, which need not be there; also before pytest is configured."""
    folder = settings.state_dir
    if folder is not None:
        return config.rootpath / folder
    if not config.pluginmanager.hasplugin("cacheprovider"):
        return None
    return config.rootpath / os.path.expandvars(str(config.getini("cache_dir"))) / "d" / "aurora"


def header(config: pytest.Config) -> str | None:
    """Seed, budget and mode, or None when nothing is searched for."""
    settings, mode = config.stash[SETTINGS], config.stash[MODE]
    if not mode.synthesize:
        return None
    from pytest_aurora.wording import counted

    budget = f"{settings.timeout:g} s a function"
    if settings.max_candidates is not None:
        budget += f", {counted(settings.max_candidates, 'candidate', 'candidates')} at most"
    if settings.workers != 1:
        budget += f", {settings.workers} workers"
    what = ("synthesize" if mode.write else "show the diff, write nothing") + (", ask" if settings.ask else "")
    return f"aurora: seed {settings.seed}, {budget}, {what}"
