"""Where the parts of a function stand: header, docstring, mark, body."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from pytest_aurora.rewrite.mark import Mark, parse_mark
from pytest_aurora.rewrite.source import Source
from pytest_aurora.rewrite.tree import Tree


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
    statements: tuple[cst.CSTNode, ...]
    region: tuple[int, int]
    end: int
    comment: str
    mark: Mark | None
    mark_line: tuple[int, int]


def read_layout(tree: Tree, node: cst.FunctionDef) -> Layout:
    """Take a function apart."""
    source, every = tree.source, _flat(node.body)
    block = node.body if isinstance(node.body, cst.IndentedBlock) else None
    documented = is_docstring(every[0])
    code_end = tree.end(every[-1])
    end = source.line_end(code_end)
    head = tree.end(every[0]) if block and documented else _colon_end(tree, node.body)
    body = every[documented:]
    region = (source.line_start(tree.start(body[0])), end) if body else (head, head)
    indent, unit = _indentation(tree, node, every[0])
    mark, mark_line = _find_mark(source, head, region[0])
    return Layout(
        indent=indent,
        unit=unit,
        head=head,
        inline=block is None or (documented and _shares_line(block)),
        docstring=source.text(tree.start(every[0]), tree.end(every[0])) if documented and not block else "",
        statements=body,
        region=region,
        end=end,
        comment=source.text(code_end, end).lstrip(" \t\f;"),
        mark=mark,
        mark_line=mark_line,
    )


def _flat(suite: cst.BaseSuite) -> tuple[cst.CSTNode, ...]:
    lines: list[cst.CSTNode] = []
    for line in suite.body:
        lines.extend(line.body if isinstance(line, cst.SimpleStatementLine) else (line,))
    return tuple(lines)


def _shares_line(block: cst.IndentedBlock) -> bool:
    first = block.body[0]
    return isinstance(first, cst.SimpleStatementLine) and len(first.body) > 1


def _colon_end(tree: Tree, suite: cst.BaseSuite) -> int:
    if isinstance(suite, cst.IndentedBlock):
        return tree.spans[suite.header].start
    assert isinstance(suite, cst.SimpleStatementSuite)
    return tree.spans[suite.leading_whitespace].start


def is_docstring(node: cst.CSTNode) -> bool:
    """Whether a first statement is a docstring."""
    if not isinstance(node, cst.Expr) or not isinstance(node.value, cst.SimpleString | cst.ConcatenatedString):
        return False
    return isinstance(node.value.evaluated_value, str)


def indent_of(tree: Tree, node: cst.CSTNode) -> str:
    """The blanks before a node on its line."""
    start = tree.spans[node].start
    return tree.source.text(tree.source.line_start(start), start)


def _indentation(tree: Tree, node: cst.FunctionDef, first: cst.CSTNode) -> tuple[str, str]:
    outer = indent_of(tree, node)
    if not isinstance(node.body, cst.IndentedBlock):
        return outer + tree.module.default_indent, tree.module.default_indent
    inner = tree.source.text(tree.source.line_start(tree.start(first)), tree.start(first))
    return inner, inner.removeprefix(outer) or tree.module.default_indent


def _find_mark(source: Source, start: int, stop: int) -> tuple[Mark | None, tuple[int, int]]:
    begin = source.next_line(start)
    while begin < stop:
        end = source.next_line(begin)
        mark = parse_mark(source.text(begin, end))
        if mark is not None:
            return mark, (begin, end)
        begin = end
    return None, (start, start)
