"""Make a module hold import statements: each at its place, none twice."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator

from pytest_aurora.errors import RewriteRefusedError
from pytest_aurora.rewrite.bindings import Import, read_imports
from pytest_aurora.rewrite.import_join import join_edits
from pytest_aurora.rewrite.import_place import place_edits
from pytest_aurora.rewrite.source import Edit
from pytest_aurora.rewrite.tree import Tree


def import_edits(tree: Tree, statements: Iterable[str]) -> list[Edit]:
    """The edits that make a module hold the import statements.

    What is imported already is left out; a name joins an existing `from` statement of its module.

    Raises:
        RewriteRefusedError: a statement is no import, or its name stands for something else in the module.
    """
    wanted = list(dict.fromkeys(item for statement in statements for item in _parse(statement)))
    _refuse_conflicts(tree, wanted)
    missing = [item for item in wanted if not _is_given(tree, item)]
    joined: dict[ast.ImportFrom, list[Import]] = {}
    for item in missing:
        statement = _statement_of(tree, item)
        if statement is not None:
            joined.setdefault(statement, []).append(item)
    placed = [item for item in missing if _statement_of(tree, item) is None]
    return [
        *place_edits(tree, placed),
        *(edit for node, items in joined.items() for edit in join_edits(tree, node, items)),
    ]


def _parse(statement: str) -> Iterator[Import]:
    try:
        nodes = ast.parse(statement).body
    except (SyntaxError, ValueError) as error:
        raise RewriteRefusedError(f"{statement!r} is no import statement: {error}") from error
    for imported in map(read_imports, nodes):
        if not imported or imported[0].name == "*":
            raise RewriteRefusedError(f"{statement!r} does not import names")
        yield from imported


def _refuse_conflicts(tree: Tree, wanted: list[Import]) -> None:
    for item in wanted:
        if hasattr(builtins, item.bound) and not _is_given(tree, item):
            raise RewriteRefusedError(
                f"{tree.source.path}: the body needs `{item.statement}`, which would hide the built-in `{item.bound}` "
                f"from the whole module"
            )
        for binding in tree.bindings:
            if binding.name == item.bound and (binding.imported is None or binding.imported.origin != item.origin):
                raise RewriteRefusedError(
                    f"{tree.source.path}:{binding.node.lineno}: the body needs `{item.statement}`, but this line "
                    f"binds `{item.bound}` to something else; rename one of them"
                )
        for other in wanted:
            if other.bound == item.bound and other.origin != item.origin:
                raise RewriteRefusedError(
                    f"{tree.source.path}: the bodies need both `{item.statement}` and `{other.statement}`, "
                    f"which bind one name; write one of the functions by hand"
                )


def _is_given(tree: Tree, item: Import) -> bool:
    return any(b.certain and b.imported is not None and b.imported.gives(item) for b in tree.bindings)


def _statement_of(tree: Tree, item: Import) -> ast.ImportFrom | None:
    """The `from` statement of the module's level that imports from the item's module."""
    for binding in tree.bindings:
        node, imported = binding.node, binding.imported
        same = binding.certain and item.name and imported and imported.name != "*" and imported.module == item.module
        if same and isinstance(node, ast.ImportFrom):
            return node
    return None
