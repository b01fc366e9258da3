from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.run(sys.executable, "-m", "pytest_aurora", *arguments)


def test_init_writes_a_spec_that_the_search_can_meet(pytester):
    result = run(pytester, "init")
    assert result.ret == 0
    result.stdout.fnmatch_lines(["specs/slug.md is written.*", "*pytest --aurora-synthesize*specs/slug.py"])
    pytester.runpytest_subprocess("--aurora-synthesize").assert_outcomes(passed=4)
    pytester.runpytest_subprocess().assert_outcomes(passed=4)


def test_init_overwrites_nothing(pytester):
    (pytester.path / "specs").mkdir()
    spec = pytester.path / "specs" / "slug.md"
    spec.write_text("mine")
    result = run(pytester, "init")
    assert result.ret == 2
    result.stderr.fnmatch_lines(["aurora: specs/slug.md is there already*"])
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
    target = pytester.path / "specs" / "slug.py"
    target.write_text("# mine\n")
    pytester.runpytest_subprocess("--aurora-synthesize")
    assert "def slug" in target.read_text()
    result = run(pytester, "undo")
    assert (result.ret, result.outlines) == (0, ["specs/slug.py: restored"])
    assert target.read_text() == "# mine\n"
    assert run(pytester, "undo").outlines == ["nothing to undo"]


def test_undo_tells_each_file_once(pytester):
    (pytester.path / "specs").mkdir()
    text = "# SpecV3: Two\n\ndef f(a: int) -> int\ndef g(a: int) -> int\n\n## Examples\n"
    (pytester.path / "specs" / "two.md").write_text(f"{text}f(1) -> 2\nf(5) -> 6\ng(1) -> -1\ng(5) -> -5\n")
    pytester.runpytest_subprocess("--aurora-synthesize").assert_outcomes(passed=4)
    assert run(pytester, "undo").outlines == ["specs/two.py: removed, as it was not there before"]


def test_a_file_that_is_not_there_is_told(pytester):
    result = run(pytester, "corpus", "import", "nowhere.jsonl")
    assert (result.ret, result.errlines) == (2, ["aurora: nowhere.jsonl: No such file or directory"])


def test_undo_of_a_file_that_was_edited_is_refused(pytester):
    pytester.makepyprojecttoml('[tool.aurora]\nstate_dir = "state"\n')
    run(pytester, "init")
    pytester.runpytest_subprocess("--aurora-synthesize")
    target = pytester.path / "specs" / "slug.py"
    target.write_text(target.read_text() + "\nmine = 1\n")
    result = run(pytester, "undo")
    assert result.ret == 2
    result.stderr.fnmatch_lines(["aurora: specs/slug.py is left as it is: it was changed since*patch.diff"])
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


def synthesized(pytester: pytest.Pytester) -> None:
    run(pytester, "init")
    pytester.runpytest_subprocess("--aurora-synthesize").assert_outcomes(passed=4)


def test_the_corpus_shows_what_was_solved_before(pytester):
    synthesized(pytester)
    result = run(pytester, "corpus", "show", "slug(title: str) -> str")
    assert result.ret == 0
    result.stdout.fnmatch_lines(["# specs/slug.md: * candidates, 3 examples", "def slug(title:str)->str:"])
    found = json.loads(run(pytester, "corpus", "show", "def first(s: str) -> str", "--json", "--top", "1").stdout.str())
    assert [entry["signature"] for entry in found] == ["slug(title:str)->str"]
    none = run(pytester, "corpus", "show", "slug(title: str) -> str", "--grep", "nowhere")
    assert none.outlines == ["nothing like it was solved before"]


@pytest.mark.parametrize("arguments", [["slug(", "--top=1"], ["f(x)->int", "--grep", "("]])
def test_a_query_that_cannot_be_read_is_told(pytester, arguments):
    result = run(pytester, "corpus", "show", *arguments)
    assert result.ret == 2
    assert "Traceback" not in str(result.stderr)
    assert not (pytester.path / ".pytest_cache").exists()


def test_a_corpus_goes_from_project_to_project(pytester):
    synthesized(pytester)
    assert run(pytester, "corpus", "export", "c.jsonl").outlines == ["1 attempt is written to c.jsonl"]
    entry = json.loads((pytester.path / "c.jsonl").read_text())
    changes: list[dict[str, object]] = [
        {},
        {"body": "import os\nreturn os.getcwd()"},
        {"body": "return title"},
        {"body": "return (lambda: title)()", "examples": []},
        {"examples": ["slug(__import__('os').getcwd()) -> 'x'"]},
        {"signature": "slug(title:print('x'))->str"},
        {"imports": ["import re\nprint('x')"], "body": f"x = 1\n{entry['body']}"},
        {"examples": [*entry["examples"], "slug('a') -> 'A'\n## Post\nassert True"]},
    ]
    lines = [json.dumps({**entry, **change}) for change in changes]
    (pytester.path / "c.jsonl").write_text("\n".join(lines) + "\n")
    pytester.makepyprojecttoml('[tool.aurora]\nstate_dir = "other"\n')
    result = run(pytester, "corpus", "import", "c.jsonl")
    assert result.outlines[0] == "1 taken, 0 known already, 7 rejected"
    assert result.outlines[1] == "c.jsonl:2: the body of slug does not pass the checks"
    (pytester.path / "specs" / "slug.py").unlink()
    result = pytester.runpytest_subprocess("--aurora-synthesize")
    result.stdout.fnmatch_lines(["*slug written: * (solved before)"])


def test_without_state_there_is_no_corpus(pytester):
    pytester.makeini("[pytest]\naddopts = -p no:cacheprovider\n")
    result = run(pytester, "corpus", "show", "f(x: int) -> int")
    assert result.ret == 2
    result.stderr.fnmatch_lines(["aurora: pytest keeps no state here*"])


OWN = "def f(s, t, u):\n    return s.swapcase(), t.swapcase(), u.swapcase()\n"


def test_learn_reads_the_users_code_and_the_report_tells(pytester):
    (pytester.path / "src").mkdir()
    (pytester.path / "src" / "own.py").write_text(OWN)
    (pytester.path / "src" / "bad.py").write_text("def (\n")
    for _ in range(2):
        result = run(pytester, "learn", "src")
        assert (result.ret, result.outlines) == (
            0,
            ["src: 1 file read, 3 places known", "1 component will be tried earlier: str>swapcase"],
        )
        result.stderr.fnmatch_lines(["*bad.py:1: invalid syntax"])
    assert run(pytester, "learn", "src/own.py").outlines[0] == "src: 1 file read, 3 places known"
    report = pytester.runpytest_subprocess("--aurora-report")
    report.stdout.fnmatch_lines(
        ["your code: 1 file, 3 known places; 1 component tried earlier", "  str>swapcase: 3 places"]
    )
    pytester.runpytest_subprocess("--cache-clear")
    pytester.runpytest_subprocess("--aurora-report").stdout.fnmatch_lines(["your code: not learned from; *learn PATH*"])


@pytest.mark.parametrize("path", ["nowhere", "src/nowhere"])
def test_learn_needs_something_to_learn_from(pytester, path):
    result = run(pytester, "learn", path)
    assert result.ret == 2
    result.stderr.fnmatch_lines([f"aurora: there is no {path}"])


def test_learn_names_what_lies_elsewhere_by_its_whole_path(pytester, tmp_path):
    (tmp_path / "own.py").write_text(OWN)
    (pytester.path / "sub").mkdir()
    assert run(pytester, "learn", str(tmp_path)).outlines[0] == f"{tmp_path}: 1 file read, 3 places known"


def test_a_reader_that_has_seen_enough_is_no_error(pytester):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as output:
        command = [sys.executable, "-m", "pytest_aurora", "init"]
        ended = subprocess.run(command, stdout=output, stderr=subprocess.PIPE, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
