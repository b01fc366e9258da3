"""Put bodies and imports into a file and change nothing else in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from pytest_aurora.errors import RewriteRefusedError
from pytest_aurora.rewrite.annotations import needs
from pytest_aurora.rewrite.create import creation_edits
from pytest_aurora.rewrite.filling import Filling, check_filling
from pytest_aurora.rewrite.find import Found, State, find_in_tree
from pytest_aurora.rewrite.function import Function, Style, filled_function
from pytest_aurora.rewrite.imports import import_edits
from pytest_aurora.rewrite.source import Edit, Source, SourceError, read_source
from pytest_aurora.rewrite.tree import Definition, Tree, is_docstring, read_tree


def fill(source: bytes, fillings: Sequence[Filling], path: str = "<source>") -> bytes:
    """Fill functions of one file; every byte outside them and the imports stays as it is.

    Stubs, missing functions and bodies that aurora wrote and nobody edited are filled; comments and docstrings stay.

    Args:
        source: the file's bytes; empty for a file that does not exist.
        fillings: one for each function.
        path: how errors name the file.

    Raises:
        SourceError: the file is no Python.
        RewriteRefusedError: a function may not be filled, or an import's name is taken; the message says why.
    """
    for filling in fillings:
        check_filling(filling)
    original = read_source(source, path)
    if not original.data.strip():
        original = Source(b"", original.encoding, path)
    filled = original.edited(_edits(read_tree(original), fillings))
    _check_filled(filled, fillings, path)
    return filled


def _edits(tree: Tree, fillings: Sequence[Filling]) -> Iterator[Edit]:
    found = [find_in_tree(tree, filling.function) for filling in fillings]
    _refuse_some(tree, found)
    missing = [filling for filling, at in zip(fillings, found, strict=True) if at.state is State.MISSING]
    needed = needs([filling.signature for filling in missing], {binding.name for binding in tree.bindings})
    imports = import_edits(tree, [*(line for filling in fillings for line in filling.imports), *needed.imports])
    yield from imports
    yield from creation_edits(tree, missing, needed.type_variables, bool(imports))
    for filling, at in zip(fillings, found, strict=True):
        for node in tree.named(filling.function):
            yield _filled(tree, node, filling, at.state is State.STUB)


def _refuse_some(tree: Tree, found: Sequence[Found]) -> None:
    path = tree.source.path
    for at in found:
        if at.refusal:
            where = f"{path}:{at.line}" if at.line else path
            raise RewriteRefusedError(f"{where}: {at.qualname} is not written: {at.refusal}")
    names = [at.qualname for at in found]
    for name in names:
        if names.count(name) > 1:
            raise RewriteRefusedError(f"{path}: {name} is not written: two bodies were given for it")


def _filled(tree: Tree, node: Definition, filling: Filling, stub: bool) -> Edit:
    source, start = tree.source, tree.start(node)
    end = source.line_end(tree.end(node.body[-1]))
    function = Function(source.text(start, end), is_docstring(node.body[0]), stub)
    style = Style(tree.indent(node), tree.unit, source.newline(start))
    return Edit(start, end, filled_function(function, filling, style))


def _check_filled(filled: bytes, fillings: Sequence[Filling], path: str) -> None:
    """Refuse a result that does not parse or does not hold each body, statement for statement."""
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
