"""Inverses: what is left of a goal when a bank entry is one argument of its outermost component."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pytest_aurora.language.expressions import Display, Expression
from pytest_aurora.problem.types import FLOAT, INT
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.core import CHILDREN, DEPTH, Core
from pytest_aurora.search.goal import Goal, projector

ENTRY_COST = 5
"""What the known argument of an inverse may cost for a goal at depth 0; less further down."""
LOOKUP_COST = 11
"""What the known number may cost where the other one is only looked up."""


@dataclass(frozen=True, slots=True)
class Inverse:
    """`component(entry, rest)` or `component(rest, entry)` gives the wanted value.

    Attributes:
        rest: the other argument's values from the wanted values and the entry's, or None where there are none.
        entry_first: whether the entry is the first argument.
        unique: whether no other value does as well; then the rest may be a goal, else it is only looked up.
    """

    component: str
    cost: int
    rest: Callable[[Values, Values], Values | None]
    entry_first: bool
    unique: bool = True


def _pointwise(function: Callable[[Any, Any], Any]) -> Callable[[Values, Values], Values | None]:
    return lambda wanted, known: tuple(map(function, wanted, known))


def _quotients(wanted: Values, known: Values) -> Values | None:
    if 0 in known or any(map(operator.mod, wanted, known)):
        return None
    return tuple(map(operator.floordiv, wanted, known))


def _dividends(wanted: Values, known: Values) -> Values | None:
    return None if 0 in known else tuple(map(operator.mul, wanted, known))


def _products(wanted: Values, known: Values) -> Values | None:
    return None if 0.0 in known else tuple(map(operator.mul, wanted, known))


def _float_quotients(wanted: Values, known: Values) -> Values | None:
    return None if 0.0 in known else tuple(map(operator.truediv, wanted, known))


def _float_dividends(wanted: Values, known: Values) -> Values | None:
    return None if 0.0 in wanted or 0.0 in known else tuple(map(operator.truediv, known, wanted))


def _after_prefixes(wanted: Values, known: Values) -> Values | None:
    rest = []
    for w, k in zip(wanted, known, strict=True):
        if w[: len(k)] != k:
            return None
        rest.append(w[len(k) :])
    return tuple(rest)


def _before_suffixes(wanted: Values, known: Values) -> Values | None:
    rest = []
    for w, k in zip(wanted, known, strict=True):
        cut = len(w) - len(k)
        if cut < 0 or w[cut:] != k:
            return None
        rest.append(w[:cut])
    return tuple(rest)


def _tails(wanted: Values, known: Values) -> Values | None:
    if any(not w or w[0] != k for w, k in zip(wanted, known, strict=True)):
        return None
    return tuple([w[1:] for w in wanted])


def _heads(wanted: Values, known: Values) -> Values | None:
    if any(not w or w[-1] != k for w, k in zip(wanted, known, strict=True)):
        return None
    return tuple([w[:-1] for w in wanted])


_plus, _minus, _from = _pointwise(operator.add), _pointwise(operator.sub), _pointwise(lambda w, k: k - w)

INVERSES: dict[str, tuple[Inverse, ...]] = {
    "int": (
        Inverse("add", 2, _minus, True),
        Inverse("sub", 2, _plus, False),
        Inverse("sub", 2, _from, True),
        Inverse("mul", 2, _quotients, True),
        Inverse("floordiv", 3, _dividends, False, unique=False),
    ),
    "float": (
        Inverse("mul:float", 2, _float_quotients, True),
        Inverse("add:float", 2, _minus, True),
        Inverse("sub:float", 2, _plus, False),
        Inverse("div:float", 2, _products, False),
        Inverse("div:float", 2, _float_dividends, True),
    ),
    "list": (Inverse("concat", 3, _after_prefixes, True), Inverse("concat", 3, _before_suffixes, False)),
}
"""By the name of the goal's type; the entry is of the same type."""


def deduce_inverses(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Look what is left up in the bank; make a goal of it for the cheapest few entries."""
    inverses = INVERSES.get(goal.type.name)
    if inverses is None or goal.depth > DEPTH:
        return
    limit = LOOKUP_COST if not goal.depth and goal.type in (INT, FLOAT) else ENTRY_COST - 2 * goal.depth
    if goal.solutions:
        limit = min(limit, goal.solutions[0].cost - 2)
    project = projector(goal.positions, goal.context.points)
    wanted, element = goal.projected, goal.type.args[0] if goal.type.args else None
    for entry in fresh:
        if entry.cost > limit or entry.partial:
            continue
        if entry.type is goal.type:
            known = project(entry.values) if project else entry.values
            for inverse in inverses:
                rest = inverse.rest(wanted, known)
                if rest is not None and rest != wanted:
                    build = _builder(core, goal, entry, inverse)
                    _pursue(core, goal, entry, rest, inverse.cost, build, unique=inverse.unique)
        elif entry.type is element:
            _ends(core, goal, entry, wanted, project(entry.values) if project else entry.values)


def _builder(core: Core, goal: Goal, entry: Entry, inverse: Inverse) -> Callable[[Expression], Expression]:
    known = entry.expression
    if inverse.entry_first:
        return lambda other: core.apply(inverse.component, goal.type, known, other)
    return lambda other: core.apply(inverse.component, goal.type, other, known)


def _pursue(
    core: Core,
    goal: Goal,
    entry: Entry,
    rest: Values,
    cost: int,
    build: Callable[[Expression], Expression],
    *,
    unique: bool = True,
) -> None:
    """Offer the rest if the bank has it; otherwise want it, within bounds."""
    if goal.is_total:
        found = goal.context.bank.find(goal.type, rest)
        if found is not None:
            goal.offer(cost + entry.cost + found.cost, build(found.expression))
            if found.cost <= ENTRY_COST:
                return
    if not unique or entry.cost > ENTRY_COST or (goal.type.args and not any(rest)):
        return
    if goal.depth >= DEPTH or goal.children >= CHILDREN:
        return
    goal.children += 1
    spent = cost + entry.cost
    wanted = rest if goal.is_total else _scattered(goal, rest)
    sub = core.want(goal.context, goal.type, wanted, goal.positions, depth=goal.depth + 1, base=goal.base + spent)
    core.step(goal, [sub], spent, build)


def _scattered(goal: Goal, rest: Values) -> Values:
    values: list[Any] = [None] * len(goal.wanted)
    for i, value in zip(goal.positions, rest, strict=True):
        values[i] = value
    return tuple(values)


def _ends(core: Core, goal: Goal, entry: Entry, wanted: Values, known: Values) -> None:
    """A list that begins or ends with the value of an entry of its element type."""
    display = Display((entry.expression,), goal.type)
    tails = _tails(wanted, known)
    if tails is not None:
        _pursue(core, goal, entry, tails, 4, lambda rest: core.apply("concat", goal.type, display, rest))
    heads = _heads(wanted, known)
    if heads is not None:
        _pursue(core, goal, entry, heads, 4, lambda rest: core.apply("concat", goal.type, rest, display))
