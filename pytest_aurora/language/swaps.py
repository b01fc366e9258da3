"""Two items of a list swapped: a component, and how it reads where it is what a body returns."""

from __future__ import annotations

import ast

from pytest_aurora.language.component import Library
from pytest_aurora.language.expressions import Apply, Conditional, Expression
from pytest_aurora.language.idioms import refined
from pytest_aurora.language.loops import is_fresh
from pytest_aurora.language.trees import call, name, tuple_of


def swapped(items: tuple[object, ...], one: int, other: int) -> tuple[object, ...]:
    """The items with those at two places swapped.

    Raises:
        IndexError: there is no item at a place, counted from the start.
    """
    if not (0 <= one < len(items) and 0 <= other < len(items)):
        raise IndexError("there is no such place")
    new = list(items)
    new[one], new[other] = new[other], new[one]
    return tuple(new)


_LIBRARY = Library()
_LIBRARY.add(
    "swapped", "list[T], int, int -> list[T]", 5, swapped,
    "[{0}[{2}] if i == {1} else {0}[{1}] if i == {2} else item for i, item in enumerate({0})]",
)  # fmt: skip
SWAPPED = _LIBRARY.components[0]


def ends_in_swap(expression: Expression) -> bool:
    """Whether a swap is what the expression comes to, in some case."""
    if isinstance(expression, Conditional):
        return ends_in_swap(expression.then) or ends_in_swap(expression.otherwise)
    return isinstance(expression, Apply) and expression.component is SWAPPED


def copied(items: ast.expr) -> ast.expr:
    """A list that may be changed."""
    return items if is_fresh(items) else call("list", items)


def place_in(items: ast.expr, place: ast.expr) -> ast.expr:
    """A place as it is written between brackets: `-1` for `len(items) - 1`."""
    item = refined(ast.Subscript(items, place, ast.Load()))
    return item.slice if isinstance(item, ast.Subscript) and item.value is items else place


def swap(copy: str, one: ast.expr, other: ast.expr) -> tuple[ast.expr, ast.expr]:
    """`copy[one], copy[other]` and the same the other way round."""
    sides = [ast.Subscript(name(copy), place, ast.Load()) for place in (one, other)]
    return tuple_of(sides), tuple_of(reversed(sides))
