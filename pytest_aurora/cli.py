"""The command line: `python -m pytest_aurora`, `aurora`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from pytest_aurora.errors import AuroraError, UsageError
from pytest_aurora.plugin.options import find_state_dir, settings_of

_EXAMPLE = Path("specs/initials.md")
_SPEC = """\
# SpecV3: Initials

The initials of a person's name, in capitals.

def initials(name: str) -> str

## Examples
initials("Ada Lovelace") -> "AL"
initials("grace hopper") -> "GH"
initials("Alan Mathison Turing") -> "AMT"

## Post
assert initials(name) == initials(name).upper()
"""
_NEXT = """\
{path} is written. Now:
  pytest                        shows what is asked for and not there yet
  pytest --aurora-synthesize    writes {module}
  pytest                        is green
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: the command line without the program's name; by default the process's.

    Returns:
        The exit code: 0, or 2 when something was refused.
    """
    parsed = _parser().parse_args(arguments)
    try:
        parsed.run(parsed)
    except (AuroraError, OSError) as error:
        print(f"aurora: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("aurora", description="Test-driven synthesis for pytest.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    init = commands.add_parser("init", help="write an example spec")
    init.set_defaults(run=_init)
    undo = commands.add_parser("undo", help="take back what a run wrote")
    undo.add_argument("name", nargs="?", metavar="RUN", help="the run (default: the last one that can be undone)")
    undo.set_defaults(run=_undo)
    return parser


def _init(parsed: argparse.Namespace) -> None:
    if _EXAMPLE.exists():
        raise UsageError(f"{_EXAMPLE} is there already; it is left as it is")
    _EXAMPLE.parent.mkdir(exist_ok=True)
    with _EXAMPLE.open("x", encoding="utf-8") as file:
        file.write(_SPEC)
    print(_NEXT.format(path=_EXAMPLE, module=_EXAMPLE.with_suffix(".py")), end="")


def _undo(parsed: argparse.Namespace) -> None:
    from pytest_aurora.rewrite.undo import Refused, undo

    rootdir, state = _find_state()
    outcomes = undo(state, rootdir, parsed.name)
    for outcome in outcomes:
        if not isinstance(outcome, Refused):
            print(f"{outcome.path}: {'removed, as it was not there before' if outcome.removed else 'restored'}")
    refused = [f"{o.path} is left as it is: {o.reason}: {o.patch}" for o in outcomes if isinstance(o, Refused)]
    if refused:
        raise UsageError("\n".join(refused))
    if not outcomes:
        print("nothing to undo")


@dataclass(slots=True)
class _Asked:
    """A plugin that has pytest read its configuration and stops it before it does anything else.

    Attributes:
        rootdir: pytest's rootdir.
        state: where the plugin keeps state.
    """

    rootdir: Path | None = None
    state: Path | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> int:
        """Note where pytest would keep state."""
        self.rootdir, self.state = config.rootpath, find_state_dir(config, settings_of(config))
        return 0


def _find_state() -> tuple[Path, Path]:
    """Rootdir and the folder where a pytest run that starts here keeps state.

    Raises:
        UsageError: pytest cannot read its configuration, or keeps no state.
    """
    asked = _Asked()
    pytest.main([], plugins=[asked])
    if asked.rootdir is None:
        raise UsageError("pytest cannot be configured here; see above")
    if asked.state is None:
        raise UsageError("pytest keeps no state here (-p no:cacheprovider), so nothing can be undone")
    return asked.rootdir, asked.state
