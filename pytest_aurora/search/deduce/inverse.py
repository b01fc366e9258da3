"""Inverses: what is left of a goal when a bank entry is one argument of its outermost component."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from pytest_aurora.language.expressions import Constant, Display, Expression
from pytest_aurora.problem.types import FLOAT, INT, Type
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.core import CHILDREN, DEPTH, Core
from pytest_aurora.search.goal import Goal, projector, scattered

ENTRY_COST = 5
"""What the known argument of an inverse may cost for a goal at depth 0; less further down."""
LOOKUP_COST = 11
"""What the known number may cost where the other one is only looked up."""
LARGEST = 2**53
"""The greatest int that a float may stand for."""


@dataclass(frozen=True, slots=True)
class Inverse:
    """`component(entry, rest)` or `component(rest, entry)` gives the wanted value.

    Attributes:
        rest: the other argument's values from the wanted values and the entry's, or None where there are none.
        entry_first: whether the entry is the first argument.
        known: the entry's type; None for the goal's.
        left: the type of what is left; None for the goal's.
        unique: whether nothing else could be left; then it may be a goal, otherwise it is only looked up.
    """

    component: str
    rest: Callable[[Values, Values], Values | None]
    entry_first: bool
    known: Type | None = None
    left: Type | None = None
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


def _whole_products(wanted: Values, known: Values) -> Values | None:
    """Ints that known positive ints divide into the wanted floats."""
    rest = tuple([w * k for w, k in zip(wanted, known, strict=True)])
    if min(known) <= 0 or not all(map(math.isfinite, rest)) or max(map(abs, rest)) > LARGEST:
        return None
    whole = tuple(map(round, rest))
    return whole if all(map(_is_near, whole, rest)) else None


def _is_near(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-12)


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
        Inverse("add", _minus, True),
        Inverse("sub", _plus, False),
        Inverse("sub", _from, True),
        Inverse("mul", _quotients, True),
        Inverse("floordiv", _dividends, False, unique=False),
    ),
    "float": (
        Inverse("mul:float", _float_quotients, True),
        Inverse("add:float", _minus, True),
        Inverse("sub:float", _plus, False),
        Inverse("div:float", _products, False),
        Inverse("div:float", _float_dividends, True),
        Inverse("div:int", _whole_products, False, INT, INT),
        Inverse("mul:mixed", _float_quotients, False, INT),
        Inverse("add:mixed", _minus, False, INT),
        Inverse("sub:mixed", _plus, False, INT),
        Inverse("sub:mixed:int", _from, True, INT),
        Inverse("div:mixed", _products, False, INT),
        Inverse("div:mixed:int", _float_dividends, True, INT),
    ),
    "list": (Inverse("concat", _after_prefixes, True), Inverse("concat", _before_suffixes, False)),
}
"""By the name of the goal's type."""


def deduce_inverses(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Look what is left up in the bank; make a goal of it for the cheapest few entries."""
    inverses = INVERSES.get(goal.type.name)
    if inverses is None or goal.depth > DEPTH:
        return
    pursued = ENTRY_COST - 2 * goal.depth
    limit = LOOKUP_COST if not goal.depth and goal.type in (INT, FLOAT) else pursued
    if goal.solutions:
        limit = min(limit, goal.solutions[0].cost - 2)
    project = projector(goal.positions, goal.context.points)
    usable = [e for e in fresh if e.cost <= limit and not e.partial]
    for cost, entry, inverse in sorted(_pairs(core, goal, inverses, usable), key=itemgetter(0)):
        known = project(entry.values) if project else entry.values
        rest = inverse.rest(goal.projected, known)
        if rest is not None and (rest != goal.projected or inverse.left):
            build, deeper = _builder(core, goal, entry, inverse), inverse.unique and entry.cost <= pursued
            _pursue(core, goal, inverse.left or goal.type, rest, cost, build, deeper=deeper)
    element = goal.type.args[0] if goal.type.args else None
    for entry in usable:
        if entry.type is element:
            _ends(core, goal, entry, goal.projected, project(entry.values) if project else entry.values)


def _pairs(
    core: Core, goal: Goal, inverses: Sequence[Inverse], entries: Sequence[Entry]
) -> Iterator[tuple[int, Entry, Inverse]]:
    """Entries with the components that may take them, and what the two cost."""
    for inverse in inverses:
        if core.has(inverse.component):
            cost = core.cost_of(core.by_name[inverse.component], goal.type)
            known = inverse.known or goal.type
            yield from ((cost + entry.cost, entry, inverse) for entry in entries if entry.type is known)


def _builder(core: Core, goal: Goal, entry: Entry, inverse: Inverse) -> Callable[[Expression], Expression]:
    known, name, t = entry.expression, inverse.component, goal.type
    if inverse.entry_first:
        return lambda other: _applied(core, name, t, known, other)
    return lambda other: _applied(core, name, t, other, known)


def _applied(core: Core, name: str, t: Type, left: Expression, right: Expression) -> Expression:
    """The component of the two; `-x` for `0 - x`."""
    if name == "sub" and isinstance(left, Constant) and left.value == 0 and core.has("neg"):
        return core.apply("neg", t, right)
    return core.apply(name, t, left, right)


def _pursue(
    core: Core,
    goal: Goal,
    t: Type,
    rest: Values,
    spent: int,
    build: Callable[[Expression], Expression],
    *,
    deeper: bool = True,
) -> None:
    """Offer the rest if the bank has it; otherwise want it, within bounds."""
    if goal.is_total:
        found = goal.context.bank.find(t, rest)
        if found is not None:
            goal.offer(spent + found.cost, build(found.expression))
            if found.cost <= ENTRY_COST:
                return
    if not deeper or goal.depth >= DEPTH or goal.children >= CHILDREN or (t.args and not any(rest)):
        return
    goal.children += 1
    wanted = scattered(goal, rest)
    sub = core.want(goal.context, t, wanted, goal.positions, depth=goal.depth + 1, base=goal.base + spent)
    core.step(goal, [sub], spent, build)


def _ends(core: Core, goal: Goal, entry: Entry, wanted: Values, known: Values) -> None:
    """A list that begins or ends with the value of an entry of its element type."""
    display = Display((entry.expression,), goal.type)
    tails = _tails(wanted, known)
    if tails is not None:
        _pursue(
            core, goal, goal.type, tails, 4 + entry.cost, lambda rest: core.apply("concat", goal.type, display, rest)
        )
    heads = _heads(wanted, known)
    if heads is not None:
        _pursue(
            core, goal, goal.type, heads, 4 + entry.cost, lambda rest: core.apply("concat", goal.type, rest, display)
        )
