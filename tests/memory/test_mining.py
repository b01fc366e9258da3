from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pytest_aurora.memory.mining import mine, productions, python_files


def fail(*_: object) -> None:
    raise AssertionError("told of something wrong")


def write(root: Path, *names: str, text: str = "x = s.swapcase()\n") -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def test_places_are_counted_under_what_they_give(tmp_path):
    write(tmp_path, "a.py", "b/c.py")
    found = mine(tmp_path, fail)
    assert (found.files, found.places, found.counts) == (2, 2, {"str>swapcase": 2})
    assert mine(tmp_path / "a.py", fail).counts == {"str>swapcase": 1}


def test_a_place_that_may_be_several_counts_for_the_cheapest_of_them():
    (place,) = productions(b"a + b")
    assert {"int>add", "float>add:float"} <= set(place)
    assert "list[T]>concat" not in place


def test_files_that_cannot_be_read_are_a_line_each(tmp_path):
    write(tmp_path, "good.py")
    write(tmp_path, "bad.py", text="def (\n")
    write(tmp_path, "deep.py", text=f"x = {'+'.join('a' * 50_000)}\n")
    (tmp_path / "null.py").write_bytes(b"x\0")
    (tmp_path / "gone.py").symlink_to("nowhere")
    troubles: list[str] = []
    assert mine(tmp_path, troubles.append).counts == {"str>swapcase": 1}
    assert [trouble.partition(":")[0] for trouble in troubles] == [
        str(tmp_path / name) for name in ("bad.py", "deep.py", "gone.py", "null.py")
    ]


@pytest.mark.parametrize("source", [b"x = '\\d'", b"\xef\xbb\xbfx = 1", b"# coding: latin-1\nx = '\xe4'", b"x is 1"])
def test_odd_files_are_read_without_a_word(source):
    list(productions(source))


def test_other_peoples_files_are_left_out(tmp_path):
    write(
        tmp_path, "own.py", "env/pyvenv.cfg", "env/lib/a.py", ".hidden/a.py", "node_modules/a.py", "b/__pycache__/a.py"
    )
    assert python_files(tmp_path) == [tmp_path / "own.py"]


def test_what_git_ignores_is_left_out(tmp_path):
    write(tmp_path, "own.py", "made/a.py", "src/made.py", "src/own file\u00e4.py")
    assert len(python_files(tmp_path)) == 4
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("made*\n")
    assert python_files(tmp_path) == [tmp_path / "own.py", tmp_path / "src" / "own file\u00e4.py"]
    assert python_files(tmp_path / "src") == [tmp_path / "src" / "own file\u00e4.py"]


def test_what_is_asked_for_is_read_whatever_git_says(tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("own\n")
    write(tmp_path, "own/a.py")
    assert python_files(tmp_path / "own" / "a.py") == python_files(tmp_path / "own") == [tmp_path / "own" / "a.py"]


def test_nothing_is_no_path(tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        python_files(tmp_path / "nowhere")
