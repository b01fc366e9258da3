from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pytest_aurora"
FLOORS = [
    {"errors", "wording", "spec"},
    {"problem"},
    {"language"},
    {"search"},
    {"check"},
    {"rewrite"},
    {"memory"},
    {"settings", "session", "progress"},
    {"report", "gate"},
    {"plugin"},
    {"cli", "__main__"},
]
"""From the ground up; what a room imports is on its own floor or below."""
SEARCH_MAY_NOT = {"pytest", "_pytest", "sqlite3", "libcst", "hypothesis"}
HEAVY = {"libcst", "hypothesis", "coverage", "markdown_it", "sqlite3"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(parts: tuple[str, ...]) -> str:
    return parts[0].removesuffix(".py")


def floor_of(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports anywhere, by its full name."""
    package = ("pytest_aurora", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def test_every_module_is_named_in_the_architecture():
    text = (PACKAGE.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
    told = {name.rpartition("/")[2].removesuffix(".py") for name in re.findall(r"`([\w/.]+)`", text)}
    modules = [path.relative_to(PACKAGE) for path in MODULES if path.parent.name != "components"]
    assert [str(path) for path in modules if path.stem not in told | {"__init__"}] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down_only(path):
    parts = path.relative_to(PACKAGE).parts
    floor = len(FLOORS) if parts == ("__init__.py",) else floor_of(room_of(parts))
    for name in imports(path):
        if name.startswith("pytest_aurora.") and name != "pytest_aurora.__version__":
            assert floor_of(name.split(".")[1]) <= floor, f"{path} imports {name}, which is above it"


@pytest.mark.parametrize("path", [p for p in MODULES if p.relative_to(PACKAGE).parts[0] == "search"], ids=str)
def test_the_search_knows_no_tools(path):
    assert not {name.split(".")[0] for name in imports(path)} & SEARCH_MAY_NOT


@pytest.mark.parametrize("path", [p for p in MODULES if p.relative_to(PACKAGE).parts[0].startswith("session")], ids=str)
def test_the_session_knows_no_pytest(path):
    assert not {name.split(".")[0] for name in imports(path)} & {"pytest", "_pytest"}


def test_the_plugin_is_light_to_import():
    code = "import sys, pytest_aurora.plugin, pytest_aurora.plugin.options; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not HEAVY & set(loaded)
    own = {name for name in loaded if name.startswith("pytest_aurora.")}
    light = (
        "plugin",
        "plugin.hookspecs",
        "plugin.options",
        "plugin.state",
        "errors",
        "settings",
        "memory",
        "memory.config",
    )
    assert own <= {f"pytest_aurora.{name}" for name in light}
