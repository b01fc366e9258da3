"""Loops as statements: how accumulators change at each turn."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pytest_aurora.language.trees import attribute, call, is_call, name, names_in, same, tuple_of


@dataclass(frozen=True, slots=True)
class Change:
    """An accumulator's name and its next value.

    Attributes:
        owned: it is a container that nothing else can see, so that it may be changed in place.
        shared: it is a container that something else may see.
        numeric: it is a number.
        after: accumulators that change before this one; its value is made from what they become.
    """

    name: str
    value: ast.expr
    owned: bool = False
    shared: bool = False
    numeric: bool = False
    after: frozenset[str] = frozenset()

    @property
    def is_idle(self) -> bool:
        """Whether the value stays."""
        return isinstance(self.value, ast.Name) and self.value.id == self.name


@dataclass(frozen=True, slots=True)
class Line:
    """`target = value` or `target += value`; the value alone without a target."""

    target: ast.expr | None
    sign: str
    value: ast.expr


@dataclass(frozen=True, slots=True)
class Branch:
    """`if test: then`, `else: otherwise`."""

    test: ast.expr
    then: tuple[Turn, ...]
    otherwise: tuple[Turn, ...]


Turn = Line | Branch
Opposite = Callable[[ast.expr], ast.expr]
"""The negation of a test."""


def turns(changes: Sequence[Change], opposite: Opposite) -> tuple[Turn, ...]:
    """The statements that bring all changes about, each computed from the values before them."""
    moving = [change for change in changes if not change.is_idle]
    tests = [c.value.test for c in moving if isinstance(c.value, ast.IfExp)]
    if tests and len(tests) == len(moving) and all(same(tests[0], test) for test in tests):
        then = turns([_side(c, "body") for c in moving], opposite)
        otherwise = turns([_side(c, "orelse") for c in moving], opposite)
        return (_branch(tests[0], then, otherwise, opposite),)
    ordered = _in_order(moving)
    if ordered is None:
        return (Line(tuple_of(name(c.name) for c in moving), "=", tuple_of(c.value for c in moving)),)
    return tuple(turn for change in ordered for turn in _turn(change, opposite))


def _side(change: Change, side: str) -> Change:
    return replace(change, value=getattr(change.value, side))


def _branch(test: ast.expr, then: tuple[Turn, ...], otherwise: tuple[Turn, ...], opposite: Opposite) -> Branch:
    return Branch(test, then, otherwise) if then else Branch(opposite(test), otherwise, ())


def _in_order(changes: Sequence[Change]) -> list[Change] | None:
    """An order in which each value is made from what it needs: from old values, and from new ones where it says so."""
    rest, found = list(changes), []
    while rest:
        ready = next((c for c in rest if not any(_comes_first(other, c) for other in rest if other is not c)), None)
        if ready is None:
            return None
        rest.remove(ready)
        found.append(ready)
    return found


def _comes_first(change: Change, other: Change) -> bool:
    """Whether a change must be made before the other one."""
    return change.name in other.after or other.name in names_in(change.value) - change.after


def _turn(change: Change, opposite: Opposite) -> Iterator[Turn]:
    if isinstance(change.value, ast.IfExp):
        then, otherwise = (turns([_side(change, side)], opposite) for side in ("body", "orelse"))
        if not then or not otherwise or any(map(_is_change, (*then, *otherwise))):
            yield _branch(change.value.test, then, otherwise, opposite)
            return
    yield _line(change)


def _is_change(turn: Turn) -> bool:
    """Whether a statement changes a value in place, or asks whether to."""
    return isinstance(turn, Branch) or turn.sign != "="


def _line(change: Change) -> Line:
    """`total += x`, `result.append(x)`, `counts[key] = x`, or a plain assignment."""
    target, value = name(change.name), change.value
    if isinstance(value, ast.BinOp):
        augmented = _augmented(change, target, value)
        if augmented is not None:
            return augmented
    if change.owned and isinstance(value, ast.Dict) and len(value.keys) == 2 and value.keys[0] is None:
        key = value.keys[1]
        if key is not None and same(value.values[0], target):
            return _item(target, key, value.values[1])
    return Line(target, "=", value)


def _item(target: ast.Name, key: ast.expr, value: ast.expr) -> Line:
    """`groups[key] = value`; `groups.setdefault(key, []).append(item)` for the value before and one item more."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        known, last = value.left, value.right
        empty = ast.List([], ast.Load())
        if (
            same(known, call(attribute(target, "get"), key, empty))
            and isinstance(last, ast.List)
            and len(last.elts) == 1
        ):
            kept = call(attribute(target, "setdefault"), key, empty)
            return Line(None, "", call(attribute(kept, "append"), last.elts[0]))
    return Line(ast.Subscript(target, key, ast.Load()), "=", value)


_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Div: "/", ast.Mod: "%", ast.BitOr: "|",
    ast.BitAnd: "&", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>", ast.Pow: "**",
}  # fmt: skip


def _augmented(change: Change, target: ast.Name, value: ast.BinOp) -> Line | None:
    """The statement for `target = target + right`; containers that others may see are not changed in place."""
    sign, left, right = _SIGNS.get(type(value.op)), value.left, value.right
    if change.numeric and isinstance(value.op, ast.Add | ast.Mult) and same(right, target):
        left, right = right, left
    if sign is None or change.shared or not same(left, target) or change.name in names_in(right):
        return None
    if change.owned and isinstance(right, ast.List) and len(right.elts) == 1:
        return Line(None, "", call(attribute(target, "append"), right.elts[0]))
    return Line(target, f"{sign}=", right)


def keeps_ownership(value: ast.expr, accumulator: str) -> bool:
    """Whether the next value is a container that nothing else can see."""
    if isinstance(value, ast.IfExp):
        return keeps_ownership(value.body, accumulator) and keeps_ownership(value.orelse, accumulator)
    if isinstance(value, ast.Name):
        return value.id == accumulator
    if isinstance(value, ast.Subscript):
        return isinstance(value.slice, ast.Slice)
    return is_fresh(value) or isinstance(value, ast.BinOp)


def is_fresh(value: ast.expr) -> bool:
    """Whether an expression makes a new container."""
    displays = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp)
    return isinstance(value, displays) or is_call(value, "list", "set", "dict", "sorted")
