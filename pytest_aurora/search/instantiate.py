"""Components with their type variables bound to the types that a bank holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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
Pools = tuple[tuple[Type, ...], ...]
"""For each parameter the types that an argument may have."""


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


class Instances:
    """Components and the ways to apply them to the types that a bank holds.

    Args:
        components: in the order in which they are tried.
        allowed: whether results of a type are wanted at all.
        cost: of a component with a ground result type.
    """

    def __init__(
        self,
        components: Iterable[Component],
        allowed: Callable[[Type], bool],
        cost: Callable[[Component, Type], int],
    ) -> None:
        self._components = tuple(components)
        self._patterns = tuple(dict.fromkeys(p for component in self._components for p in component.parameters))
        self._allowed = allowed
        self._cost = cost
        self._matching: dict[tuple[Type, Type], bool] = {}
        """Whether a type is one of a pattern's."""
        self._bound: dict[tuple[Component, Pools], list[Instance]] = {}
        self._over: dict[frozenset[Type], list[Instance]] = {}

    def over(self, types: frozenset[Type]) -> list[Instance]:
        """Every way to apply the components to arguments of these types with an allowed result."""
        found = self._over.get(types)
        if found is None:
            ordered = sorted(types, key=str)
            pools = {p: tuple([t for t in ordered if self._matches(p, t)]) for p in self._patterns}
            found = self._over[types] = [i for component in self._components for i in self._instances(component, pools)]
        return found

    def _matches(self, pattern: Type, t: Type) -> bool:
        key = (pattern, t)
        if key not in self._matching:
            self._matching[key] = match(pattern, t, {}) is not None
        return self._matching[key]

    def _instances(self, component: Component, pools: Mapping[Type, tuple[Type, ...]]) -> list[Instance]:
        key = component, tuple([pools[p] for p in component.parameters])
        found = self._bound.get(key)
        if found is None:
            found = self._bound[key] = list(self._bind(*key))
        return found

    def _bind(self, component: Component, pools: Pools) -> Iterator[Instance]:
        for bindings in _bindings(component.parameters, pools, {}):
            parameters = tuple([substitute(p, bindings) for p in component.parameters])
            result = substitute(component.result, bindings)
            if is_possible(result) and self._allowed(result):
                yield Instance(component, parameters, result, self._cost(component, result))


def _bindings(parameters: tuple[Type, ...], pools: Pools, bindings: Bindings) -> Iterator[Bindings]:
    """Bindings under which every parameter is one of the types in its pool, each once."""
    if not parameters:
        yield bindings
        return
    for ground in pools[0]:
        found = match(parameters[0], ground, bindings)
        if found is not None:
            yield from _bindings(parameters[1:], pools[1:], found)
