"""What a component costs in one problem: its declared cost, the spec's words, learned biases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytest_aurora.language.component import Component, Role
from pytest_aurora.problem.problem import Helper, Problem
from pytest_aurora.problem.values import freeze, thaw
from pytest_aurora.search.outcome import CostModel

HELPER_COST = 2


def cost_function(problem: Problem, learned: CostModel | None) -> Callable[[Component], int]:
    """A component costs one less when the spec speaks of it, and what was learned more or less; at least 1."""
    known: dict[Component, int] = {}

    def cost(component: Component) -> int:
        if component not in known:
            hits = len(component.words & problem.words)
            bias = learned.bias(component.name) if learned is not None else 0.0
            known[component] = max(1, round(component.cost - _discount(component, hits) + bias))
        return known[component]

    return cost


def _discount(component: Component, hits: int) -> int:
    if not hits or component.cost == 1:
        return 0
    return 1 + (hits > 1 and component.cost > 3) + (component.cost > 4)


def helper_component(helper: Helper) -> Component:
    """A function of the user's as a component."""
    signature = helper.signature
    types = tuple(p.type for p in signature.parameters)

    def function(*values: Any) -> Any:
        arguments = [thaw(v, t) for v, t in zip(values, types, strict=True)]
        return freeze(helper.function(*arguments), signature.returns)

    holes = ", ".join(f"{{{i}}}" for i in range(len(types)))
    words = frozenset(helper.name.lower().replace(".", "_").split("_"))
    imports = (helper.requires,) if helper.requires else ()
    return Component(
        helper.name, types, (Role.ANY,) * len(types), signature.returns, HELPER_COST, function,
        f"{helper.name}({holes})", words, imports,
    )  # fmt: skip
