"""Other derivations of the same values: the k cheapest ways to write an expression anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, product

from pytest_aurora.language.expressions import (
    Apply,
    Comprehension,
    Concatenation,
    Conditional,
    Display,
    Expression,
    Guarded,
    Logical,
)  # fmt: skip

Alternatives = Mapping[Expression, Sequence[tuple[int, Expression]]]
"""For an expression of the bank, dearer ones with the same values and how much dearer they are."""

WAYS = 14
"""Variants of one expression."""
WAYS_INSIDE = 5
"""Variants of one argument."""
DEPTH = 4


def variants(expression: Expression, alternatives: Alternatives) -> list[tuple[int, Expression]]:
    """Up to `WAYS` other ways to write the expression, with what each costs more, cheapest first."""
    found = sorted(_ways(expression, alternatives, DEPTH), key=lambda way: way[0])
    return [way for way in found if way[1] is not expression][:WAYS]


def _ways(expression: Expression, alternatives: Alternatives, depth: int) -> list[tuple[int, Expression]]:
    others = alternatives.get(expression, ())
    ways: list[tuple[int, Expression]] = [(0, expression), *others]
    if depth:
        for extra, way in tuple(ways)[:WAYS_INSIDE]:
            ways += [(extra + more, inner) for more, inner in _rewritten(way, alternatives, depth)]
    ways.sort(key=lambda way: way[0])
    return ways[: WAYS * 2]


def _rewritten(expression: Expression, alternatives: Alternatives, depth: int) -> Iterator[tuple[int, Expression]]:
    """The expression with its arguments written in other ways."""
    match expression:
        case Apply(arguments=parts) | Concatenation(parts=parts) | Display(items=parts) | Logical(operands=parts):
            pass
        case Conditional(test, then, otherwise):
            parts = (test, then, otherwise)
        case Comprehension(element=element):
            parts = (element,)
        case Guarded(test=test, body=body):
            parts = (test, body)
        case _:
            return
    options = [_ways(part, alternatives, depth - 1)[:WAYS_INSIDE] for part in parts]
    for chosen in islice(product(*options), WAYS * 2):
        if any(way[1] is not part for way, part in zip(chosen, parts, strict=True)):
            yield sum(way[0] for way in chosen), _rebuilt(expression, tuple(way[1] for way in chosen))


def _rebuilt(expression: Expression, parts: tuple[Expression, ...]) -> Expression:
    match expression:
        case Apply():
            return replace(expression, arguments=parts)
        case Concatenation():
            return replace(expression, parts=parts)
        case Display():
            return replace(expression, items=parts)
        case Logical():
            return replace(expression, operands=parts)
        case Conditional():
            return Conditional(parts[0], parts[1], parts[2], expression.type)
        case Comprehension():
            return replace(expression, element=parts[0])
        case Guarded():
            return replace(expression, test=parts[0], body=parts[1])
    return expression
