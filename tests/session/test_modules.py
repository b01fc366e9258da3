from __future__ import annotations

import sys

import pytest

from pytest_aurora.session.modules import ModuleFailedError, Modules, shortened
from pytest_aurora.session.target import Target


@pytest.fixture(autouse=True)
def _imports_are_forgotten(monkeypatch):
    before = set(sys.modules)
    monkeypatch.setattr(sys, "path", [*sys.path])
    yield
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_a_file_that_is_not_there_has_no_names(tmp_path):
    assert Modules().namespace(Target(tmp_path / "f.py", "aurora_f")) == {}


@pytest.mark.parametrize("dotted", [True, False])
def test_a_module_is_imported_once_and_anew_after_a_write(tmp_path, dotted):
    path = tmp_path / "modules_once.py"
    target = Target(path, "modules_once", tmp_path if dotted else None)
    modules = Modules()
    path.write_text("value = 1\nobjects = object()\n")
    first = modules.namespace(target)["objects"]
    assert modules.namespace(target)["objects"] is first
    path.write_text("value = 2\nobjects = object()\n")  # of the same size and within the same second
    assert modules.namespace(target)["value"] == 1
    modules.reload(target)
    assert modules.namespace(target)["value"] == 2


def test_what_cannot_be_read_is_said_without_a_traceback(tmp_path):
    (tmp_path / "f.py").mkdir()
    with pytest.raises(ModuleFailedError, match=r"f\.py cannot be read: Is a directory$"):
        Modules().namespace(Target(tmp_path / "f.py", "aurora_f"))


def test_who_has_imported_the_file_sees_the_new_one(tmp_path, monkeypatch):
    (tmp_path / "modules_shared.py").write_text("value = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    import modules_shared

    modules = Modules()
    target = Target(tmp_path / "modules_shared.py", "aurora_other")
    modules.namespace(target)
    target.path.write_text("value = 22\n")
    modules.reload(target)
    assert modules_shared.value == 22


def test_a_preview_is_made_as_an_import_would(tmp_path):
    (tmp_path / "modules_package").mkdir()
    (tmp_path / "modules_package" / "__init__.py").touch()
    (tmp_path / "modules_package" / "base.py").write_text("value = 7\n")
    target, modules = Target(tmp_path / "modules_package" / "f.py", "modules_package.f", tmp_path), Modules()
    modules.preview(
        target,
        b"from __future__ import annotations\nimport typing\nfrom dataclasses import dataclass\n"
        b"from .base import value\n\n\n@dataclass\nclass Point:\n    x: typing.Any = value\n",
    )
    assert modules.namespace(target)["Point"]().x == 7
    assert target.name not in sys.modules
    assert not target.path.exists()


def test_a_dataclass_can_live_there(tmp_path):
    path = tmp_path / "f.py"
    path.write_text("from dataclasses import dataclass\n\n\n@dataclass\nclass Point:\n    x: 'int'\n")
    namespace = Modules().namespace(Target(path, "aurora_point"))
    assert namespace["Point"](1) == namespace["Point"](1)


@pytest.mark.parametrize("dotted", [True, False])
@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def f(:\n", "SyntaxError"),
        ("import no_such_module\n", "ModuleNotFoundError"),
        ("raise SystemExit(3)\n", "SystemExit: 3"),
        ("def g():\n    return 1 // 0\n\n\ng()\n", "in g\n    return 1 // 0"),
    ],
)
def test_a_module_that_fails_says_so_with_the_users_frames(tmp_path, source, message, dotted):
    path = tmp_path / "modules_bad.py"
    path.write_text(source)
    modules, target = Modules(), Target(path, "modules_bad", tmp_path if dotted else None)
    for _ in range(2):
        with pytest.raises(ModuleFailedError) as caught:
            modules.namespace(target)
        assert str(caught.value).startswith(f"{path} cannot be imported:\n")
        assert message in str(caught.value)
        assert "importlib" not in str(caught.value)
        assert "pytest_aurora" not in str(caught.value)
    assert "modules_bad" not in sys.modules


def test_a_module_that_is_mended_is_imported(tmp_path):
    path = tmp_path / "f.py"
    path.write_text("1 // 0\n")
    modules, target = Modules(), Target(path, "aurora_mended")
    with pytest.raises(ModuleFailedError):
        modules.namespace(target)
    path.write_text("value = 1\n")
    modules.reload(target)
    assert modules.namespace(target)["value"] == 1


def test_a_module_that_breaks_says_so(tmp_path):
    path = tmp_path / "f.py"
    path.write_text("value = 1\n")
    modules, target = Modules(), Target(path, "aurora_broken")
    modules.namespace(target)
    path.write_text("1 // 0\n")
    modules.reload(target)
    with pytest.raises(ModuleFailedError):
        modules.namespace(target)


def test_a_preview_leaves_file_and_imports_alone(tmp_path):
    path = tmp_path / "f.py"
    path.write_text("value = 1\n")
    modules, target = Modules(), Target(path, "aurora_preview")
    modules.preview(target, b"value = 2\n")
    assert modules.namespace(target)["value"] == 2
    assert path.read_text() == "value = 1\n"
    assert Modules().namespace(target)["value"] == 1


def test_without_frames_of_the_user_the_error_alone_is_shown():
    assert shortened(ValueError("x")) == "ValueError: x"
