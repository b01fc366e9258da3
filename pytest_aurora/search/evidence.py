"""How much the examples of a problem say: bits, about, that a body has to get right."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pytest_aurora.language.expressions import Expression
from pytest_aurora.problem.problem import Problem, Returned
from pytest_aurora.search.spoken import unheard

LETTER = 2.0
"""For each letter of a text that is not in what was given."""
CENTS = 100
"""Floats are told apart by so many parts of one."""
UNKNOWN = 5.0
"""For a value of any other type."""


def evidence(problem: Problem, body: Expression) -> float:
    """Bits that speak for a body which fits: those of the examples, less what it leaves unheard of the spec's words."""
    return said_by_examples(problem) - unheard(body, problem)


def said_by_examples(problem: Problem) -> float:
    """Bits of all outcomes: a decision has one, and an item of what was given as many as tell it from the others.

    Without examples it is the judge who decides, and nothing fits by chance.
    """
    if not problem.examples:
        return math.inf
    outcomes = ((e.outcome, tuple(_leaves(e.arguments))) for e in problem.examples)
    return sum(_bits(o.value, given) if isinstance(o, Returned) else 1.0 for o, given in outcomes)


def _bits(value: object, given: tuple[object, ...]) -> float:
    match value:
        case bool() | None:
            return 1.0
        case dict():
            return 1 + sum(_bits(part, given) for item in value.items() for part in item)
        case list() | tuple() | set() | frozenset():
            return 1 + sum(_bits(item, given) for item in value)
    return min(_alone(value), _picked(value, given))


def _alone(value: object) -> float:
    """Bits of a value that nothing given helps with."""
    match value:
        case int():
            return 1 + math.log2(1 + abs(value))
        case float():
            return 1 + math.log2(1 + CENTS * abs(value)) if math.isfinite(value) else 1.0
        case str():
            return 1 + LETTER * len(value)
    return UNKNOWN


def _picked(value: object, given: tuple[object, ...]) -> float:
    """Bits that tell it from the other items given, or from other parts of a text that was given."""
    among = [math.log2(1 + len(given))] if any(type(item) is type(value) and item == value for item in given) else []
    texts = (text for text in given if isinstance(value, str) and value and isinstance(text, str) and value in text)
    return min((*among, *(_part(value, text) for text in texts)), default=math.inf)


def _part(value: object, text: str) -> float:
    words = text.split()
    return 1 + math.log2(1 + len(words)) if value in words else 2 * math.log2(1 + len(text))


def _leaves(value: object) -> Iterator[object]:
    """The values that are no collections themselves."""
    match value:
        case dict():
            yield from _leaves(tuple(value.items()))
        case list() | tuple() | set() | frozenset():
            for item in value:
                yield from _leaves(item)
        case _:
            yield value
