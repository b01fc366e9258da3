from __future__ import annotations

import pytest


def test_a_wrong_setting_is_a_usage_error(pytester):
    pytester.makepyprojecttoml("[tool.aurora]\ntimeot = 3\n")
    result = pytester.runpytest()
    assert result.ret is pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: pyproject.toml: *has no setting 'timeot'; did you mean 'timeout'?"])


def test_a_wrong_option_is_a_usage_error(pytester):
    result = pytester.runpytest("--aurora-timeout=soon")
    assert result.ret is pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: --aurora-timeout must be a number of seconds above 0, not 'soon'"])


def test_the_header_tells_seed_budget_and_mode(pytester, monkeypatch):
    monkeypatch.setenv("AURORA_SEED", "3")
    pytester.runpytest(
        "--aurora-synthesize", "--aurora-timeout=2.5", "--aurora-max-candidates=5000"
    ).stdout.fnmatch_lines(["aurora: seed 3, 2.5 s a function, 5,000 candidates at most, synthesize"])
    pytester.runpytest("--aurora-synthesize", "--aurora-workers=auto").stdout.fnmatch_lines(
        ["aurora: seed 3, 10 s a function, auto workers, synthesize"]
    )
    pytester.runpytest("--aurora-diff").stdout.fnmatch_lines(["aurora: * show the diff, write nothing"])
    monkeypatch.setenv("AURORA_ASK", "yes")
    pytester.runpytest("--aurora-synthesize").stdout.fnmatch_lines(["aurora: * synthesize, ask"])
    pytester.runpytest().stdout.no_fnmatch_line("aurora: *")


def test_no_header_when_unused(pytester):
    pytester.runpytest().stdout.no_fnmatch_line("aurora: *")


def test_the_options_are_documented(pytester):
    pytester.runpytest("--help").stdout.fnmatch_lines(["*--aurora-synthesize*", "*--aurora-timeout=SECONDS*"])


def test_fewer_examples_for_post_conditions(pytester, write):
    write("specs/f.md", "# SpecV3: f\n\ndef f(x: int) -> int\n\n## Examples\nf(0) -> 0\n\n## Post\nassert f(x) == x\n")
    write("specs/f.py", "def f(x):\n    with open('calls', 'a') as file:\n        file.write('.')\n    return x\n")
    pytester.runpytest("--aurora-max-examples=7").assert_outcomes(passed=2)
    assert len((pytester.path / "calls").read_text()) <= 10
