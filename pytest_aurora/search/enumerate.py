"""Growth of a bank, one cost level at a time: each component, each split of what is left of the cost."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from pytest_aurora.language.component import Role
from pytest_aurora.language.expressions import Apply, Constant
from pytest_aurora.problem.types import INT, Type, list_of
from pytest_aurora.search.bank import FAILURE, SPREAD, Bank, Entry, Values
from pytest_aurora.search.instantiate import Instance

LARGE = 1 << 64
LONG = 20_000
LEAF_COST = 3
"""What an argument of the role LEAF may cost."""

BATCH = 512
"""Candidates between two looks at the clock."""


@dataclass(slots=True)
class Counter:
    """Candidates evaluated so far, in all contexts, and how many there may be."""

    candidates: int = 0
    limit: float = math.inf

    @property
    def is_spent(self) -> bool:
        """Whether there may be no more."""
        return self.candidates >= self.limit


ByCost = Mapping[int, list[Entry]]
Keep = Callable[[Values, tuple[Entry, ...]], None]


def grow(bank: Bank, level: int, instances: Sequence[Instance], counter: Counter) -> Iterator[None]:
    """Build all candidates of exactly the cost `level`; yields every few hundred candidates."""
    bank.level = level
    for instance in instances:
        left = level - instance.cost
        if left < len(instance.parameters) or any(t not in bank.shelves for t in instance.parameters):
            continue
        places = [_entries(bank, instance, place) for place in range(len(instance.parameters))]
        twins = instance.component.commutative and instance.parameters[0] is instance.parameters[1]
        for costs in _splits(left, places):
            if twins and costs[0] > costs[1]:
                continue
            pools = [place[cost] for place, cost in zip(places, costs, strict=True)]
            yield from _apply(bank, instance, level, pools, twins and costs[0] == costs[1], counter)


def _splits(total: int, places: Sequence[ByCost]) -> Iterator[tuple[int, ...]]:
    """Ways to write `total` as a sum of one cost from each place, of those that some entry has."""
    if len(places) == 1:
        if places[0].get(total):
            yield (total,)
        return
    for first in sorted(places[0]):
        if first > total - len(places) + 1:
            return
        if places[0][first]:
            for rest in _splits(total - first, places[1:]):
                yield (first, *rest)


def _entries(bank: Bank, instance: Instance, place: int) -> ByCost:
    """What may stand for an argument, by cost."""
    shelf = bank.shelves[instance.parameters[place]]
    role = instance.component.roles[place]
    if role is Role.ANY:
        return shelf.levels
    if role is Role.CONSTANT:
        return shelf.constants
    if role is Role.COMPUTED:
        return {
            cost: [e for e in level if not isinstance(e.expression, Constant)] for cost, level in shelf.levels.items()
        }
    leaves = {cost: entries for cost, entries in shelf.levels.items() if cost <= LEAF_COST}
    return {**shelf.constants, **leaves}


def _apply(
    bank: Bank, instance: Instance, level: int, pools: list[list[Entry]], triangular: bool, counter: Counter
) -> Iterator[None]:
    keep = _keeper(bank, instance, level)
    function = instance.component.function
    if len(pools) == 1:
        return _apply_unary(function, keep, pools[0], counter)
    if len(pools) == 2:
        return _apply_binary(function, keep, pools[0], pools[1], triangular, counter)
    return _apply_many(function, keep, pools, counter)


def _apply_unary(function: Callable[..., Any], keep: Keep, pool: list[Entry], counter: Counter) -> Iterator[None]:
    for start in range(0, len(pool), BATCH):
        batch = pool[start : start + BATCH]
        for argument in batch:
            if not argument.fixed:
                keep(_evaluate(function, (argument,)), (argument,))
        counter.candidates += len(batch)
        yield


def _apply_binary(
    function: Callable[..., Any], keep: Keep, left: list[Entry], right: list[Entry], triangular: bool, counter: Counter
) -> Iterator[None]:
    pending = 0
    for a, partners in _rows(left, right, triangular):
        column = a.values
        for b in partners:
            try:
                values = tuple(map(function, column, b.values))
            except Exception:  # a component may raise anything: that is an outcome here
                values = _one_by_one(function, (a, b))
            keep(values, (a, b))
        pending += len(partners)
        if pending >= BATCH:
            counter.candidates += pending
            pending = 0
            yield
    counter.candidates += pending
    yield


def _rows(left: list[Entry], right: list[Entry], triangular: bool) -> Iterator[tuple[Entry, list[Entry]]]:
    """Each entry with its partners, a batch at a time."""
    loose = [b for b in right if not b.fixed]
    for place, a in enumerate(left):
        partners = loose if a.fixed else right[place:] if triangular else right
        for start in range(0, len(partners), BATCH):
            yield a, partners[start : start + BATCH]


def _apply_many(function: Callable[..., Any], keep: Keep, pools: list[list[Entry]], counter: Counter) -> Iterator[None]:
    pending = 0
    for arguments in product(*pools):
        if all(a.fixed for a in arguments):
            continue
        keep(_evaluate(function, arguments), arguments)
        pending += 1
        if pending >= BATCH:
            counter.candidates += pending
            pending = 0
            yield
    counter.candidates += pending
    yield


def _evaluate(function: Callable[..., Any], arguments: tuple[Entry, ...]) -> Values:
    try:
        return tuple(map(function, *(a.values for a in arguments)))
    except Exception:
        return _one_by_one(function, arguments)


def _one_by_one(function: Callable[..., Any], arguments: tuple[Entry, ...]) -> Values:
    """The values, with a mark where the function raises."""
    values = []
    for row in zip(*(a.values for a in arguments), strict=True):
        try:
            values.append(function(*row))
        except Exception:  # noqa: PERF203
            values.append(FAILURE)
    return tuple(values)


def _keeper(bank: Bank, instance: Instance, level: int) -> Keep:
    """What puts a candidate into the bank when its values are new."""
    shelf = bank.shelf(instance.result)
    exact, entries, component, result = shelf.exact, shelf.entries, instance.component, instance.result
    fits = _size_check(result) if component.grows else None

    def keep(values: Values, arguments: tuple[Entry, ...]) -> None:
        known = entries.get(values if exact else shelf.key(values))
        if known is not None and not known.yields_to(level, fixed=False):
            if level - known.cost <= SPREAD:
                expression = Apply(component, tuple([a.expression for a in arguments]), result)
                bank.add_alternative(known, level, expression)
            return
        if FAILURE in values:
            if any(v is not FAILURE for v in values):
                expression = Apply(component, tuple([a.expression for a in arguments]), result)
                bank.add_partial(expression, result, level, values)
            return
        if fits is not None and not fits(values):
            return
        bank.add(Apply(component, tuple([a.expression for a in arguments]), result), result, level, values)

    return keep


def _size_check(t: Type) -> Callable[[Values], bool]:
    """Whether no value is so big that a few more steps would fill the memory."""
    if t == INT:
        return lambda values: min(values) > -LARGE and max(values) < LARGE
    if t == list_of(INT):
        return lambda values: max(map(len, values)) < LONG and all(abs(x) < LARGE for v in values for x in v)
    if t.args or t.name == "str":
        return lambda values: max(map(len, values)) < LONG
    return lambda values: True
