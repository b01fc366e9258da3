"""What a new function's signature needs its module to hold."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

_HOMES = {
    "typing": "AbstractSet Annotated Any ClassVar DefaultDict Deque Dict Final FrozenSet List Literal NamedTuple "
    "Optional Set Tuple Type TypeVar Union",
    "collections.abc": "Callable Collection Container Hashable ItemsView Iterable Iterator Generator KeysView Mapping "
    "MutableMapping MutableSequence MutableSet Reversible Sequence Sized ValuesView",
    "collections": "Counter OrderedDict defaultdict deque",
    "datetime": "date datetime time timedelta timezone",
    "decimal": "Decimal",
    "fractions": "Fraction",
    "numbers": "Number",
}
_HOME = {name: module for module, names in _HOMES.items() for name in names.split()}
_MODULES = frozenset(module.partition(".")[0] for module in _HOMES)
_TYPE_VARIABLE = re.compile(r"[A-Z]\w?")


@dataclass(frozen=True, slots=True)
class Needs:
    """What a signature needs.

    Attributes:
        imports: import statements.
        type_variables: names that are to be type variables.
    """

    imports: tuple[str, ...] = ()
    type_variables: tuple[str, ...] = ()


def needs(signatures: Iterable[str], bound: Collection[str]) -> Needs:
    """What `def f(x: Optional[T]) -> date` needs, other than what is bound; quoted annotations need nothing.

    Args:
        signatures: `def` lines, with or without their colons.
        bound: names that the module binds.
    """
    names = [n for signature in signatures for n in _names(signature) if n.partition(".")[0] not in bound]
    imports = dict.fromkeys(statement for name in names if (statement := _import(name)))
    variables = dict.fromkeys(name for name in names if name not in _HOME and _TYPE_VARIABLE.fullmatch(name))
    if variables and "TypeVar" not in bound:
        imports["from typing import TypeVar"] = None
    return Needs(tuple(imports), tuple(variables))


def _names(signature: str) -> Iterator[str]:
    """The names, dotted ones with their dots, that are looked up when the function is made."""
    tree = ast.parse(signature.rstrip().removesuffix(":") + ": ...")
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    found = [n for n in ast.walk(tree) if isinstance(n, ast.Name | ast.Attribute) and id(n) not in inner]
    names = map(ast.unparse, sorted(found, key=lambda node: (node.lineno, node.col_offset)))
    return (name for name in names if not hasattr(builtins, name))


def _import(name: str) -> str | None:
    module, _, last = name.rpartition(".")
    if module:
        return f"import {module}" if module.partition(".")[0] in _MODULES else None
    return f"from {_HOME[last]} import {last}" if last in _HOME else None
