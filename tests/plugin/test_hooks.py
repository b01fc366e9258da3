from __future__ import annotations

import sys

import pytest

from pytest_aurora.check.sandbox import run
from pytest_aurora.check.sandbox.outcome import WeakSandboxError

TABLE = {n: f"{n * n * 7919 % 10007:04x}"[::-1] for n in (3, 12, 50, 51, 77, 90, 104, 230, 311, 500)}
CODED = "\n".join(
    [
        "# SpecV3: Codes",
        "",
        "def coded(n: int) -> str",
        "",
        "## Examples",
        *(f'coded({n}) -> "{c}"' for n, c in TABLE.items()),
    ]
)
GUESS = f"""\
def guess(wanted):
    assert wanted.signature == "def coded(n: int) -> str"
    assert wanted.examples[0] == 'coded(3) -> "{TABLE[3]}"'
    assert not wanted.conditions
    yield "import os\\nreturn os.listdir()"
    yield "return str(n)"
    yield '''
        import re
        codes = {TABLE}
        return re.sub("-", "", codes[n])
    '''


def pytest_aurora_proposers(config):
    return [guess]
"""
FEW = ("--aurora-synthesize", "--aurora-max-candidates=2000")


def test_a_body_may_call_a_component_of_the_project(pytester, write):
    write("shop/__init__.py", "")
    write("shop/codes.py", f"def code_of(n: int) -> str:\n    return {TABLE}[n]\n")
    write(
        "conftest.py",
        "import sys\nsys.path.insert(0, '.')\nfrom shop.codes import code_of\n\n\n"
        "def pytest_aurora_components():\n    return [code_of]\n",
    )
    write("specs/f.md", CODED)
    result = pytester.runpytest(*FEW)
    result.assert_outcomes(passed=10)
    source = (pytester.path / "specs" / "f.py").read_text()
    assert source.startswith("from shop.codes import code_of\n")
    assert "return code_of(n)" in source
    pytester.runpytest("--aurora-gate").assert_outcomes(passed=10)


@pytest.mark.parametrize(
    ("hook", "message"),
    [
        (
            "def local(n: int) -> int:\n    return n\n\n\ndef pytest_aurora_components():\n    return local",
            "*local must*",
        ),
        ("import math\n\n\ndef pytest_aurora_components():\n    return [math.sqrt]", "*math.sqrt must be a function*"),
        ("def pytest_aurora_components():\n    return ['f']", "*pytest_aurora_components must give functions, not 'f'"),
        ("def pytest_aurora_proposers():\n    1 / 0", "pytest_aurora_proposers failed at *conftest.py:2: Zero*"),
        ("def pytest_aurora_proposers():\n    return 1", "*pytest_aurora_proposers must give functions, not 1"),
    ],
)
def test_what_a_hook_gives_and_cannot_be_used_is_a_usage_error(pytester, write, hook, message):
    write("conftest.py", hook + "\n")
    write("specs/f.md", CODED)
    result = pytester.runpytest(*FEW)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: {message}"])


def test_a_proposed_body_is_written_when_it_passes_everything(pytester, write):
    write("conftest.py", GUESS)
    write("specs/f.md", CODED)
    result = pytester.runpytest(*FEW)
    result.assert_outcomes(passed=10)
    result.stdout.fnmatch_lines(["specs/f.md::coded written: specs/f.py:4 (proposed by conftest.guess after *"])
    source = (pytester.path / "specs" / "f.py").read_text()
    assert source.startswith("import re\n\n\ndef coded")
    assert "    return re.sub(" in source


def test_a_proposed_body_is_known_from_then_on(pytester, write):
    conftest = write("conftest.py", GUESS)
    write("specs/f.md", CODED)
    pytester.runpytest(*FEW).assert_outcomes(passed=10)
    conftest.unlink()
    (pytester.path / "specs" / "f.py").unlink()
    result = pytester.runpytest_subprocess(*FEW)
    result.assert_outcomes(passed=10)
    result.stdout.fnmatch_lines(["specs/f.md::coded written: specs/f.py:4 (solved before)"])


def test_proposed_bodies_that_are_not_taken_are_told(pytester, write):
    write(
        "conftest.py",
        "def guess(wanted):\n    yield 'import os\\nreturn os.listdir()'\n    yield 'return str(n)'\n    yield 7\n"
        "    raise ValueError('no more')\n\n\ndef pytest_aurora_proposers():\n    return [guess]\n",
    )
    write("specs/f.md", CODED)
    result = pytester.runpytest(*FEW)
    result.assert_outcomes(failed=10)
    result.stdout.fnmatch_lines(
        [
            "*a body of conftest.guess is not taken: the audit refuses the body: 1:1: import: module 'os'*",
            f"*a body of conftest.guess is not taken: in a fresh process coded(3) does not hold: *'{TABLE[3]}'*",
            "*conftest.guess: it gave int, not the text of a body",
            "*conftest.guess: it failed: ValueError: no more",
            "1 not found",
        ]
    )
    assert not (pytester.path / "specs" / "f.py").exists()


def test_without_a_strong_sandbox_no_proposed_body_is_run(pytester, write, monkeypatch):
    def refuse(*_, **__):
        raise WeakSandboxError("the kernel has no Landlock")

    write("conftest.py", GUESS)
    write("specs/f.md", CODED)
    monkeypatch.setattr("pytest_aurora.session.acceptance.run_calls", refuse)
    result = pytester.runpytest(*FEW)
    result.assert_outcomes(failed=10)
    result.stdout.fnmatch_lines(["no code of unknown origin is run: the kernel has no Landlock"])
    assert run.run_calls is not refuse


def test_hooks_are_told_of_what_was_written_and_add_to_the_report(pytester, palindrome, write):
    write(
        "conftest.py",
        "def pytest_aurora_synthesized(attempt):\n"
        "    written = attempt.outcome\n"
        "    print(f'told of {attempt.spec}::{attempt.function} at {written.path}:{written.line}')\n\n\n"
        "def pytest_aurora_report(attempts):\n    return [f'{len(attempts)} attempts', 'and no more']\n",
    )
    result = pytester.runpytest("--aurora-synthesize", "-s")
    result.stdout.fnmatch_lines(["*told of specs/text.md::reverse_string at specs/text.py:1"])
    result.stdout.fnmatch_lines(["2 attempts", "and no more", "2 written"])
    assert "told of" not in str(pytester.runpytest("--aurora-synthesize", "-s").stdout)


def test_a_hook_that_fails_stops_nothing_else(pytester, palindrome, write):
    write(
        "conftest.py",
        "def pytest_aurora_synthesized():\n    raise OSError('full')\n\n\n"
        "def pytest_aurora_report():\n    return [1 / 0]\n",
    )
    result = pytester.runpytest("--aurora-synthesize")
    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines(
        [
            "pytest_aurora_synthesized failed at *conftest.py:2: OSError: full",
            "pytest_aurora_report failed at *conftest.py:6: ZeroDivisionError: *",
            "2 written",
        ]
    )


TWO = f"if n in (3, 12):\n    return '{TABLE[3]}' if n == 3 else '{TABLE[12]}'\n"


def test_a_proposed_body_that_hangs_on_other_values_is_not_taken(pytester, write):
    body = TWO + "return str(sum(range(10**15)))"
    write("conftest.py", f"def pytest_aurora_proposers():\n    return [lambda wanted: [{body!r}]]\n")
    write("specs/f.md", "\n".join([*CODED.splitlines()[:7], "", "## Post", "assert len(coded(n)) == 4", ""]))
    result = pytester.runpytest("--aurora-synthesize", "--aurora-max-candidates=50")
    result.stdout.fnmatch_lines(["*a body of conftest.* is not taken: a call of it never came back"])


@pytest.mark.skipif(sys.platform != "linux", reason="other kernels do not hold a process")
def test_while_a_proposed_body_is_judged_nothing_can_be_written(pytester, write):
    body = TWO + "return 'abcd'"
    write("conftest.py", f"def pytest_aurora_proposers():\n    return [lambda wanted: [{body!r}]]\n")
    write("specs/f.py", "def noted(code):\n    return open('notes', 'w').write(code)\n")
    write("specs/f.md", "\n".join([*CODED.splitlines()[:7], "", "## Post", "assert noted(coded(n)) == 4", ""]))
    result = pytester.runpytest("--aurora-synthesize", "--aurora-max-candidates=50")
    result.stdout.fnmatch_lines(["*a body of conftest.* is not taken: it breaks assert noted(coded(n)) == 4"])


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not say what a process holds")
def test_a_proposed_body_that_is_greedy_on_other_values_is_not_taken(pytester, write):
    body = "codes = bytes(2**33 * (n not in (3, 12)))\nreturn '" + TABLE[3] + "' if n == 3 else '" + TABLE[12] + "'"
    write("conftest.py", f"def pytest_aurora_proposers():\n    return [lambda wanted: [{body!r}]]\n")
    write("specs/f.md", "\n".join([*CODED.splitlines()[:7], "", "## Post", "assert len(coded(n)) == 4", ""]))
    result = pytester.runpytest("--aurora-synthesize", "--aurora-max-candidates=50")
    result.stdout.fnmatch_lines(["*a body of conftest.* is not taken: it breaks assert len(coded(n)) == 4"])
    assert not (pytester.path / "specs" / "f.py").exists()
