"""One function's text with another body, made by libcst."""

from __future__ import annotations

import io
import re
import tokenize
from dataclasses import dataclass
from typing import cast

import libcst as cst

from pytest_aurora.errors import RewriteRefusedError
from pytest_aurora.rewrite.filling import Filling
from pytest_aurora.rewrite.mark import parse_mark

_MOST_TOKENS = 2000
_FSTRING = re.compile(r"f|rf|fr", re.IGNORECASE)
_DIRECTIVE = re.compile(r"#\s*(noqa|pragma|type:|pyright:|pylint:|mypy:|ruff:|fmt:)")

_Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement


@dataclass(frozen=True, slots=True)
class Style:
    """How a function is laid out.

    Attributes:
        indent: the blanks before its first line.
        unit: one step of indentation, where its body has none of its own yet.
        newline: its line break.
    """

    indent: str
    unit: str
    newline: str


@dataclass(frozen=True, slots=True)
class Function:
    """A function as a file has it.

    Attributes:
        text: from its first decorator, or its `def`, to the end of its last line.
        documented: whether it has a docstring.
        stub: whether it has no body yet; a comment behind a stub is about what is to be written, so it stays.
    """

    text: str
    documented: bool
    stub: bool = True


def new_function(filling: Filling, style: Style) -> str:
    """The text of a function that a file does not have: its signature as a stub, filled."""
    stub = filling.stub(style.indent + style.unit, style.newline)
    return filled_function(Function(stub, filling.documented), filling, style)


def filled_function(function: Function, filling: Filling, style: Style) -> str:
    """The text of a function with another body; header, docstring and comments stay as they are.

    Raises:
        RewriteRefusedError: function or body are too long, or written in a way that libcst does not give back.
    """
    module = _parse(function.text, filling, style)
    old = _only_function(module).body
    unit = (old.indent or module.default_indent) if isinstance(old, cst.IndentedBlock) else style.unit
    body = _parse(filling.marked(style.indent, unit, style.newline), filling, style)
    replaced = module.visit(_ReplaceBody(function, cst.ensure_type(_only_function(body).body, cst.IndentedBlock)))
    styled = replaced.with_changes(default_indent=body.default_indent, default_newline=style.newline)
    return styled.code.removeprefix(_wrapper(style))


def _wrapper(style: Style) -> str:
    """What makes an indented function a module."""
    return f"if True:{style.newline}{style.indent}" if style.indent else ""


def _parse(text: str, filling: Filling, style: Style) -> cst.Module:
    """Parse a function; libcst recurses on the machine's stack, so that what is too long must not reach it."""
    code = _wrapper(style) + text
    try:
        if _tokens(code) > _MOST_TOKENS:
            raise RewriteRefusedError(f"{filling.function} is not written: it is longer than {_MOST_TOKENS} tokens")
        module = cst.parse_module(code)
        exact = module.code == code
    except (cst.ParserSyntaxError, SyntaxError, tokenize.TokenError, RecursionError) as error:
        raise RewriteRefusedError(f"{filling.function} is not written: libcst cannot read it: {error}") from error
    if not exact:
        raise RewriteRefusedError(
            f"{filling.function} is not written: libcst cannot read it without loss; "
            "write its header and its stub in a plainer way"
        )
    return module


def _tokens(code: str) -> int:
    lines = io.StringIO(re.sub(r"\r\n?", "\n", code))
    return sum(_weight(token) for token in tokenize.generate_tokens(lines.readline))


def _weight(token: tokenize.TokenInfo) -> int:
    # Before Python 3.12, an f-string is one token, whatever it holds.
    return len(token.string) if token.type == tokenize.STRING and _FSTRING.match(token.string) else 1


def _only_function(module: cst.Module) -> cst.FunctionDef:
    only = module.body[0]
    return cst.ensure_type(only.body.body[0] if isinstance(only, cst.If) else only, cst.FunctionDef)


class _ReplaceBody(cst.CSTTransformer):
    """Gives a function another's body; its docstring and its comments stay."""

    def __init__(self, function: Function, block: cst.IndentedBlock) -> None:
        super().__init__()
        self._function = function
        self._block = block

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:  # noqa: N802
        """Leave what is in the function alone."""
        return False

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:  # noqa: N802
        """Put the body in."""
        kept = _kept(updated_node.body, self._function)
        first, *rest = _statements(self._block)
        mark, *own = first.leading_lines
        marked = first.with_changes(leading_lines=[mark, *kept.above, *own])
        return updated_node.with_changes(
            body=self._block.with_changes(header=kept.header, body=[*kept.docstring, marked, *rest])
        )


@dataclass(frozen=True, slots=True)
class _Kept:
    """What stays of a body: what is behind the header's colon, the docstring's line, the comments above the body."""

    header: cst.TrailingWhitespace
    docstring: tuple[cst.SimpleStatementLine, ...]
    above: tuple[cst.EmptyLine, ...]


def _kept(body: cst.BaseSuite, function: Function) -> _Kept:
    if isinstance(body, cst.SimpleStatementSuite):
        line = cst.SimpleStatementLine(body.body)
        return _Kept(_behind_colon(body.trailing_whitespace.comment), _docstring(line, function), ())
    block = cst.ensure_type(body, cst.IndentedBlock)
    statements = _statements(block)
    docstring = _docstring(statements[0], function)
    return _Kept(block.header, docstring, _above(statements[len(docstring) :], function))


def _statements(block: cst.IndentedBlock) -> tuple[_Statement, ...]:
    return cast("tuple[_Statement, ...]", block.body)


def _behind_colon(comment: cst.Comment | None) -> cst.TrailingWhitespace:
    return cst.TrailingWhitespace(cst.SimpleWhitespace("  " if comment else ""), comment)


def _docstring(line: _Statement, function: Function) -> tuple[cst.SimpleStatementLine, ...]:
    """The line of the docstring, without statements behind it."""
    if not function.documented or not isinstance(line, cst.SimpleStatementLine):
        return ()
    return (line.with_changes(body=[line.body[0].with_changes(semicolon=cst.MaybeSentinel.DEFAULT)]),)


def _above(statements: tuple[_Statement, ...], function: Function) -> tuple[cst.EmptyLine, ...]:
    """The lines above a body without its mark, and the comment behind a stub."""
    if not statements:
        return ()
    lines = [line for line in statements[0].leading_lines if not (line.comment and parse_mark(line.comment.value))]
    last = statements[-1]
    comment = last.trailing_whitespace.comment if isinstance(last, cst.SimpleStatementLine) else None
    if function.stub and comment and not _DIRECTIVE.match(comment.value):
        lines.append(cst.EmptyLine(comment=comment))
    return tuple(lines)
