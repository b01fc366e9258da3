"""Tables that a spec's text tells, as dicts: those of which the examples show some keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from pytest_aurora.language.component import Component, Role
from pytest_aurora.language.expressions import Constant
from pytest_aurora.problem.problem import Problem, Returned
from pytest_aurora.problem.types import FLOAT, INT, STR, Type, dict_of
from pytest_aurora.problem.values import FrozenDict
from pytest_aurora.problem.words import words_of

COST = 1
LOOKUP = 2
"""What a look-up costs that knows what to do where a key is not there."""
SHOWN = 2
"""Keys of a table that the examples show."""
LARGEST = 30
WORDS = words_of("value worth count score point cost price number")


def told_dicts(problem: Problem) -> Iterator[tuple[Constant, int]]:
    """Each table with its cost, its keys as the examples spell them."""
    yield from ((constant, COST) for constant, _ in _told(problem))


def table_components(problem: Problem) -> Iterator[Component]:
    """Look-ups for other keys: those that have a number together, and those that are numbers themselves."""
    texts = tuple(_shown(problem))
    for constant, rest in _told(problem):
        if rest is not None:
            yield _lookup(
                f"get:{constant.type}:{rest}", constant.type, lambda table, key, rest=rest: table.get(key, rest),
                f"{{0}}.get({{1}}, {rest})",
            )  # fmt: skip
        if constant.type.args[1] == INT and any(t.isdigit() and t not in constant.value for t in texts):
            yield _lookup(
                f"get:{constant.type}:digits", constant.type, _number, "int({1}) if {1}.isdigit() else {0}[{1}]"
            )


def _lookup(name: str, t: Type, function: Callable[..., object], source: str) -> Component:
    return Component(name, (t, STR), (Role.ANY, Role.ANY), t.args[1], LOOKUP, function, source, WORDS, made=True)


def _number(table: FrozenDict, key: str) -> object:
    return int(key[:20]) if key.isdigit() else table[key]


def _told(problem: Problem) -> Iterator[tuple[Constant, float | None]]:
    """Each table as a literal, and the number of all other keys."""
    shown = frozenset(token for text in _shown(problem) for token in (text, *text, *re.findall(r"[^\W_]+", text)))
    for table in problem.tables:
        items = {_spelled(key, shown): number for key, number in table.items}
        if len(shown.intersection(items)) >= SHOWN and len(items) <= LARGEST:
            yield _constant(items), table.rest


def _constant(items: dict[str, float]) -> Constant:
    if all(isinstance(number, int) for number in items.values()):
        return Constant(FrozenDict(items), dict_of(STR, INT))
    return Constant(FrozenDict((key, float(number)) for key, number in items.items()), dict_of(STR, FLOAT))


def _spelled(key: str, shown: Collection[str]) -> str:
    """The first word of a sentence has a capital that its key may not have."""
    return key if key in shown or key.lower() not in shown else key.lower()


def _shown(problem: Problem) -> Iterator[str]:
    """All texts of the examples."""
    for example in problem.examples:
        for argument in example.arguments:
            yield from _texts(argument)
        if isinstance(example.outcome, Returned):
            yield from _texts(example.outcome.value)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts([*value, *value.values()])
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _texts(item)
