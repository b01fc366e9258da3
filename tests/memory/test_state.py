from __future__ import annotations

import json
import os
import stat

import pytest

from pytest_aurora.memory.state import SYSTEM_CLOCK, JsonFile, lock, quarantine, write_json

COUNT_UP = """
import sys
from pathlib import Path
from pytest_aurora.memory.state import JsonFile
file = JsonFile(Path(sys.argv[1]), int, lambda n: n, 0, warn=print)
print("ready", flush=True)
sys.stdin.readline()
for _ in range(int(sys.argv[2])):
    file.change(lambda n: n + 1)
"""
DIE_AT = """
import os, signal, sys
from pathlib import Path
from pytest_aurora.memory.state import write_json
calls = {}
def dying(name, real):
    def call(*arguments):
        calls[name] = calls.get(name, 0) + 1
        if (name, str(calls[name])) == (sys.argv[2], sys.argv[3]):
            if sys.argv[4] == "after":
                real(*arguments)
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments)
    return call
for name in ("fsync", "replace"):
    setattr(os, name, dying(name, getattr(os, name)))
write_json(Path(sys.argv[1]), ["new"] * 50_000)
"""
HOLD = """
import sys
from pathlib import Path
from pytest_aurora.memory.state import lock
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def numbers(path, told, **options):
    def parse(document):
        if type(document) is not int:
            raise ValueError("no number")
        return document

    return JsonFile(path, parse, lambda n: n, 0, warn=told.append, **options)


def test_a_change_is_on_disk_when_it_returns(tmp_path, told):
    path = tmp_path / "deep" / "count.json"
    assert numbers(path, told).change(lambda n: n + 5) == 5
    assert numbers(path, told).record == 5
    assert told == []
    assert sorted(p.name for p in path.parent.iterdir()) == ["count.json", "count.json.lock"]


def test_nothing_appears_before_the_first_change(tmp_path, told):
    assert numbers(tmp_path / "count.json", told).record == 0
    assert list(tmp_path.iterdir()) == []


def test_without_a_path_it_lives_in_memory(told):
    file = numbers(None, told)
    file.change(lambda n: n + 1)
    assert file.change(lambda n: n + 1) == file.record == 2
    assert told == []


def test_a_change_sees_what_another_one_wrote(tmp_path, told):
    first, second = (numbers(tmp_path / "count.json", told) for _ in range(2))
    first.change(lambda n: n + 1)
    assert second.change(lambda n: n + 1) == 2


def test_two_processes_at_once_lose_nothing(tmp_path, python):
    path = tmp_path / "count.json"
    with python(COUNT_UP, path, 60) as one, python(COUNT_UP, path, 60) as two:
        for process in (one, two):
            assert process.stdout.readline() == "ready\n"
        for process in (one, two):
            process.stdin.write("\n")
            process.stdin.flush()
        assert one.communicate()[0] == two.communicate()[0] == ""
    assert json.loads(path.read_text()) == 120


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("call", "number"), [("fsync", 1), ("replace", 1), ("fsync", 2)])
def test_a_kill_at_any_step_leaves_the_old_file_or_the_new_one(tmp_path, python, call, number, when):
    path = tmp_path / "file.json"
    write_json(path, ["old"])
    with python(DIE_AT, path, call, number, when) as process:
        assert process.wait() == -9
    replaced = (call, when) == ("replace", "after") or number == 2
    assert json.loads(path.read_text()) == (["new"] * 50_000 if replaced else ["old"])
    write_json(path, ["next"])
    assert [p.name for p in tmp_path.iterdir()] == ["file.json"]
    assert json.loads(path.read_text()) == ["next"]


def test_a_symlink_stays_one(tmp_path):
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    link.symlink_to(real)
    write_json(link, 1)
    assert link.is_symlink()
    assert real.read_text() == "1\n"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'"text"', b"[" * 100_000, b"1 2"])
@pytest.mark.parametrize("changed", [False, True])
def test_what_cannot_be_read_is_set_aside(tmp_path, told, clock, content, changed):
    path = tmp_path / "count.json"
    path.write_bytes(content)
    file = numbers(path, told, clock=clock)
    if changed:
        path.write_bytes(content)
        assert file.change(lambda n: n + 1) == 1
    assert file.record == int(changed)
    aside = tmp_path / "count.json.corrupt-20260304-050607"
    assert aside.read_bytes() == content
    assert told[0].path == path
    assert "moved to count.json.corrupt-20260304-050607" in str(told[0])


def test_nothing_set_aside_is_overwritten(tmp_path, told, clock):
    for content in "abc":
        (tmp_path / "x").write_text(content)
        quarantine(tmp_path / "x", "bad", warn=told.append, clock=clock)
    names = ["x.corrupt-20260304-050607", "x.corrupt-20260304-050607-2", "x.corrupt-20260304-050607-3"]
    assert [(tmp_path / name).read_text() for name in names] == ["a", "b", "c"]


def test_a_lock_that_is_held_is_waited_for(tmp_path, told, python):
    path = tmp_path / "count.json"
    with python(HOLD, path) as holder:
        assert holder.stdout.readline() == "held\n"

        def release(_):
            if not holder.stdin.closed:
                holder.communicate("\n")

        waiting = type(SYSTEM_CLOCK)(sleep=release)
        assert numbers(path, told, clock=waiting).change(lambda n: n + 1) == 1
    assert json.loads(path.read_text()) == 1
    assert told == []


def test_a_lock_that_is_never_released_is_told_once_and_the_session_goes_on(tmp_path, told, clock, python):
    path = tmp_path / "count.json"
    write_json(path, 7)
    with python(HOLD, path) as holder:
        assert holder.stdout.readline() == "held\n"
        file = numbers(path, told, clock=clock)
        assert [file.change(lambda n: n + 1) for _ in range(3)] == [8, 9, 10]
        holder.communicate("\n")
    assert len(told) == 1
    assert "another process holds the lock" in told[0].problem
    assert json.loads(path.read_text()) == 7


def test_the_lock_of_a_killed_process_is_free(tmp_path, python):
    with python(HOLD, tmp_path / "x") as holder:
        assert holder.stdout.readline() == "held\n"
        holder.kill()
    with lock(tmp_path / "x", timeout=0):
        pass


def test_a_folder_in_the_way_is_told_once(tmp_path, told):
    path = tmp_path / "count.json"
    path.mkdir()
    file = numbers(path, told)
    assert [file.change(lambda n: n + 1) for _ in range(2)] == [1, 2]
    assert len(told) == 1
    assert path.is_dir()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told_once(tmp_path, told):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        file = numbers(tmp_path / "count.json", told)
        assert [file.change(lambda n: n + 1) for _ in range(2)] == [1, 2]
    finally:
        tmp_path.chmod(stat.S_IRWXU)
    assert len(told) == 1


@pytest.mark.parametrize("content", [None, '{"n": 3}', "{"])
def test_a_file_that_is_only_read_stays_as_it_is(tmp_path, told, content):
    path = tmp_path / "n.json"
    if content is not None:
        path.write_text(content)
    file = JsonFile(
        path, lambda document: int(dict(document)["n"]), lambda n: {"n": n}, 0, warn=told.append, keep=False
    )
    assert file.record == (3 if content == '{"n": 3}' else 0)
    assert file.change(lambda n: n + 1) == file.record
    assert [p.name for p in tmp_path.iterdir()] == ([] if content is None else ["n.json"])
    assert content is None or path.read_text() == content
    assert bool(told) == (content == "{")
