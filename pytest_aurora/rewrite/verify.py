"""The last look at a filled file: it parses, and each body is the one that was asked for."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from pytest_aurora.errors import RewriteRefusedError
from pytest_aurora.rewrite.filling import Filling
from pytest_aurora.rewrite.find import State, find_in_tree
from pytest_aurora.rewrite.source import SourceError, read_source
from pytest_aurora.rewrite.tree import Tree, read_tree


def check_filled(filled: bytes, fillings: Sequence[Filling], path: str) -> None:
    """Refuse a result that does not parse or does not hold each body, statement for statement.

    Raises:
        RewriteRefusedError: the file cannot be filled; what was found is kept for a bug report.
    """
    try:
        tree = read_tree(read_source(filled, path))
    except SourceError as error:
        raise RewriteRefusedError(
            f"the file would not parse after the change, so it was left alone: {error}"
        ) from error
    for filling in fillings:
        if find_in_tree(tree, filling.function).state is not State.AURORA or not _holds(tree, filling):
            raise RewriteRefusedError(
                f"{path}: {filling.function} would not hold the body as it was checked, so the file was left alone"
            )


def _holds(tree: Tree, filling: Filling) -> bool:
    (node,) = tree.named(filling.function)
    due = ast.parse("\n".join(filling.body)).body
    written = node.body[len(node.body) - len(due) :]
    return [ast.dump(statement) for statement in written] == [ast.dump(statement) for statement in due]
