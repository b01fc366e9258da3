"""Goals inside scopes: what a comprehension's body, condition or key must be, derived from what is wanted outside."""

from __future__ import annotations

import itertools
from collections import Counter as Multiset
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pytest_aurora.language.expressions import Comprehension, Constant, Expression, Form, Iteration, Variable
from pytest_aurora.problem.types import BOOL, Type
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.context import Context, mask_of
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Build, Goal, Positions
from pytest_aurora.search.walks import Walk, element_type, open_scope, walks_over

LIST = Form("listcomp", "[{each}]", tuple, 0)
DICT = Form("dictcomp", "{{each}}", dict, 0)
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
FILTERED_MAPS = 16
OPENED_COST = 6
"""Walks up to this cost are entered unasked."""


def walks_of(context: Context) -> list[Walk]:
    """The walks that the context's bank offers so far, cheapest entries first."""
    return context.walks


def note_walks(context: Context, fresh: Sequence[Entry]) -> None:
    """Add the walks that new entries make possible."""
    limit = WALK_COST if context.depth == 0 else NESTED
    for entry in fresh:
        if entry.partial or entry.cost > limit or isinstance(entry.expression, Constant):
            continue
        if entry in context.walked:
            continue
        if entry.fixed and context.depth and (element_type(entry.type) is None or entry.cost > NESTED):
            continue
        context.walked.add(entry)
        pairable = entry.cost <= PAIRED and len(context.iterables) < PAIRS and element_type(entry.type) is not None
        for walk in walks_over(entry, context.iterables if pairable else []):
            if sum(known.name == walk.name for known in context.walks) < WALKS.get(walk.name, OTHER_WALKS):
                context.walks.append(walk)
        if pairable:
            context.iterables.append(entry)


def deduce_scopes(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Derive goals inside each walk whose steps fit what is wanted."""
    context = goal.context
    if context.depth >= NESTED or goal.depth > 1:
        return
    if goal.type.name == "list":
        for walk in _untried(goal):
            _derive_list(core, goal, walk)
        for walk in evident_walks(goal, fresh):
            _derive_list(core, goal, walk)
    elif goal.type.name == "dict":
        for walk in _untried(goal):
            _derive_dict(core, goal, walk)


def _untried(goal: Goal) -> Iterator[Walk]:
    for walk in walks_of(goal.context):
        if walk not in goal.tried:
            goal.tried.add(walk)
            yield walk


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


def open_cheap_walks(core: Core, context: Context, fresh: Sequence[Entry]) -> None:
    """Scopes over cheap iterables grow even when no goal asks for them: their bodies are closed bottom-up."""
    note_walks(context, fresh)
    if context.depth >= NESTED:
        return
    limit = OPENED_COST if context.depth == 0 else OPENED_COST - 2
    for walk in context.walks:
        if walk.cost <= limit and not walk.opened:
            enter(core, walk, context)


def enter(core: Core, walk: Walk, context: Context) -> Context | None:
    """The scope inside a walk, growing from now on; None when it would have too many points or none."""
    known = bool(walk.opened)
    scope = open_scope(walk, context)
    if scope is not None and not known:
        core.enter(scope)
    return scope


def _derive_list(core: Core, goal: Goal, walk: Walk) -> None:
    wanted, lengths = goal.wanted, walk.lengths
    if all(len(wanted[i]) == lengths[i] for i in goal.positions):
        if any(lengths[i] for i in goal.positions):
            _map(core, goal, walk)
        return
    if any(len(wanted[i]) > lengths[i] for i in goal.positions):
        _blocks(core, goal, walk)
        return
    if walk.plain or walk.name in ("enumerate", "pairs", "zip", "range", "range1", "range2"):
        _filter(core, goal, walk)
    _filtered_maps(core, goal, walk)


def inner_points(scope: Context, positions: Positions) -> Positions:
    """The scope's points inside these points of the context around it."""
    return tuple(i for p in positions for i in range(*scope.spans[p]))


def spread(goal: Goal, scope: Context, groups: Mapping[int, Sequence[Any]]) -> Values:
    """Wanted values at the inner points from a sequence for each outer point; None elsewhere."""
    wanted: list[Any] = [None] * scope.points
    for position, items in groups.items():
        begin, end = scope.spans[position]
        wanted[begin:end] = items
    return tuple(wanted)


def inner_goal(
    core: Core, goal: Goal, scope: Context, t: Type, wanted: Values, positions: Positions, extra: int
) -> Goal | None:
    """A goal inside a scope; `extra` is what its form costs, the walk counts as the scope's own cost."""
    return core.want(scope, t, wanted, positions, depth=0, base=goal.base + extra, branching=True)


def _map(core: Core, goal: Goal, walk: Walk) -> None:
    scope = enter(core, walk, goal.context)
    if scope is None:
        return
    wanted = spread(goal, scope, {p: goal.wanted[p] for p in goal.positions})
    body = inner_goal(core, goal, scope, goal.type.args[0], wanted, inner_points(scope, goal.positions), 0)
    core.step(goal, [body], walk.cost, lambda e: Comprehension(LIST, walk.iteration, e, goal.type))


def _filter(core: Core, goal: Goal, walk: Walk) -> None:
    """Keep the items of one target by a condition."""
    for place, target in enumerate(walk.iteration.targets):
        if target.type != goal.type.args[0]:
            continue
        groups: dict[int, Sequence[Any]] = {}
        for p in goal.positions:
            kept = _kept([step[place] for step in walk.steps[p]], goal.wanted[p])
            if kept is None or (None in kept and not isinstance(walk.entries[0].expression, Variable)):
                break
            groups[p] = kept
        else:
            _condition(core, goal, walk, target, groups)


def _kept(items: Sequence[Any], wanted: Sequence[Any]) -> list[bool | None] | None:
    """For each item whether it is kept; None where that is open; None in all when it cannot be."""
    it = iter(items)
    if not all(any(w == item for item in it) for w in wanted):
        return None
    have, want = Multiset(items), Multiset(wanted)
    return [True if want[x] == have[x] else False if not want[x] else None for x in items]


def _condition(core: Core, goal: Goal, walk: Walk, target: Variable, groups: dict[int, Sequence[Any]]) -> None:
    scope = enter(core, walk, goal.context)
    if scope is None:
        return
    wanted = spread(goal, scope, groups)
    positions = tuple(i for i in inner_points(scope, goal.positions) if wanted[i] is not None)
    condition = inner_goal(core, goal, scope, BOOL, wanted, positions, 1)
    core.step(
        goal, [condition], walk.cost + 1,
        lambda c: Comprehension(LIST, walk.iteration, target, goal.type, condition=c),
    )  # fmt: skip


def _filtered_maps(core: Core, goal: Goal, walk: Walk) -> None:
    """For each known condition that keeps as many items as are wanted: what the body must be on them."""
    scope = enter(core, walk, goal.context)
    if scope is None:
        return
    scope.filtered.append((goal, walk, set()))


def deduce_filtered_maps(core: Core, scope: Context, fresh: Sequence[Entry]) -> None:
    """Look at the scope's predicates again for every goal that waits for a filter."""
    for goal, walk, tried in scope.filtered:
        if goal.solutions and goal.solutions[0].cost < scope.cost + scope.bank.level:
            continue
        for entry in list(scope.predicates.values()):
            if len(tried) >= FILTERED_MAPS:
                break
            _filtered_map(core, goal, walk, scope, entry, tried)


def _filtered_map(core: Core, goal: Goal, walk: Walk, scope: Context, entry: Entry, tried: set[int]) -> None:
    mask = mask_of(entry.values)
    if mask in tried:
        return
    spans = scope.spans
    if any(sum(entry.values[slice(*spans[p])]) != len(goal.wanted[p]) for p in goal.positions):
        return
    tried.add(mask)
    wanted: list[Any] = [None] * scope.points
    positions = []
    for p in goal.positions:
        kept = [i for i in range(*spans[p]) if entry.values[i]]
        positions += kept
        for i, value in zip(kept, goal.wanted[p], strict=True):
            wanted[i] = value
    body = inner_goal(core, goal, scope, goal.type.args[0], tuple(wanted), tuple(positions), entry.cost + 1)
    core.step(goal, [body], walk.cost + entry.cost + 1, _filtered(walk.iteration, goal.type, entry.expression))


def _filtered(iteration: Iteration, t: Type, condition: Expression) -> Build:
    return lambda e: Comprehension(LIST, iteration, e, t, condition=condition)


def _blocks(core: Core, goal: Goal, walk: Walk) -> None:
    """Every item gives the same number of wanted items: a goal for the block."""
    ratios = {
        len(goal.wanted[p]) / n if (n := walk.lengths[p]) else None
        for p in goal.positions
        if walk.lengths[p] or goal.wanted[p]
    }
    if len(ratios) != 1 or not core.has("flatten"):
        return
    ratio = ratios.pop()
    if ratio is None or ratio != int(ratio) or ratio < 2:
        return
    size = int(ratio)
    scope = enter(core, walk, goal.context)
    if scope is None:
        return
    groups = {p: [goal.wanted[p][i * size : (i + 1) * size] for i in range(walk.lengths[p])] for p in goal.positions}
    wanted = spread(goal, scope, groups)
    body = inner_goal(core, goal, scope, goal.type, wanted, inner_points(scope, goal.positions), 2)
    core.step(goal, [body], walk.cost + 2, lambda e: Comprehension(FLAT, walk.iteration, e, goal.type))


FLAT = Form("flatcomp", "[{each}]", lambda lists: tuple(itertools.chain.from_iterable(lists)), 2)


def _derive_dict(core: Core, goal: Goal, walk: Walk) -> None:
    """`{key: value for ...}`: each target that gives the keys; the values are a goal."""
    for place, target in enumerate(walk.iteration.targets):
        if target.type != goal.type.args[0]:
            continue
        keys = [[step[place] for step in walk.steps[p]] for p in range(len(walk.steps))]
        if all(set(keys[p]) == set(goal.wanted[p]) for p in goal.positions):
            _dict_values(core, goal, walk, target, keys)
        elif all(set(keys[p]) >= set(goal.wanted[p]) for p in goal.positions):
            _dict_filter(core, goal, walk, target, keys)


def _dict_values(core: Core, goal: Goal, walk: Walk, key: Variable, keys: list[list[Any]]) -> None:
    scope = enter(core, walk, goal.context)
    if scope is None:
        return
    wanted = spread(goal, scope, {p: [goal.wanted[p][k] for k in keys[p]] for p in goal.positions})
    value = inner_goal(core, goal, scope, goal.type.args[1], wanted, inner_points(scope, goal.positions), 1)
    core.step(goal, [value], walk.cost + 1, lambda v: Comprehension(DICT, walk.iteration, v, goal.type, key=key))


def _dict_filter(core: Core, goal: Goal, walk: Walk, key: Variable, keys: list[list[Any]]) -> None:
    scope = enter(core, walk, goal.context)
    if scope is None:
        return
    kept = spread(goal, scope, {p: [k in goal.wanted[p] for k in keys[p]] for p in goal.positions})
    inside = inner_points(scope, goal.positions)
    condition = inner_goal(core, goal, scope, BOOL, kept, inside, 2)
    wanted = spread(goal, scope, {p: [goal.wanted[p].get(k) for k in keys[p]] for p in goal.positions})
    value = inner_goal(core, goal, scope, goal.type.args[1], wanted, tuple(i for i in inside if kept[i]), 2)
    core.step(
        goal, [condition, value], walk.cost + 2,
        lambda c, v: Comprehension(DICT, walk.iteration, v, goal.type, condition=c, key=key),
    )  # fmt: skip
