"""What is to be filled in, and its text in the style of the file."""

from __future__ import annotations

import ast
import inspect
import re
from dataclasses import dataclass

from pytest_aurora.errors import RewriteRefusedError
from pytest_aurora.rewrite.mark import Mark, body_hash, parse_mark
from pytest_aurora.rewrite.source import SourceError, parse_python

_STEP = 4


@dataclass(frozen=True, slots=True)
class Filling:
    """A function's body, to be put into a file.

    Attributes:
        function: the qualified name (`f`, `Shop.price`, `outer.<locals>.inner`).
        signature: `def f(a: int) -> int`, used when the function is missing.
        body: its lines, not indented, one step being four spaces; no docstring.
        imports: statements that the module must hold.
        docstring: the text of the docstring that a missing function is given.
        spec: path of the spec, relative to rootdir, with forward slashes.
        digest: digest of what the spec asks for, 8 hexadecimal digits.
        in_doubt: the spec could be read in another way, too.
    """

    function: str
    signature: str
    body: tuple[str, ...]
    imports: tuple[str, ...]
    docstring: str | None
    spec: str
    digest: str
    in_doubt: bool = False

    @property
    def documented(self) -> bool:
        """Whether there is a docstring to give."""
        return bool(self.docstring and self.docstring.strip())

    def mark(self, indent: str, unit: str) -> Mark:
        """The mark above the body."""
        return Mark(self.spec, body_hash("\n".join(self.lines(indent, unit))), self.digest, self.in_doubt)

    def lines(self, indent: str, unit: str) -> tuple[str, ...]:
        """The body's lines, indented; what lies inside a string that spans lines stays as it is."""
        kept = _lines_inside_strings("\n".join(self.body))
        return tuple(
            line if number in kept or not line.strip() else indent + _reindented(line, unit)
            for number, line in enumerate(self.body, 1)
        )

    def marked(self, indent: str, unit: str, newline: str) -> str:
        """A function that holds the body below its mark; nothing stands before its `def`."""
        inner = indent + unit
        return newline.join(("def f():", inner + str(self.mark(inner, unit)), *self.lines(inner, unit)))

    def stub(self, indent: str, newline: str) -> str:
        """The function with nothing but its docstring, which is indented, for a file that does not have it."""
        return f"{_header(self)} {_docstring(self.docstring or '', indent, newline) if self.documented else '...'}"


def _header(filling: Filling) -> str:
    return filling.signature.rstrip().removesuffix(":") + ":"


def _lines_inside_strings(body: str) -> frozenset[int]:
    return frozenset(
        line
        for node in ast.walk(ast.parse(body))
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))
        for line in range(node.lineno + 1, (node.end_lineno or 0) + 1)
    )


def _reindented(line: str, unit: str) -> str:
    bare = line.lstrip(" ")
    steps, rest = divmod(len(line) - len(bare), _STEP)
    return unit * steps + " " * rest + bare


def _docstring(text: str, indent: str, newline: str) -> str:
    """The source of a docstring."""
    first, *rest = inspect.cleandoc(_escaped(text.strip())).splitlines()
    if not rest:
        return f'"""{first}"""'
    inner = (indent + line.rstrip() if line.strip() else "" for line in rest)
    return newline.join((f'"""{first.rstrip()}', *inner, f'{indent}"""'))


def _escaped(text: str) -> str:
    return re.sub(r'"(?=""|\Z)', r'\\"', text.replace("\\", "\\\\"))


def check_filling(filling: Filling) -> None:
    """Refuse what cannot be written at all.

    Raises:
        RewriteRefusedError: body or signature do not parse, or the mark would not be one line.
    """
    name = filling.function.rpartition(".")[2]
    try:
        parse_python("\n".join(filling.body), "body")
        (definition,) = parse_python(f"{_header(filling)} ...", "signature").body
    except (SourceError, ValueError) as error:
        raise RewriteRefusedError(f"{filling.function} is not written: its text does not parse: {error}") from error
    if not isinstance(definition, ast.FunctionDef) or definition.name != name or not filling.body:
        raise RewriteRefusedError(f"{filling.function} is not written: {filling.signature!r} is not its signature")
    if parse_mark(str(Mark(filling.spec, "0" * 8, filling.digest))) is None:
        raise RewriteRefusedError(
            f"{filling.function} is not written: spec {filling.spec!r}, digest {filling.digest!r} make no comment line"
        )
