"""Short ways to write expressions down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytest_aurora.language.components import standard_components
from pytest_aurora.language.expressions import (
    Apply,
    Comprehension,
    Conditional,
    Constant,
    Display,
    Expression,
    Form,
    Iteration,
    Variable,
)
from pytest_aurora.language.statements import to_source
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, Type, dict_of, list_of, tuple_of, type_of
from pytest_aurora.problem.values import freeze
from pytest_aurora.search.instantiate import match, substitute

COMPONENTS = {component.name: component for component in standard_components()}
INTS, TEXTS, ROWS = list_of(INT), list_of(STR), list_of(list_of(INT))

n, m = Variable("n", INT), Variable("m", INT)
x, y = Variable("x", FLOAT), Variable("y", FLOAT)
s, t = Variable("s", STR), Variable("t", STR)
xs, ys = Variable("xs", INTS), Variable("ys", INTS)
words, rows = Variable("words", TEXTS), Variable("rows", ROWS)
prices = Variable("prices", dict_of(STR, INT))
pairs = Variable("pairs", list_of(tuple_of(STR, INT)))
flag = Variable("flag", BOOL)
PARAMETERS = frozenset({"n", "m", "x", "y", "s", "t", "xs", "ys", "words", "rows", "prices", "pairs", "flag", "f"})


def lift(value: Any) -> Expression:
    """An expression as it is, a list as a display, any other value as a constant."""
    if isinstance(value, list):
        items = tuple(map(lift, value))
        return Display(items, list_of(items[0].type) if items else INTS)
    if isinstance(value, tuple):
        items = tuple(map(lift, value))
        return Display(items, tuple_of(*(item.type for item in items)))
    if value is None or isinstance(value, str | int | float):
        return Constant(freeze(value), type_of(value))
    return value


def do(name: str, *arguments: Any) -> Apply:
    """A component, applied."""
    component, lifted = COMPONENTS[name], tuple(map(lift, arguments))
    bindings: dict[str, Type] | None = {}
    for parameter, argument in zip(component.parameters, lifted, strict=True):
        bindings = match(parameter, argument.type, bindings) if bindings is not None else None
    return Apply(component, lifted, substitute(component.result, bindings) if bindings else component.result)


def when(test: Expression, then: Any, otherwise: Any) -> Conditional:
    """A conditional."""
    chosen = lift(then)
    return Conditional(test, chosen, lift(otherwise), chosen.type)


def each(
    body: Callable[..., Any],
    *over: Expression,
    source: str = "{0}",
    names: tuple[str, ...] = (),
    where: Callable[..., Expression] | None = None,
    key: Callable[..., Any] | None = None,
    form: str = "[{each}]",
    keyed: bool = False,
    t: Type | None = None,
    name: str = "listcomp",
) -> Comprehension:
    """A comprehension; `body`, `where` and `key` take the targets."""
    types = _targets(source, over)
    targets = tuple(Variable(wish, kind) for wish, kind in zip((*names, *[""] * 3), types, strict=False))
    element = lift(body(*targets))
    return Comprehension(
        Form(name, form, list, 0, keyed=keyed), Iteration(source, over, targets), element, t or list_of(element.type),
        where(*targets) if where else None, lift(key(*targets)) if key else None,
    )  # fmt: skip


def _targets(source: str, over: tuple[Expression, ...]) -> tuple[Type, ...]:
    items = tuple(o.type.args[0] if o.type.args else o.type for o in over)
    if source == "{0}.items()":
        return over[0].type.args
    if source == "zip({0}, {0}[1:])":
        return items * 2
    return (INT, *items) if source == "enumerate({0})" else items


def body(expression: Any, **options: Any) -> str:
    """The rendered statements of a function that returns the expression."""
    return "\n".join(to_source(lift(expression), PARAMETERS, **options).lines)
