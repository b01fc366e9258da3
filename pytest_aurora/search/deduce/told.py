"""Conditions that the spec tells: numbers compared with the bounds of its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pytest_aurora.language.expressions import Apply, Constant, Expression, Variable
from pytest_aurora.problem.bounds import Bound
from pytest_aurora.problem.types import BOOL, FLOAT, INT, Type
from pytest_aurora.search.bank import Entry, Values
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core

NUMBER_COST = 3
"""What a number may cost to be compared."""
COST = 3
"""What a comparison costs beyond the number."""


def compare_with_bounds(core: Core, context: Context, fresh: Sequence[Entry]) -> None:
    """Compare each cheap number with each bound, both ways round."""
    numbers = [e for e in fresh if e.type in (INT, FLOAT) and e.cost <= NUMBER_COST and not (e.fixed or e.partial)]
    for bound in core.bounds if numbers else ():
        for number in numbers:
            known = _operand(context, bound, number.type)
            if known is not None and known[0] != number.expression:
                _compare(core, context, number, *known, below=bound.below)


def _operand(context: Context, bound: Bound, t: Type) -> tuple[Expression, Values] | None:
    """A bound as a value of the type; None where it is none."""
    if isinstance(bound.operand, str):
        entries = context.bank.shelf(t).up_to(NUMBER_COST)
        named = (e for e in entries if isinstance(e.expression, Variable) and e.expression.name == bound.operand)
        return next(((entry.expression, entry.values) for entry in named), None)
    number = bound.number(t)
    return (Constant(number, t), (number,) * context.points) if number is not None else None


def _compare(core: Core, context: Context, number: Entry, operand: Expression, bounds: Values, *, below: bool) -> None:
    for name, (left, right) in _comparisons(number.expression, operand, below):
        component = core.by_name.get(f"{name}:{number.type.name}")
        if component is not None:
            pairs = (number.values, bounds) if left is number.expression else (bounds, number.values)
            values = tuple(map(component.function, *pairs))
            context.bank.add(Apply(component, (left, right), BOOL), BOOL, number.cost + COST, values)


def _comparisons(
    number: Expression, operand: Expression, below: bool
) -> Iterator[tuple[str, tuple[Expression, Expression]]]:
    """`operand < number` and `number <= operand`, where the operand belongs with what is below it; else the others."""
    yield ("lt", (operand, number)) if below else ("le", (operand, number))
    yield ("le", (number, operand)) if below else ("lt", (number, operand))
