"""A kill at any step of a write or an undo leaves the old file or the new one, and the next run mends the rest."""

import subprocess
import sys
from pathlib import Path

import pytest

from pytest_aurora.rewrite.undo import Undone, mend, undo

from .killed_child import NEW, OLD

SCRIPT = Path(__file__).with_name("killed_child.py")


def killed_at_every_step(folder, what):
    done = subprocess.run([sys.executable, SCRIPT, folder, what], capture_output=True, text=True, check=True)
    steps = int(done.stdout)
    assert steps > 10
    return [folder / str(step) for step in range(steps)]


def names(root):
    return {path.name for path in root.iterdir()}


def content(path):
    return path.read_bytes() if path.exists() else None


@pytest.mark.parametrize(("what", "name", "old"), [("write", "shop.py", OLD), ("create", "new.py", None)])
def test_write(tmp_path, what, name, old):
    seen = []
    for root in killed_at_every_step(tmp_path, what):
        file, state = root / name, root / "state"
        seen.append(content(file))
        assert seen[-1] in (old, NEW)
        said = mend(state, root)
        assert mend(state, root) == ()
        assert names(root) <= {"shop.py", name, "state"}
        assert content(file) == seen[-1]
        assert len(said) <= 1
        outcome = undo(state, root)
        assert outcome == (() if seen[-1] == old else (Undone(name, old is None),))
        assert content(file) == old
    assert {old, NEW} == set(seen)


def test_undo(tmp_path):
    seen = set()
    for root in killed_at_every_step(tmp_path, "undo"):
        state = root / "state"
        now = (content(root / "shop.py"), content(root / "new.py"))
        assert now in {(NEW, NEW), (NEW, None), (OLD, None)}
        seen.add(now)
        mend(state, root)
        assert names(root) <= {"shop.py", "new.py", "state"}
        assert (content(root / "shop.py"), content(root / "new.py")) == now
        undo(state, root)
        assert (content(root / "shop.py"), content(root / "new.py")) == (OLD, None)
        assert undo(state, root) == ()
    assert len(seen) == 3
