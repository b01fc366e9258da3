"""Dicts that serve as records: a component for each key that the dicts of a type have in common."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pytest_aurora.language.component import Component, Role
from pytest_aurora.language.literals import quote
from pytest_aurora.problem.problem import Problem
from pytest_aurora.problem.types import STR, Type, has_type, join_types, type_of
from pytest_aurora.problem.values import FrozenDict, freeze, thaw
from pytest_aurora.problem.words import words_of
from pytest_aurora.search.generated import FIELD, types_of

KEYS = 8
"""Keys that the dicts of a type may have in common to be records."""


def entry_components(problem: Problem) -> Iterator[Component]:
    """`{0}["key"]` for each key that most dicts of a type share, by the examples' arguments."""
    dicts = [d for example in problem.examples for argument in example.arguments for d in _dicts(argument)]
    for t in types_of(problem.signature):
        if t.name == "dict" and t.args[0] == STR:
            yield from _entries(t, [d for d in dicts if has_type(d, t)])


def _dicts(value: object) -> Iterator[dict[object, object]]:
    if isinstance(value, dict):
        yield value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    for part in parts:
        yield from _dicts(part)


def _entries(t: Type, dicts: list[dict[object, object]]) -> Iterator[Component]:
    common = [key for key in dicts[0] if all(key in d for d in dicts)] if len(dicts) > 1 else []
    if len(common) > KEYS or 2 * len(common) < max((len(d) for d in dicts), default=0):
        return
    for key in map(str, common):
        result = join_types(type_of(d[key]) for d in dicts)
        result = t.args[1] if result.name == "union" else result
        yield Component(
            f"entry:{t}.{key}", (t,), (Role.ANY,), result, FIELD, partial(_entry, key, t.args[1], result),
            f"{{0}}[{quote(key)}]", words_of(key), made=True,
        )  # fmt: skip


def _entry(key: str, declared: Type, result: Type, record: FrozenDict) -> object:
    return freeze(thaw(record[key], declared), result)
