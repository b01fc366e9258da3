"""Which walks a context has, and which of them are entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pytest_aurora.language.expressions import Constant, Variable
from pytest_aurora.problem.types import INT
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.together import walks_together
from pytest_aurora.search.walks import Walk, element_type, open_scope, walks_over

WALK_COST = 6
"""What an iterable may cost at the root; less in scopes."""
WALKS: Mapping[str, int] = {"elements": 14, "unpacked": 6, "items": 4, "enumerate": 6, "pairs": 4, "zip": 8}
"""Walks of a kind that a context has at most."""
OTHER_WALKS = 4
EVIDENT_COST = 12
"""What a list may cost that is just as long as the wanted one where no walk is."""
EVIDENT = 6
"""Such lists tried for one goal."""
NESTED = 2
LIST_COST = 3
PAIRED = 3
"""What an iterable may cost to be zipped with others."""
PAIRS = 5
"""Iterables that are zipped with each other."""
OPENED_COST = 6
"""Walks up to this cost are entered unasked."""


def note_walks(context: Context, fresh: Sequence[Entry], words: frozenset[str]) -> None:
    """Add the walks that new entries make possible."""
    limit = WALK_COST if context.depth == 0 else NESTED
    for entry in fresh:
        if entry.partial or entry.cost > limit or _is_plain_constant(entry):
            continue
        if entry in context.walked:
            continue
        if entry.fixed and context.depth and not _is_outer(entry):
            continue
        context.walked.add(entry)
        pairable = entry.cost <= PAIRED and len(context.iterables) < PAIRS and element_type(entry.type) is not None
        before = context.variables[: context.variables.index(entry)] if entry in context.variables else []
        together = walks_together(entry, before, words) if not context.depth else ()
        for walk in (*walks_over(entry, context.iterables if pairable else []), *together):
            if sum(known.name == walk.name for known in context.walks) < WALKS.get(walk.name, OTHER_WALKS):
                context.walks.append(walk)
        if pairable:
            context.iterables.append(entry)


def _is_plain_constant(entry: Entry) -> bool:
    """A table of the text is walked over, and no other literal."""
    return isinstance(entry.expression, Constant) and entry.type.name != "dict"


def _is_outer(entry: Entry) -> bool:
    """Whether something from outside is walked over inside, too: a cheap list, or a parameter that is a number."""
    if entry.type is INT:
        return isinstance(entry.expression, Variable)
    return element_type(entry.type) is not None and entry.cost <= NESTED


def open_cheap_walks(core: Core, context: Context, fresh: Sequence[Entry]) -> None:
    """Scopes over cheap iterables grow even when no goal asks for them: their bodies are closed bottom-up."""
    if context.depth >= NESTED:
        return
    note_walks(context, fresh, core.words)
    limit = OPENED_COST if context.depth == 0 else OPENED_COST - 2
    for walk in context.walks:
        if walk.cost <= limit and not walk.opened and not walk.quiet:
            enter(core, walk, context)


def enter(core: Core, walk: Walk, context: Context) -> Context | None:
    """The scope inside a walk, growing from now on; None when it would have too many points or none."""
    known = bool(walk.opened)
    scope = open_scope(walk, context)
    if scope is not None and not known:
        core.enter(scope)
    return scope


def evident_walks(goal: Goal, fresh: Sequence[Entry]) -> Iterator[Walk]:
    """Walks over lists as long as the wanted values, or half as long, where nothing that is walked over is."""
    lengths = tuple(len(goal.wanted[p]) for p in goal.positions)
    if goal.context.depth or goal.depth or len(set(lengths)) < 2:
        return
    for entry in fresh:
        if entry.type.name != "list" or entry.fixed or entry.partial or not LIST_COST < entry.cost <= EVIDENT_COST:
            continue
        found = tuple(len(entry.values[p]) for p in goal.positions)
        if (found == lengths or tuple(2 * n for n in found) == lengths) and _is_evident(goal, found):
            goal.tried.add(("evident", entry))
            yield from walks_over(entry, [])


def _is_evident(goal: Goal, lengths: tuple[int, ...]) -> bool:
    known = (walk.lengths for walk in goal.context.walks)
    tried = sum(isinstance(k, tuple) and k[0] == "evident" for k in goal.tried)
    return tried < EVIDENT and not any(tuple(k[p] for p in goal.positions) == lengths for k in known)
