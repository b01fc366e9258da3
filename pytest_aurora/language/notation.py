"""Expressions as text that outlives a run: what memory keeps of a body besides its source.

Components, forms and iterations are names that are looked up when the text is read, so that it can say nothing that a
search could not have built.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
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
    Form,
    Iteration,
    Logical,
    Variable,
    While,
)  # fmt: skip
from pytest_aurora.language.forms import FORMS, ITERATIONS
from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.types import Type

LONGEST = 4_000
"""Characters of a notation; what is longer is not kept."""
_KINDS: dict[str, type] = {
    cls.__name__: cls
    for cls in (
        Apply, Comprehension, Concatenation, Conditional, Display, FirstMatch, Fold, Iteration, Logical, While
    )
}  # fmt: skip
_OPERATORS = frozenset({"not", "and", "or"})


def notation(expression: Expression) -> str:
    """The expression as text; empty where it holds what has none, such as a value of a user's class."""
    try:
        text = json.dumps(_Writer().written(expression), ensure_ascii=True, separators=(",", ":"))
    except ValueError:
        return ""
    return text if len(text) <= LONGEST else ""


@dataclass(slots=True)
class _Writer:
    numbers: dict[Variable, int] = field(default_factory=dict)

    def written(self, part: Any) -> object:  # noqa: ANN401 - parts of any kind
        if isinstance(part, Variable):
            return ["Variable", self.numbers.setdefault(part, len(self.numbers)), part.name, _type(part.type)]
        if isinstance(part, Constant):
            return ["Constant", _literal(part.value), _type(part.type)]
        if isinstance(part, Component | Form):
            return part.name
        if isinstance(part, Type):
            return _type(part)
        if isinstance(part, tuple):
            return [self.written(each) for each in part]
        if type(part).__name__ in _KINDS:
            return [type(part).__name__, *(self.written(getattr(part, f.name)) for f in fields(part))]
        if part is None or isinstance(part, str):
            return part
        raise ValueError(f"{part!r} has no notation")


def _type(t: Type) -> str:
    if read_type(str(t)) is not t:
        raise ValueError(f"{t} has no notation")
    return str(t)


def _literal(value: object) -> str:
    text = repr(value)
    try:
        same = ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError):
        raise ValueError(f"{text} has no notation") from None
    if type(same) is not type(value) or same != value:
        raise ValueError(f"{text} has no notation")
    return text


def read_notation(text: str, components: Mapping[str, Component]) -> Expression:
    """The expression that a notation says; variables that it does not bind are parameters of the body it was of.

    Raises:
        ValueError: it is no notation, or speaks of what is not known here.
    """
    try:
        read: Expression = _Reader(components).expression(json.loads(text))
    except (TypeError, KeyError, IndexError, SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError(f"no notation: {error!r}") from None
    return read


class _Reader:
    def __init__(self, components: Mapping[str, Component]) -> None:
        self._components = components
        self._variables: dict[int, Variable] = {}
        self._fields: dict[str, Callable[[Any], Any]] = {
            "Component": lambda name: self._components[name],
            "Form": lambda name: FORMS[name],
            "Type": read_type,
            "Iteration": self.expression,
            "Expression": self.expression,
            "Expression | None": lambda part: None if part is None else self.expression(part),
            "tuple[Expression, ...]": lambda parts: tuple(map(self.expression, parts)),
            "tuple[Variable, ...]": lambda parts: tuple(map(self.expression, parts)),
            "tuple[str, ...]": tuple,
            "str": str,
        }

    def expression(self, part: Any) -> Any:  # noqa: ANN401 - what JSON holds
        kind, *values = part
        if kind == "Variable":
            return self._variable(*values)
        if kind == "Constant":
            return Constant(ast.literal_eval(values[0]), read_type(values[1]))
        cls = _KINDS[kind]
        read = [self._fields[str(f.type)](v) for f, v in zip(fields(cls), values, strict=True)]
        return _sound(cls(*read))

    def _variable(self, number: int, name: str, written: str) -> Variable:
        if name and not name.isidentifier():
            raise ValueError(f"{name!r} is no name")
        return self._variables.setdefault(number, Variable(name, read_type(written)))


def _sound(part: Expression | Iteration) -> Expression | Iteration:
    """The part, if its source is one that a search writes."""
    if isinstance(part, Iteration) and ITERATIONS.get(part.source) != part.imports:
        raise ValueError(f"{part.source!r} is no known iteration")
    if isinstance(part, Logical) and part.operator not in _OPERATORS:
        raise ValueError(f"{part.operator!r} is no operator")
    if isinstance(part, Apply) and len(part.arguments) != len(part.component.parameters):
        raise ValueError(f"{part.component.name} takes {len(part.component.parameters)} arguments")
    return part
