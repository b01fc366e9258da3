"""Each item so many times in a row: how often is a goal of its own, read off what is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pytest_aurora.language.expressions import Comprehension, Expression
from pytest_aurora.language.forms import FORMS
from pytest_aurora.problem.types import INT, STR
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.entering import enter
from pytest_aurora.search.deduce.scopes import inner_goal, spread
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.walks import Walk

WALK_COST = 6
"""What a walk may cost."""
LONGEST = 200
"""Items of a wanted value."""
KNOWN = 0.5
"""The share of the items of which it must be certain how often they come."""

Run = str | tuple[Any, ...]
"""An item on its own as a part of what is wanted."""


def deduce_repeats(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """`[item for .. for _ in range(count)]` and `"".join(item * count for ..)`."""
    if goal.context.depth or goal.depth or not (goal.type is STR or goal.type.name == "list"):
        return
    for walk in goal.context.walks:
        if walk.cost <= WALK_COST and ("repeats", walk) not in goal.tried:
            goal.tried.add(("repeats", walk))
            _derive(core, goal, walk)


def _derive(core: Core, goal: Goal, walk: Walk) -> None:
    text = goal.type is STR
    for item, columns in walk.columns(STR if text else goal.type.args[0]):
        rows = {p: columns[p] if text else [(x,) for x in columns[p]] for p in goal.positions}
        counts = {p: repeats(row, goal.wanted[p]) for p, row in rows.items()}
        if all(row is not None for row in counts.values()):
            _want_count(core, goal, walk, item, {p: row or [] for p, row in counts.items()})


def _want_count(core: Core, goal: Goal, walk: Walk, item: Expression, counts: dict[int, Sequence[int | None]]) -> None:
    known = [n for row in counts.values() for n in row if n is not None]
    if len(known) < KNOWN * sum(map(len, counts.values())) or len(set(known)) < 2 or max(known) < 2:
        return
    name, form = ("repeat:str", FORMS["join:each"]) if goal.type is STR else ("replicate", FORMS["flatcomp"])
    scope = enter(core, walk, goal.context) if core.has(name) else None
    if scope is None:
        return
    cost = core.cost_of(core.by_name[name], goal.type) + form.cost + 1
    wanted = spread(scope, counts)
    positions = tuple(i for i, n in enumerate(wanted) if n is not None)
    count = inner_goal(core, goal, scope, INT, wanted, positions, cost)
    core.step(
        goal, [count], walk.cost + cost,
        lambda n: Comprehension(form, walk.iteration, core.apply(name, goal.type, item, n), goal.type),
    )  # fmt: skip


def repeats(items: Sequence[Run], wanted: Run) -> list[int | None] | None:
    """How often each item comes where all together, one after the other, are what is wanted.

    None for an item of which that is open; None for all where there is no way.
    """
    if len(wanted) > LONGEST:
        return None
    reached = [{0}]
    for item in items:
        reached.append({end for begin in reached[-1] for _, end in _ends(item, wanted, begin)})
    counts: list[int | None] = []
    ends = {len(wanted)} & reached[-1]
    for item, begins in zip(reversed(items), reversed(reached[:-1]), strict=True):
        ways = [(begin, n) for begin in begins for n, end in _ends(item, wanted, begin) if end in ends]
        possible = {n for _, n in ways}
        counts.append(possible.pop() if len(possible) == 1 and item else None)
        ends = {begin for begin, _ in ways}
    return counts[::-1] if ends else None


def _ends(item: Run, wanted: Run, begin: int) -> Iterator[tuple[int, int]]:
    """Where an item ends that begins at a place, for each number of times that it may come."""
    yield 0, begin
    size, times = len(item), 1
    while size and wanted[begin : begin + size] == item:
        begin += size
        yield times, begin
        times += 1
