"""What a component costs in one problem: its declared cost, the spec's words, learned biases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pytest_aurora.language.component import Component, Role
from pytest_aurora.language.expressions import Apply, Expression, walk
from pytest_aurora.problem.problem import Helper, Problem
from pytest_aurora.problem.types import BOOL, INT, NONE, Type
from pytest_aurora.problem.values import freeze, thaw
from pytest_aurora.problem.words import words_of
from pytest_aurora.search.outcome import Learned

HELPER_COST = 2
FEW_HELPERS = 3
"""From so many on each costs one more, from twice as many two more: the more there are, the less each says."""


FOREIGN = 2
"""What a component costs more whose result is of a scalar type that the problem does not speak of."""

UNSPOKEN = 1
"""What a component costs more of which a spec in prose does not speak."""
CALLED = 1
"""What a component costs less of which the function's name speaks."""
PROSE = 11
"""Words and stems from which on a spec is one in prose."""
BASIC = 3
"""What costs less is meant without being spoken of."""

CostOf = Callable[[Component, Type], int]
"""The cost of a component with a ground result type."""


def cost_function(problem: Problem, learned: Learned | None) -> CostOf:
    """A component costs less when the spec speaks of it, and less again when the function is called so.

    It costs more when a spec in prose does not speak of it, and when it leaves the problem's types; at least 1.
    Learned biases are asked for by `result type>component`: the production in the context of what is wanted. They make
    nothing dearer of which the spec speaks.
    """
    native = {INT, BOOL, NONE, *scalars_of(problem)}
    known: dict[tuple[Component, Type], int] = {}
    prose, called = is_prose(problem), words_of(problem.signature.name)

    def cost(component: Component, result: Type) -> int:
        key = (component, result)
        if key not in known:
            hits = len(component.words & problem.words)
            foreign = 0 if hits or native.issuperset(_scalars(result)) else FOREIGN
            told = _discount(component, hits) + CALLED * bool(component.words & called)
            untold = UNSPOKEN if prose and not hits and component.cost >= BASIC else 0
            bias = learned.bias(production_key(result, component.key)) if learned is not None else 0.0
            bias = min(bias, 0.0) if hits or component.cost < BASIC else bias
            known[key] = max(1, round(component.cost - told + untold + foreign + bias))
        return known[key]

    return cost


def is_prose(problem: Problem) -> bool:
    """Whether the spec says in so many words what is meant."""
    return len(problem.words) >= PROSE


def is_familiar(expression: Expression, problem: Problem, learned: Learned) -> bool:
    """Whether all parts are basic, spoken of by the spec, seen in its examples, or of the like of earlier bodies."""
    used = {part.component for part in walk(expression) if isinstance(part, Apply)}
    return bool(used) and not learned.is_blank and all(_is_expected(c, problem, learned) for c in used)


def _is_expected(component: Component, problem: Problem, learned: Learned) -> bool:
    meant = component.cost < BASIC or component.made or bool(component.words & problem.words)
    return meant or learned.knows(component.family)


def production_key(result: Type, name: str) -> str:
    """The key under which learning knows a production: what is wanted, and what gives it."""
    return f"{result}>{name}"


def scalars_of(problem: Problem) -> Iterator[Type]:
    """The scalar types that occur in the parameters and the result."""
    yield from _scalars(problem.signature.returns)
    for parameter in problem.signature.parameters:
        yield from _scalars(parameter.type)


def _scalars(t: Type) -> Iterator[Type]:
    if not t.args:
        yield t
    for arg in t.args:
        yield from _scalars(arg)


def _discount(component: Component, hits: int) -> int:
    if not hits or component.cost == 1:
        return 0
    return 1 + (hits > 1 and component.cost > 3) + (component.cost > 4)


def helper_components(helpers: Sequence[Helper]) -> list[Component]:
    """The functions of the user's as components."""
    cost = HELPER_COST + (len(helpers) // FEW_HELPERS).bit_length()
    return [_helper_component(helper, cost) for helper in helpers]


def _helper_component(helper: Helper, cost: int) -> Component:
    signature = helper.signature
    types = tuple(p.type for p in signature.parameters)

    def function(*values: object) -> object:
        arguments = [thaw(v, t) for v, t in zip(values, types, strict=True)]
        return freeze(helper.function(*arguments), signature.returns)

    holes = ", ".join(f"{{{i}}}" for i in range(len(types)))
    words = frozenset(helper.name.lower().replace(".", "_").split("_"))
    imports = (helper.requires,) if helper.requires else ()
    return Component(
        helper.name, types, (Role.ANY,) * len(types), signature.returns, cost, function,
        f"{helper.name}({holes})", words, imports,
    )  # fmt: skip
