"""Numbers that stand in texts, one separator between them: `list(map(int, text.split(":")))`, made for one problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pytest_aurora.language.component import Component, Role
from pytest_aurora.language.literals import quote
from pytest_aurora.problem.problem import Problem
from pytest_aurora.problem.types import INT, STR, list_of
from pytest_aurora.problem.words import words_of

COST = 3
WORDS = words_of("number int parse version time")
_FIRST = re.compile(r"\d+(\D+)\d+")


def figure_components(problem: Problem) -> Iterator[Component]:
    """A component for each parameter, a text or a list of texts, that holds nothing but separated numbers."""
    separators: dict[str | None, None] = {}
    for place, parameter in enumerate(problem.signature.parameters):
        if parameter.type in (STR, list_of(STR)):
            texts = [text for example in problem.examples for text in _texts(example.arguments[place])]
            separators[_separator(texts)] = None
    yield from (_reader(separator) for separator in separators if separator is not None)


def _texts(value: object) -> Sequence[str]:
    return [value] if isinstance(value, str) else value if isinstance(value, list) else ()


def _separator(texts: Sequence[str]) -> str | None:
    """What stands between the numbers of all texts; None where there is anything else in them."""
    first = next((match for text in texts if (match := _FIRST.match(text))), None)
    if first is None or first[1].isspace():
        return None
    whole = re.compile(rf"\d{{1,9}}({re.escape(first[1])}\d{{1,9}})*").fullmatch
    return first[1] if all(map(whole, texts)) else None


def _reader(separator: str) -> Component:
    source = f"list(map(int, {{0}}.split({quote(separator)})))"
    return Component(
        f"ints:{separator}", (STR,), (Role.ANY,), list_of(INT), COST,
        lambda text: tuple(map(int, text.split(separator))), source, WORDS, made=True,
    )  # fmt: skip
