"""Goals whose wanted values show their own parts: displays, joins, numbers in strings, dict items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from operator import itemgetter
from typing import Any

from pytest_aurora.language.component import Component, Role
from pytest_aurora.language.expressions import Apply, Concatenation, Constant, Display, Expression
from pytest_aurora.problem.types import INT, STR, Type, list_of, variable
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.concat import JOINT, literal_cost
from pytest_aurora.search.deduce.numerals import formats
from pytest_aurora.search.generated import construction
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.shapes import common_prefix, common_suffix
from pytest_aurora.search.walks import is_uniform

LONGEST_DISPLAY = 4
RARELY_JOINED = 2
"""What a join costs more that no more than half of the texts show."""
FEW = 3
"""Different letters that show how they follow from numbers."""
LONGEST_DICT = 6
KEY = 2
"""What each key of a dict display costs."""
_T = variable("T")
TUPLE = Component("tuple", (list_of(_T),), (Role.ANY,), Type("tuple*", (_T,)), 1, tuple, "tuple({0})")
SEPARATORS = ("", " ", ", ", ",", "-", "_", "\n", ".", ":", "/", ";", " - ", " | ", "|", "&", " and ")


def deduce_structure(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Once a goal: take its wanted values apart."""
    if "structure" in goal.tried:
        return
    goal.tried.add("structure")
    if goal.type.name == "tuple":
        _places(core, goal, goal.type.args, 1)
        if is_uniform(goal.type):
            _as_list(core, goal)
    elif core.has(construction(goal.type)):
        _record(core, goal)
    elif goal.type.name == "tuple*":
        _as_list(core, goal)
    elif goal.type.name == "list":
        _short_list(core, goal)
        _reversed(core, goal)
        _range(core, goal)
    elif goal.type.name == "dict":
        _entries(core, goal)
        _entry(core, goal)
    elif goal.type == STR:
        _affixes(core, goal)
        _joins(core, goal)
        _numbers(core, goal)
        _characters(core, goal)


def _record(core: Core, goal: Goal) -> None:
    """Each field is a goal of its own."""
    component = core.by_name[construction(goal.type)]
    types = enumerate(component.parameters, 1)
    parts = [part(core, goal, t, itemgetter(i), 1, branching=True) for i, t in types]
    core.step(goal, parts, component.cost, lambda *fields: Apply(component, fields, goal.type))


def _mapped(goal: Goal, function: Callable[[Any], Any]) -> Values:
    """The wanted values, each changed by `function`; None where they do not matter."""
    wanted: list[Any] = [None] * len(goal.wanted)
    for i in goal.positions:
        wanted[i] = function(goal.wanted[i])
    return tuple(wanted)


def part(
    core: Core,
    goal: Goal,
    t: Type,
    function: Callable[[Any], Any],
    cost: int,
    *,
    deeper: int = 0,
    branching: bool = False,
) -> Goal | None:
    """A sub-goal over the same points that wants `function` of what the goal wants."""
    return core.want(
        goal.context, t, _mapped(goal, function), goal.positions,
        depth=goal.depth + deeper, base=goal.base + cost, branching=branching,
    )  # fmt: skip


def _places(core: Core, goal: Goal, types: Sequence[Type], cost: int) -> None:
    parts = [part(core, goal, t, itemgetter(i), cost, branching=True) for i, t in enumerate(types)]
    core.step(goal, parts, cost, lambda *items: Display(items, goal.type))


def _entry(core: Core, goal: Goal) -> None:
    """`{key: value}`, where all wanted dicts have one item: both are goals."""
    if len(goal.positions) > 1 and all(len(mapping) == 1 for mapping in goal.projected):
        (of_keys, of_values), cost = goal.type.args, 1 + KEY
        key = part(core, goal, of_keys, lambda mapping: next(iter(mapping)), cost)
        value = part(core, goal, of_values, lambda mapping: next(iter(mapping.values())), cost, branching=True)
        core.step(goal, [key, value], cost, lambda *item: Display(item, goal.type))


def _entries(core: Core, goal: Goal) -> None:
    """A dict display, where all wanted dicts have the same few names as keys."""
    keys = tuple(goal.projected[0])
    if not 0 < len(keys) <= LONGEST_DICT or len(goal.positions) < 2 or goal.type.args[0] != STR:
        return
    if any(set(value) != set(keys) for value in goal.projected):
        return
    cost = 1 + KEY * len(keys)
    parts = [part(core, goal, goal.type.args[1], itemgetter(key), cost, branching=True) for key in keys]
    names = [Constant(key, STR) for key in keys]
    core.step(
        goal, parts, cost,
        lambda *values: Display(tuple(e for item in zip(names, values, strict=True) for e in item), goal.type),
    )  # fmt: skip


def _as_list(core: Core, goal: Goal) -> None:
    """A tuple whose items are of one type is made of a list."""
    sub = part(core, goal, list_of(goal.type.args[0]), lambda v: v, 1, branching=True)
    core.step(goal, [sub], 1, lambda e: Apply(TUPLE, (e,), goal.type))


def _short_list(core: Core, goal: Goal) -> None:
    lengths = {len(v) for v in goal.projected}
    if len(lengths) == 1 and 1 <= (length := lengths.pop()) <= LONGEST_DISPLAY and len(goal.positions) > 1:
        element = goal.type.args[0]
        parts = [part(core, goal, element, itemgetter(i), 2, deeper=1) for i in range(length)]
        core.step(goal, parts, 2 if length == 1 else length, lambda *items: Display(items, goal.type))


def _reversed(core: Core, goal: Goal) -> None:
    if goal.depth or goal.type.name != "list" or not any(len(v) > 1 for v in goal.projected):
        return
    sub = part(core, goal, goal.type, lambda v: v[::-1], 2, deeper=2)
    core.step(goal, [sub], 2, lambda e: core.apply("reversed", goal.type, e))


def _range(core: Core, goal: Goal) -> None:
    """Numbers at a constant distance: where they start and stop are goals."""
    if goal.type != list_of(INT) or not all(goal.projected) or not core.has("range:step"):
        return
    steps = {b - a for v in goal.projected for a, b in pairwise(v)}
    if len(steps) != 1 or not (step := steps.pop()):
        return
    start = part(core, goal, INT, lambda v: v[0], 3, deeper=1)
    stop = part(core, goal, INT, lambda v: v[-1] + (1 if step > 0 else -1), 3, deeper=1)
    last = Constant(step, INT)
    if step == 1:
        core.step(goal, [start, stop], 3, lambda a, b: core.apply("range:from", goal.type, a, b))
    else:
        core.step(goal, [start, stop], 4, lambda a, b: core.apply("range:step", goal.type, a, b, last))


def _affixes(core: Core, goal: Goal) -> None:
    """What all texts begin or end with is a literal; what is left of them is a goal."""
    texts = goal.projected
    if len(set(texts)) < 2 or goal.depth > 1:
        return
    before = Constant(common_prefix(texts), STR)
    _without(core, goal, before, lambda text: text.removeprefix(before.value), lambda e: (before, e))
    after = Constant(common_suffix(texts), STR)
    _without(core, goal, after, lambda text: text.removesuffix(after.value), lambda e: (e, after))


def _without(
    core: Core,
    goal: Goal,
    affix: Constant,
    cut: Callable[[str], str],
    parts: Callable[[Expression], tuple[Expression, Expression]],
) -> None:
    if affix.value:
        cost = literal_cost(affix.value) + JOINT
        core.step(goal, [part(core, goal, STR, cut, cost)], cost, lambda e: Concatenation(parts(e)))


def _joins(core: Core, goal: Goal) -> None:
    """`sep.join(...)`: the pieces are a goal of their own."""
    if goal.depth > 1:
        return
    for separator in SEPARATORS:
        texts = goal.projected
        hits = sum(separator in text for text in texts)
        if not hits:
            continue
        if not separator and max(map(len, texts)) < 2:
            continue
        cost = (2 if separator in ("", " ") else 3) + (RARELY_JOINED if 2 * hits <= len(texts) else 0)
        sub = part(core, goal, list_of(STR), partial(_split, separator), cost)
        head = Constant(separator, STR)
        core.step(goal, [sub], cost, lambda e, head=head: core.apply("join", STR, head, e))


def _split(separator: str, text: str) -> Values:
    """The pieces that the separator joins; without one, the characters."""
    return tuple(text.split(separator)) if separator and text else tuple(text)


def _characters(core: Core, goal: Goal) -> None:
    """Single letters by their places in the alphabet, and one character over and over: the numbers are goals."""
    texts = goal.projected
    if len(set(texts)) >= FEW and all(len(text) == 1 and text.isalpha() for text in texts) and core.has("chr"):
        cost = core.cost_of(core.by_name["chr"], STR)
        core.step(goal, [part(core, goal, INT, ord, cost)], cost, lambda e: core.apply("chr", STR, e))
    used = set("".join(texts))
    if len(used) == 1 and len(set(map(len, texts))) > 1 and core.has("repeat:str"):
        (character,) = used
        cost = core.cost_of(core.by_name["repeat:str"], STR) + literal_cost(character)
        head = Constant(character, STR)
        core.step(goal, [part(core, goal, INT, len, cost)], cost, lambda e: core.apply("repeat:str", STR, head, e))


def _numbers(core: Core, goal: Goal) -> None:
    """`str(n)` and padded or fixed formats of a number that is a goal of its own; padded if zeros show it."""
    for written in formats(core, goal.projected):
        branching = goal.branching and written.component == "str:int"
        number = part(core, goal, written.type, written.read, written.cost, branching=branching)
        core.step(goal, [number], written.cost, partial(written.write, core))
        if written.type is INT:
            return
