"""The command line: `python -m pytest_aurora`, `aurora`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_aurora.errors import AuroraError, UsageError
from pytest_aurora.plugin.options import find_state_dir, settings_of
from pytest_aurora.settings import Settings
from pytest_aurora.wording import counted

if TYPE_CHECKING:
    from pytest_aurora.memory.corpus import Corpus

_MOST_REJECTED = 20
_MOST_LIKED = 8

_EXAMPLE = Path("specs/slug.md")
_SPEC = """\
# SpecV3: Slugs

The part of a web address that stands for a title.

def slug(title: str) -> str

## Examples
slug("Hello World") -> "hello-world"
slug("  A Tale of Two   Cities ") -> "a-tale-of-two-cities"
slug("Emma") -> "emma"

## Post
assert slug(slug(title)) == slug(title)
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
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough: `aurora corpus show ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except AuroraError as error:
        return _refused(error)
    except OSError as error:
        return _refused(error if error.filename is None else f"{error.filename}: {error.strerror}")
    return 0


def _refused(why: object) -> int:
    print(f"aurora: {why}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("aurora", description="Test-driven synthesis for pytest.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    init = commands.add_parser("init", help="write an example spec")
    init.set_defaults(run=_init)
    undo = commands.add_parser("undo", help="take back what a run wrote")
    undo.add_argument("name", nargs="?", metavar="RUN", help="the run (default: the last one that can be undone)")
    undo.set_defaults(run=_undo)
    learn = commands.add_parser("learn", help="see which components your own code likes, and try them earlier")
    learn.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a Python file, or a folder of them")
    learn.set_defaults(run=_learn)
    _add_corpus(commands.add_parser("corpus", help="look into what was solved before, give it away, take it in"))
    return parser


def _add_corpus(corpus: argparse.ArgumentParser) -> None:
    commands = corpus.add_subparsers(title="commands", required=True, metavar="COMMAND")
    show = commands.add_parser("show", help="show the functions that are most like a signature")
    show.add_argument("signature", metavar="SIGNATURE", help="such as 'add(a: int, b: int) -> int'")
    show.add_argument("--top", type=int, default=10, metavar="N", help="how many at most (default: 10)")
    show.add_argument("--grep", default="", metavar="REGEX", help="only those in whose text it is found")
    show.add_argument("--json", action="store_true", help="as JSON")
    show.set_defaults(run=_show)
    for name, run, text in (
        ("export", _export, "write all attempts to a JSONL file"),
        ("import", _import, "take the attempts of a JSONL file; each body is audited and checked anew"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("file", type=Path, metavar="FILE")
        command.set_defaults(run=run)


def _init(parsed: argparse.Namespace) -> None:
    if _EXAMPLE.exists():
        raise UsageError(f"{_EXAMPLE} is there already; it is left as it is")
    _EXAMPLE.parent.mkdir(exist_ok=True)
    with _EXAMPLE.open("x", encoding="utf-8") as file:
        file.write(_SPEC)
    print(_NEXT.format(path=_EXAMPLE, module=_EXAMPLE.with_suffix(".py")), end="")


def _undo(parsed: argparse.Namespace) -> None:
    from pytest_aurora.rewrite.undo import Refused, undo

    rootdir, state = _find_state("nothing can be undone")
    outcomes = undo(state, rootdir, parsed.name)
    undone = {outcome.path: outcome.removed for outcome in outcomes if not isinstance(outcome, Refused)}
    for path, removed in undone.items():
        print(f"{path}: {'removed, as it was not there before' if removed else 'restored'}")
    refused = [f"{o.path} is left as it is: {o.reason}: {o.patch}" for o in outcomes if isinstance(o, Refused)]
    if refused:
        raise UsageError("\n".join(refused))
    if not outcomes:
        print("nothing to undo")


def _learn(parsed: argparse.Namespace) -> None:
    from pytest_aurora.memory.layout import layout
    from pytest_aurora.memory.mining import mine
    from pytest_aurora.memory.prior import PriorStore

    rootdir, state = _find_state("nothing that is learned would be kept")
    store = PriorStore(layout(state, os.environ).prior, warn=_complain)
    for path in parsed.paths:
        whole = store.prior.whole(_shown(path, rootdir))
        mined = mine(rootdir / whole, _complain)
        store.learn(whole, mined)
        files, places = counted(mined.files, "file", "files"), counted(mined.places, "place", "places")
        print(f"{whole}: {files} read, {places} known")
    liked = store.prior.liked()
    named = f": {', '.join(liked[:_MOST_LIKED])}" if liked else ""
    print(f"{counted(len(liked), 'component', 'components')} will be tried earlier{named}")


def _shown(path: Path, rootdir: Path) -> str:
    """A path as state names it: relative to rootdir where it is inside.

    Raises:
        UsageError: there is nothing.
    """
    place = Path(os.path.abspath(path))
    if not place.exists():
        raise UsageError(f"there is no {path}")
    return (place.relative_to(rootdir) if place.is_relative_to(rootdir) else place).as_posix()


def _complain(what: object) -> None:
    print(what, file=sys.stderr)


def _show(parsed: argparse.Namespace) -> None:
    from pytest_aurora.memory.entry import dump_entry

    with _corpus(_ask()) as corpus:
        found = corpus.similar(parsed.signature, top=max(parsed.top, 0), grep=parsed.grep)
    if parsed.json:
        print(json.dumps([dump_entry(entry) for entry in found], indent=2))
        return
    for entry in found:
        candidates = counted(entry.candidates, "candidate", "candidates")
        print(f"# {entry.spec or 'imported'}: {candidates}, {counted(len(entry.examples), 'example', 'examples')}")
        print("\n".join([*entry.imports, f"def {entry.signature}:"]))
        print("".join(f"    {line}\n" for line in entry.body.splitlines()))
    if not found:
        print("nothing like it was solved before")


def _export(parsed: argparse.Namespace) -> None:
    from pytest_aurora.memory.exchange import export_jsonl

    with _corpus(_ask()) as corpus:
        count = export_jsonl(corpus, parsed.file)
    print(f"{counted(count, 'attempt is', 'attempts are')} written to {parsed.file}")


def _import(parsed: argparse.Namespace) -> None:
    from pytest_aurora.check.sandbox.outcome import Strength
    from pytest_aurora.memory.exchange import import_jsonl
    from pytest_aurora.session.trust import trusting

    asked = _ask()
    strength = Strength.STRONG if asked.settings.sandbox == "strong" else Strength.WEAK
    with _corpus(asked, make=True) as corpus:
        report = import_jsonl(corpus, parsed.file, trusting(strength))
    print(f"{report.accepted:,} taken, {report.known:,} known already, {len(report.rejected):,} rejected")
    for rejected in report.rejected[:_MOST_REJECTED]:
        print(f"{parsed.file}:{rejected.line}: {rejected.reason}")


def _corpus(asked: _Asked, *, make: bool = False) -> Corpus:
    """The corpus of the project.

    Raises:
        UsageError: no state is kept here.
    """
    from pytest_aurora.memory.corpus import Corpus
    from pytest_aurora.memory.layout import layout

    if asked.state is None:
        raise UsageError("pytest keeps no state here (-p no:cacheprovider), so there is no corpus")
    path = layout(asked.state, os.environ).corpus
    assert path is not None
    return Corpus(path if make or path.exists() else None, warn=_complain)


@dataclass(slots=True)
class _Asked:
    """A plugin that has pytest read its configuration and stops it before it does anything else.

    Attributes:
        rootdir: pytest's rootdir.
        state: where the plugin keeps state.
        settings: of the project.
    """

    rootdir: Path | None = None
    state: Path | None = None
    settings: Settings = Settings()  # noqa: RUF009 - frozen

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> int:
        """Note where pytest would keep state."""
        self.settings = settings_of(config)
        self.rootdir, self.state = config.rootpath, find_state_dir(config, self.settings)
        return 0


def _ask() -> _Asked:
    """What a pytest run that starts here would go by.

    Raises:
        UsageError: pytest cannot read its configuration.
    """
    asked = _Asked()
    pytest.main([], plugins=[asked])
    if asked.rootdir is None:
        raise UsageError("pytest cannot be configured here; see above")
    return asked


def _find_state(otherwise: str) -> tuple[Path, Path]:
    """Rootdir and the folder where a pytest run that starts here keeps state; `otherwise` is what follows if none.

    Raises:
        UsageError: pytest cannot read its configuration, or keeps no state.
    """
    asked = _ask()
    if asked.rootdir is None or asked.state is None:
        raise UsageError(f"pytest keeps no state here (-p no:cacheprovider), so {otherwise}")
    return asked.rootdir, asked.state
