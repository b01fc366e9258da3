from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

SPEC = """\
# SpecV3: f

def sign(n: int) -> str

## Examples
sign(5) -> "plus"
sign(3) -> "plus"
sign(-5) -> "minus"
sign(-2) -> "minus"
sign(0) -> "minus"
"""
IGNORED = {".pytest_cache", "__pycache__", "stdout", "stderr"}
EMPTY = {"biases": {}, "metadata": {"total_updates": 0, "config": {"alpha": 0.2, "drift_cap": 0.15}}}


@pytest.fixture
def spec(write) -> Path:
    """A spec whose function is written, in a project that keeps its state in `state`."""
    return write("specs/f.md", SPEC)


@pytest.fixture
def synthesized(pytester, write, spec) -> Path:
    write("pyproject.toml", '[tool.aurora]\nstate_dir = "state"\nmax_candidates = 20000\n')
    pytester.runpytest("--aurora-synthesize").assert_outcomes(passed=5)
    return spec.with_suffix(".py")


def findings(result: pytest.RunResult) -> list[str]:
    return [line for line in result.outlines if line.startswith("gate")]


def tree(folder: Path) -> dict[str, bytes]:
    kept = (p for p in folder.rglob("*") if p.is_file() and not IGNORED & set(p.parts))
    return {str(path.relative_to(folder)): path.read_bytes() for path in kept}


def test_what_is_in_order_passes_and_nothing_is_written(pytester, synthesized):
    before = tree(pytester.path)
    result = pytester.runpytest("--aurora-gate", "--junitxml=/dev/null")
    result.assert_outcomes(passed=5)
    assert result.ret == 0
    assert findings(result) == []
    result.stdout.fnmatch_lines(["the gate is open: 1 function of specs, nothing that must not be merged"])
    assert tree(pytester.path) == before


def test_without_state_none_is_made(pytester, spec):
    pytester.runpytest("--aurora-synthesize", "-p", "no:cacheprovider")
    before = tree(pytester.path)
    result = pytester.runpytest_subprocess("--aurora-gate")
    assert result.ret == 0
    assert tree(pytester.path) == before
    assert not (pytester.path / ".pytest_cache" / "d").exists()


def test_each_finding_is_a_line_and_a_property(pytester, write, spec):
    write(
        "specs/g.md", "# SpecV3: g\n\ndef f(x: int) -> int\ndef g(x: int) -> int\n\n## Examples\nf(1) -> 1\ng(1) -> 1\n"
    )
    write("specs/g.py", "def f(x):\n    ...\n\n\ndef g(x):\n    return 2\n")
    write("specs/h.md", "# SpecV3: h\n\ndef f(x: int -> int\n")
    result = pytester.runpytest("--aurora-gate", "--junitxml=junit.xml")
    assert result.ret == 1
    lines = findings(result)
    assert [line.split(": ")[1:3] for line in lines] == [
        ["spec", "specs/h.md"],
        ["missing", "specs/f.md::sign"],
        ["unwritten", "specs/g.md::f"],
        ["failing", "specs/g.md::g"],
    ]
    properties = ET.parse(pytester.path / "junit.xml").getroot().iterfind("testsuite/properties/property")
    values = [(each.get("name"), each.get("value")) for each in properties]
    assert values[0] == ("aurora.gate", "the gate is closed: 3 functions of specs, 4 findings")
    assert [f"gate: {value}" for _, value in values[1:]] == lines
    assert [name for name, _ in values[1:]] == [
        f"aurora.gate.{kind}" for kind in ("spec", "missing", "unwritten", "failing")
    ]


def test_an_edited_body_is_found(pytester, synthesized):
    text = synthesized.read_text()
    synthesized.write_text(text.replace("return ", "return  ", 1))
    result = pytester.runpytest("--aurora-gate")
    assert [line.split(": ")[1] for line in findings(result)] == ["edited"]
    assert result.ret == 1


def test_a_body_older_than_its_spec_is_found(pytester, synthesized, spec):
    spec.write_text(SPEC + 'sign(7) -> "plus"\n')
    result = pytester.runpytest("--aurora-gate")
    result.assert_outcomes(passed=6)
    assert [line.split(": ")[1] for line in findings(result)] == ["outdated"]


def test_what_the_audit_refuses_is_found(pytester, synthesized):
    text = synthesized.read_text()
    head, mark, _ = text.partition("]\n")
    synthesized.write_text(f"{head}{mark}    eval('1')\n    if n > 0:\n        return 'plus'\n    return 'minus'\n")
    kinds = [line.split(": ")[1] for line in findings(pytester.runpytest("--aurora-gate"))]
    assert kinds == ["edited", "audit"]


def test_a_branch_that_no_example_takes_is_found(pytester, synthesized, write):
    body = "    if n > 0:\n        return 'plus'\n    if n > 100:\n        return 'huge'\n    return 'minus'\n"
    head, mark, _ = synthesized.read_text().partition("]\n")
    synthesized.write_text(f"{head}{mark}{body}")
    lines = findings(pytester.runpytest("--aurora-gate"))
    (line,) = (line for line in lines if "coverage" in line)
    assert "specs/f.md::sign: its spec runs 78 % of it, 100 % are due; nothing runs line 6" in line
    write("pyproject.toml", '[tool.aurora]\nstate_dir = "state"\n[tool.aurora.gate]\ncoverage = 70\n')
    assert not any("coverage" in line for line in findings(pytester.runpytest("--aurora-gate")))


def test_without_examples_the_post_conditions_are_what_runs_a_body(pytester, write):
    spec = "# SpecV3: g\n\ndef g(n: int) -> int\n\n## Post\nassert g(n) >= 0\nassert g(n) in (n, -n)\n"
    write("specs/g.md", spec)
    pytester.runpytest("--aurora-synthesize", "--aurora-max-candidates=20000").assert_outcomes(passed=2)
    result = pytester.runpytest_subprocess("--aurora-gate")
    assert findings(result) == []
    assert result.ret == 0
    source = (pytester.path / "specs" / "g.py").read_text()
    never = source.replace("    return", "    if n == 123456789:\n        return n\n    return", 1)
    (pytester.path / "specs" / "g.py").write_text(never)
    lines = findings(pytester.runpytest_subprocess("--aurora-gate"))
    assert [line.split(": ")[1] for line in lines] == ["edited", "coverage"]
    write("specs/g.md", f"{spec}\n## Examples\ng(123456789) -> 123456789\n")
    (line,) = (each for each in findings(pytester.runpytest_subprocess("--aurora-gate")) if "coverage" in each)
    assert "nothing runs line 5" in line


def test_coverage_goes_beside_a_users_own(pytester, synthesized):
    pytest.importorskip("pytest_cov")
    alone = pytester.runpytest_subprocess("--cov=specs", "--cov-branch", "--cov-report=term")
    result = pytester.runpytest_subprocess("--aurora-gate", "--cov=specs", "--cov-branch", "--cov-report=term")
    assert result.ret == 0
    table = [line for line in alone.outlines if line.startswith(("specs/", "TOTAL"))]
    assert table
    assert [line for line in result.outlines if line.startswith(("specs/", "TOTAL"))] == table


def test_values_out_of_bounds_are_findings_and_else_an_error(pytester, synthesized, write):
    write(
        "pyproject.toml",
        '[tool.aurora]\nstate_dir = "state"\n[tool.aurora.learning]\nepsilon = 7\n[tool.aurora.gate]\ncoverage = 200\n',
    )
    result = pytester.runpytest("--aurora-gate")
    assert [line.split("] ")[-1] for line in findings(result)] == [
        "epsilon must be between 0 and 1, not 7",
        "coverage must be a number between 0 and 100, not 200",
    ]
    assert pytester.runpytest().ret == pytest.ExitCode.USAGE_ERROR


@pytest.mark.parametrize(
    ("name", "change", "kind"),
    [
        ("seeds.json", {"biases": {"str>upper": 1.5}}, "bias: seeds.json: it cannot be read: the bias of 'str>upper'"),
        ("prior.json", {"paths": []}, "prior: prior.json: it cannot be read: 'paths' is []"),
        ("seeds.json", {"biases": []}, "seeds: seeds.json: it cannot be read: 'biases' is no JSON object"),
        ("adaptive.json", {"biases": {"str>upper": -3.0}}, "bias: adaptive.json: "),
        ("adaptive.json", {"iteration": -1}, "scheduler: adaptive.json: it cannot be read: a count is below zero"),
        (
            "adaptive.json",
            {"history": [{"iteration": 3, "mode": "exploit", "keys": [], "drift": 6.5}]},
            "drift: adaptive.json: iteration 3 drifted by 6.50, at most 5 is sound",
        ),
    ],
)
def test_learning_out_of_bounds_is_found(pytester, synthesized, name, change, kind):
    path = pytester.path / "state" / name
    path.write_text(json.dumps({**(json.loads(path.read_text()) if path.exists() else {}), **change}))
    before = tree(pytester.path)
    result = pytester.runpytest("--aurora-gate")
    assert [kind in line for line in findings(result)] == [True], findings(result)
    assert result.ret == 1
    assert tree(pytester.path) == before


def test_a_drift_that_the_settings_allow_is_found(pytester, synthesized, write):
    path = pytester.path / "state" / "seeds.json"
    path.write_text(json.dumps({**EMPTY, "biases": {f"str>{i}": 1.0 for i in range(20)}}))
    write(
        "pyproject.toml",
        '[tool.aurora]\nstate_dir = "state"\n[tool.aurora.learning]\nmax_total_drift = 50\ntop_k = 20\nmax_drift = 1\n',
    )
    (line,) = findings(pytester.runpytest("--aurora-gate"))
    assert "a search would run with a total drift of 20.00, at most 5 is sound; lower max_total_drift" in line


def test_a_doubt_is_a_warning_or_an_error_also_on_a_fresh_clone(pytester, write):
    table = '[tool.aurora]\nstate_dir = "state"\nmax_candidates = 3000\n'
    write("pyproject.toml", table)
    write("specs/f.md", "# SpecV3: f\n\ndef f(a: int, b: int) -> int\n\n## Examples\nf(4, 2) -> 2\n")
    pytester.runpytest("--aurora-synthesize").assert_outcomes(passed=1)
    (line,) = findings(pytester.runpytest("--aurora-gate"))
    start = "gate warning: ambiguous: specs/f.md::f: "
    assert line.startswith(f"{start}f(")
    assert line.endswith("; all fit; add an example, or run pytest --aurora-ask")
    shutil.rmtree(pytester.path / "state")
    result = pytester.runpytest("--aurora-gate")
    reason = "its examples can be read in more than one way; add an example, or run pytest --aurora-ask"
    assert (result.ret, findings(result)) == (0, [start + reason])
    write("pyproject.toml", f'{table}[tool.aurora.gate]\nambiguous = "error"\n')
    result = pytester.runpytest("--aurora-gate")
    assert (result.ret, findings(result)) == (1, [start.replace(" warning", "") + reason])


def test_a_doubt_is_over_when_its_mark_says_so(pytester, write):
    write("specs/f.md", "# SpecV3: f\n\ndef f(a: int, b: int) -> int\n\n## Examples\nf(4, 2) -> 2\n")
    pytester.runpytest("--aurora-synthesize", "--aurora-max-candidates=3000").assert_outcomes(passed=1)
    target = pytester.path / "specs" / "f.py"
    target.write_text(target.read_text().replace(", in doubt]", "]"))
    assert findings(pytester.runpytest("--aurora-gate")) == []
    pytester.runpytest("--aurora-synthesize").stdout.fnmatch_lines(["1 there before"])


def test_a_body_of_an_earlier_run_is_in_doubt_still(pytester, write):
    write("specs/f.md", "# SpecV3: f\n\ndef f(a: int, b: int) -> int\n\n## Examples\nf(4, 2) -> 2\n")
    target = pytester.path / "specs" / "f.py"
    sources = []
    for _ in range(2):
        result = pytester.runpytest("--aurora-synthesize", "--aurora-max-candidates=3000")
        sources.append(target.read_text())
        target.unlink()
    result.stdout.fnmatch_lines(["*(solved before)*"])
    assert sources[0] == sources[1]
    assert ", in doubt]" in sources[0]


def test_it_is_off_when_only_collecting(pytester, spec):
    result = pytester.runpytest("--aurora-gate", "--collect-only")
    assert result.ret == 0
    assert "aurora gate" not in str(result.stdout)


def test_it_searches_nothing(pytester, spec):
    result = pytester.runpytest("--aurora-gate", "--aurora-synthesize")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--aurora-gate searches nothing*"])


def test_under_xdist_the_controller_is_the_gate(pytester, synthesized):
    result = pytester.runpytest_subprocess("--aurora-gate", "-n", "2")
    assert result.ret == 0
    assert result.outlines.count("the gate is open: 1 function of specs, nothing that must not be merged") == 1
    synthesized.write_text(synthesized.read_text().replace("'plus'", "'pluss'").replace('"plus"', '"pluss"'))
    result = pytester.runpytest_subprocess("--aurora-gate", "-n", "2")
    assert [line.split(": ")[1] for line in findings(result)] == ["edited", "failing"]


def test_a_run_that_fell_behind_its_baseline_is_found(pytester, synthesized):
    (path,) = (pytester.path / "state" / "runs").glob("*/functions.jsonl")
    record = json.loads(path.read_text())
    slow = pytester.path / "state" / "runs" / "run-20990101-000000"
    slow.mkdir()
    head = json.loads((path.parent / "run.json").read_text())
    (slow / "run.json").write_text(json.dumps({**head, "name": slow.name}))
    (slow / "functions.jsonl").write_text(json.dumps({**record, "candidates": 10 * record["candidates"] + 100}) + "\n")
    result = pytester.runpytest("--aurora-gate", "--aurora-baseline=latest")
    (line,) = findings(result)
    assert line.startswith("gate: baseline: specs/f.md::sign: slower than in run-")
    assert findings(pytester.runpytest("--aurora-gate", "--aurora-baseline=run-1"))[0].startswith(
        "gate: baseline: run-1: there is no run 'run-1'"
    )
