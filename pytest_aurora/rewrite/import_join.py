"""Add names to a `from` statement, in its own order and layout."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence

from pytest_aurora.rewrite.bindings import Import
from pytest_aurora.rewrite.source import Edit
from pytest_aurora.rewrite.tree import Tree

_COMMENT = re.compile(rb"#[^\n]*")


def join_edits(tree: Tree, node: ast.ImportFrom, items: Sequence[Import]) -> Iterator[Edit]:
    """The edits that add names to a statement: sorted if its names are sorted, else behind them."""
    aliases, order = node.names, _order(node.names)
    behind: list[Import] = []
    for item in sorted(items, key=lambda i: (order or _by_type)(i.name or "")):
        later = (alias for alias in aliases if order and order(alias.name) > order(item.name or ""))
        following = next(later, None)
        if following is None:
            behind.append(item)
        else:
            at = tree.start(following)
            yield Edit(at, at, item.item + "," + (_line_break(tree, following) or " "))
    if behind:
        yield from _append(tree, node, aliases[-1], [item.item for item in behind])


def _by_type(name: str) -> tuple[int, str]:
    return (0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2), name


_ORDERS: tuple[Callable[[str], tuple[int, str]], ...] = (
    _by_type,
    lambda name: (0, name.lower()),
    lambda name: (0, name),
)


def _order(aliases: Sequence[ast.alias]) -> Callable[[str], tuple[int, str]] | None:
    """The order in which the names stand, or None."""
    names = [alias.name for alias in aliases]
    return next((order for order in _ORDERS if names == sorted(names, key=order)), None)


def _line_break(tree: Tree, alias: ast.alias) -> str:
    """The line break and indentation before a name that begins its line; else empty."""
    if not tree.begins_line(alias):
        return ""
    at = tree.start(alias)
    return tree.source.newline(at) + tree.source.text(tree.source.line_start(at), at)


def _append(tree: Tree, node: ast.ImportFrom, last: ast.alias, names: Sequence[str]) -> Iterator[Edit]:
    at, indent = tree.end(last), _line_break(tree, last)
    if not indent or last.end_lineno == node.end_lineno:
        yield Edit(at, at, "".join(f", {name}" for name in names))
        return
    if b"," not in _COMMENT.sub(b"", tree.source.plain[at : tree.end(node)]):
        yield Edit(at, at, ",")
    line_end = tree.source.line_end(at)
    yield Edit(line_end, line_end, "".join(f"{indent}{name}," for name in names))
