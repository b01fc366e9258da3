"""Quantities of different kinds: how many items a list has, and what the items are."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pytest_aurora.language.expressions import Apply, Expression, Variable, children, walk
from pytest_aurora.problem.problem import Problem
from pytest_aurora.problem.types import FLOAT, INT

UNLIKE = 2.0
"""For a number of items that is compared with the items themselves, or sought among them, or added to them."""
UNREAD = 2.0
"""For calculating with nothing but how many items a parameter has: nothing looks at what they are."""

COMPARING = frozenset({"eq", "lt", "le", "divides", "mod", "count", "in", "index", "max", "min", "add", "sub"})
MEASURING = frozenset({"len", "count", "index", "bisect"})
COLLECTIONS = frozenset({"list", "dict", "set"})


def charge(expression: Expression, problem: Problem) -> float:
    """What the body costs more; 0 where its quantities go together."""
    unlike = sum(_is_unlike(part) for part in walk(expression) if isinstance(part, Apply))
    return UNLIKE * unlike + UNREAD * _is_unread(expression, problem)


def _is_unlike(step: Apply) -> bool:
    if step.component.family not in COMPARING or len(step.arguments) != 2:
        return False
    one, other = step.arguments
    return _measures(one, other) or _measures(other, one)


def _measures(size: Expression, items: Expression) -> bool:
    """Whether the one is made of how many items there are alone, and the other of these items."""
    measured, seen = set(_occurrences(size, measured=True)), set(_occurrences(size, measured=False))
    return not seen and any(map(_is_numeric, measured.intersection(_occurrences(items, measured=False))))


def _occurrences(expression: Expression, *, measured: bool, inside: bool = False) -> Iterator[Variable]:
    """The variables that are only measured in it, or those that are looked at."""
    if isinstance(expression, Variable) and inside is measured:
        yield expression
    inside = inside or (isinstance(expression, Apply) and expression.component.family in MEASURING)
    for child in children(expression):
        yield from _occurrences(child, measured=measured, inside=inside)


def _is_numeric(variable: Variable) -> bool:
    return variable.type.args[:1] in ((INT,), (FLOAT,))


def _is_unread(expression: Expression, problem: Problem) -> bool:
    """Whether all that the body takes of its parameters is how many items one holds, and it goes on from there."""
    held = {parameter.name for parameter in problem.signature.parameters if parameter.type.name in COLLECTIONS}
    if _is_size(expression, held):
        return False
    parameters = {parameter.name for parameter in problem.signature.parameters}
    used = sum(isinstance(part, Variable) and part.name in parameters for part in walk(expression))
    return used > 0 and used == sum(_is_size(part, held) for part in walk(expression))


def _is_size(part: Expression, held: Collection[str]) -> bool:
    measured = part.arguments[0] if isinstance(part, Apply) and part.component.family == "len" else None
    return isinstance(measured, Variable) and measured.name in held
