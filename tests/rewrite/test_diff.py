# ruff: noqa: E501
import subprocess

import pytest

from pytest_aurora.rewrite.diff import patch, unified

TEXT = b"".join(b"line %d\n" % n for n in range(30))


def test_it_reads_as_git_shows_it():
    assert unified("shop/text.py", b"a\nb\n", b"a\nc\n") == (
        "diff --git a/shop/text.py b/shop/text.py\n--- a/shop/text.py\n+++ b/shop/text.py\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
    )


def test_it_is_empty_for_the_same_text():
    assert unified("a.py", TEXT, TEXT) == ""


def test_a_new_file():
    assert "new file mode 100644\n--- /dev/null\n+++ b/a.py\n@@ -0,0 +1 @@\n+x\n" in unified("a.py", None, b"x\n")


def test_the_files_encoding_is_read():
    assert "+# \xe9\n" in unified("a.py", b"# coding: latin-1\n", b"# coding: latin-1\n# \xe9\n")


def test_bytes_that_do_not_decode_are_shown_as_such():
    assert "-\ufffd\n" in unified("a.py", b"\xff\n", b"x\n")
    assert "+\ufffd\n" in unified("a.py", b"x\n", b"\xff\n")


@pytest.mark.parametrize("name", ["text.py", "a folder/größe.py"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (TEXT, TEXT.replace(b"line 3\n", b"").replace(b"line 20", b"line twenty")),
        (TEXT, TEXT[:-1]),
        (TEXT[:-1], TEXT),
        (b"a\r\nb\r\n", b"a\r\nc\r\nb\r\n"),
        (b"a\rb", b"a\rb\x0c\x85\rc"),
        (b"# coding: latin-1\n\xe9", b"# coding: latin-1\n\xe8"),
        (b"\xef\xbb\xbfa\n", b"\xef\xbb\xbfb\n"),
        (None, b"x = 1\n"),
        (None, b"x = 1"),
        (b"x = 1\n", None),
        (b"", b"x\n"),
    ],
)
def test_git_applies_the_patch_and_takes_it_back(tmp_path, name, old, new):
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    (tmp_path / "p.diff").write_bytes(patch(name, old, new))
    for before, after, option in ((old, new, []), (new, old, ["-R"])):
        if before is not None:
            file.write_bytes(before)
        subprocess.run(["git", "apply", "--unsafe-paths", *option, "p.diff"], cwd=tmp_path, check=True)
        assert (file.read_bytes() if file.exists() else None) == after
