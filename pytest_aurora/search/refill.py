"""Refilling: bodies that solved similar problems, with other constants, parameters or one other component.

They wait in the queue as all else does, at what their holes cost: a body that was right before is one component more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pytest_aurora.language.component import Component
from pytest_aurora.language.expressions import (
    Apply,
    Comprehension,
    Constant,
    Expression,
    FirstMatch,
    Fold,
    Variable,
    replaced,
    walk,
)
from pytest_aurora.language.meaning import meaning
from pytest_aurora.language.notation import read_notation
from pytest_aurora.language.swaps import SWAPPED
from pytest_aurora.problem.types import Type
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core, Task
from pytest_aurora.search.deduce.partitions import ORDERS
from pytest_aurora.search.deduce.slices import BETWEEN
from pytest_aurora.search.deduce.structure import TUPLE
from pytest_aurora.search.deduce.updates import UPDATED
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.walks import SCOPE_COST

KNOWN = 4
"""What a similar body costs besides what fills its holes."""
RANKS = 8
"""So many similar bodies cost the same; the next ones one more."""
SAME = 1
"""What a constant costs that the body had."""
OTHER = 1
"""What a parameter costs more that stands at another place than before."""
EXCHANGE = 3
"""What it costs to exchange a component."""
EXCHANGED = 8
"""Bodies, the most similar first, of which components are exchanged."""
HOLES = 3
"""Constants that are refilled; a body with more keeps its own."""
BATCH = 64

Options = list[tuple[int, Expression]]
Hole = tuple[tuple[Expression, ...], Options]
"""Expressions that are replaced together, with what may stand there and what that costs."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A body with holes.

    Attributes:
        cost: besides what fills the holes.
    """

    expression: Expression
    cost: int
    holes: tuple[Hole, ...]


def enter_refills(core: Core, goal: Goal, similar: Sequence[str]) -> None:
    """Put the refills of similar bodies into the queue."""
    components = {**{c.name: c for c in (BETWEEN, SWAPPED, TUPLE, UPDATED, *ORDERS)}, **core.by_name}
    known: set[str] = set()
    for text in similar:
        try:
            body = read_notation(text, components)
        except ValueError:
            continue
        if body.type is goal.type:
            known.add(text)
            rank = len(known) - 1
            core.push(KNOWN, _enter(core, goal, body, KNOWN + rank // RANKS, exchange=rank < EXCHANGED))


def _enter(core: Core, goal: Goal, body: Expression, cost: int, *, exchange: bool) -> Task:
    shape = _shape(body, cost, goal.context)
    if shape is not None:
        core.push(cost, _refill(core, goal, shape, cost))
        if exchange:
            core.push(cost + EXCHANGE, _exchange(core, goal, body, cost))
    yield


def _exchange(core: Core, goal: Goal, body: Expression, cost: int) -> Task:
    for node in walk(body):
        if isinstance(node, Apply):
            for component, more in _alternatives(core, node):
                other = replaced(body, {node: replace(node, component=component)})
                shape = _shape(other, cost + more, goal.context)
                if shape is not None:
                    core.push(shape.cost, _refill(core, goal, shape, shape.cost))
            yield


def _alternatives(core: Core, node: Apply) -> Iterator[tuple[Component, int]]:
    types = tuple(a.type for a in node.arguments)
    paid = core.cost_of(node.component, node.type)
    for instance in core.outside.over(frozenset(types)):
        if instance.parameters == types and instance.result is node.type and instance.component is not node.component:
            yield instance.component, max(1, EXCHANGE + instance.cost - paid)


# --- holes ------------------------------------------------------------------------------------------------------------


def _shape(body: Expression, cost: int, root: Context) -> Shape | None:
    """The body with its holes; None where it has a parameter for which there is none of its type."""
    bound = set(_bound(body))
    free = list(dict.fromkeys(p for p in walk(body) if isinstance(p, Variable) and p not in bound))
    variables = [entry.expression for entry in root.variables]
    holes: list[Hole] = []
    for place, parameter in enumerate(free):
        options = [(OTHER * (position != place), v) for position, v in enumerate(variables) if v.type is parameter.type]
        holes.append(((parameter,), options))
    holes += _constant_holes(body, root)
    return Shape(body, cost, tuple(holes)) if all(options for _, options in holes) else None


def _bound(body: Expression) -> Iterator[Variable]:
    for part in walk(body):
        if isinstance(part, Comprehension | Fold | FirstMatch):
            yield from part.iteration.targets
        yield from getattr(part, "accumulators", ())


def _constant_holes(body: Expression, root: Context) -> list[Hole]:
    """The constants of the body, equal ones together."""
    equal: dict[tuple[Type, object], list[Constant]] = {}
    for part in walk(body):
        if isinstance(part, Constant):
            equal.setdefault((part.type, part.value), []).append(part)
    if len(equal) > HOLES:
        return []
    return [(tuple(parts), _constants(parts[0], root)) for parts in equal.values()]


def _constants(old: Constant, root: Context) -> Options:
    levels = root.bank.shelf(old.type).constants
    others = [(cost, entry) for cost, entries in levels.items() for entry in entries if entry.values[0] != old.value]
    return sorted([(SAME, old), *((cost, e.expression) for cost, e in others)], key=lambda option: option[0])


# --- trials -----------------------------------------------------------------------------------------------------------


def _refill(core: Core, goal: Goal, shape: Shape, level: int) -> Task:
    """Try all ways to fill the holes that cost just so much, then wait for the next level."""
    scopes = _scopes(goal.context)
    for count, chosen in enumerate(_fillings(shape, level - shape.cost)):
        core.counter.candidates += 1
        body = replaced(shape.expression, chosen)
        if _meets(goal, body, scopes):
            goal.offer(_price(core, goal.context, body), body)
        if count % BATCH == BATCH - 1:
            yield
    yield
    if level - shape.cost < sum(max(cost for cost, _ in options) for _, options in shape.holes):
        core.push(level + 1, _refill(core, goal, shape, level + 1))


def _scopes(root: Context) -> list[dict[Variable, object]]:
    """The parameters' values, point by point."""
    columns = {e.expression: e.values for e in root.variables if isinstance(e.expression, Variable)}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _fillings(shape: Shape, total: int) -> Iterator[Mapping[Expression, Expression]]:
    def fill(place: int, left: int) -> Iterator[tuple[Expression, ...]]:
        if place == len(shape.holes):
            if not left:
                yield ()
            return
        for cost, option in shape.holes[place][1]:
            if cost <= left:
                for rest in fill(place + 1, left - cost):
                    yield (option, *rest)

    for options in fill(0, total):
        yield {part: option for (parts, _), option in zip(shape.holes, options, strict=True) for part in parts}


def _meets(goal: Goal, body: Expression, scopes: Sequence[Mapping[Variable, object]]) -> bool:
    value, shelf = meaning(body), goal.context.bank.shelf(goal.type)
    found = []
    try:
        for position in goal.positions:
            found.append(value(scopes[position]))
            if shelf.exact and found[-1] != goal.wanted[position]:
                return False
        return shelf.key(tuple(found)) == shelf.key(goal.projected)
    except Exception:  # a body may raise anything: that is an outcome here
        return False


def _price(core: Core, root: Context, body: Expression) -> int:
    """About what the search would have paid for the body."""
    return sum(_own_price(core, root, part) for part in walk(body))


def _own_price(core: Core, root: Context, part: Expression) -> int:
    if isinstance(part, Apply):
        return core.cost_of(part.component, part.type)
    if isinstance(part, Comprehension):
        return SCOPE_COST + part.form.cost
    if isinstance(part, Constant):
        entry = root.bank.find(part.type, (part.value,) * root.points)
        return entry.cost if entry is not None else 3
    return 1
