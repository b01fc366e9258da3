"""Characters that the examples remove, replace or map: `re.sub` and `str.translate` made for one problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pytest_aurora.language.component import Component, Role
from pytest_aurora.language.components.patterns import quoted
from pytest_aurora.language.literals import quote
from pytest_aurora.problem.types import STR, Type
from pytest_aurora.search.shapes import class_member

Row = tuple[str, Any]
"""A text and the result that belongs to it."""
COST = 5
MAPPED = 12
"""Characters that a translation may map."""


def substitutions(rows: Sequence[Row]) -> Iterator[Component]:
    """Components that give the results from the texts by changing characters one by one."""
    yield from _classes(rows)
    yield from _translations(rows)


def _classes(rows: Sequence[Row]) -> Iterator[Component]:
    """`re.sub` of the characters that never survive, or that always become the same one."""
    results = [value for _, value in rows]
    gone = {c for text, value in rows for c in set(text) - set(value)} - set("".join(results))
    new = {c for text, value in rows for c in set(value) - set(text)}
    characters = sorted(c for c in gone if not c.isalnum())
    if not 1 < len(characters) <= 6:
        return
    inside = f"[{''.join(map(class_member, characters))}]"
    for replacement in ["", *(new - {"\\"} if len(new) == 1 else ())]:
        for pattern in (inside, f"{inside}+"):
            substitute = re.compile(pattern).sub
            if all(substitute(replacement, text) == value for text, value in rows):
                yield text_component(
                    f"resub:{pattern}:{replacement}", STR, COST + len(characters) // 2,
                    lambda s, substitute=substitute, replacement=replacement: substitute(replacement, s),
                    f"re.sub({quoted(pattern)}, {quote(replacement)}, {{0}})",
                )  # fmt: skip
                break


def _translations(rows: Sequence[Row]) -> Iterator[Component]:
    """`str.translate` by the one map under which every character becomes what stands at its place."""
    if any(len(text) != len(value) for text, value in rows):
        return
    mapped: dict[str, str] = {}
    for text, value in rows:
        for old, new in zip(text, value, strict=True):
            if mapped.setdefault(old, new) != new:
                return
    changed = {old: new for old, new in sorted(mapped.items()) if old != new}
    if not 1 < len(changed) <= MAPPED:
        return
    table = str.maketrans(changed)
    old, new = "".join(changed), "".join(changed.values())
    yield text_component(
        f"translate:{old}:{new}", STR, COST + (2 + (len(set(new)) == 1)) * len(changed), lambda s: s.translate(table),
        f"{{0}}.translate(str.maketrans({quote(old)}, {quote(new)}))", (),
    )  # fmt: skip


def text_component(
    name: str, result: Type, cost: int, function: Callable[..., Any], source: str,
    imports: tuple[str, ...] = ("import re",), words: frozenset[str] = frozenset(),
) -> Component:  # fmt: skip
    """A component that takes one text."""
    return Component(name, (STR,), (Role.ANY,), result, cost, function, source, words, imports, scoped=False, made=True)
