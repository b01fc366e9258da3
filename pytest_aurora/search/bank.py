"""The bank: every value the search has built in one context, cheapest derivation first.

Bottom-up enumeration with observational equivalence (Albarghouthi, Gulwani and Kincaid, 2013; Udupa et al., 2013).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from pytest_aurora.language.expressions import Constant, Expression, children
from pytest_aurora.problem.types import BOOL, FLOAT, Type
from pytest_aurora.problem.values import exact_key, is_exact


class _Failure:
    """The value of a candidate on an example on which it raises."""

    def __repr__(self) -> str:
        return "FAILURE"


FAILURE: Final = _Failure()

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """An expression with its values over all points of its context."""

    expression: Expression
    type: Type
    cost: int
    values: Values
    partial: bool = False
    """It raises on some points."""
    fixed: bool = False
    """A constant, or a value from outside a scope: never combined with its like."""

    def yields_to(self, cost: int, fixed: bool) -> bool:
        """Whether an expression with the same values takes its place: a constant must not hide what computes it."""
        return self.fixed and not fixed and cost - self.cost <= SPREAD


Alternatives = dict[Expression, list[tuple[int, Expression]]]
"""By expression: dearer ones with the same values, and how much dearer they are."""


@dataclass(frozen=True, slots=True)
class Common:
    """What all banks of a search share.

    Attributes:
        alternatives: other derivations of what the banks hold.
        values: each value of a type, once: most entries have values that others have, too.
    """

    alternatives: Alternatives = field(default_factory=dict)
    values: dict[Type, dict[Any, Any]] = field(default_factory=lambda: defaultdict(dict))

    def shared(self, t: Type, values: Values) -> Values:
        """The same values, of objects that are held already where there are such."""
        pool = self.values[t]
        return tuple(map(pool.setdefault, values, values))


LARGEST = 2**53
"""The greatest int that a float may stand for."""
ALTERNATIVES = 14
"""Derivations kept of one vector of values."""
PARTIALS = 20_000
"""Expressions of one type that raise on some points, kept by one bank."""
SPREAD = 6
"""How much dearer than the cheapest a kept derivation may be."""


@dataclass(slots=True)
class Shelf:
    """All entries of one type, by cost."""

    type: Type
    exact: bool = field(init=False)
    shares: bool = field(init=False)
    """Equal values may stand for each other: unlike dicts, they do not come in several orders."""
    levels: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    constants: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    """The literals among the entries."""
    entries: dict[Hashable, Entry] = field(default_factory=dict)
    partials: dict[Hashable, Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.exact = is_exact(self.type)
        self.shares = self.exact and self.type is not BOOL and not has_dicts(self.type)

    def key(self, values: Values) -> Hashable:
        """The fingerprint of a vector of values of this type.

        Floats that differ in rounding alone are one, and so are an int and a float where floats are declared.
        """
        if self.exact:
            return values
        if self.type == FLOAT:
            return tuple([f"{v:.10g}" if type(v) is float or is_short(v) else v for v in values])
        return tuple(map(exact_key, values))

    def up_to(self, cost: int) -> Iterator[Entry]:
        """Entries of at most `cost`, cheapest first."""
        for level in sorted(self.levels):
            if level > cost:
                return
            yield from self.levels[level]

    def forget(self, ceiling: float) -> list[Entry]:
        """Let go what costs at least so much; says what that was."""
        for levels in (self.levels, self.constants):
            for level, entries in levels.items():
                if level >= ceiling:
                    entries[:] = [entry for entry in entries if entry.cost < ceiling]
        dear: list[Entry] = []
        for known in (self.entries, self.partials):
            dear += [known.pop(key) for key, entry in tuple(known.items()) if entry.cost >= ceiling]
        return dear


class Bank:
    """Entries by type, cost and fingerprint.

    Args:
        added: called with each new entry, complete or partial.
        common: what it shares with the other banks of the search.
    """

    def __init__(self, added: Callable[[Entry], None], common: Common) -> None:
        self.shelves: dict[Type, Shelf] = {}
        self.common = common
        self.answers: dict[Entry, Callable[[int, Expression], None]] = {}
        """Entries of which every derivation is asked for, and who takes them."""
        self.level = 0
        """The highest cost that has been enumerated."""
        self.ceiling = math.inf
        """The cost from which on nothing more is kept, for want of memory."""
        self.size = 0
        self._added = added

    def shelf(self, t: Type) -> Shelf:
        """The shelf of a type, made when it is first asked for."""
        shelf = self.shelves.get(t)
        if shelf is None:
            shelf = self.shelves[t] = Shelf(t)
        return shelf

    def find(self, t: Type, values: Values) -> Entry | None:
        """The entry with exactly these values."""
        shelf = self.shelves.get(t)
        return shelf.entries.get(shelf.key(values)) if shelf else None

    def add(self, expression: Expression, t: Type, cost: int, values: Values, *, fixed: bool = False) -> Entry | None:
        """Keep an expression unless its values are known; then it is kept as another derivation of them.

        An expression that comes later than its cost takes part in growth from the present level on. One that is too
        dear to be kept is shown to the goals and let go, as in Paresy (Valizadeh and Berger, 2023).
        """
        shelf = self.shelf(t)
        key = shelf.key(values)
        known = shelf.entries.get(key)
        if known is not None and not known.yields_to(cost, fixed):
            self.add_alternative(known, cost, expression)
            return None
        if cost >= self.ceiling:
            self._added(Entry(expression, t, cost, values, fixed=fixed))
            return None
        if shelf.shares:
            key = values = self.common.shared(t, values)
        entry = Entry(expression, t, cost, values, fixed=fixed)
        shelf.entries[key] = entry
        shelf.levels[max(cost, self.level)].append(entry)
        if isinstance(expression, Constant):
            shelf.constants[max(cost, self.level)].append(entry)
        self.size += 1
        self._added(entry)
        return entry

    def add_alternative(self, known: Entry, cost: int, expression: Expression) -> None:
        """Remember another derivation of a known entry; a fixed one is shared with other contexts and has none."""
        if known.fixed or cost - known.cost > SPREAD or _says_nothing_new(expression, known.expression):
            return
        if known in self.answers:
            self.answers[known](cost, expression)
        others = self.common.alternatives.setdefault(known.expression, [])
        if len(others) < ALTERNATIVES:
            others.append((cost - known.cost, expression))

    def add_partial(self, expression: Expression, t: Type, cost: int, values: Values) -> None:
        """Keep an expression that raises on some points: a leaf of conditionals, never an argument."""
        shelf = self.shelf(t)
        key = shelf.key(values)
        if key in shelf.partials or len(shelf.partials) >= PARTIALS:
            return
        if cost >= self.ceiling:
            self._added(Entry(expression, t, cost, values, partial=True))
            return
        if shelf.shares:
            key = values = self.common.shared(t, values)
        entry = Entry(expression, t, cost, values, partial=True)
        shelf.partials[key] = entry
        self.size += 1
        self._added(entry)

    def forget(self, ceiling: float) -> None:
        """Let go what costs at least so much, and keep no more of it from now on."""
        self.ceiling = ceiling
        self.common.values.clear()
        for shelf in self.shelves.values():
            for dear in shelf.forget(ceiling):
                self.common.alternatives.pop(dear.expression, None)
                self.answers.pop(dear, None)


def has_dicts(t: Type) -> bool:
    """Whether there are dicts in a value of the type."""
    return t.name == "dict" or any(map(has_dicts, t.args))


def is_short(value: object) -> bool:
    """Whether it is an int that a float may stand for."""
    return type(value) is int and -LARGEST <= value <= LARGEST


def _says_nothing_new(expression: Expression, known: Expression) -> bool:
    """Whether it is the known expression together with literals alone: `x + 0`; `min(x, y)` and `sorted(x)` are not."""
    parts = children(expression)
    return len(parts) > 1 and known in parts and all(p is known or isinstance(p, Constant) for p in parts)
