"""What an expression computes: a function of its variables' frozen values, made of the components' functions."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any

from pytest_aurora.language.components.guards import BITS, CHARACTERS, ITEMS, bounded, refuse
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
    Recursion,
    Recursive,
    Variable,
    While,
)  # fmt: skip
from pytest_aurora.language.forms import PARTS
from pytest_aurora.problem.values import FrozenDict

Scope = Mapping[Variable, Any]
Meaning = Callable[[Scope], Any]

HOLE = re.compile(r"\{(\d)\}")
TURNS = 2_000
"""Turns after which a loop is taken to go on for ever."""
CALLS = 4_000
"""Calls after which a recursion is taken to go on for ever."""
NESTED = 80
"""Calls that may be open at once."""


class GuardError(Exception):
    """A guard's test holds; `error` names the exception that the body raises."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


def meaning(expression: Expression) -> Meaning:
    """The function from variables to the expression's value.

    It raises what the components raise, and GuardError where the body raises on purpose.
    """
    match expression:
        case Variable():
            return itemgetter(expression)
        case Constant(value=value):
            return lambda scope: value
        case Apply(component=component, arguments=arguments):
            return _apply(component.function, tuple(map(meaning, arguments)))
        case Concatenation(parts=parts):
            texts = tuple(map(meaning, parts))
            return lambda scope: _joined([text(scope) for text in texts])
        case Display():
            return _display(expression)
        case Conditional(test, then, otherwise):
            return _conditional(meaning(test), meaning(then), meaning(otherwise))
        case Logical(operator=operator, operands=operands):
            return _logical(operator, tuple(map(meaning, operands)))
        case Comprehension():
            return _comprehension(expression)
        case Fold():
            return _fold(expression)
        case While():
            return _while(expression)
        case FirstMatch():
            return _first_match(expression)
        case Recursive(function=function, arguments=arguments):
            inner = tuple(map(meaning, arguments))
            return lambda scope: scope[function](*[argument(scope) for argument in inner])
        case Recursion():
            return _recursion(expression)
        case Guarded(test=test, error=error, body=body):
            return _guarded(meaning(test), error, meaning(body))


def _apply(function: Callable[..., Any], arguments: tuple[Meaning, ...]) -> Meaning:
    if len(arguments) == 1:
        only = arguments[0]
        return lambda scope: function(only(scope))
    if len(arguments) == 2:
        first, second = arguments
        return lambda scope: function(first(scope), second(scope))
    return lambda scope: function(*[argument(scope) for argument in arguments])


def _joined(texts: list[str]) -> str:
    """The texts as one; a loop that doubles its text is refused before it fills the memory."""
    refuse(sum(map(len, texts)) > CHARACTERS)
    return "".join(texts)


def _display(display: Display) -> Meaning:
    items = tuple(map(meaning, display.items))
    if display.type.name == "dict":
        keys, values = items[::2], items[1::2]
        return lambda scope: FrozenDict((k(scope), v(scope)) for k, v in zip(keys, values, strict=True))
    if display.type.name in ("set", "frozenset"):
        return lambda scope: frozenset([item(scope) for item in items])
    return lambda scope: tuple([item(scope) for item in items])


def _conditional(test: Meaning, then: Meaning, otherwise: Meaning) -> Meaning:
    return lambda scope: then(scope) if test(scope) else otherwise(scope)


def _logical(operator: str, operands: tuple[Meaning, ...]) -> Meaning:
    if operator == "not":
        return lambda scope: not operands[0](scope)
    if operator == "and":
        return lambda scope: all(operand(scope) for operand in operands)
    return lambda scope: any(operand(scope) for operand in operands)


def _guarded(test: Meaning, error: str, body: Meaning) -> Meaning:
    def guarded(scope: Scope) -> object:
        if test(scope):
            raise GuardError(error)
        return body(scope)

    return guarded


@cache
def _iterable(source: str) -> Callable[..., Iterable[Any]]:
    """What an iteration's source runs over, as a function of what fills its holes."""
    count = 1 + max(int(hole) for hole in HOLE.findall(source))
    names = [f"_{i}" for i in range(count)]
    filled = HOLE.sub(r"_\1", source)
    text = f"lambda {', '.join(names)}: {filled}"
    function: Callable[..., Iterable[Any]] = eval(text, {"itertools": itertools})  # declared in this package
    return function


def _steps(iteration: Iteration) -> Callable[[Scope], Iterable[dict[Variable, Any]]]:
    """The scopes of an iteration, one a step."""
    run, arguments, targets = _iterable(iteration.source), tuple(map(meaning, iteration.arguments)), iteration.targets
    parts = PARTS.get(iteration.source, ())

    def steps(scope: Scope) -> Iterable[dict[Variable, Any]]:
        values = run(*[argument(scope) for argument in arguments])
        refuse(isinstance(values, range) and len(values) > ITEMS)
        if isinstance(values, itertools.combinations):
            values = bounded(values)
        if len(targets) == 1:
            only = targets[0]
            return ({**scope, only: value} for value in values)
        rows = (chain.from_iterable(p if n > 1 else (p,) for n, p in zip(parts, v, strict=True)) for v in values)
        return ({**scope, **dict(zip(targets, row, strict=True))} for row in (rows if parts else values))

    return steps


def _comprehension(expression: Comprehension) -> Meaning:
    form = expression.form
    if form.running:
        return _running(expression)
    steps, element = _steps(expression.iteration), meaning(expression.element)
    condition = meaning(expression.condition) if expression.condition is not None else None
    key = meaning(expression.key) if expression.key is not None else None
    target = expression.iteration.targets[0]

    def value(scope: Scope) -> object:
        kept = [step for step in steps(scope) if condition is None or condition(step)]
        elements = [element(step) for step in kept]
        if key is not None:
            return FrozenDict(zip(map(key, kept), elements, strict=True))
        if form.keyed:
            return form.function(elements, [step[target] for step in kept])
        return form.function(elements)

    return value


def _running(expression: Comprehension) -> Meaning:
    """The first item, then each step's value from the one before and the next item."""
    before, item = expression.iteration.targets
    iterable, element = meaning(expression.iteration.arguments[0]), meaning(expression.element)

    def value(scope: Scope) -> object:
        return tuple(itertools.accumulate(iterable(scope), lambda a, b: element({**scope, before: a, item: b})))

    return value


def _fold(expression: Fold) -> Meaning:
    steps, result, names = _steps(expression.iteration), meaning(expression.result), expression.accumulators
    initial, changes = tuple(map(meaning, expression.initial)), tuple(map(meaning, expression.step))
    until = meaning(expression.until) if expression.until is not None else None
    early = meaning(expression.early) if expression.early is not None else None

    def value(scope: Scope) -> object:
        current = {name: start(scope) for name, start in zip(names, initial, strict=True)}
        for step in steps(scope):
            inside = {**step, **current}
            current = {name: moderate(change(inside)) for name, change in zip(names, changes, strict=True)}
            if until is not None and early is not None and until(after := {**inside, **current}):
                return early(after)
        return result({**scope, **current})

    return value


def _while(expression: While) -> Meaning:
    test, result, names = meaning(expression.test), meaning(expression.result), expression.accumulators
    initial, changes = tuple(map(meaning, expression.initial)), tuple(map(meaning, expression.step))

    def value(scope: Scope) -> object:
        inside = {**scope, **{name: start(scope) for name, start in zip(names, initial, strict=True)}}
        for _ in range(TURNS):
            if not test(inside):
                return result(inside)
            inside.update({name: moderate(change(inside)) for name, change in zip(names, changes, strict=True)})
        raise RecursionError("the loop does not end")

    return value


def moderate(value: object) -> object:
    """The value, unless a few more turns would fill the memory with it.

    Raises:
        ValueError: they would.
    """
    if isinstance(value, int):
        refuse(value.bit_length() > BITS * 16)
    elif isinstance(value, str | tuple):
        refuse(len(value) > CHARACTERS)
    return value


def _first_match(expression: FirstMatch) -> Meaning:
    steps, condition = _steps(expression.iteration), meaning(expression.condition)
    element = meaning(expression.element)
    default = meaning(expression.default) if expression.default is not None else None

    def value(scope: Scope) -> object:
        for turn, step in enumerate(steps(scope)):
            if condition(step):
                return element(step)
            if default is None and turn >= TURNS:
                break
        if default is None:
            raise RecursionError("the loop does not end")
        return default(scope)

    return value


def _recursion(expression: Recursion) -> Meaning:
    body, function, parameters = meaning(expression.body), expression.function, expression.parameters

    def value(scope: Scope) -> object:
        calls, nested = 0, 0

        def call(*arguments: object) -> object:
            nonlocal calls, nested
            calls += 1
            if calls > CALLS or nested > NESTED:
                raise RecursionError("the recursion does not end")
            nested += 1
            result = body({**inside, **dict(zip(parameters, arguments, strict=True))})
            nested -= 1
            return result

        inside: dict[Variable, Any] = {**scope, function: call}
        return call(*[scope[parameter] for parameter in parameters])

    return value
