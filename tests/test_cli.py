from __future__ import annotations

import sys

import pytest


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.run(sys.executable, "-m", "pytest_aurora", *arguments)


def test_init_writes_a_spec_that_the_search_can_meet(pytester):
    result = run(pytester, "init")
    assert result.ret == 0
    result.stdout.fnmatch_lines(["specs/initials.md is written.*", "*pytest --aurora-synthesize*specs/initials.py"])
    pytester.runpytest_subprocess("--aurora-synthesize").assert_outcomes(passed=4)
    pytester.runpytest_subprocess().assert_outcomes(passed=4)


def test_init_overwrites_nothing(pytester):
    (pytester.path / "specs").mkdir()
    spec = pytester.path / "specs" / "initials.md"
    spec.write_text("mine")
    result = run(pytester, "init")
    assert result.ret == 2
    result.stderr.fnmatch_lines(["aurora: specs/initials.md is there already*"])
    assert spec.read_text() == "mine"


@pytest.mark.parametrize(
    "configuration",
    ["", "[pytest]\ncache_dir = .mine\naddopts = -ra -v", "[pytest]\n"],
    ids=["none", "cache_dir", "empty"],
)
def test_undo_finds_the_state_of_a_run(pytester, configuration):
    if configuration:
        pytester.makeini(configuration)
    run(pytester, "init")
    target = pytester.path / "specs" / "initials.py"
    target.write_text("# mine\n")
    pytester.runpytest_subprocess("--aurora-synthesize")
    assert "def initials" in target.read_text()
    result = run(pytester, "undo")
    assert (result.ret, result.outlines) == (0, ["specs/initials.py: restored"])
    assert target.read_text() == "# mine\n"
    assert run(pytester, "undo").outlines == ["nothing to undo"]


def test_undo_of_a_file_that_was_edited_is_refused(pytester):
    pytester.makepyprojecttoml('[tool.aurora]\nstate_dir = "state"\n')
    run(pytester, "init")
    pytester.runpytest_subprocess("--aurora-synthesize")
    target = pytester.path / "specs" / "initials.py"
    target.write_text(target.read_text() + "\nmine = 1\n")
    result = run(pytester, "undo")
    assert result.ret == 2
    result.stderr.fnmatch_lines(["aurora: specs/initials.py is left as it is: it was changed since*patch.diff"])
    assert "mine = 1" in target.read_text()


def test_undo_of_an_unknown_run_names_the_known_ones(pytester):
    result = run(pytester, "undo", "run-1")
    assert result.ret == 2
    result.stderr.fnmatch_lines(["aurora: run 'run-1' has nothing to undo; runs that have: none"])


def test_undo_where_no_state_is_kept(pytester):
    pytester.makeini("[pytest]\naddopts = -p no:cacheprovider\n")
    result = run(pytester, "undo")
    assert result.ret == 2
    result.stderr.fnmatch_lines(["aurora: pytest keeps no state here*"])


def test_a_wrong_command_is_told(pytester):
    result = run(pytester, "frobnicate")
    assert result.ret == 2
    assert "Traceback" not in str(result.stderr)
