"""Tables and listings that a spec's text tells, as dicts and lists: those of which the examples show some names."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from pytest_aurora.language.component import Component, Role
from pytest_aurora.language.expressions import Constant
from pytest_aurora.problem.problem import Problem, Returned
from pytest_aurora.problem.types import FLOAT, INT, STR, Type, dict_of, list_of
from pytest_aurora.problem.values import FrozenDict
from pytest_aurora.problem.words import words_of

COST = 1
LOOKUP = 2
"""What a look-up costs that knows what to do where a key is not there."""
PLACE = 1
"""What the place of a name in a listing costs."""
SHOWN = 2
"""Names of a table or a listing that the examples show."""
LARGEST = 30
ORDER = words_of("index order place position rank level sort")
WORDS = words_of("value worth count score point cost price number")


def told_dicts(problem: Problem) -> Iterator[tuple[Constant, int]]:
    """Each table with its cost, its keys as the examples spell them."""
    yield from ((constant, COST) for constant, _ in _told(problem))


def told_lists(problem: Problem) -> Iterator[tuple[Constant, int]]:
    """Each listing with its cost, its names as the examples spell them."""
    words, tokens = _words(problem), _tokens(problem)
    for listing in problem.listings:
        shown = tokens if all(len(name) == 1 for name in listing) else words
        names = tuple(_spelled(name, shown) for name in listing)
        if len(shown.intersection(names)) >= SHOWN and len(names) <= LARGEST:
            yield Constant(names, list_of(STR)), COST


def table_components(problem: Problem) -> Iterator[Component]:
    """Places in a listing, and look-ups for other keys: those that have a number, and those that are numbers."""
    if any(told_lists(problem)):
        yield Component(
            "index:told", (list_of(STR), STR), (Role.CONSTANT, Role.ANY), INT, PLACE,
            lambda names, name: names.index(name), "{0}.index({1})", ORDER, made=True,
        )  # fmt: skip
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
    shown = _tokens(problem)
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


def _tokens(problem: Problem) -> frozenset[str]:
    """All texts of the examples, their words and their characters."""
    return _words(problem).union(*_shown(problem))


def _words(problem: Problem) -> frozenset[str]:
    """All texts of the examples, and their words."""
    return frozenset(word for text in _shown(problem) for word in (text, *re.findall(r"[^\W_]+", text)))


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
