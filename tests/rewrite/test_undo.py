import json

import pytest

from pytest_aurora.errors import UsageError
from pytest_aurora.rewrite.undo import Refused, Undone, forget, mend, undo
from pytest_aurora.rewrite.write import write_file

OLD = b"def f(x): ...\n"
NEW = b"def f(x):\n    return x\n"


@pytest.fixture
def root(tmp_path):
    (tmp_path / "shop.py").write_bytes(OLD)
    (tmp_path / "shop.py").chmod(0o640)
    return tmp_path


def write(root, name="shop.py", old=OLD, new=NEW, run="run-1"):
    write_file(root / name, old, new, root=root, state=root / "state", run=run)


def undone(root, run=None):
    return undo(root / "state", root, run)


def test_nothing_to_undo_leaves_no_trace(root):
    assert undone(root) == ()
    assert mend(root / "state", root) == ()
    assert not (root / "state").exists()


def test_the_last_run_is_undone_then_the_one_before(root):
    write(root)
    write(root, "new.py", None, run="run-2")
    write(root, "other.py", None, run="run-2")
    assert undone(root) == (Undone("other.py", True), Undone("new.py", True))
    assert {path.name for path in root.iterdir()} == {"shop.py", "state"}
    assert undone(root) == (Undone("shop.py", False),)
    assert (root / "shop.py").read_bytes() == OLD
    assert (root / "shop.py").stat().st_mode & 0o777 == 0o640
    assert undone(root) == ()


def test_a_run_by_its_name(root):
    write(root)
    write(root, "new.py", None, run="run-2")
    assert undone(root, "run-1") == (Undone("shop.py", False),)
    with pytest.raises(UsageError, match="run-2"):
        undone(root, "run-1")


def test_a_file_that_changed_since_is_left_alone(root):
    write(root)
    write(root, "new.py", None)
    (root / "shop.py").write_bytes(NEW + b"# mine\n")
    refused, removed = sorted(undone(root), key=lambda outcome: outcome.path, reverse=True)
    assert refused == Refused("shop.py", refused.reason, refused.patch)
    assert "changed since" in refused.reason
    assert b"+    return x" in refused.patch.read_bytes()
    assert removed == Undone("new.py", True)
    assert (root / "shop.py").read_bytes() == NEW + b"# mine\n"
    (root / "shop.py").write_bytes(NEW)
    assert undone(root) == (Undone("shop.py", False),)


def test_a_file_that_is_gone(root):
    write(root)
    (root / "shop.py").unlink()
    (refused,) = undone(root)
    assert "removed since" in refused.reason


def test_a_file_that_was_restored_by_hand_is_undone(root):
    write(root)
    (root / "shop.py").write_bytes(OLD)
    assert undone(root) == (Undone("shop.py", False),)


def test_an_old_content_that_is_gone(root):
    write(root)
    (root / "state/undo/run-1/0001/before").unlink()
    (refused,) = undone(root)
    assert "before" in refused.reason
    assert (root / "shop.py").read_bytes() == NEW


def test_a_file_that_became_a_link_out_of_rootdir(root, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "shop.py"
    write(root)
    (root / "shop.py").rename(outside)
    (root / "shop.py").symlink_to(outside)
    (refused,) = undone(root)
    assert "outside" in refused.reason
    assert outside.read_bytes() == NEW


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda _: "",
        lambda _: "[]",
        lambda _: "\x00\xff",
        lambda text: text.replace('"version": 1', '"version": 2'),
        lambda text: text.replace('"written"', '"unheard of"'),
        lambda text: text.replace('"before"', '"behind"'),
        lambda text: json.dumps({**json.loads(text), "path": 3}),
    ],
)
def test_a_damaged_journal_is_put_aside(root, damage):
    write(root)
    write(root, "new.py", None, run="run-2")
    journal = root / "state/undo/run-2/0001/journal.json"
    journal.write_text(damage(journal.read_text()), encoding="latin-1")
    (said,) = mend(root / "state", root)
    assert "damaged-0001" in said
    assert mend(root / "state", root) == ()
    assert undone(root) == (Undone("shop.py", False),)
    write(root, "new.py", NEW, OLD, run="run-2")
    assert undone(root) == (Undone("new.py", False),)


def test_only_the_newest_runs_can_be_undone(root):
    for number in range(4):
        write(root, f"new{number}.py", None, run=f"run-{number}")
    forget(root / "state", 4)
    assert len(list((root / "state" / "undo").iterdir())) == 4
    forget(root / "state", 2)
    assert undone(root) == (Undone("new3.py", True),)
    assert undone(root) == (Undone("new2.py", True),)
    assert undone(root) == ()


def test_what_is_half_made_is_not_forgotten(root):
    write(root)
    journal = root / "state" / "undo" / "run-1" / "0001" / "journal.json"
    journal.write_text(journal.read_text().replace('"written"', '"prepared"'))
    write(root, "new.py", None, run="run-2")
    forget(root / "state", 1)
    assert journal.exists()
    assert len(mend(root / "state", root)) == 1
    forget(root / "state", 1)
    assert not journal.exists()


def test_nothing_is_forgotten_where_there_is_nothing(root):
    forget(root / "state", 1)
    assert not (root / "state").exists()
