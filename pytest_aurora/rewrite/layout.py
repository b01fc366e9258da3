"""Where the parts of a function stand: header, docstring, mark, body."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from dataclasses import dataclass

from pytest_aurora.rewrite.mark import Mark, parse_mark
from pytest_aurora.rewrite.source import Source
from pytest_aurora.rewrite.tree import Definition, Tree

_REST_OF_HEADER_LINE = re.compile(rb"[ \t\f]*(?:#[^\n]*)?\r?\n")


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a function, as offsets into its source.

    Attributes:
        indent: indentation of the body's lines.
        unit: one step of indentation.
        head: end of what stays in its place: of the docstring, or of the header's colon.
        inline: the body, or the docstring, stands on the line where the head ends: `def f(x): ...`.
        docstring: the docstring of a function on one line, as written; elsewhere empty.
        statements: the body's statements, without the docstring.
        region: the body's lines, from the first one's start to the last one's end; empty without a body.
        end: end of the last line.
        comment: the comment behind the last statement, on its line; empty without one.
        mark: the mark above the body.
        mark_line: the mark's line with its line break; empty without a mark.
    """

    indent: str
    unit: str
    head: int
    inline: bool
    docstring: str
    statements: tuple[ast.stmt, ...]
    region: tuple[int, int]
    end: int
    comment: str
    mark: Mark | None
    mark_line: tuple[int, int]


def read_layout(tree: Tree, node: Definition) -> Layout:
    """Take a function apart."""
    source, first, last = tree.source, node.body[0], node.body[-1]
    colon = _colon_end(tree, node)
    block = _REST_OF_HEADER_LINE.match(source.plain, colon) is not None
    documented = is_docstring(first)
    body = tuple(node.body[documented:])
    head = tree.end(first) if block and documented else colon
    end = source.line_end(tree.end(last))
    region = (source.line_start(tree.start(body[0])), end) if body else (head, head)
    mark, mark_line = _find_mark(source, head, region[0])
    outer = tree.indent(node)
    indent = tree.indent(first) if block else outer + tree.unit
    return Layout(
        indent=indent,
        unit=indent.removeprefix(outer) or tree.unit,
        head=head,
        inline=not block or (documented and bool(body) and not tree.begins_line(body[0])),
        docstring=source.text(tree.start(first), tree.end(first)) if documented and not block else "",
        statements=body,
        region=region,
        end=end,
        comment=source.text(tree.end(last), end).lstrip(" \t\f;"),
        mark=mark,
        mark_line=mark_line,
    )


def is_docstring(node: ast.stmt) -> bool:
    """Whether a first statement is a docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _colon_end(tree: Tree, node: Definition) -> int:
    """The end of the colon that closes a header: the last one outside brackets before the body."""
    begin = tree.lines[node.lineno - 1]
    text = tree.source.plain[begin : tree.start(node.body[0])].decode() + "pass"
    row = column = depth = 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.OP:
            depth += (token.string in "([{") - (token.string in ")]}")
            if token.string == ":" and not depth:
                row, column = token.end
    line = text.split("\n")[row - 1]
    return tree.lines[node.lineno + row - 2] + len(line[:column].encode())


def _find_mark(source: Source, start: int, stop: int) -> tuple[Mark | None, tuple[int, int]]:
    begin = source.next_line(start)
    while begin < stop:
        end = source.next_line(begin)
        mark = parse_mark(source.text(begin, end))
        if mark is not None:
            return mark, (begin, end)
        begin = end
    return None, (start, start)
