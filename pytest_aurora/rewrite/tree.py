"""A Python file's syntax tree with offsets: its functions, its classes, the names that it binds."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pytest_aurora.rewrite.bindings import Binding, assigned_names, last_name, read_imports
from pytest_aurora.rewrite.source import Source, parse_python

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_DEFAULT_UNIT = "    "


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed file.

    Attributes:
        lines: where each line begins.
        definitions: functions and classes with their qualified names, in order; without overloads, property setters
            and what stands under `if TYPE_CHECKING`.
        bindings: the names bound at the module's level, in order.
    """

    source: Source
    module: ast.Module
    lines: tuple[int, ...]
    definitions: tuple[tuple[str, Definition], ...]
    bindings: tuple[Binding, ...]

    def start(self, node: ast.stmt | ast.alias) -> int:
        """Where a node begins, its decorators included."""
        decorators = node.decorator_list if isinstance(node, Definition) else []
        if decorators:
            first = decorators[0]
            return self.source.plain.rfind(b"@", 0, self.lines[first.lineno - 1] + first.col_offset)
        return self.lines[node.lineno - 1] + node.col_offset

    def end(self, node: ast.stmt | ast.alias) -> int:
        """Where a node's code ends, before a comment behind it."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self.lines[node.end_lineno - 1] + node.end_col_offset

    def indent(self, node: ast.stmt) -> str:
        """The blanks before a statement on its line; of one behind another on a line, those of the line."""
        start = self.source.line_start(self.start(node))
        line = self.source.text(start, self.source.line_end(start)).lstrip("\f")
        return line[: len(line) - len(line.lstrip(" \t"))]

    def begins_line(self, node: ast.stmt | ast.alias) -> bool:
        """Whether nothing stands before a node on its line."""
        start = self.start(node)
        return not self.source.plain[self.source.line_start(start) : start].strip()

    @property
    def unit(self) -> str:
        """One step of indentation, as the file's first block has it."""
        for node in ast.walk(self.module):
            body = getattr(node, "body", None)
            if isinstance(node, ast.stmt) and isinstance(body, list) and self.begins_line(body[0]):
                return self.indent(body[0]).removeprefix(self.indent(node)) or _DEFAULT_UNIT
        return _DEFAULT_UNIT

    def named(self, qualname: str) -> tuple[Definition, ...]:
        """The definitions of that qualified name."""
        return tuple(node for name, node in self.definitions if name == qualname)


def is_docstring(node: ast.stmt) -> bool:
    """Whether a first statement is a docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def read_tree(source: Source) -> Tree:
    """Parse a file.

    Raises:
        SourceError: it is no Python.
    """
    module = parse_python(source.plain.decode(), source.path)
    survey = _Survey()
    for node in module.body:
        survey.visit(node, _Place())
    return Tree(source, module, tuple(_line_starts(source)), tuple(survey.definitions), tuple(survey.bindings))


def _line_starts(source: Source) -> Iterator[int]:
    start = 0
    for line in source.plain.split(b"\n"):
        yield start
        start += len(line) + 1


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a statement stands: in which definitions, in a branch, under `if TYPE_CHECKING`."""

    scope: tuple[str, ...] = ()
    branch: bool = False
    typing_only: bool = False


@dataclass(frozen=True, slots=True)
class _Survey:
    """Gathers definitions, and the bindings of the module's level, in one walk over the statements."""

    definitions: list[tuple[str, Definition]] = field(default_factory=list)
    bindings: list[Binding] = field(default_factory=list)

    def visit(self, node: ast.AST, place: _Place) -> None:
        if isinstance(node, Definition):
            self._define(node, place)
            return
        if isinstance(node, ast.stmt):
            self._bind_all(node, place)
        only = isinstance(node, ast.If) and last_name(node.test) == "TYPE_CHECKING"
        inner = replace(place, branch=True)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
                guarded = isinstance(node, ast.If) and only and child in node.body
                self.visit(child, replace(inner, typing_only=True) if guarded else inner)

    def _define(self, node: Definition, place: _Place) -> None:
        roles = {last_name(decorator) for decorator in node.decorator_list}
        if not place.typing_only and not roles & {"overload", "setter", "deleter"}:
            self.definitions.append((".".join((*place.scope, node.name)), node))
            self._bind(Binding(node.name, node, None, not place.branch), place)
        local = (node.name,) if isinstance(node, ast.ClassDef) else (node.name, "<locals>")
        for child in node.body:
            self.visit(child, replace(place, scope=place.scope + local))

    def _bind_all(self, node: ast.stmt, place: _Place) -> None:
        for name in assigned_names(node):
            self._bind(Binding(name, node, None, not place.branch), place)
        for imported in read_imports(node):
            self._bind(Binding(imported.bound, node, imported, not place.branch), place)

    def _bind(self, binding: Binding, place: _Place) -> None:
        if not place.scope:
            self.bindings.append(binding)
