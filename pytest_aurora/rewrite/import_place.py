"""Put new import statements among the ones at a module's head, or begin them there."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from pytest_aurora.rewrite.bindings import Import, assigned_names, read_imports
from pytest_aurora.rewrite.source import Edit
from pytest_aurora.rewrite.tree import Tree, is_docstring

_TOP_COMMENTS = re.compile(rb"(?:#[^\n]*\n)*#[^\n]*(?=\n[ \t\r]*(?:\n|\Z)|\Z)")
"""Comments at the very top that a blank line follows: a licence, not a remark on the first statement."""
_SHEBANG_AND_COOKIE = re.compile(rb"#![^\n]*(?:\n[ \t\f]*#[^\n]*coding[:=][^\n]*)?|[ \t\f]*#[^\n]*coding[:=][^\n]*")


@dataclass(frozen=True, slots=True, order=True)
class _Key:
    """The order of import statements: `__future__`, standard library, others, relative; `import` before `from`."""

    section: int
    is_from: bool
    module: str


def _key(item: Import) -> _Key:
    root = item.module.partition(".")[0]
    section = 0 if root == "__future__" else 1 if root in sys.stdlib_module_names else 2 if root else 3
    return _Key(section, item.name is not None, item.module.lower())


@dataclass(frozen=True, slots=True, order=True)
class _Line:
    """A new import statement."""

    key: _Key
    text: str


class _Slot(Enum):
    """Where a new statement stands beside an existing one: with it, or set apart by a blank line."""

    AFTER = 1
    APART_AFTER = 2
    BEFORE = 3
    APART_BEFORE = 4


_Head = Sequence[tuple[_Key, ast.stmt]]


def place_edits(tree: Tree, items: Sequence[Import]) -> Iterator[Edit]:
    """The edits that add import statements to a module: sorted, in sections, as the common formatters do."""
    lines = sorted(_lines(items))
    head = [(_key(imported), node) for node in _head(tree.module) for imported in read_imports(node)[:1]]
    if lines and not head:
        yield _begin(tree, lines)
        return
    for (slot, node), group in groupby(lines, key=lambda line: _slot(line.key, head)):
        yield _beside(tree, slot, node, list(group))


def _lines(items: Sequence[Import]) -> Iterator[_Line]:
    yield from (_Line(_key(item), item.statement) for item in items if item.name is None)
    named = sorted((item for item in items if item.name is not None), key=lambda item: (item.module, item.item))
    for module, group in groupby(named, key=lambda item: item.module):
        members = list(group)
        yield _Line(_key(members[0]), f"from {module} import {', '.join(item.item for item in members)}")


def _block(lines: Sequence[_Line], newline: str) -> str:
    sections = groupby(lines, key=lambda line: line.key.section)
    return (newline * 2).join(newline.join(line.text for line in section) for _, section in sections)


def _slot(key: _Key, head: _Head) -> tuple[_Slot, ast.stmt]:
    same = [(k, node) for k, node in head if k.section == key.section]
    if same:
        earlier = [node for k, node in same if k <= key]
        return (_Slot.AFTER, earlier[-1]) if earlier else (_Slot.BEFORE, same[0][1])
    lower = [node for k, node in head if k.section < key.section]
    return (_Slot.APART_AFTER, lower[-1]) if lower else (_Slot.APART_BEFORE, head[0][1])


def _beside(tree: Tree, slot: _Slot, node: ast.stmt, lines: Sequence[_Line]) -> Edit:
    source = tree.source
    newline = source.newline(tree.start(node))
    gap = newline * (2 if slot in (_Slot.APART_AFTER, _Slot.APART_BEFORE) else 1)
    if slot in (_Slot.AFTER, _Slot.APART_AFTER):
        at = source.line_end(tree.end(node))
        return Edit(at, at, gap + _block(lines, newline))
    at = source.line_start(tree.start(node))
    return Edit(at, at, _block(lines, newline) + gap)


def _begin(tree: Tree, lines: Sequence[_Line]) -> Edit:
    """The first imports of a module, behind its docstring or its top comments."""
    source, at = tree.source, _top(tree)
    newline, rest = source.newline(), source.plain[at:]
    code = rest.lstrip()
    blank = rest[: len(rest) - len(code)].count(b"\n") - bool(at)
    due = (2 if code.startswith((b"def ", b"class ", b"@", b"async ")) else 1) if code else 0
    block = _block(lines, newline)
    if at == 0:
        return Edit(0, 0, block + newline * (1 + max(0, due - blank)))
    return Edit(at, at, newline * 2 + block + newline * (due if blank == 0 else 0))


def _top(tree: Tree) -> int:
    source, body = tree.source, tree.module.body
    if body and is_docstring(body[0]):
        return source.line_end(tree.end(body[0]))
    comments = _TOP_COMMENTS.match(source.plain) or _SHEBANG_AND_COOKIE.match(source.plain)
    return source.line_end(source.line_start(comments.end())) if comments else 0


def _head(module: ast.Module) -> Iterator[ast.stmt]:
    """The statements at a module's head: docstring, imports (guarded ones too), `__name__ = ...`."""
    for node in module.body:
        if not (is_docstring(node) or read_imports(node) or _is_dunder(node) or _is_guard(node)):
            return
        yield node


def _is_dunder(node: ast.stmt) -> bool:
    names = list(assigned_names(node))
    return bool(names) and all(name.startswith("__") for name in names)


def _is_guard(node: ast.stmt) -> bool:
    return isinstance(node, ast.If | ast.Try) and bool(read_imports(node.body[0]))
