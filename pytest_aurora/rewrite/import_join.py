"""Add names to a `from` statement, in its own order and layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import libcst as cst

from pytest_aurora.rewrite.bindings import Import, dotted
from pytest_aurora.rewrite.source import Edit
from pytest_aurora.rewrite.tree import Tree


def join_edits(tree: Tree, node: cst.ImportFrom, items: Sequence[Import]) -> Iterator[Edit]:
    """The edits that add names to a statement: sorted if its names are sorted, else behind them."""
    assert not isinstance(node.names, cst.ImportStar)
    aliases, order = node.names, _order(node.names)
    behind: list[Import] = []
    for item in sorted(items, key=lambda i: (order or _by_type)(i.name or "")):
        later = (alias for alias in aliases if order and order(dotted(alias.name)) > order(item.name or ""))
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


def _order(aliases: Sequence[cst.ImportAlias]) -> Callable[[str], tuple[int, str]] | None:
    """The order in which the names stand, or None."""
    names = [dotted(alias.name) for alias in aliases]
    return next((order for order in _ORDERS if names == sorted(names, key=order)), None)


def _line_break(tree: Tree, alias: cst.ImportAlias) -> str:
    """The line break and indentation before a name that begins its line; else empty."""
    at = tree.start(alias)
    blanks = tree.source.text(tree.source.line_start(at), at)
    return "" if blanks.strip() else tree.source.newline(at) + blanks


def _append(tree: Tree, node: cst.ImportFrom, last: cst.ImportAlias, names: Sequence[str]) -> Iterator[Edit]:
    at, indent = tree.end(last), _line_break(tree, last)
    if not indent or tree.source.line(at) == tree.source.line(tree.end(node)):
        yield Edit(at, at, "".join(f", {name}" for name in names))
        return
    if not isinstance(last.comma, cst.Comma):
        yield Edit(at, at, ",")
    line_end = tree.source.line_end(at)
    yield Edit(line_end, line_end, "".join(f"{indent}{name}," for name in names))
