from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pytest_aurora.gate.written import Asked, check_functions
from pytest_aurora.memory.entry import Entry
from pytest_aurora.session.modules import Modules
from pytest_aurora.session.neighbours import imported, neighbours
from pytest_aurora.session.outcome import Written
from pytest_aurora.session.project import Project
from pytest_aurora.session.synthesis import synthesis
from pytest_aurora.settings import Settings

TEXT = """\
# SpecV3: Text
module: market{n}.text

def slug(title: str) -> str

## Examples
slug("Green Tea") -> "green-tea"
slug("Black  Coffee") -> "black-coffee"
slug("Hot Chocolate With Milk") -> "hot-chocolate-with-milk"
"""
LINKS = """\
# SpecV3: Links
module: market{n}.links

def slug_link(title: str) -> str

## Examples
slug_link("Green Tea") -> "/shop/green-tea"
slug_link("Black  Coffee") -> "/shop/black-coffee"
"""


@pytest.fixture
def project(tmp_path) -> Iterator[Project]:
    number = re.sub(r"\W", "_", tmp_path.name)
    package = tmp_path / f"market{number}"
    package.mkdir()
    (package / "__init__.py").write_text("")
    for name, text in (("text", TEXT), ("links", LINKS)):
        (tmp_path / f"{name}.md").write_text(text.format(n=number))
    state = tmp_path / ".state"
    settings = Settings(max_candidates=20_000)
    yield Project(tmp_path, settings, state_dir=lambda: state, state_path=state)
    for module in [m for m in sys.modules if m.startswith(package.name)]:
        del sys.modules[module]
    sys.path[:] = [entry for entry in sys.path if entry != str(tmp_path)]


def package_of(project: Project) -> Path:
    return next(project.rootdir.glob("market*"))


def attempt(project: Project, name: str) -> Written:
    spec = project.read(project.rootdir / f"{name}.md")
    with synthesis(replace(project, modules=Modules()), write=True) as run:
        outcome = run.attempt(spec, spec.functions[0].name).outcome
    assert isinstance(outcome, Written), outcome
    return outcome


def offered(project: Project, spec: str = "text.md") -> list[tuple[str, str | None]]:
    solved = [Entry("slug(title:str)->str", (), (), "solved", "return title", spec=spec)]
    target = project.target(project.read(project.rootdir / "links.md"))
    return [(h.name, h.requires) for h in neighbours(replace(project, modules=Modules()), target, lambda: solved)]


def write(project: Project, text: str) -> None:
    (package_of(project) / "text.py").write_text(text)


GOOD = 'def slug(title: str) -> str:\n    return "-".join(title.lower().split())\n'


@pytest.mark.parametrize("workers", [1, 2])
def test_what_was_solved_in_the_package_is_imported(project, workers):
    project = replace(project, settings=replace(project.settings, workers=workers))
    attempt(project, "text")
    links = attempt(project, "links")
    assert links.solution.body.imports == (f"from {package_of(project).name}.text import slug",)
    assert "slug(title)" in links.solution.body.source


def test_what_a_module_has_imported_is_still_good_for_it(project):
    attempt(project, "text")
    attempt(project, "links")
    (project.rootdir / "links.md").write_text(
        (project.rootdir / "links.md").read_text() + 'slug_link("Hot Milk Tea") -> "/shop/hot-milk-tea"\n'
    )
    attempt(project, "links")
    written = (package_of(project) / "links.py").read_text()
    assert "slug(title)" in written
    assert written.count("import slug") == 1
    spec = project.read(project.rootdir / "links.md")
    fresh = replace(project, modules=Modules())
    assert [h.name for h in imported(fresh, project.target(spec), written)] == ["slug"]
    assert imported(fresh, project.target(spec), "import re\nfrom os import path\nfrom . import text\n") == ()
    assert [f.kind for f in check_functions(fresh, Asked(spec, ("slug_link",)), ())] == []


def test_a_function_of_the_package_is_offered_with_its_import(project):
    write(project, GOOD)
    assert offered(project) == [("slug", f"from {package_of(project).name}.text import slug")]


@pytest.mark.parametrize(
    "text",
    [
        "def slug(title: str) -> str:\n    ...\n",
        "def slug(title):\n    return title\n",
        "def slug(title: str) -> str:\n    open(title)\n    return title\n",
        "from .links import slug_link\n" + GOOD,
        "raise RuntimeError\n" + GOOD,
        "def slug(\n",
        "",
    ],
    ids=["stub", "no types", "effect", "cycle", "no import", "no Python", "gone"],
)
def test_what_is_not_good_for_others_is_not_offered(project, text):
    write(project, text)
    assert offered(project) == []


def test_nothing_is_looked_for_where_there_is_no_package(project):
    (project.rootdir / "beside.md").write_text(TEXT.replace("module: market{n}.text", ""))
    target = project.target(project.read(project.rootdir / "beside.md"))
    assert neighbours(project, target, lambda: pytest.fail("asked")) == ()


def test_what_lies_elsewhere_is_not_offered(project):
    write(project, GOOD)
    (project.rootdir / "beside.md").write_text(TEXT.replace("module: market{n}.text", ""))
    (project.rootdir / "beside.py").write_text(GOOD)
    for spec in ("beside.md", "links.md", "nowhere.md", ""):
        assert offered(project, spec) == []
