from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from pytest_aurora.problem.build import usage_order
from pytest_aurora.rewrite.undo import Undone, undo
from pytest_aurora.search.outcome import Progress
from pytest_aurora.session.outcome import Crashed, Kept, NotFound, Outcome, Refused, Written
from pytest_aurora.session.project import Project
from pytest_aurora.session.synthesis import synthesis
from pytest_aurora.settings import Settings

SPEC = """\
# SpecV3: f

Put a text into capitals.

def shout(s: str) -> str

## Examples
shout("ab") -> "AB"
shout("Hello World") -> "HELLO WORLD"
"""
NOW = datetime(2024, 2, 29, 12, 30, 59)


@pytest.fixture
def project(tmp_path) -> Project:
    return Project(tmp_path, Settings(max_candidates=20_000), state_dir=lambda: tmp_path / ".state")


def run(project: Project, text: str = SPEC, *, write: bool = True) -> dict[str, Outcome]:
    path = project.rootdir / "f.md"
    path.write_text(text)
    spec = project.read(path)
    with synthesis(project, write=write, now=NOW) as going:
        return {name: going.attempt(spec, name).outcome for name in usage_order(spec)}


def test_a_body_is_written_and_can_be_undone(project):
    outcome = run(project)["shout"]
    assert isinstance(outcome, Written)
    assert (outcome.path, outcome.line, outcome.saved) == (Path("f.py"), 1, True)
    source = (project.rootdir / "f.py").read_text()
    assert source.startswith('def shout(s: str) -> str:\n    """Put a text into capitals."""\n    # aurora: f.md [')
    assert source.endswith("return s.upper()\n")
    undone = undo(project.rootdir / ".state", project.rootdir, "run-20240229-123059")
    assert undone == (Undone("f.py", True),)


def test_a_written_body_is_kept(project):
    run(project)
    assert run(project)["shout"] == Kept("it was written before and passes")


def test_more_examples_that_hold_renew_nothing_that_cannot_be_bettered(project):
    run(project)
    assert isinstance(run(project, SPEC + 'shout("x") -> "X"\n')["shout"], Written)


def test_a_body_by_hand_is_kept_when_it_passes_and_refused_when_not(project):
    (project.rootdir / "f.py").write_text("def shout(s):\n    return s.upper()\n")
    assert run(project)["shout"] == Kept("it is there and passes")
    (project.rootdir / "f.py").write_text("def shout(s):\n    return s\n")
    project.modules.reload(project.target(project.read(project.rootdir / "f.md")))
    outcome = run(project)["shout"]
    assert isinstance(outcome, Refused)
    assert "its body was written by hand" in outcome.reason


def test_a_stub_with_other_parameters_is_refused_before_anything_is_searched(project):
    (project.rootdir / "f.py").write_text("def shout(text): ...\n")
    outcome = run(project)["shout"]
    told = "shout has no parameter 's': name its parameters as the spec does, `def shout(s: str) -> str`"
    assert outcome == Refused(f"f.py:1: {told}")
    (project.rootdir / "f.py").write_text("def shout(s, loud=False): ...\n")
    project.modules.reload(project.target(project.read(project.rootdir / "f.md")))
    assert isinstance(run(project)["shout"], Written)


def test_without_writing_only_the_diff_is_there(project):
    outcome = run(project, write=False)["shout"]
    assert isinstance(outcome, Written)
    assert not outcome.saved
    assert "+    return s.upper()" in outcome.diff
    assert {path.name for path in project.rootdir.iterdir()} == {"f.md"}
    assert not project.namespace(project.read(project.rootdir / "f.md"))


def test_nothing_found_is_said_with_reasons(project):
    pairs = {"aeo": "xkcd", "bty": "q7#", "c": "zz!9", "": "0l", "dd": "%", "e": "WvW"}
    examples = "".join(f'shout("{left}") -> "{right}"\n' for left, right in pairs.items())
    small = replace(project, settings=Settings(max_candidates=1000))
    outcome = run(small, f"# SpecV3: f\n\ndef shout(s: str) -> str\n\n## Examples\n{examples}")["shout"]
    assert isinstance(outcome, NotFound)
    assert outcome.stopped.candidates > 0


def test_a_file_that_keeps_on_changing_is_left_alone(project):
    numbers = count()

    def clock() -> float:
        (project.rootdir / "f.py").write_text(f"mine = {next(numbers)}\n")
        return time.monotonic()

    path = project.rootdir / "f.md"
    path.write_text(SPEC)
    with synthesis(project, write=True) as going:
        outcome = replace(going, clock=clock).attempt(project.read(path), "shout").outcome
    assert isinstance(outcome, Refused)
    assert "while the search ran" in outcome.reason
    assert outcome.reason.endswith("\nreturn s.upper()")
    assert (project.rootdir / "f.py").read_text() == f"mine = {next(numbers) - 1}\n"


def test_an_interrupt_goes_through_and_leaves_nothing_half_written(project):
    def interrupt(_: Progress) -> None:
        raise KeyboardInterrupt

    path = project.rootdir / "f.md"
    path.write_text(SPEC.replace('"AB"', '"qz7"'))
    with synthesis(project, write=True, listener=interrupt) as going, pytest.raises(KeyboardInterrupt):
        replace(going, clock=partial(next, count(0.0))).attempt(project.read(path), "shout")
    assert not (project.rootdir / "f.py").exists()


@pytest.mark.parametrize("source", [b"def f(:\n", b"x = '\xff'\n"])
def test_a_file_that_is_no_python_is_refused(project, source):
    (project.rootdir / "f.py").write_bytes(source)
    assert isinstance(run(project)["shout"], Refused)
    assert (project.rootdir / "f.py").read_bytes() == source


def test_a_directory_in_its_place_is_refused(project):
    (project.rootdir / "f.py").mkdir()
    outcome = run(project)["shout"]
    assert isinstance(outcome, Refused)
    assert "directory" in outcome.reason.lower()


def test_a_file_outside_rootdir_is_refused(project, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "f.py"
    outside.write_text("")
    os.symlink(outside, project.rootdir / "f.py")
    assert isinstance(run(project)["shout"], Refused)
    assert outside.read_text() == ""


def test_without_a_state_folder_it_is_written_and_said(tmp_path):
    project = Project(tmp_path, Settings(max_candidates=20_000))
    (tmp_path / "f.md").write_text(SPEC)
    with synthesis(project, write=True) as going:
        assert isinstance(going.attempt(project.read(tmp_path / "f.md"), "shout").outcome, Written)
    assert going.notes == ("no state is kept, so this run cannot be undone",)
    assert {path.name for path in tmp_path.iterdir()} == {"f.md", "f.py"}


def test_a_function_known_by_its_use_of_another_is_found(project):
    outcomes = run(
        project,
        "# SpecV3: prices\n\ndef vat(cents: int) -> int\ndef total(cents: int) -> int\n\n## Examples\n"
        "vat(100) -> 20\nvat(200) -> 40\nvat(1000) -> 200\ntotal(100) -> 100 + vat(100)\ntotal(5) -> 5 + vat(5)\n",
    )
    assert [type(outcome) for outcome in outcomes.values()] == [Written, Written]


def test_a_post_condition_alone_can_be_enough(project):
    outcome = run(
        project,
        "# SpecV3: f\n\ndef double(n: int) -> int\n\n## Post\nassert double(n) == n + n\nassert double(3) == 6\n",
    )["double"]
    assert isinstance(outcome, Written)


def test_a_counterexample_makes_the_search_go_on(project):
    text = "# SpecV3: f\n\ndef size(n: int) -> int\n\n## Examples\nsize(3) -> 3\nsize(8) -> 8\n"
    assert isinstance(run(project, text + "\n## Post\nassert size(n) >= 0\n")["size"], Written)
    assert "abs(n)" in (project.rootdir / "f.py").read_text()


def test_a_function_of_the_module_that_never_ends_does_not_hold_the_search_up(project):
    (project.rootdir / "f.py").write_text(
        "def spin(s: str) -> str:\n    while True:\n        s = s[::-1]\n    return s\n"
    )
    assert isinstance(run(project)["shout"], Written)
    assert "spin(" not in (project.rootdir / "f.py").read_text().split("def shout")[1]


def test_a_condition_on_two_stubs_waits_for_the_second(project):
    (project.rootdir / "f.py").write_text("def up(s): ...\n\n\ndef down(s): ...\n")
    outcomes = run(
        project,
        "# SpecV3: f\n\ndef up(s: str) -> str\ndef down(s: str) -> str\n\n## Examples\n"
        'up("aB") -> "AB"\nup("c") -> "C"\ndown("aB") -> "ab"\ndown("XY") -> "xy"\n\n'
        "## Post\nassert down(up(s)) == down(down(s))\n\n## Pre\nfor s: s.isascii()\n",
    )
    assert {type(outcome) for outcome in outcomes.values()} == {Written}


def test_a_body_of_its_own_that_breaks_a_condition_is_searched_anew(project):
    text = "# SpecV3: f\n\ndef size(n: int) -> int\n\n## Examples\nsize(3) -> 3\nsize(8) -> 8\n"
    run(project, text)
    outcome = run(project, text + "\n## Post\nassert size(n) >= 0\n")["size"]
    assert isinstance(outcome, Written)


def test_a_fault_of_the_search_is_one_functions_outcome(project):
    def clock() -> float:
        raise ZeroDivisionError

    path = project.rootdir / "f.md"
    path.write_text(SPEC)
    with synthesis(project, write=True) as going:
        outcome = replace(going, clock=clock).attempt(project.read(path), "shout").outcome
    assert isinstance(outcome, Crashed)
    assert "ZeroDivisionError" in outcome.trace


# --- a file that somebody else writes meanwhile -----------------------------------------------------------------------

CODES = {"ab": "x7", "Hello World": "!0"}
CODED = SPEC.replace('"AB"', '"x7"').replace('"HELLO WORLD"', '"!0"')


def written_meanwhile(project: Project, text: str) -> Outcome:
    """What becomes of a body that a proposer gives after it has written something else into the file."""

    def busy(_) -> list[str]:
        (project.rootdir / "f.py").write_text(text)
        return [f"return {CODES}[s]"]

    few = replace(project.settings, max_candidates=50)
    return run(replace(project, settings=few, proposers=lambda: (busy,)), CODED)["shout"]


def test_a_body_is_filled_into_the_file_as_it_is_now(project):
    outcome = written_meanwhile(project, "LIMIT = 3\n\n\ndef shout(s: str) -> str: ...\n")
    assert isinstance(outcome, Written)
    source = (project.rootdir / "f.py").read_text()
    assert source.startswith("LIMIT = 3\n\n\ndef shout(s: str) -> str:\n")
    assert source.endswith(f"return {CODES}[s]\n")


def test_a_function_that_somebody_else_has_written_meanwhile_is_theirs(project):
    theirs = f"def shout(s):\n    return {CODES}.get(s, '')\n"
    assert written_meanwhile(project, theirs) == Kept("it is there and passes")
    assert (project.rootdir / "f.py").read_text() == theirs


def test_a_file_that_somebody_else_breaks_meanwhile_is_left_alone(project):
    outcome = written_meanwhile(project, "def shout(s:\n")
    assert isinstance(outcome, Refused)
    assert (project.rootdir / "f.py").read_text() == "def shout(s:\n"
