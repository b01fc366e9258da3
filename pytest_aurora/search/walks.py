"""Walks: the iterations that a context offers, and the scopes that open inside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, pairwise, repeat
from operator import itemgetter
from typing import Any

from pytest_aurora.language.expressions import Apply, Constant, Display, Expression, Iteration, Variable
from pytest_aurora.language.forms import ITERATIONS, PARTS
from pytest_aurora.problem.types import INT, STR, Type, list_of, tuple_of
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.context import Context

LONGEST = 600
"""Points a scope may have."""
SCOPE_COST = 2
URGENT = 6
"""What a walk counts for at most when the order of work is decided: dear ones are entered for good reasons only."""
FIXED_COST = 3
"""What an outer value may cost to be a leaf inside a scope."""


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """An iteration over values of a context.

    Attributes:
        steps: for each point of the context, the tuple of what each target holds at each step.
        cost: of the iterables and of the scope.
        plain: the items are those of `entries[0]`, one by one.
        quiet: it is entered only where something is wanted of it.
        alone: the places of the targets that may be kept without the others; all of them where it is None.
    """

    name: str
    iteration: Iteration
    entries: tuple[Entry, ...]
    steps: tuple[tuple[Values, ...], ...]
    cost: int
    plain: bool = False
    quiet: bool = False
    alone: tuple[int, ...] | None = None
    opened: list[Context] = field(default_factory=list)

    @property
    def lengths(self) -> tuple[int, ...]:
        """How many steps there are at each point."""
        return tuple(map(len, self.steps))

    @property
    def points(self) -> int:
        """How many steps there are in all."""
        return sum(map(len, self.steps))

    @property
    def single(self) -> Sequence[int]:
        """The places of the targets that may be kept without the others."""
        return range(len(self.iteration.targets)) if self.alone is None else self.alone

    def columns(self, t: Type) -> Iterator[tuple[Expression, Sequence[Sequence[Any]]]]:
        """What of each step is of a type, with its values at each point: a target, or some as a pair or a list."""
        targets = self.iteration.targets
        for place in self.single:
            if targets[place].type is t:
                yield targets[place], [[step[place] for step in steps] for steps in self.steps]
        for places in self._displayed():
            types = tuple(targets[place].type for place in places)
            if t is tuple_of(*types) or {t} == set(map(list_of, types)):
                shown = itemgetter(*places)
                yield Display(shown(targets), t), [tuple(map(shown, steps)) for steps in self.steps]

    def _displayed(self) -> Iterator[Sequence[int]]:
        """The places of the targets that may stand together: all, or one of each part."""
        sizes = PARTS.get(self.iteration.source, ())
        if len(self.iteration.targets) > 1:
            yield range(len(self.iteration.targets))
        if len(set(sizes)) == 1 and sizes[0] > 1:
            yield from (range(first, sum(sizes), sizes[0]) for first in range(sizes[0]))


def element_type(t: Type) -> Type | None:
    """What iterating over a value of type `t` gives, when its order is certain."""
    if t.name in ("list", "tuple*") or is_uniform(t):
        return t.args[0]
    if t == STR:
        return STR
    return t.args[0] if t.name == "dict" else None


def is_uniform(t: Type) -> bool:
    """Whether it is a tuple of three or more items of one type: a short list of fixed length."""
    return t.name == "tuple" and len(t.args) > 2 and len(set(t.args)) == 1


def walks_over(entry: Entry, lists: Sequence[Entry]) -> Iterator[Walk]:
    """The walks that a new entry makes possible, alone and together with known lists."""
    element = element_type(entry.type)
    if entry.type == INT:
        yield from _range(entry)
    if element is None or not any(len(v) for v in entry.values):
        return
    yield from _elements(entry, element)
    if entry.type.name == "dict":
        return
    places = [tuple(enumerate(v)) for v in entry.values]
    yield make_walk("enumerate", "enumerate({0})", (entry,), (INT, element), places, 1, ("i", ""))
    if any(len(v) > 1 for v in entry.values):
        pairs = [tuple(pairwise(v)) for v in entry.values]
        yield make_walk("pairs", "zip({0}, {0}[1:])", (entry,), (element, element), pairs, 2, ("a", "b"))
    yield from (_zipped(other, entry) for other in lists if other is not entry)


def _zipped(one: Entry, other: Entry) -> Walk:
    first, second = element_type(one.type), element_type(other.type)
    assert first is not None
    assert second is not None
    pairs = [tuple(zip(a, b, strict=False)) for a, b in zip(one.values, other.values, strict=True)]
    return make_walk("zip", "zip({0}, {1})", (one, other), (first, second), pairs, 1)


def _elements(entry: Entry, element: Type) -> Iterator[Walk]:
    if entry.type.name == "dict":
        key, value = entry.type.args
        items = [tuple(v.items()) for v in entry.values]
        yield make_walk("items", "{0}.items()", (entry,), (key, value), items, 0, ("key", "value"))
        return
    if element.name == "tuple" and 2 <= len(element.args) <= 4:
        yield make_walk("unpacked", "{0}", (entry,), element.args, entry.values, 0)
    name = "char" if entry.type == STR else ""
    singles = [tuple(zip(v, strict=True)) for v in entry.values]
    yield make_walk("elements", "{0}", (entry,), (element,), singles, 0, (name,), plain=True)


def _range(entry: Entry) -> Iterator[Walk]:
    if isinstance(entry.expression, Constant) or not all(0 <= v <= 200 for v in entry.values):
        return
    if sum(entry.values) > LONGEST or not any(entry.values):
        return
    yield make_walk(
        "range", "range({0})", (entry,), (INT,), [tuple((i,) for i in range(v)) for v in entry.values], 0, ("i",),
        quiet=entry.fixed,
    )  # fmt: skip
    if isinstance(entry.expression, Apply) and entry.expression.component.name.startswith("len"):
        return
    for name, source, begin, extra in (("range1", "range(1, {0} + 1)", 1, 1), ("range2", "range(2, {0})", 2, 0)):
        numbers = [tuple((i,) for i in range(begin, v + extra)) for v in entry.values]
        yield make_walk(name, source, (entry,), (INT,), numbers, 1, ("i",), quiet=entry.fixed)


def make_walk(
    name: str,
    source: str,
    entries: tuple[Entry, ...],
    types: Sequence[Type],
    steps: Sequence[Sequence[Values]],
    extra: int,
    wishes: Sequence[str] = (),
    *,
    plain: bool = False,
    quiet: bool = False,
    alone: tuple[int, ...] | None = None,
) -> Walk:
    """A walk over entries.

    Args:
        name: of its kind.
        source: what it runs over, as one of the known iterations.
        entries: what fills the source's holes.
        types: of the targets.
        steps: for each point, what the targets hold at each step.
        extra: what it costs besides the entries and the scope.
        wishes: names of the targets.
        plain: the items are those of the entry, one by one.
        quiet: it is entered only where something is wanted of it.
        alone: the places of the targets that may be kept without the others; all of them where it is None.
    """
    names = (*wishes, *("" for _ in types))
    targets = tuple(Variable(wish, t) for wish, t in zip(names, types, strict=False))
    iteration = Iteration(source, tuple(e.expression for e in entries), targets, ITERATIONS[source])
    cost = SCOPE_COST + extra + sum(e.cost for e in entries)
    return Walk(name, iteration, entries, tuple(map(tuple, steps)), cost, plain, quiet, alone)


def open_scope(walk: Walk, outer: Context) -> Context | None:
    """The context inside a walk, made once; None when it would have too many points or none."""
    if walk.opened:
        return walk.opened[0]
    if not 0 < walk.points <= LONGEST:
        return None
    scope = Context(walk.points, cost=outer.cost + min(walk.cost, URGENT), depth=outer.depth + 1, parent=outer)
    scope.spans = spans_of(walk.lengths)
    for place, target in enumerate(walk.iteration.targets):
        scope.add_variable(target, tuple(step[place] for steps in walk.steps for step in steps))
    bring_outer(walk.lengths, outer, scope)
    scope.walk = walk
    walk.opened.append(scope)
    return scope


def spans_of(lengths: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Where each outer point begins and ends among the inner ones."""
    ends = tuple(accumulate(lengths))
    return tuple(zip((0, *ends), ends, strict=False))


def bring_outer(lengths: Sequence[int], outer: Context, scope: Context) -> None:
    """What the outer context has that is cheap, spread over the inner points.

    Args:
        lengths: how many inner points each outer point has.
        outer: the context around the scope.
        scope: the context inside.
    """
    for shelf in tuple(outer.bank.shelves.values()):
        for entry in shelf.up_to(FIXED_COST):
            constant = isinstance(entry.expression, Constant)
            if constant or entry.fixed or entry.cost <= (FIXED_COST if not shelf.type.args else 2):
                values = tuple(chain.from_iterable(map(repeat, entry.values, lengths)))
                extra = 0 if constant else 1
                scope.add_fixed(entry.expression, entry.type, entry.cost + extra, values)
