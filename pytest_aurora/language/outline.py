"""Expressions told apart by their structure."""

from __future__ import annotations

from pytest_aurora.language.expressions import (
    Apply,
    Comprehension,
    Conditional,
    Constant,
    Expression,
    FirstMatch,
    Fold,
    Guarded,
    Logical,
    Recursive,
    Variable,
    While,
    children,
)  # fmt: skip


def outline(expression: Expression) -> str:
    """A text that is the same, within one run, for expressions of the same structure."""
    match expression:
        case Variable(name=name):
            return f"{name}@{id(expression)}"
        case Constant(value=value):
            return repr(value)
    return f"{_head(expression)}({','.join(map(outline, children(expression)))})"


def _head(expression: Expression) -> str:
    """What there is to say of an expression besides its parts."""
    match expression:
        case Apply(component=component):
            return component.name
        case Comprehension(form=form, iteration=iteration):
            return f"{form.name}:{iteration.source}"
        case Logical(operator=operator):
            return operator
        case Conditional():
            return "if"
        case Fold(iteration=iteration) | FirstMatch(iteration=iteration):
            return f"{type(expression).__name__}:{iteration.source}"
        case While(initial=initial):
            return f"while:{len(initial)}"
        case Recursive(function=function):
            return function.name
        case Guarded(error=error):
            return f"guard:{error}"
    return type(expression).__name__
