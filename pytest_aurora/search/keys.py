"""A key of an item beside the same key of another value: `x // 10 == xs[0] // 10`, `a.month == b.month`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice, product
from operator import eq, floordiv, mod
from typing import Any

from pytest_aurora.language.expressions import Constant, Expression, Variable, replaced
from pytest_aurora.language.expressions import walk as parts_of
from pytest_aurora.language.meaning import meaning
from pytest_aurora.problem.types import BOOL, INT, STR, Type, list_of
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.closings import close_small_bodies, negated
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core

KEY_COST: Mapping[Type, int] = {INT: 7, STR: 6}
"""What a key may cost, by its type."""
KEYS = 120
"""Comparisons of keys that a scope has."""
OTHERS = 6
"""Values with which an item is compared."""
COMPARED_COST = 2
"""What a comparison costs besides its sides."""
PARTS = {"floordiv": floordiv, "mod": mod}
PARTS_LEVEL = 2
"""The level of a bank at which quotients and remainders are compared, long before it holds them."""
DIVISOR_COST = 4
"""What a number may cost by which items are divided early."""
ENDS = (0, -1)
"""Which items of a parameter others are compared with, by their place."""
END_COST = 2
"""What such an item costs besides the list."""

Other = tuple[int, Expression, Values]
"""What an item is compared with: what it costs, and what it is at each point of the scope."""


def compare_keys(core: Core, scope: Context, fresh: Sequence[Entry]) -> None:
    """Compare `key(item)` and `key(other)` for other values of the item's type.

    A key tells some items apart and others not; of two that tell apart the same, the cheaper one is taken. Quotients
    and remainders are compared early. A comparison is shown to the goals and closed at once; the bank holds it when it
    has grown as far, since it must not hide what is cheaper.
    """
    if scope.parent is None or scope.walk is None:
        return
    begun = list(_parts(core, scope)) if scope.bank.level == PARTS_LEVEL else []
    made = [
        compared
        for entry in (*begun, *filter(_may_be_key, fresh))
        if (item := _item(scope, entry)) is not None and core.has(f"eq:{entry.type}")
        for compared in _compared(core, scope, entry, item)
    ]
    for compared in made:
        scope.meet(compared)
        scope.meet(negated(compared))
    close_small_bodies(core, scope, made)
    _keep(scope, made)


def _keep(scope: Context, made: Sequence[Entry]) -> None:
    """Put comparisons into the bank that are no dearer than what it has."""
    waiting = [*scope.compared, *made]
    scope.compared = [entry for entry in waiting if entry.cost > scope.bank.level]
    for entry in waiting:
        if entry.cost <= scope.bank.level:
            scope.bank.add(entry.expression, BOOL, entry.cost, entry.values)


def _parts(core: Core, scope: Context) -> Iterator[Entry]:
    """`item // number` and `item % number` for the scope's own numbers."""
    items = [known for known in scope.variables if known.type is INT]
    divisors = [e for e in scope.bank.shelf(INT).up_to(DIVISOR_COST) if isinstance(e.expression, Constant)]
    for (name, part), item, by in product(PARTS.items(), items, divisors):
        if core.has(name) and by.values[0] > 1:
            cost = core.cost_of(core.by_name[name], INT) + item.cost + by.cost
            values = tuple(map(part, item.values, by.values))
            yield Entry(core.apply(name, INT, item.expression, by.expression), INT, cost, values)


def _kinds(values: Values) -> Values:
    """Which values are equal: the number of the first one of each kind, at each place."""
    kinds: dict[Any, int] = {}
    return tuple(kinds.setdefault(value, len(kinds)) for value in values)


def _may_be_key(entry: Entry) -> bool:
    return not entry.partial and not entry.fixed and entry.cost <= KEY_COST.get(entry.type, 0)


def _item(scope: Context, entry: Entry) -> Entry | None:
    """The variable of the scope of which an entry is a key, where nothing else stands in it."""
    leaves = {part for part in parts_of(entry.expression) if isinstance(part, Variable)}
    return next((known for known in scope.variables if {known.expression} == leaves), None)


def _compared(core: Core, scope: Context, entry: Entry, item: Entry) -> Iterator[Entry]:
    """A key of an item beside the same key of each other value."""
    key = meaning(entry.expression)
    for cost, other, values in islice(_others(core, scope, item), OTHERS):
        if len(scope.keys) >= KEYS:
            return
        core.counter.candidates += 1
        keys = _applied(key, item.expression, values)
        kinds = _kinds(entry.values + keys) if keys is not None else ()
        if keys is None or not 1 < len(set(kinds)) < len({*item.values, *values}) or (item, kinds) in scope.keys:
            continue
        scope.keys.add((item, kinds))
        same = replaced(entry.expression, {item.expression: other})
        expression = core.apply(f"eq:{entry.type}", BOOL, entry.expression, same)
        yield Entry(expression, BOOL, entry.cost + cost + COMPARED_COST, tuple(map(eq, entry.values, keys)))


def _others(core: Core, scope: Context, item: Entry) -> Iterator[Other]:
    """The item's neighbours, what the scope's parent knows, and the ends of lists there."""
    assert scope.parent is not None
    own = scope.variables[scope.variables.index(item) + 1 :]
    yield from ((known.cost, known.expression, known.values) for known in own if known.type is item.type)
    outer = chain.from_iterable(_outer(core, known, item.type) for known in scope.parent.variables)
    for cost, expression, values in outer:
        spread = [values[p] for p, (begin, end) in enumerate(scope.spans) for _ in range(begin, end)]
        if None not in spread:
            yield cost, expression, tuple(spread)


def _outer(core: Core, known: Entry, t: Type) -> Iterator[Other]:
    if known.type is t:
        yield known.cost, known.expression, known.values
    elif known.type is list_of(t):
        for place in ENDS:
            end = core.apply("at", t, known.expression, Constant(place, INT))
            yield known.cost + END_COST, end, tuple(items[place] if items else None for items in known.values)


def _applied(key: Callable[[Mapping[Variable, Any]], Any], item: Expression, values: Values) -> Values | None:
    """What the key makes of other values; None where it refuses one."""
    assert isinstance(item, Variable)
    try:
        return tuple(key({item: value}) for value in values)
    except Exception:  # a component may raise anything: then it is no key of these
        return None
