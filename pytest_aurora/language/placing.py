"""How loops are written: where they may stand, since they are made of statements, and in which order they change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pytest_aurora.language.expressions import (
    Comprehension,
    Conditional,
    Constant,
    Expression,
    FirstMatch,
    Fold,
    Guarded,
    Logical,
    Recursion,
    Variable,
    While,
    children,
    walk,
)  # fmt: skip
from pytest_aurora.language.swaps import ends_in_swap

Loop = Fold | While


def has_loop(expression: Expression) -> bool:
    """Whether statements are needed somewhere in the expression."""
    return any(isinstance(part, Fold | While | FirstMatch | Guarded) for part in walk(expression))


def has_statements(expression: Expression) -> bool:
    """Whether the expression, where it is returned, is written as statements of its own."""
    return has_loop(expression) or ends_in_swap(expression)


def loops_first(expression: Expression) -> Iterator[Loop]:
    """Loops inside an expression that are certain to be needed, in the order of their evaluation."""
    match expression:
        case Conditional(test=test):
            inner: Sequence[Expression] = (test,)
        case Logical(operands=operands):
            inner = operands[:1]
        case Comprehension(iteration=iteration) | FirstMatch(iteration=iteration):
            inner = iteration.arguments
        case Fold() | While():
            yield expression
            return
        case _:
            inner = children(expression)
    for part in inner:
        yield from loops_first(part)


def is_writable(expression: Expression) -> bool:
    """Whether a function can return the expression: every loop and guard in it stands where statements can."""
    match expression:
        case Guarded(test=test, body=body):
            return _stands(test) and is_writable(body)
        case Recursion(body=body):
            return is_writable(body)
        case Conditional(test=test, then=then, otherwise=otherwise) if has_loop(then) or has_loop(otherwise):
            return _stands(test) and is_writable(then) and is_writable(otherwise)
        case FirstMatch(iteration=iteration, condition=condition, element=element, default=default):
            inside = not _needs_statements(condition) and is_writable(element)
            return all(map(_stands, iteration.arguments)) and inside and (default is None or is_writable(default))
        case Fold() | While():
            return _is_loop_writable(expression) and is_writable(expression.result)
    return _stands(expression)


def _is_loop_writable(loop: Loop) -> bool:
    """Whether a loop's own parts hold no loops where only expressions can stand."""
    inner = [*loop.step]
    if isinstance(loop, Fold):
        inner += [part for part in (loop.until, loop.early) if part is not None]
        if not all(map(_stands, loop.iteration.arguments)):
            return False
    else:
        inner.append(loop.test)
    return all(map(_stands, loop.initial)) and not any(map(_needs_statements, inner))


def _stands(expression: Expression) -> bool:
    """Whether all loops of an expression can be written before the statement that it stands in."""
    if not _needs_statements(expression):
        return True
    before = list(loops_first(expression))
    if not all(isinstance(loop, While) or loop.until is None for loop in before):
        return False
    if not all(_is_loop_writable(loop) and _stands(loop.result) for loop in before):
        return False
    covered = {part for loop in before for part in walk(loop)}
    return not any(_is_statement(part) for part in walk(expression) if part not in covered)


def _needs_statements(expression: Expression) -> bool:
    return any(map(_is_statement, walk(expression)))


def _is_statement(expression: Expression) -> bool:
    return isinstance(expression, Fold | While | Guarded | Recursion)


def renewed(loop: Loop, place: int) -> list[int]:
    """The accumulators whose new values a step goes by: it contains their steps and does not ask for old values."""
    found = []
    for i, (other, step) in enumerate(zip(loop.accumulators, loop.step, strict=True)):
        inside = i != place and not isinstance(step, Variable | Constant) and _has(loop.step[place], step)
        if inside and not _has(loop.step[place], other, outside=step):
            found.append(i)
    return found


def _has(whole: Expression, part: Expression, outside: Expression | None = None) -> bool:
    """Whether a part occurs in the whole, and not only inside another part."""
    if whole is outside:
        return False
    return whole is part or any(_has(child, part, outside) for child in children(whole))
