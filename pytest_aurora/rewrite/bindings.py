"""The names that a module's statements bind, and what the imported ones stand for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Import:
    """One name that an import binds: `import module [as alias]`, or, with a name, `from module import name`."""

    module: str
    name: str | None = None
    alias: str | None = None

    @property
    def bound(self) -> str:
        """The name that it binds."""
        return self.alias or self.name or self.module.partition(".")[0]

    @property
    def origin(self) -> tuple[str, str | None]:
        """What the bound name stands for: a module, or a name of a module."""
        return (self.module if self.name or self.alias else self.bound, self.name)

    @property
    def item(self) -> str:
        """How it stands in the list of names of its statement."""
        return (self.name or self.module) + (f" as {self.alias}" if self.alias else "")

    @property
    def statement(self) -> str:
        """The statement that imports it alone."""
        return f"from {self.module} import {self.item}" if self.name else f"import {self.item}"

    def gives(self, other: Import) -> bool:
        """Whether a module that holds this import needs no `other`."""
        whole = self.name is other.name is self.alias is other.alias is None
        return self == other or (whole and self.module.startswith(f"{other.module}."))


@dataclass(frozen=True, slots=True)
class Binding:
    """A name bound at a module's level.

    Attributes:
        node: the statement or definition that binds it.
        imported: the import that binds it, or None.
        certain: whether it is bound whenever the module runs, and not only in a branch or for type checkers.
    """

    name: str
    node: ast.stmt
    imported: Import | None
    certain: bool


def read_imports(node: ast.stmt) -> tuple[Import, ...]:
    """What an import statement imports; nothing for another statement."""
    if isinstance(node, ast.Import):
        return tuple(Import(item.name, alias=item.asname) for item in node.names)
    if isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        return tuple(Import(module, item.name, item.asname) for item in node.names)
    return ()


def assigned_names(node: ast.stmt) -> Iterator[str]:
    """The names that an assignment binds; none for another statement."""
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for part in (part for target in targets for part in ast.walk(target)):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                yield part.id


def dotted(node: ast.expr) -> str:
    """The dotted name that an expression is, or that it calls; empty when it is neither."""
    if isinstance(node, ast.Call):
        return dotted(node.func)
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def last_name(node: ast.expr) -> str:
    """The last part of that name: `setter` for `price.setter`."""
    return dotted(node).rpartition(".")[2]
