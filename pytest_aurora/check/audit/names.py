"""What a name means that no scope of the code binds."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from pytest_aurora.check.audit.violation import Violation
from pytest_aurora.check.audit.vocabulary import (
    BUILTINS,
    HINTS,
    IMPORTS,
    REFUSED_BUILTINS,
    REFUSED_NAMES,
    VALUE_METHODS,
)


@dataclass(frozen=True, slots=True)
class Names:
    """The caller's names and the positions where a dangerous name is harmless.

    Attributes:
        declared: values that the code may use freely; None when they are not known.
        inert: ids of the nodes whose value is only computed with.
    """

    declared: frozenset[str] | None
    inert: frozenset[int]

    def holds(self, name: str) -> bool:
        """Whether the caller declared `name`."""
        return self.declared is not None and name in self.declared

    def holds_module(self, path: str) -> bool:
        """Whether the caller declared a name inside the module `path`."""
        return any(name.startswith(path + ".") for name in self.declared or ())

    def may_be_module(self, name: str) -> bool:
        """Whether an unbound `name` must be read as a module in `name.attribute`."""
        return name in IMPORTS or self.holds_module(name)

    def is_method(self, name: str) -> bool:
        """Whether `name` is a method of plain values: `string.split` is about a parameter called `string`."""
        return name in VALUE_METHODS

    def is_refused(self, name: str) -> bool:
        """Whether a built-in that code may not use is found when nothing binds `name`."""
        return name in REFUSED_BUILTINS and not self.holds(name)

    def check(self, node: ast.Name) -> Iterator[Violation]:
        """What is wrong with a name that no scope binds."""
        name = node.id
        if self.holds(name) or name in BUILTINS:
            return
        hint = HINTS.get(name, "a parameter, a built-in for plain values, or an import that is allowed")
        if self.declared is not None:
            yield Violation(node.lineno, node.col_offset + 1, "name", f"{name!r} is not declared", hint)
        elif name in REFUSED_NAMES and id(node) not in self.inert:
            yield Violation(node.lineno, node.col_offset + 1, "name", f"{name!r}", hint)
