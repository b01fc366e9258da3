from __future__ import annotations

from pathlib import Path

import pytest

from pytest_aurora.errors import SpecError, UsageError
from pytest_aurora.session.target import Target, locate
from pytest_aurora.spec.model import Spec
from pytest_aurora.spec.reader import read_spec


def spec_at(path: Path, module: str | None = None) -> Spec:
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"module: {module}\n\n" if module else ""
    path.write_text(f"# SpecV3: f\n\n{head}def f(x: int) -> int\n\n## Examples\nf(1) -> 2\n")
    return read_spec(path)


def make(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def where(folder: Path, module: str | None = None, pattern: str | None = None, name: str = "specs/f.md") -> Target:
    return locate(spec_at(folder / name, module), folder, pattern, [folder, folder / "lib", folder / "src"])


@pytest.mark.parametrize("name", ["specs/f.md", "specs/f.spec.md"])
def test_beside_the_spec(tmp_path, name):
    target = where(tmp_path, name=name)
    assert target.path == tmp_path / "specs" / "f.py"
    assert target.root is None


def test_two_files_have_two_names(tmp_path):
    one, other = where(tmp_path, name="a/f.md"), where(tmp_path, name="b/f.md")
    assert one.name != other.name
    assert one.name.isidentifier()


def test_the_setting_changes_the_default(tmp_path):
    assert where(tmp_path, pattern="src/pkg/{stem}.py").path == tmp_path / "src" / "pkg" / "f.py"


@pytest.mark.parametrize("pattern", ["{steam}.py", "{", "src/{stem}", "{0}.py"])
def test_a_setting_that_cannot_be_used(tmp_path, pattern):
    with pytest.raises(UsageError, match="target = "):
        where(tmp_path, pattern=pattern)


@pytest.mark.parametrize("folder", ["", "lib", "src"])
@pytest.mark.parametrize("file", ["shop/text.py", "shop/text/__init__.py"])
def test_a_module_that_exists(tmp_path, folder, file):
    path = make(tmp_path / folder / file)
    assert where(tmp_path, "shop.text") == Target(path, "shop.text", tmp_path / folder)


@pytest.mark.parametrize("folder", ["", "lib", "src"])
def test_a_module_is_created_in_its_package(tmp_path, folder):
    make(tmp_path / folder / "shop" / "__init__.py")
    assert where(tmp_path, "shop.text") == Target(
        tmp_path / folder / "shop" / "text.py", "shop.text", tmp_path / folder
    )


def test_a_module_without_a_package_is_created_in_rootdir(tmp_path):
    assert where(tmp_path, "text") == Target(tmp_path / "text.py", "text", tmp_path)


@pytest.mark.parametrize(
    ("module", "message"),
    [
        ("no.such", "there is no package 'no'"),
        ("no.py", "'no.py' is the name of a file"),
        ("json", "belongs to the standard library"),
    ],
)
def test_a_module_that_cannot_be_used_is_an_error_of_its_line(tmp_path, module, message):
    with pytest.raises(SpecError, match=message) as caught:
        where(tmp_path, module)
    assert caught.value.location.line == 3
    assert caught.value.line == f"module: {module}"
    assert not (tmp_path / "no").exists()
