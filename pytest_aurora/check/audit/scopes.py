"""Which names a scope binds, and to what."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pytest_aurora.check.audit.vocabulary import IMPORTS


@dataclass(frozen=True, slots=True)
class Local:
    """A value that the code made or was given."""


@dataclass(frozen=True, slots=True)
class Module:
    """An imported module: good for `module.name` and for nothing else."""

    path: str


@dataclass(frozen=True, slots=True)
class Imported:
    """A name imported from a module."""

    module: str
    name: str


Binding = Local | Module | Imported
LOCAL = Local()


@dataclass(slots=True)
class Scope:
    """The names that a function, a comprehension or the text itself binds.

    Attributes:
        parent: where names are looked up that are not bound here.
        falls_through: names bound here may be absent at run time, and the built-in ones are then found instead.
        bound: what each name stands for.
        places: where each name is bound first.
        clashes: nodes that bind a name both to an import and to something else.
    """

    parent: Scope | None = None
    falls_through: bool = False
    bound: dict[str, Binding] = field(default_factory=dict)
    places: dict[str, ast.AST] = field(default_factory=dict)
    clashes: list[tuple[str, ast.AST]] = field(default_factory=list)

    def bind(self, name: str, binding: Binding, node: ast.AST) -> None:
        """Let `name` stand for `binding` in this scope."""
        known = self.bound.setdefault(name, binding)
        self.places.setdefault(name, node)
        if known != binding:
            self.clashes.append((name, node))

    def resolve(self, name: str) -> Binding | None:
        """What `name` stands for, looked up outwards; None when no scope binds it."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.bound:
                return scope.bound[name]
            scope = scope.parent
        return None


Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
Function = ast.FunctionDef | ast.Lambda


def function_scope(node: Function, parent: Scope) -> Scope:
    """The scope of a function's or lambda's body."""
    scope = Scope(parent)
    for parameter in parameters(node.args):
        scope.bind(parameter.arg, LOCAL, parameter)
    collect(node.body if isinstance(node.body, list) else [node.body], scope)
    return scope


def comprehension_scope(node: Comprehension, parent: Scope) -> Scope:
    """The scope of a comprehension: its targets."""
    scope = Scope(parent)
    for generator in node.generators:
        for target in ast.walk(generator.target):
            if isinstance(target, ast.Name) and isinstance(target.ctx, ast.Store):
                scope.bind(target.id, LOCAL, target)
    return scope


def parameters(arguments: ast.arguments) -> Iterator[ast.arg]:
    """All parameters, starred ones included."""
    yield from (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    yield from (arg for arg in (arguments.vararg, arguments.kwarg) if arg is not None)


def collect(nodes: Iterable[ast.AST], scope: Scope) -> None:
    """Bind in `scope` what `nodes` bind there; nested functions keep their own names."""
    collector = _Collector(scope)
    for node in nodes:
        collector.visit(node)


class _Collector(ast.NodeVisitor):
    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.outer: set[str] = set()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._bind(node.name, node)
        for expression in (*node.decorator_list, *node.args.defaults, *node.args.kw_defaults):
            if expression is not None:
                self.visit(expression)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for expression in (*node.args.defaults, *node.args.kw_defaults):
            if expression is not None:
                self.visit(expression)

    def _comprehension(self, node: Comprehension) -> None:
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        for generator in node.generators:
            parts += [generator.iter, *generator.ifs]
        for part in parts:
            self.visit(part)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension  # noqa: N815

    def visit_Name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._bind(node.id, node)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.outer.update(node.names)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            root = alias.name.partition(".")[0]
            self.scope.bind(alias.asname or root, Module(alias.name if alias.asname else root), node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            self.scope.bind(alias.asname or alias.name, imported(node.module or "", alias.name), node)

    def _named(self, node: ast.ExceptHandler | ast.MatchAs | ast.MatchStar) -> None:
        if node.name is not None:
            self._bind(node.name, node)
        self.generic_visit(node)

    visit_ExceptHandler = visit_MatchAs = visit_MatchStar = _named  # noqa: N815

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest is not None:
            self._bind(node.rest, node)
        self.generic_visit(node)

    def _bind(self, name: str, node: ast.AST) -> None:
        if name not in self.outer:
            self.scope.bind(name, LOCAL, node)


def imported(module: str, name: str) -> Binding:
    """What `from module import name` binds: a submodule such as `collections.abc` is a module."""
    path = f"{module}.{name}"
    return Module(path) if path in IMPORTS else Imported(module, name)
