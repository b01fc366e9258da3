"""Functions that earlier runs solved in other modules of the same package: a body may import them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.util import decode_source
from itertools import islice

from pytest_aurora.errors import AuroraError
from pytest_aurora.memory.entry import Entry
from pytest_aurora.problem.problem import Helper
from pytest_aurora.rewrite.find import is_written
from pytest_aurora.session.helpers import module_helpers
from pytest_aurora.session.project import Project
from pytest_aurora.session.target import Target

MOST = 3
"""So many functions of other modules are offered."""


def neighbours(project: Project, target: Target, solved: Callable[[], Iterable[Entry]]) -> tuple[Helper, ...]:
    """Helpers for a function of `target`, each with the import that it needs.

    Args:
        project: where the specs live.
        target: the module that is written; only those inside a package have neighbours.
        solved: gives what earlier runs solved, the likeliest first; asked only when it matters.
    """
    if not _package(target):
        return ()
    offered = (helper for entry in solved() for helper in _offered(project, target, entry))
    found: dict[str, Helper] = {}
    for helper in islice(offered, MOST):
        found.setdefault(helper.name, helper)
    return tuple(found.values())


def imported(project: Project, target: Target, text: str) -> tuple[Helper, ...]:
    """Those that a module imports from others of its package already."""
    package, found = _package(target), []
    for node in ast.parse(text).body if package else ():
        if isinstance(node, ast.ImportFrom) and node.module and not node.level and target.root is not None:
            home = Target(target.root.joinpath(*node.module.split(".")).with_suffix(".py"), node.module, target.root)
            names = {alias.name for alias in node.names}
            found += [helper for helper in _good(project, target, home) if helper.name in names]
    return tuple(found)


def _offered(project: Project, target: Target, entry: Entry) -> Iterator[Helper]:
    """The entry's function as it stands in its module now, if it is good for others."""
    try:
        home = project.target(project.read(project.rootdir / entry.spec))
    except (AuroraError, OSError):
        return
    yield from (helper for helper in _good(project, target, home) if helper.name == entry.name)


def _good(project: Project, target: Target, home: Target) -> Iterator[Helper]:
    """The functions of a module that the target may import: of the same package, audited, and not in a circle."""
    if _package(home) != _package(target) or home.path == target.path:
        return
    try:
        source = home.path.read_bytes()
        text = decode_source(source)
        if not _imports(ast.parse(text), target):
            yield from module_helpers(text, project.modules.namespace(home), partial(is_written, source), home.name)
    except (AuroraError, OSError, SyntaxError, UnicodeDecodeError):
        return


def _package(target: Target) -> str:
    """The dotted name of the package that a module lies in; empty where it lies in none."""
    return "" if target.root is None else target.name.rpartition(".")[0]


def _imports(tree: ast.Module, target: Target) -> bool:
    """Whether a module imports something of the target's name: then the target must not import it."""
    last = target.name.rpartition(".")[2]
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = [name for node in nodes for name in (getattr(node, "module", None), *(alias.name for alias in node.names))]
    return any(name and name.rpartition(".")[2] == last for name in names)
