"""What an expression means: its value on frozen values of its variables, computed by the components' functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pytest_aurora.language.component import Component
from pytest_aurora.language.expressions import (
    Apply,
    Comprehension,
    Concatenation,
    Conditional,
    Constant,
    Display,
    Expression,
    FirstMatch,
    Fold,
    Guarded,
    Iteration,
    Logical,
    Recursive,
    Variable,
    While,
)
from pytest_aurora.problem.values import FrozenDict, Pair

Environment = Mapping[Variable, Any]
ITERATIONS = {
    "{0}": lambda v: [(item,) for item in v],
    "enumerate({0})": lambda v: list(enumerate(v)),
    "zip({0}, {1})": lambda a, b: list(zip(a, b, strict=False)),
    "zip({0}, {0}[1:])": lambda v: list(zip(v, v[1:], strict=False)),
    "{0}.items()": lambda v: list(v.items()),
    "range({0})": lambda n: [(i,) for i in range(min(n, 50))],
}


class RefusedError(Exception):
    """A component refused what would be too large: nothing is known of the value."""


class RaisedError(Exception):
    """The expression raises."""


class Evaluator:
    """Evaluates the expressions of one function.

    Args:
        parameters: of the function, for recursive calls.
        body: of the function.
    """

    def __init__(self, parameters: Sequence[Variable] = (), body: Expression | None = None) -> None:
        self.parameters, self.body = parameters, body

    def value(self, expression: Expression, env: Environment) -> Any:
        method = getattr(self, "_" + type(expression).__name__.lower())
        return method(expression, env)

    def _variable(self, expression: Variable, env: Environment) -> Any:
        return env[expression]

    def _constant(self, expression: Constant, env: Environment) -> Any:
        return expression.value

    def _apply(self, expression: Apply, env: Environment) -> Any:
        return applied(expression.component, [self.value(a, env) for a in expression.arguments])

    def _concatenation(self, expression: Concatenation, env: Environment) -> Any:
        return "".join([self.value(part, env) for part in expression.parts])

    def _display(self, expression: Display, env: Environment) -> Any:
        items = [self.value(item, env) for item in expression.items]
        if expression.type.name == "dict":
            return FrozenDict(zip(items[::2], items[1::2], strict=True))
        return frozenset(items) if expression.type.name == "set" else tuple(items)

    def _conditional(self, expression: Conditional, env: Environment) -> Any:
        return self.value(expression.then if self.value(expression.test, env) else expression.otherwise, env)

    def _logical(self, expression: Logical, env: Environment) -> Any:
        operands = (self.value(operand, env) for operand in expression.operands)
        if expression.operator == "not":
            return not next(operands)
        return all(operands) if expression.operator == "and" else any(operands)

    def steps(self, iteration: Iteration, env: Environment) -> list[Environment]:
        values = ITERATIONS[iteration.source](*(self.value(a, env) for a in iteration.arguments))
        return [{**env, **dict(zip(iteration.targets, step, strict=True))} for step in values]

    def _comprehension(self, expression: Comprehension, env: Environment) -> Any:
        steps = self.steps(expression.iteration, env)
        if expression.condition is not None:
            steps = [step for step in steps if self.value(expression.condition, step)]
        elements = [self.value(expression.element, step) for step in steps]
        if expression.key is not None:
            return FrozenDict((self.value(expression.key, s), e) for s, e in zip(steps, elements, strict=True))
        arguments = [elements]
        if expression.form.keyed:
            arguments.append([step[expression.iteration.targets[0]] for step in steps])
        return called(expression.form.function, arguments)

    def _fold(self, expression: Fold, env: Environment) -> Any:
        iteration = expression.iteration
        current = {a: self.value(e, env) for a, e in zip(expression.accumulators, expression.initial, strict=True)}
        for step in self.steps(iteration, env):
            inside = {**step, **current}
            current = {a: self.value(e, inside) for a, e in zip(expression.accumulators, expression.step, strict=True)}
            if any(isinstance(v, str | tuple) and len(v) > 5_000 for v in current.values()):
                raise RefusedError
        return self.value(expression.result, {**env, **current})

    def _while(self, expression: While, env: Environment) -> Any:
        current = {a: self.value(e, env) for a, e in zip(expression.accumulators, expression.initial, strict=True)}
        for _ in range(300):
            inside = {**env, **current}
            if not self.value(expression.test, inside):
                return self.value(expression.result, inside)
            current = {a: self.value(e, inside) for a, e in zip(expression.accumulators, expression.step, strict=True)}
        raise RefusedError

    def _firstmatch(self, expression: FirstMatch, env: Environment) -> Any:
        for step in self.steps(expression.iteration, env):
            if self.value(expression.condition, step):
                return self.value(expression.element, step)
        return self.value(expression.default, env)

    def _recursive(self, expression: Recursive, env: Environment) -> Any:
        arguments = [self.value(a, env) for a in expression.arguments]
        assert self.body is not None
        return self.value(self.body, dict(zip(self.parameters, arguments, strict=True)))

    def _guarded(self, expression: Guarded, env: Environment) -> Any:
        if self.value(expression.test, env):
            raise RaisedError
        return self.value(expression.body, env)


def applied(component: Component, arguments: Sequence[Any]) -> Any:
    """A component's function on frozen values."""
    return called(component.function, arguments)


def called(function: Any, arguments: Sequence[Any]) -> Any:
    try:
        value = function(*arguments)
    except Exception as error:
        raise (RefusedError if "too large" in str(error) else RaisedError) from error
    return tuple(value) if isinstance(value, list) and not isinstance(value, Pair) else value
