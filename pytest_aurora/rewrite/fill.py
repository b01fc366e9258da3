"""Put bodies and imports into a file and change nothing else in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pytest_aurora.errors import RewriteRefusedError
from pytest_aurora.rewrite.create import creation_edits
from pytest_aurora.rewrite.filling import Filling, check_filling
from pytest_aurora.rewrite.find import Found, State, find_in_tree
from pytest_aurora.rewrite.imports import import_edits
from pytest_aurora.rewrite.layout import Layout, read_layout
from pytest_aurora.rewrite.source import Edit, Source, read_source
from pytest_aurora.rewrite.tree import Tree, read_tree
from pytest_aurora.rewrite.verify import check_filled

_DIRECTIVE = re.compile(r"#\s*(noqa|pragma|type:|pyright:|pylint:|mypy:|ruff:|fmt:)")


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
    check_filled(filled, fillings, path)
    return filled


def _edits(tree: Tree, fillings: Sequence[Filling]) -> Iterator[Edit]:
    found = [find_in_tree(tree, filling.function) for filling in fillings]
    _refuse_some(tree, found)
    imports = import_edits(tree, [statement for filling in fillings for statement in filling.imports])
    yield from imports
    missing = [filling for filling, at in zip(fillings, found, strict=True) if at.state is State.MISSING]
    yield from creation_edits(tree, missing, bool(imports))
    for filling, at in zip(fillings, found, strict=True):
        for node in tree.named(filling.function):
            yield from _body_edits(tree.source, read_layout(tree, node), filling, at.state)


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


def _body_edits(source: Source, layout: Layout, filling: Filling, state: State) -> Iterator[Edit]:
    newline = source.newline(layout.head)
    mark = layout.indent + str(filling.mark(layout.indent, layout.unit))
    body = filling.lines(layout.indent, layout.unit)
    if layout.inline:
        docstring = (layout.indent + layout.docstring,) if layout.docstring else ()
        header = f"  {layout.comment}" if layout.comment else ""
        yield Edit(layout.head, layout.end, newline.join((header, *docstring, mark, *body)))
        return
    at = source.line_end(layout.head)
    if not layout.statements:
        yield Edit(at, at, newline.join(("", mark, *body)))
        return
    comment = layout.comment if state is State.STUB and not _DIRECTIVE.match(layout.comment) else ""
    yield Edit(at, at, newline + mark)
    yield Edit(*layout.mark_line, "")
    yield Edit(*layout.region, newline.join((*([layout.indent + comment] if comment else []), *body)))
