"""Type variables of the user's: what they stand for in the examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pytest_aurora.problem.types import ANY, FLOAT, INT, Type, join_types, type_of


def resolved(types: Sequence[Type], columns: Sequence[Sequence[object]]) -> tuple[Type, ...]:
    """The types with their variables replaced by what they stand for in every example.

    A variable that stands for values of several types is a type of its own, of which nothing else is known.

    Args:
        types: of the parameters and the result.
        columns: for each of them the values that the examples give.
    """
    standing: dict[str, list[Type]] = {}
    for t, values in zip(types, columns, strict=True):
        for value in values if t.is_generic else ():
            for name, found in _bound(t, type_of(value)):
                standing.setdefault(name, []).append(found)
    bindings = {name: _one(name, found) for name, found in standing.items()}
    return tuple(_substituted(t, bindings) for t in types)


def _bound(declared: Type, observed: Type) -> Iterator[tuple[str, Type]]:
    """What the variables of a type stand for in a value's type."""
    if declared.kind == "variable":
        yield declared.name, observed
    elif declared.name == "tuple*" and observed.name == "tuple":
        yield from _bound(declared.args[0], join_types(observed.args)) if observed.args else ()
    elif declared.name == observed.name and len(declared.args) == len(observed.args):
        for inner, found in zip(declared.args, observed.args, strict=True):
            yield from _bound(inner, found)


def _one(name: str, found: Iterable[Type]) -> Type:
    parts = list(dict.fromkeys(found))
    joined = join_types(parts)
    mixed = joined.name == "union" or (joined == FLOAT and INT in parts) or joined == ANY
    return _opaque(name) if mixed else joined


def _opaque(name: str) -> Type:
    return Type(name, kind="class")


def _substituted(t: Type, bindings: dict[str, Type]) -> Type:
    if t.kind == "variable":
        return bindings.get(t.name, _opaque(t.name))
    if not t.is_generic:
        return t
    return Type(t.name, tuple(_substituted(arg, bindings) for arg in t.args), t.kind, t.cls, t.literals)
