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


def _offered(project: Project, target: Target, entry: Entry) -> Iterator[Helper]:
    """The entry's function as it stands in its module now, if it is good for others."""
    try:
        spec = project.read(project.rootdir / entry.spec)
        home = project.target(spec)
        if _package(home) != _package(target) or home.path == target.path:
            return
        source, namespace = home.path.read_bytes(), project.namespace(spec)
        text = decode_source(source)
        if _imports(ast.parse(text), target):
            return
        for helper in module_helpers(text, namespace, partial(is_written, source), home.name):
            if helper.name == entry.name:
                yield helper
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
