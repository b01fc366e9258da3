"""Inverses: what is left of a goal when a bank entry is one argument of its outermost component."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pytest_aurora.language.expressions import Display, Expression
from pytest_aurora.problem.types import INT, Type
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.core import CHILDREN, DEPTH, Core
from pytest_aurora.search.goal import Goal, project

ENTRY_COST = 5
"""What the known argument of an inverse may cost."""


class Impossible(Exception):  # noqa: N818 - a signal inside this module, never an error of the user's
    """The entry is not part of the wanted value."""


@dataclass(frozen=True, slots=True)
class Inverse:
    """`component(entry, rest)` or `component(rest, entry)` gives the wanted value.

    Attributes:
        rest: the other argument from the wanted value and the entry's value; raises Impossible.
        entry_first: whether the entry is the first argument.
    """

    component: str
    cost: int
    rest: Callable[[Any, Any], Any]
    entry_first: bool


def _quotient(wanted: int, known: int) -> int:
    if known in (0, 1) or wanted % known:
        raise Impossible
    return wanted // known


def _after_prefix(wanted: tuple[Any, ...], known: tuple[Any, ...]) -> tuple[Any, ...]:
    if wanted[: len(known)] != known:
        raise Impossible
    return wanted[len(known) :]


def _before_suffix(wanted: tuple[Any, ...], known: tuple[Any, ...]) -> tuple[Any, ...]:
    if known and wanted[-len(known) :] != known:
        raise Impossible
    return wanted[: len(wanted) - len(known)]


def _tail_after(wanted: tuple[Any, ...], known: Any) -> tuple[Any, ...]:
    if not wanted or wanted[0] != known:
        raise Impossible
    return wanted[1:]


def _head_before(wanted: tuple[Any, ...], known: Any) -> tuple[Any, ...]:
    if not wanted or wanted[-1] != known:
        raise Impossible
    return wanted[:-1]


INTEGERS = (
    Inverse("add", 2, lambda w, k: w - k, True),
    Inverse("sub", 2, lambda w, k: w + k, False),
    Inverse("sub", 2, lambda w, k: k - w, True),
    Inverse("mul", 2, _quotient, True),
)
FLOATS = (
    Inverse("mul:float", 2, lambda w, k: w / k, True),
    Inverse("add:float", 2, lambda w, k: w - k, True),
    Inverse("sub:float", 2, lambda w, k: w + k, False),
    Inverse("div:float", 2, lambda w, k: w * k, False),
    Inverse("div:float", 2, lambda w, k: k / w, True),
)
LISTS = (
    Inverse("concat", 3, _after_prefix, True),
    Inverse("concat", 3, _before_suffix, False),
)


def deduce_inverses(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Look what is left up in the bank; make a goal of it for the cheapest few entries."""
    if goal.type == INT:
        _apply(core, goal, fresh, goal.type, INTEGERS)
    elif goal.type.name == "float":
        _apply(core, goal, fresh, goal.type, FLOATS)
    elif goal.type.name == "list":
        _apply(core, goal, fresh, goal.type, LISTS)
        _ends(core, goal, fresh)


def _apply(core: Core, goal: Goal, fresh: Sequence[Entry], t: Type, inverses: Sequence[Inverse]) -> None:
    for entry in fresh:
        if entry.type != t or entry.cost > ENTRY_COST or entry.partial:
            continue
        for inverse in inverses:
            rest = _rest(goal, entry, inverse.rest)
            if rest is not None:
                _pursue(core, goal, entry, t, rest, inverse.cost, _builder(core, goal, entry, inverse))


def _builder(core: Core, goal: Goal, entry: Entry, inverse: Inverse) -> Callable[[Expression], Expression]:
    known = entry.expression
    if inverse.entry_first:
        return lambda other: core.apply(inverse.component, goal.type, known, other)
    return lambda other: core.apply(inverse.component, goal.type, other, known)


def _rest(goal: Goal, entry: Entry, function: Callable[[Any, Any], Any]) -> Values | None:
    rest: list[Any] = [None] * len(goal.wanted)
    changed = False
    try:
        for i in goal.positions:
            left = rest[i] = function(goal.wanted[i], entry.values[i])
            changed = changed or left != goal.wanted[i]
    except (Impossible, ZeroDivisionError, OverflowError):
        return None
    return tuple(rest) if changed else None


def _pursue(
    core: Core, goal: Goal, entry: Entry, t: Type, rest: Values, cost: int, build: Callable[[Expression], Expression]
) -> None:
    """Offer the rest if the bank has it; otherwise want it, within bounds."""
    if goal.is_total:
        found = goal.context.bank.find(t, rest)
        if found is not None:
            goal.offer(cost + entry.cost + found.cost, build(found.expression))
            if found.cost <= ENTRY_COST:
                return
    if goal.depth >= DEPTH or goal.children >= CHILDREN:
        return
    if t.name == "list" and not any(project(rest, goal.positions)):
        return
    goal.children += 1
    spent = cost + entry.cost
    sub = core.want(goal.context, t, rest, goal.positions, depth=goal.depth + 1, base=goal.base + spent)
    core.step(goal, [sub], spent, build)


def _ends(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """A list that begins or ends with the value of an entry of its element type."""
    element = goal.type.args[0]
    for entry in fresh:
        if entry.type != element or entry.cost > ENTRY_COST - 1 or entry.partial:
            continue
        display = Display((entry.expression,), goal.type)
        head = _rest(goal, entry, _tail_after)
        if head is not None:
            _pursue(core, goal, entry, goal.type, head, 4, _concat(core, goal, display, True))
        last = _rest(goal, entry, _head_before)
        if last is not None:
            _pursue(core, goal, entry, goal.type, last, 4, _concat(core, goal, display, False))


def _concat(core: Core, goal: Goal, display: Expression, first: bool) -> Callable[[Expression], Expression]:
    if first:
        return lambda other: core.apply("concat", goal.type, display, other)
    return lambda other: core.apply("concat", goal.type, other, display)


__all__ = ["Impossible", "Iterator", "deduce_inverses"]
