from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from pytest_aurora.errors import UsageError
from pytest_aurora.memory.runs import FunctionRun, RunHead, Runs
from pytest_aurora.memory.state import Clock

DIE_WHILE_RECORDING = """
import os, signal, sys
from pathlib import Path
from pytest_aurora.memory.runs import FunctionRun, Runs
recorder = Runs(Path(sys.argv[1]), warn=print).begin(seed=1, config={}, versions={})
for number in range(3):
    recorder.record(FunctionRun("s.md", f"f{number}", "solved", "search", "return 1", number))
print(recorder.run.head.name, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
BEGIN = {"seed": 42, "config": {"timeout": 10.0, "specs": ["a"]}, "versions": {"python": "3.11.2"}}


def function(name, outcome="solved", candidates=100, **rest):
    return FunctionRun("specs/a.md", name, outcome, candidates=candidates, **rest)


def ticking():
    moments = (datetime(2026, 3, 4, 5, 6, 7) + timedelta(seconds=n) for n in range(100))
    return Clock(now=lambda: next(moments))


@pytest.fixture
def runs(tmp_path, told):
    return Runs(tmp_path / "runs", warn=told.append, clock=ticking())


def test_a_run_is_read_as_it_was_recorded(runs, told):
    recorder = runs.begin(**BEGIN)
    recorder.record(function("f", source="return 'ü'", origin="search", counters={"refuted": 2}))
    recorder.record(function("g", "timeout"))
    finished = recorder.finish(1.5, {"root>split": 0.25})
    assert runs.load("run-20260304-050607") == finished == recorder.run
    assert finished.head == RunHead(
        "run-20260304-050607", "2026-03-04T05:06:07", 42, BEGIN["config"], BEGIN["versions"], 1.5, {"root>split": 0.25}
    )
    assert (finished.solved, finished.candidates) == (1, 200)
    assert told == []


def test_runs_of_the_same_second_have_folders_of_their_own(tmp_path, told, clock):
    runs = Runs(tmp_path, warn=told.append, clock=clock)
    names = [runs.begin(**BEGIN).run.head.name for _ in range(11)]
    assert names[:2] == ["run-20260304-050607", "run-20260304-050607-2"]
    assert runs.names() == tuple(names)
    assert runs.load("latest").head.name == "run-20260304-050607-11"


def test_the_latest_run_besides_this_one(runs):
    first, second = runs.begin(**BEGIN).run, runs.begin(**BEGIN).run
    assert runs.load("latest") == second
    assert runs.load("latest", besides=second.head.name) == first


def test_a_run_that_is_not_there_is_said(runs):
    with pytest.raises(UsageError, match="there is no run yet"):
        runs.load("latest")
    runs.begin(**BEGIN)
    with pytest.raises(UsageError, match="there is no run 'run-2026'; there are run-20260304-050607"):
        runs.load("run-2026")
    with pytest.raises(UsageError, match="there is no run"):
        runs.load("../runs")


def test_a_killed_run_keeps_what_it_had(tmp_path, told, python):
    with python(DIE_WHILE_RECORDING, tmp_path) as process:
        name = process.stdout.readline().strip()
        assert process.wait() == -9
    run = Runs(tmp_path, warn=told.append).load("latest")
    assert (run.head.name, run.head.seconds) == (name, None)
    assert [f.function for f in run.functions] == ["f0", "f1", "f2"]
    with open(tmp_path / name / "functions.jsonl", "a") as file:
        file.write('{"version": 1, "spec": "s.md", "func')
    assert Runs(tmp_path, warn=told.append).load(name) == run
    assert told == []


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("run.json", b""),
        ("run.json", b"{}"),
        ("run.json", b'{"version": 2}'),
        ("functions.jsonl", b"\xff\n"),
        ("functions.jsonl", b'{"spec": 1}\n'),
    ],
)
def test_a_damaged_run_is_set_aside_and_the_one_before_is_the_latest(tmp_path, runs, told, file, content):
    first, second = runs.begin(**BEGIN).run, runs.begin(**BEGIN).run
    (tmp_path / "runs" / second.head.name / file).write_bytes(content)
    assert runs.load("latest") == first
    assert runs.names() == (first.head.name,)
    assert f"moved to {second.head.name}.corrupt-" in told[0].remedy


def test_a_folder_without_a_head_is_passed_over(tmp_path, runs, told):
    first = runs.begin(**BEGIN).run
    (tmp_path / "runs" / "run-20990101-000000").mkdir()
    assert runs.load("latest") == first
    assert "it is passed over" in told[0].remedy


def test_without_a_folder_nothing_is_kept(told):
    runs = Runs(None, warn=told.append)
    recorder = runs.begin(**BEGIN)
    recorder.record(function("f"))
    assert recorder.finish(1.0).solved == 1
    assert runs.names() == ()


def test_a_file_in_the_way_is_told_and_the_run_goes_on(tmp_path, told):
    (tmp_path / "runs").write_text("")
    recorder = Runs(tmp_path / "runs", warn=told.append).begin(**BEGIN)
    recorder.record(function("f"))
    assert recorder.finish(1.0).solved == 1
    assert len(told) == 1


def test_a_folder_that_vanishes_is_told_once(tmp_path, runs, told):
    recorder = runs.begin(**BEGIN)
    (tmp_path / "runs").rename(tmp_path / "gone")
    for name in "fgh":
        recorder.record(function(name))
    assert len(recorder.finish(1.0).functions) == 3
    assert len(told) == 1


def test_the_files_are_json(tmp_path, runs):
    recorder = runs.begin(**BEGIN)
    recorder.record(function("f"))
    folder = tmp_path / "runs" / "run-20260304-050607"
    assert json.loads((folder / "run.json").read_text())["seed"] == 42
    assert [json.loads(line)["function"] for line in (folder / "functions.jsonl").read_text().splitlines()] == ["f"]


def test_only_the_newest_runs_are_kept(tmp_path, told, clock):
    runs = Runs(tmp_path, warn=told.append, clock=clock)
    for _ in range(12):
        runs.begin(**BEGIN)
    Runs(tmp_path, warn=told.append, keep=False).prune(1)
    assert len(runs.names()) == 12
    runs.prune(3)
    assert [name.rpartition("-")[2] for name in runs.names()] == ["10", "11", "12"]
    runs.prune(3)
    assert len(runs.names()) == 3
    Runs(None, warn=told.append).prune(3)
    Runs(tmp_path / "nowhere", warn=told.append).prune(3)
