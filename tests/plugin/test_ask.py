"""Questions, seen by a user at a real pseudo-terminal."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import subprocess
import sys

import pytest

from pytest_aurora.rewrite.mark import parse_mark

SPEC = """\
# SpecV3: x

def f(a: int, b: int) -> int
def g(n: int) -> int

## Examples
f(6, 4) -> 2
g(1) -> 2
g(4) -> 5
"""
PROMPT = b"leave it open: "
END = "\x04"
CTRL_C = "\x03"
QUIET = 5.0
"""Seconds without output after which a user presses Ctrl-C again."""
AT_A_TERMINAL = """
import fcntl, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.default_int_handler)
import pytest
sys.exit(pytest.main())
"""
"""pytest with the terminal as its own, so that Ctrl-C reaches it."""


@pytest.fixture
def spec(write):
    return write("specs/sums.md", SPEC)


@pytest.fixture
def converse(pytester):
    def converse(*arguments: str, typed: list[str]) -> tuple[int, str]:
        """Run pytest at a terminal and type the next answer at each prompt; where none is left, the input ends."""
        here, there = pty.openpty()
        command = [sys.executable, "-c", AT_A_TERMINAL, "--aurora-max-candidates=3000", "--color=no", *arguments]
        environ = {**os.environ, "TERM": "xterm", "COLUMNS": "200"}
        going = subprocess.Popen(
            command, stdin=there, stdout=there, stderr=there, start_new_session=True, cwd=pytester.path, env=environ
        )
        os.close(there)
        answers, shown, seen, last = iter(typed), b"", 0, ""
        with contextlib.suppress(OSError), open(here, "rb", buffering=0) as terminal:
            while going.poll() is None or select.select([terminal], [], [], 0)[0]:
                if not select.select([terminal], [], [], QUIET)[0]:
                    # A signal that comes while input() sets up its line editing is seen at the next key: type it again.
                    os.write(here, last.encode() if last == CTRL_C else b"")
                    continue
                shown += terminal.read(4096)
                if PROMPT in shown[seen:]:
                    seen, last = len(shown), next(answers, END)
                    os.write(here, last.encode())
        return going.wait(), shown.decode().replace("\r\n", "\n")

    return converse


def mark_of(spec, name):
    source = spec.with_suffix(".py").read_text()
    return parse_mark(source[source.index(f"def {name}") :].splitlines()[1])


def test_the_answer_joins_the_spec_and_decides_the_body(pytester, spec, converse):
    status, shown = converse("--aurora-ask", typed=["b\n"])
    assert "specs/sums.md::f is in doubt; which is meant?\n" in shown
    call = next(line.split(" could be ")[0].strip() for line in shown.splitlines() if " could be " in line)
    chosen = next(line.strip()[3:] for line in shown.splitlines() if line.strip().startswith("b) "))
    changed = SPEC.replace("f(6, 4) -> 2\n", f"f(6, 4) -> 2\n{call} -> {chosen}\n")
    assert spec.read_text() == changed
    assert f"specs/sums.md:8: answered: {call} -> {chosen}\n" in shown
    assert (status, "4 passed" in shown) == (0, True)
    assert not mark_of(spec, "f").in_doubt
    result = pytester.runpytest("--aurora-gate", "-v")
    result.assert_outcomes(passed=4)
    subprocess.run([sys.executable, "-m", "pytest_aurora", "undo"], cwd=pytester.path, check=True)
    assert spec.read_text() == SPEC
    assert not spec.with_suffix(".py").exists()


def test_what_is_no_result_is_asked_again_and_any_other_is_taken(spec, converse):
    status, shown = converse("--aurora-ask", "-qq", "-k", "f", typed=["nine\n", "'9'\n", "raises ValueError\n"])
    assert "that cannot be the result: the name 'nine' is not known" in shown
    assert "that cannot be the result: '9' is of type str" in shown
    assert "-> raises ValueError\n" in spec.read_text()
    assert "raise ValueError" in spec.with_suffix(".py").read_text()
    assert status == 0


@pytest.mark.parametrize("typed", ["\n", END])
def test_a_question_may_be_left_open_and_is_asked_again_later(pytester, spec, converse, typed):
    status, _ = converse("--aurora-ask", typed=[typed])
    assert (status, spec.read_text()) == (0, SPEC)
    assert mark_of(spec, "f").in_doubt
    assert not mark_of(spec, "g").in_doubt
    before = spec.with_suffix(".py").read_bytes()
    _, shown = converse("--aurora-ask", typed=[typed])
    assert "specs/sums.md::f is in doubt" in shown
    assert "2 there before" in shown
    assert spec.with_suffix(".py").read_bytes() == before


def test_ctrl_c_at_the_prompt_ends_the_run_and_keeps_what_was_found(spec, converse):
    status, shown = converse("--aurora-ask", typed=[CTRL_C])
    assert status == pytest.ExitCode.INTERRUPTED
    assert "1 written" in shown
    assert "INTERNALERROR" not in shown
    assert spec.read_text() == SPEC
    assert mark_of(spec, "f").in_doubt
    assert "def g" not in spec.with_suffix(".py").read_text()


def test_a_diff_asks_and_writes_nothing(pytester, spec, converse):
    _, shown = converse("--aurora-diff", "--aurora-ask", typed=["b\n"])
    assert "specs/sums.md:8: answered, not written: f(" in shown
    assert "2 found and not written" in shown
    assert "in doubt]" not in shown
    assert spec.read_text() == SPEC
    assert [path.name for path in spec.parent.iterdir()] == ["sums.md"]


def test_under_xdist_the_controller_asks(spec, converse):
    status, shown = converse("--aurora-ask", "-n", "2", typed=["a\n"])
    assert (status, "4 passed" in shown) == (0, True)
    assert len(spec.read_text().splitlines()) == len(SPEC.splitlines()) + 1


def test_lines_and_items_are_those_of_the_changed_spec(spec, converse):
    spec.write_text(SPEC.replace("g(4) -> 5", "g(4) -> 5 ") + "\n## Post\nassert g(n) == n\n")
    _, shown = converse("--aurora-ask", "-v", typed=["a\n"])
    wrong = len(spec.read_text().splitlines())
    assert f"specs/sums.md:{wrong}: in g::post[1]" in shown


def test_where_nobody_can_be_asked_nobody_is(pytester, spec):
    result = pytester.runpytest("--aurora-ask", "--aurora-max-candidates=3000")
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["nothing was asked: that takes a terminal for both input and output"])
    assert spec.read_text() == SPEC


def test_nothing_is_asked_when_only_collecting_and_the_gate_asks_nothing(pytester, spec):
    pytester.runpytest("--aurora-ask", "--collect-only")
    assert not spec.with_suffix(".py").exists()
    result = pytester.runpytest("--aurora-ask", "--aurora-gate")
    result.stderr.fnmatch_lines(["*--aurora-gate searches nothing: run it without --aurora-ask"])
