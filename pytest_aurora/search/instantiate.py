"""Components with their type variables bound to the types that a bank holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pytest_aurora.language.component import Component
from pytest_aurora.problem.types import Type


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """A component for ground types, with its cost in this search."""

    component: Component
    parameters: tuple[Type, ...]
    result: Type
    cost: int


UNORDERED = frozenset({"set", "frozenset", "dict"})
UNHASHABLE = frozenset({"list", "set", "dict"})
Bindings = dict[str, Type]


def match(pattern: Type, ground: Type, bindings: Bindings) -> Bindings | None:
    """The bindings under which `pattern` is `ground`, or None."""
    if pattern is ground:
        return bindings
    if pattern.kind == "variable":
        bound = bindings.get(pattern.name)
        if bound is None:
            return {**bindings, pattern.name: ground}
        return bindings if bound == ground else None
    if pattern.name != ground.name or len(pattern.args) != len(ground.args) or pattern.kind != ground.kind:
        return None
    for p, g in zip(pattern.args, ground.args, strict=True):
        found = match(p, g, bindings)
        if found is None:
            return None
        bindings = found
    return bindings


def substitute(pattern: Type, bindings: Bindings) -> Type:
    """The pattern with its variables replaced."""
    if pattern.kind == "variable":
        return bindings[pattern.name]
    if not pattern.args:
        return pattern
    return Type(pattern.name, tuple(substitute(arg, bindings) for arg in pattern.args), pattern.kind, pattern.cls)


def is_possible(t: Type) -> bool:
    """Whether Python has such values: keys and members of sets must be hashable."""
    if t.name in UNORDERED and not is_hashable(t.args[0]):
        return False
    return all(map(is_possible, t.args))


def is_hashable(t: Type) -> bool:
    """Whether values of the type can be keys."""
    return t.name not in UNHASHABLE and all(map(is_hashable, t.args))


def instances(
    components: Iterable[Component],
    types: Sequence[Type],
    allowed: Callable[[Type], bool],
    cost: Callable[[Component, Type], int],
) -> Iterator[Instance]:
    """Every way to apply the components to arguments of the given types with an allowed result."""
    available = frozenset(types)
    for component in components:
        if not component.is_generic:
            if available.issuperset(component.parameters) and allowed(component.result):
                yield Instance(component, component.parameters, component.result, cost(component, component.result))
            continue
        for bindings in _bindings(component.parameters, types, {}):
            result = substitute(component.result, bindings)
            if is_possible(result) and allowed(result):
                parameters = tuple(substitute(p, bindings) for p in component.parameters)
                yield Instance(component, parameters, result, cost(component, result))


def _bindings(parameters: tuple[Type, ...], types: Sequence[Type], bindings: Bindings) -> Iterator[Bindings]:
    """Bindings under which every parameter is one of the types, each once."""
    if not parameters:
        yield bindings
        return
    first, rest = parameters[0], parameters[1:]
    for ground in types:
        found = match(first, ground, bindings)
        if found is not None:
            yield from _bindings(rest, types, found)
