from __future__ import annotations

import pytest

from pytest_aurora.spec.discover import first_heading, is_spec


def make(root, name, text="# Notes\n"):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("specs/a.md", "", True),
        ("specs/deep/a.md", "", True),
        ("sub/specs/a.md", "", True),
        ("specs/a.txt", "# SpecV3: A", False),
        ("a.spec.md", "", True),
        ("docs/a.md", "# Notes", False),
        ("docs/a.md", "\ufeff\n<!-- c -->\n# SpecV3: A", True),
        ("docs/a.md", "SpecV2 old\n=====", True),
        ("docs/a.md", "```\n# other\n```\n## SpecV3: A", True),
        ("docs/a.md", "# Notes\n# SpecV3: A", False),
        ("docs/a.md", "SpecV3: A", False),
        ("specs.md", "", False),
    ],
)
def test_which_files_are_specs(tmp_path, name, text, expected):
    assert is_spec(make(tmp_path, name, text), tmp_path) is expected


@pytest.mark.parametrize(
    ("name", "globs", "expected"),
    [
        ("specs/a.md", ("docs/*.md",), False),
        ("a.spec.md", (), False),
        ("docs/a.md", ("docs/*.md",), True),
        ("docs/b/a.md", ("docs/*.md",), False),
        ("docs/b/a.md", ("docs/**/*.md",), True),
        ("docs/a.md", ("docs/**/*.md",), True),
        ("docs/a.txt", ("no", "docs/?.txt"), True),
        ("docs/a+b.md", ("docs/a+b.md",), True),
        ("docs/aab.md", ("docs/a+b.md",), False),
    ],
)
def test_globs_replace_the_folder_and_the_suffix(tmp_path, name, globs, expected):
    assert is_spec(make(tmp_path, name), tmp_path, globs) is expected


def test_globs_leave_the_heading(tmp_path):
    assert is_spec(make(tmp_path, "a.md", "# SpecV3: A"), tmp_path, ())


def test_only_the_head_is_read(tmp_path):
    assert not is_spec(make(tmp_path, "a.md", "words\n" * 2000 + "# SpecV3: A"), tmp_path)


def test_a_file_that_is_not_there_or_outside(tmp_path):
    assert not is_spec(tmp_path / "gone.md", tmp_path)
    assert not is_spec(make(tmp_path, "specs/a.md"), tmp_path / "specs" / "inner")


def test_the_first_heading():
    assert first_heading("a\nb\n---\n# c") == "b"
    assert first_heading("\n---\n#c\n# d #") == "d #"
    assert first_heading("") == ""
