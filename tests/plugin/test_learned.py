from __future__ import annotations

import json
import subprocess
import sys

import pytest

from pytest_aurora.memory.corpus import Corpus
from pytest_aurora.memory.runs import Runs

TEXTS = """\
# SpecV3: texts

def shout(s: str) -> str
def down(s: str) -> str

## Examples
shout("ab") -> "AB"
shout("C d e") -> "C D E"
shout("xyz") -> "XYZ"
down("AB") -> "ab"
down("C d E") -> "c d e"
down("XyZ") -> "xyz"
"""
LISTS = """\
# SpecV3: lists

def tidy(xs: list[int]) -> list[int]
def last_first(xs: list[int]) -> list[int]

## Examples
tidy([3, 1, 2]) -> [1, 2, 3]
tidy([9, 5, 7, 5]) -> [5, 5, 7, 9]
last_first([1, 2, 3]) -> [3, 2, 1]
last_first([5, 4, 9, 9]) -> [9, 9, 4, 5]
"""


@pytest.fixture
def kept(write) -> None:
    write("pyproject.toml", '[tool.aurora]\nstate_dir = "state"\nmax_candidates = 20000\n')


def test_what_was_solved_before_is_used_at_once_and_told(pytester, palindrome, kept):
    pytester.runpytest("--aurora-synthesize").assert_outcomes(passed=5)
    palindrome.with_suffix(".py").unlink()
    result = pytester.runpytest_subprocess("--aurora-synthesize")
    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines(
        ["specs/text.md::reverse_string written: specs/text.py:1 (solved before)", "2 written, 2 of them solved before"]
    )


def test_the_report_is_told_after_the_tests(pytester, palindrome, kept):
    pytester.runpytest("--aurora-synthesize")
    result = pytester.runpytest("--aurora-report", "--aurora-report-json=out/r.json", "--aurora-report-html=r.html")
    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines(
        ["*- aurora report -*", "biases: *", "corpus: 2 entries, 2 of them solved; *", "runs: 1"]
    )
    assert json.loads((pytester.path / "out" / "r.json").read_text())["corpus"]["entries"] == 2
    assert (pytester.path / "r.html").read_text().startswith("<!doctype html>")


def test_the_report_of_the_run_itself_has_the_run(pytester, palindrome, kept):
    result = pytester.runpytest("--aurora-synthesize", "--aurora-report")
    result.stdout.fnmatch_lines(["runs: 1", "  run-*: 2 of 2 solved, *"])


@pytest.mark.parametrize("options", [["--collect-only", "-q"], ["-n", "2"], ["-p", "no:cacheprovider"]])
def test_the_report_needs_no_tests_and_no_state(pytester, written, options):
    result = pytester.runpytest_subprocess("--aurora-report", *options)
    assert result.ret == 0
    assert [line for line in result.outlines if "aurora report" in line]
    result.stdout.fnmatch_lines(["biases: 0, *", "runs: 0"])
    assert not (pytester.path / ".pytest_cache" / "d" / "aurora" / "runs").exists()


def test_a_file_that_cannot_be_written_is_told(pytester, written, write):
    write("r", "")
    result = pytester.runpytest("--aurora-report-json=r/x.json")
    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines(["*r/x.json cannot be written: *"])


def test_a_baseline_is_compared(pytester, palindrome, kept):
    pytester.runpytest("--aurora-synthesize")
    palindrome.with_suffix(".py").unlink()
    result = pytester.runpytest_subprocess("--aurora-synthesize", "--aurora-baseline=latest")
    result.stdout.fnmatch_lines(["*- aurora baseline -*", "run-* against run-*: 2 better, 0 worse, 0 slower"])
    result = pytester.runpytest("--aurora-baseline=run-7")
    result.stdout.fnmatch_lines(["there is no run 'run-7'*"])


def test_clearing_the_cache_forgets_everything(pytester, palindrome):
    pytester.runpytest("--aurora-synthesize")
    state = pytester.path / ".pytest_cache" / "d" / "aurora"
    assert (state / "corpus.sqlite").exists()
    palindrome.with_suffix(".py").unlink()
    result = pytester.runpytest_subprocess("--aurora-synthesize", "--cache-clear")
    result.stdout.fnmatch_lines(["2 written"])
    assert len(list((state / "runs").iterdir())) == 1


def test_without_a_cache_nothing_is_learned_for_later(pytester, palindrome):
    for _ in range(2):
        palindrome.with_suffix(".py").unlink(missing_ok=True)
        result = pytester.runpytest_subprocess("--aurora-synthesize", "-p", "no:cacheprovider")
        result.stdout.fnmatch_lines(["2 written"])
    assert not (pytester.path / ".pytest_cache").exists()


def test_the_parts_can_be_turned_off(pytester, palindrome, kept):
    pytester.runpytest("--aurora-synthesize", "--aurora-no-seeds", "--aurora-no-corpus").assert_outcomes(passed=5)
    assert {path.name for path in (pytester.path / "state").iterdir()} <= {"runs", "undo", "write.lock", "hypothesis"}


def test_under_xdist_the_controller_alone_keeps_state(pytester, palindrome, kept):
    result = pytester.runpytest_subprocess("-n", "2", "--aurora-synthesize", "--aurora-report")
    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines(["corpus: 2 entries, 2 of them solved; *", "runs: 1"])


def test_two_runs_at_once_lose_nothing_of_what_they_learned(pytester, write, kept):
    write("specs/left.md", TEXTS)
    write("specs/right.md", LISTS)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--aurora-synthesize"]
    runs = [pytester.popen([*command, f"specs/{name}.md"], stdin=subprocess.DEVNULL) for name in ("left", "right")]
    told = [run.communicate()[0].decode() for run in runs]
    assert [run.returncode for run in runs] == [0, 0], told
    state = pytester.path / "state"
    seeds = json.loads((state / "seeds.json").read_text())
    assert seeds["metadata"]["total_updates"] == 4
    assert {"str>upper", "str>lower", "list[int]>sorted", "list[int]>reversed"} <= set(seeds["biases"])
    assert json.loads((state / "adaptive.json").read_text())["iteration"] == 4
    with Corpus(state / "corpus.sqlite", warn=pytest.fail) as corpus:
        assert sorted(entry.name for entry in corpus.entries()) == ["down", "last_first", "shout", "tidy"]
    recorded = [Runs(state / "runs", warn=pytest.fail).load(path.name) for path in (state / "runs").iterdir()]
    assert sorted(len(run.functions) for run in recorded) == [2, 2]
