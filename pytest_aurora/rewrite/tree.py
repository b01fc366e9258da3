"""A Python file's syntax tree with offsets: its functions, its classes, the names that it binds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, CodeSpan, MetadataWrapper

from pytest_aurora.rewrite.bindings import Binding, assigned_names, dotted, read_imports
from pytest_aurora.rewrite.source import Source, SourceError, parse_python

Definition = cst.FunctionDef | cst.ClassDef


_SENTINEL = "\npass\n"
"""A last statement for the parser only: libcst loses blanks and some indented comments at a file's end."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed file.

    Attributes:
        definitions: functions and classes with their qualified names, in order; without overloads, property setters
            and what stands under `if TYPE_CHECKING`.
        bindings: the names bound at the module's level, in order.
    """

    source: Source
    module: cst.Module
    spans: Mapping[cst.CSTNode, CodeSpan]
    definitions: tuple[tuple[str, Definition], ...]
    bindings: tuple[Binding, ...]

    def start(self, node: cst.CSTNode) -> int:
        """Where a node begins, its decorators included."""
        decorators = node.decorators if isinstance(node, Definition) else ()
        return self.spans[decorators[0] if decorators else node].start

    def end(self, node: cst.CSTNode) -> int:
        """Where a node's code ends, before a comment behind it."""
        span = self.spans[node]
        return span.start + span.length

    def line(self, node: cst.CSTNode) -> int:
        """The 1-based line of a node; of a definition, the line of its `def` or `class`."""
        return self.source.line(self.spans[node].start)

    def named(self, qualname: str) -> tuple[Definition, ...]:
        """The definitions of that qualified name."""
        return tuple(node for name, node in self.definitions if name == qualname)


def read_tree(source: Source) -> Tree:
    """Parse a file.

    Raises:
        SourceError: it is no Python, or nested too deeply.
    """
    parse_python(source.encode(source.data), source.path)  # libcst's parser crashes on depths that Python refuses
    text = source.plain.decode() + _SENTINEL
    try:
        module = cst.parse_module(text)
        spans = MetadataWrapper(module, unsafe_skip_copy=True).resolve(ByteSpanPositionProvider)
        exact = module.code == text
        survey = _Survey()
        survey.visit(module, _Place())
    except cst.ParserSyntaxError as error:
        raise SourceError(f"libcst cannot parse it: {error.message}", source.path, error.raw_line) from error
    except RecursionError as error:
        raise SourceError("the code is nested too deeply to be edited", source.path) from error
    if not exact:
        raise SourceError("libcst does not give the same text back, so it cannot be edited safely", source.path)
    module = module.with_changes(body=module.body[:-1])
    return Tree(source, module, spans, tuple(survey.definitions), tuple(survey.bindings))


_HOLDERS = (
    cst.BaseSuite,
    cst.BaseCompoundStatement,
    cst.Else,
    cst.ExceptHandler,
    cst.ExceptStarHandler,
    cst.Finally,
    cst.MatchCase,
)
"""The nodes in which statements can stand."""


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

    def visit(self, node: cst.CSTNode, place: _Place) -> None:
        if isinstance(node, Definition):
            self._define(node, place)
        elif isinstance(node, cst.SimpleStatementLine | cst.SimpleStatementSuite):
            self._bind_all(node.body, place)
        elif isinstance(node, cst.If):
            only = dotted(node.test).rpartition(".")[2] == "TYPE_CHECKING"
            self.visit(node.body, replace(place, branch=True, typing_only=place.typing_only or only))
            if node.orelse is not None:
                self.visit(node.orelse, replace(place, branch=True))
        else:
            inner = replace(place, branch=place.branch or isinstance(node, cst.BaseCompoundStatement))
            for child in node.children:
                if isinstance(child, (*_HOLDERS, cst.BaseStatement)):
                    self.visit(child, inner)

    def _define(self, node: Definition, place: _Place) -> None:
        roles = {dotted(decorator.decorator).rpartition(".")[2] for decorator in node.decorators}
        name = node.name.value
        if not place.typing_only and not roles & {"overload", "setter", "deleter"}:
            self.definitions.append((".".join((*place.scope, name)), node))
            self._bind(Binding(name, node, None, not place.branch), place)
        local = (name, "<locals>") if isinstance(node, cst.FunctionDef) else (name,)
        self.visit(node.body, replace(place, scope=place.scope + local))

    def _bind_all(self, statements: Sequence[cst.BaseSmallStatement], place: _Place) -> None:
        for node in statements:
            for name in assigned_names(node):
                self._bind(Binding(name, node, None, not place.branch), place)
            for imported in read_imports(node):
                self._bind(Binding(imported.bound, node, imported, not place.branch), place)

    def _bind(self, binding: Binding, place: _Place) -> None:
        if not place.scope:
            self.bindings.append(binding)
