"""Components with their type variables bound to the types that a bank holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from pytest_aurora.language.component import Component, Role
from pytest_aurora.problem.types import Type


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """A component for ground types, with its cost in this search."""

    component: Component
    parameters: tuple[Type, ...]
    result: Type
    cost: int

    @property
    def function(self) -> Callable[..., Any]:
        """The component's function."""
        return self.component.function

    @property
    def roles(self) -> tuple[Role, ...]:
        """The component's roles."""
        return self.component.roles


Bindings = dict[str, Type]


def match(pattern: Type, ground: Type, bindings: Bindings) -> Bindings | None:
    """The bindings under which `pattern` is `ground`, or None."""
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


def instances(
    components: Iterable[Component], types: Iterable[Type], allowed: Callable[[Type], bool], cost: Callable[[Component], int]
) -> Iterator[Instance]:
    """Every way to apply the components to arguments of the given types with an allowed result."""
    available = dict.fromkeys(types)
    for component in components:
        if not component.is_generic:
            if all(p in available for p in component.parameters) and allowed(component.result):
                yield Instance(component, component.parameters, component.result, cost(component))
            continue
        for bindings in _bindings(component, list(available)):
            result = substitute(component.result, bindings)
            if allowed(result):
                parameters = tuple(substitute(p, bindings) for p in component.parameters)
                yield Instance(component, parameters, result, cost(component))


def _bindings(component: Component, types: list[Type]) -> Iterator[Bindings]:
    seen: set[tuple[tuple[str, Type], ...]] = set()
    for choice in product(types, repeat=len(component.parameters)):
        bindings: Bindings | None = {}
        for pattern, ground in zip(component.parameters, choice, strict=True):
            bindings = match(pattern, ground, bindings)
            if bindings is None:
                break
        if bindings is not None:
            key = tuple(sorted(bindings.items(), key=lambda item: item[0]))
            if key not in seen:
                seen.add(key)
                yield bindings
