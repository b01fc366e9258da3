"""Code of unknown origin where the kernel gives no strong sandbox: nothing of it runs, and that is said."""

from __future__ import annotations

import json
import sys

import pytest

from pytest_aurora.check.sandbox.outcome import Strength, WeakSandboxError
from pytest_aurora.check.sandbox.run import run_calls

WEAK = """\
import pytest_aurora.session.acceptance as acceptance
from pytest_aurora.check.sandbox.outcome import Strength, WeakSandboxError
from pytest_aurora.cli import main

strong = acceptance.run_calls

def weak(request, *, require, twice):
    if require is Strength.STRONG:
        raise WeakSandboxError("the kernel has no Landlock")
    return strong(request, require=require, twice=twice)

acceptance.run_calls = weak
raise SystemExit(main(["corpus", "import", "c.jsonl"]))
"""


@pytest.fixture
def weak(monkeypatch):
    def weak(request, *, require, twice):
        if require is Strength.STRONG:
            raise WeakSandboxError("the kernel has no Landlock")
        return run_calls(request, require=require, twice=twice)

    monkeypatch.setattr("pytest_aurora.session.acceptance.run_calls", weak)


def forget(pytester, palindrome):
    pytester.runpytest("--aurora-synthesize").assert_outcomes(passed=5)
    target = palindrome.with_suffix(".py")
    target.unlink()
    for name in [name for name, module in sys.modules.items() if getattr(module, "__file__", None) == str(target)]:
        del sys.modules[name]


def test_stored_bodies_are_not_used(pytester, palindrome, weak):
    forget(pytester, palindrome)
    result = pytester.runpytest("--aurora-synthesize")
    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines(["no code of unknown origin is run: the kernel has no Landlock", "2 written"])
    assert "solved before" not in str(result.stdout)


def test_the_setting_weak_lets_them_in(pytester, palindrome, weak):
    pytester.makepyprojecttoml('[tool.aurora]\nsandbox = "weak"\n')
    forget(pytester, palindrome)
    result = pytester.runpytest("--aurora-synthesize")
    result.stdout.fnmatch_lines(["2 written, 2 of them solved before"])


def test_a_corpus_file_is_not_taken(pytester, palindrome):
    pytester.runpytest("--aurora-synthesize").assert_outcomes(passed=5)
    pytester.run(sys.executable, "-m", "pytest_aurora", "corpus", "export", "c.jsonl")
    assert len(pytester.path.joinpath("c.jsonl").read_text().splitlines()) == 2
    pytester.makepyprojecttoml('[tool.aurora]\nstate_dir = "other"\n')
    result = pytester.run(sys.executable, "-c", WEAK)
    assert result.ret == 2
    result.stderr.fnmatch_lines(["aurora: the kernel has no Landlock"])
    shown = pytester.run(sys.executable, "-m", "pytest_aurora", "corpus", "show", "f(s: str) -> str", "--json")
    assert json.loads(shown.stdout.str()) == []
