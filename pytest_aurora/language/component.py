"""A component: one thing a body can do with values, declared in a line or two."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.types import Type
from pytest_aurora.problem.words import stem


class Role(Enum):
    """What may stand for an argument; the value is its word in a component's signature."""

    ANY = "any"
    """Any bank entry of the type."""
    LEAF = "leaf"
    """A variable, a constant, or the length of one."""
    CONSTANT = "const"
    """A constant only."""
    COMPUTED = "computed"
    """Anything but a constant."""


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """A pure function on frozen values with its source form.

    Attributes:
        name: different from all others of a problem.
        parameters: argument types; may hold type variables.
        roles: what may stand for each argument.
        cost: at least 1.
        function: pure; may raise any Exception; must never take long or build something huge.
        source: source with `{0}`, `{1}` for the arguments.
        words: stems (see `problem.words.stem`) of what a spec says when it means this.
        imports: statements the source needs.
        commutative: the first two arguments may be swapped.
        grows: results can be much bigger than arguments and are measured before they are kept.
        scoped: it is used inside comprehensions too; what builds long values is not.
        format_spec: inside an f-string, `{argument:format_spec}` says the same.
        named: stems of which a spec must say one: it takes part in no other search; none for what all may use.
        made: for one problem, of its examples or types; no other problem has just the same.
    """

    name: str
    parameters: tuple[Type, ...]
    roles: tuple[Role, ...]
    result: Type
    cost: int
    function: Callable[..., Any]
    source: str
    words: frozenset[str] = frozenset()
    imports: tuple[str, ...] = ()
    commutative: bool = False
    grows: bool = False
    format_spec: str | None = None
    scoped: bool = True
    named: frozenset[str] = frozenset()
    made: bool = False

    @property
    def family(self) -> str:
        """The construct of Python's that it is one of: its name up to the first colon."""
        return self.name.partition(":")[0]

    @property
    def key(self) -> str:
        """What other problems know it by: its name, or its family where it was made for one."""
        return self.family if self.made else self.name

    @property
    def is_generic(self) -> bool:
        """True when a type variable occurs in its signature."""
        return any(p.is_generic for p in self.parameters)

    def __repr__(self) -> str:
        return f"<{self.name}>"


_ROLE = re.compile(r"(leaf|const|computed)\s+(.*)", re.S)


def parse_signature(text: str) -> tuple[tuple[Type, ...], tuple[Role, ...], Type]:
    """Parameters, roles and result of `"str, leaf str -> list[str]"`; `T U K V` are type variables."""
    left, _, right = text.rpartition("->")
    types: list[Type] = []
    roles: list[Role] = []
    for part in _split_top_level(left):
        match = _ROLE.match(part)
        roles.append(Role(match[1]) if match else Role.ANY)
        types.append(read_type(match[2] if match else part))
    return tuple(types), tuple(roles), read_type(right)


def _split_top_level(text: str) -> list[str]:
    parts, depth = [""], 0
    for char in text:
        depth += (char == "[") - (char == "]")
        if char == "," and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts if part.strip()]


class Library:
    """Components of one kind of value, in the order of their declaration."""

    def __init__(self) -> None:
        self.components: list[Component] = []

    def add(
        self,
        name: str,
        signature: str,
        cost: int,
        function: Callable[..., Any],
        source: str,
        words: str = "",
        *,
        imports: str = "",
        commutative: bool = False,
        grows: bool = False,
        spec: str | None = None,
        scoped: bool = True,
        named: str = "",
    ) -> None:
        """Declare a component; see `Component` for the meaning of each argument; its names are words, too."""
        parameters, roles, result = parse_signature(signature)
        needed = tuple(part.strip() for part in imports.split(";") if part.strip())
        names = frozenset(map(stem, named.split()))
        self.components.append(
            Component(
                name, parameters, roles, result, cost, function, source, names.union(map(stem, words.split())), needed,
                commutative, grows, spec, scoped, names,
            )
        )  # fmt: skip
