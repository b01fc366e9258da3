"""The names that a module's statements bind, and what the imported ones stand for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst


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
    node: cst.CSTNode
    imported: Import | None
    certain: bool


def read_imports(node: cst.BaseSmallStatement) -> tuple[Import, ...]:
    """What an import statement imports; nothing for another statement."""
    if isinstance(node, cst.Import):
        return tuple(Import(dotted(item.name), alias=_alias(item)) for item in node.names)
    if not isinstance(node, cst.ImportFrom):
        return ()
    module = "." * len(node.relative) + (dotted(node.module) if node.module else "")
    if isinstance(node.names, cst.ImportStar):
        return (Import(module, "*"),)
    return tuple(Import(module, dotted(item.name), _alias(item)) for item in node.names)


def _alias(item: cst.ImportAlias) -> str | None:
    return dotted(item.asname.name) if item.asname else None


def dotted(node: cst.CSTNode) -> str:
    """The dotted name that an expression is, or that it calls; empty when it is neither."""
    if isinstance(node, cst.Call):
        return dotted(node.func)
    if isinstance(node, cst.Attribute):
        return f"{dotted(node.value)}.{node.attr.value}"
    return node.value if isinstance(node, cst.Name) else ""


def assigned_names(node: cst.BaseSmallStatement) -> Iterator[str]:
    """The names that an assignment binds; none for another statement."""
    if isinstance(node, cst.Assign):
        for target in node.targets:
            yield from _target_names(target.target)
    elif isinstance(node, cst.AnnAssign | cst.AugAssign):
        yield from _target_names(node.target)


def _target_names(target: cst.BaseExpression) -> Iterator[str]:
    if isinstance(target, cst.Name):
        yield target.value
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            yield from _target_names(element.value)
