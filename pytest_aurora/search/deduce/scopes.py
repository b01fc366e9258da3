"""Goals inside scopes: what a comprehension's body, condition or key must be, derived from what is wanted outside."""

from __future__ import annotations

from collections import Counter as Multiset
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any

from pytest_aurora.language.expressions import Comprehension, Constant, Expression, Iteration, Variable
from pytest_aurora.language.forms import FORMS
from pytest_aurora.problem.types import BOOL, INT, STR, Type
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.closings import NEGATION, negated
from pytest_aurora.search.context import Context, mask_of
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.concat import literal_cost
from pytest_aurora.search.deduce.entering import NESTED, enter, evident_walks
from pytest_aurora.search.goal import Build, Goal, Positions
from pytest_aurora.search.walks import Walk

LIST, DICT, FLAT = FORMS["listcomp"], FORMS["dictcomp"], FORMS["flatcomp"]
FILTERED_MAPS = 16
OPEN = ("elements", "enumerate", "pairs", "zip")
"""Walks in which items that are wanted fewer times than they are there may be kept or not."""
FEW = 6
"""Values that may recur as literals."""
NUMBER_COST = 4


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
    for walk in goal.context.walks:
        if walk not in goal.tried:
            goal.tried.add(walk)
            yield walk


def _derive_list(core: Core, goal: Goal, walk: Walk) -> None:
    wanted, lengths = goal.wanted, walk.lengths
    if all(len(wanted[i]) == lengths[i] for i in goal.positions):
        if any(lengths[i] for i in goal.positions):
            _map(core, goal, walk)
        return
    if any(len(wanted[i]) > lengths[i] for i in goal.positions):
        _blocks(core, goal, walk)
        return
    _filter(core, goal, walk)
    if not walk.quiet:
        _filtered_maps(core, goal, walk)


def inner_points(scope: Context, positions: Positions) -> Positions:
    """The scope's points inside these points of the context around it."""
    return tuple(i for p in positions for i in range(*scope.spans[p]))


def spread(scope: Context, groups: Mapping[int, Sequence[Any]]) -> Values:
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
    _bring_recurring(scope, t, [wanted[i] for i in positions])
    return core.want(scope, t, wanted, positions, depth=0, base=goal.base + extra, branching=True)


def _bring_recurring(scope: Context, t: Type, wanted: Sequence[Any]) -> None:
    """Literals for the few values that are wanted again and again, and for texts that are two of them."""
    if t not in (INT, STR):
        return
    counts = Multiset(wanted)
    recurring = [value for value, count in counts.most_common(FEW) if count > 1]
    if t is INT and len(recurring) < len(counts):
        return
    for value in counts:
        if value in recurring or (t is STR and any(value == a + b for a, b in permutations(recurring, 2))):
            scope.add_constant(Constant(value, t), literal_cost(value) if t is STR else NUMBER_COST)


def _map(core: Core, goal: Goal, walk: Walk) -> None:
    scope = enter(core, walk, goal.context)
    if scope is None:
        return
    wanted = spread(scope, {p: goal.wanted[p] for p in goal.positions})
    body = inner_goal(core, goal, scope, goal.type.args[0], wanted, inner_points(scope, goal.positions), 0)
    core.step(goal, [body], walk.cost, lambda e: Comprehension(LIST, walk.iteration, e, goal.type))


def _filter(core: Core, goal: Goal, walk: Walk) -> None:
    """Keep the items of one target, or all targets together, by a condition."""
    may_be_open = isinstance(walk.entries[0].expression, Variable) and walk.name in OPEN
    for item, column in walk.columns(goal.type.args[0]):
        groups: dict[int, Sequence[Any]] = {}
        for p in goal.positions:
            kept = _kept(column[p], goal.wanted[p])
            if kept is None or (None in kept and not may_be_open):
                break
            groups[p] = kept
        else:
            _condition(core, goal, walk, item, groups)


def _kept(items: Sequence[Any], wanted: Sequence[Any]) -> list[bool | None] | None:
    """For each item whether it is kept; None where that is open; None in all when it cannot be."""
    it = iter(items)
    if not all(any(w == item for item in it) for w in wanted):
        return None
    have, want = Multiset(items), Multiset(wanted)
    return [True if want[x] == have[x] else False if not want[x] else None for x in items]


def _condition(core: Core, goal: Goal, walk: Walk, item: Expression, groups: dict[int, Sequence[Any]]) -> None:
    scope = enter(core, walk, goal.context)
    if scope is None:
        return
    wanted = spread(scope, groups)
    positions = tuple(i for i in inner_points(scope, goal.positions) if wanted[i] is not None)
    condition = inner_goal(core, goal, scope, BOOL, wanted, positions, 1)
    core.step(
        goal, [condition], walk.cost + 1,
        lambda c: Comprehension(LIST, walk.iteration, item, goal.type, condition=c),
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
        known = list(scope.predicates.values())
        for condition in (*known, *(negated(entry) for entry in known if entry.cost + NEGATION < scope.bank.level)):
            if len(tried) < FILTERED_MAPS:
                _filtered_map(core, goal, walk, scope, condition, tried)


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
    wanted = spread(scope, groups)
    body = inner_goal(core, goal, scope, goal.type, wanted, inner_points(scope, goal.positions), 2)
    core.step(goal, [body], walk.cost + 2, lambda e: Comprehension(FLAT, walk.iteration, e, goal.type))


def _derive_dict(core: Core, goal: Goal, walk: Walk) -> None:
    """`{key: value for ...}`: each target that gives the keys; the values are a goal."""
    for place in walk.single:
        target = walk.iteration.targets[place]
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
    wanted = spread(scope, {p: [goal.wanted[p][k] for k in keys[p]] for p in goal.positions})
    value = inner_goal(core, goal, scope, goal.type.args[1], wanted, inner_points(scope, goal.positions), 1)
    core.step(goal, [value], walk.cost + 1, lambda v: Comprehension(DICT, walk.iteration, v, goal.type, key=key))


def _dict_filter(core: Core, goal: Goal, walk: Walk, key: Variable, keys: list[list[Any]]) -> None:
    scope = enter(core, walk, goal.context)
    if scope is None:
        return
    kept = spread(scope, {p: [k in goal.wanted[p] for k in keys[p]] for p in goal.positions})
    inside = inner_points(scope, goal.positions)
    condition = inner_goal(core, goal, scope, BOOL, kept, inside, 2)
    wanted = spread(scope, {p: [goal.wanted[p].get(k) for k in keys[p]] for p in goal.positions})
    value = inner_goal(core, goal, scope, goal.type.args[1], wanted, tuple(i for i in inside if kept[i]), 2)
    core.step(
        goal, [condition, value], walk.cost + 2,
        lambda c, v: Comprehension(DICT, walk.iteration, v, goal.type, condition=c, key=key),
    )  # fmt: skip
