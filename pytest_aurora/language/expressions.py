"""Expressions as data. Two are the same only when they are the same object: the bank shares them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from pytest_aurora.language.component import Component
from pytest_aurora.problem.types import BOOL, STR, Type


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """A parameter or a comprehension's target; `name` is a wish that rendering may have to change."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True, eq=False)
class Constant:
    """A literal; `value` in the search's form."""

    value: Any
    type: Type


@dataclass(frozen=True, slots=True, eq=False)
class Apply:
    """A component with its arguments."""

    component: Component
    arguments: tuple[Expression, ...]
    type: Type


@dataclass(frozen=True, slots=True, eq=False)
class Concatenation:
    """Strings one after the other: an f-string or `+`."""

    parts: tuple[Expression, ...]

    @property
    def type(self) -> Type:
        """Always str."""
        return STR


@dataclass(frozen=True, slots=True, eq=False)
class Display:
    """A tuple, list, set or dict display; a dict's items alternate keys and values."""

    items: tuple[Expression, ...]
    type: Type


@dataclass(frozen=True, slots=True, eq=False)
class Conditional:
    """`then if test else otherwise`."""

    test: Expression
    then: Expression
    otherwise: Expression
    type: Type


@dataclass(frozen=True, slots=True, eq=False)
class Logical:
    """`not a`, `a and b`, `a or b`."""

    operator: str
    operands: tuple[Expression, ...]

    @property
    def type(self) -> Type:
        """Always bool."""
        return BOOL


@dataclass(frozen=True, slots=True, eq=False)
class Iteration:
    """What a comprehension runs over.

    Attributes:
        source: `{0}`, `enumerate({0})`, `zip({0}, {0}[1:])`, ...
        arguments: the iterables that fill the holes.
        targets: the variables bound by each step.
    """

    source: str
    arguments: tuple[Expression, ...]
    targets: tuple[Variable, ...]
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A way to close an iteration into a value.

    Attributes:
        source: `[{each}]`, `sum({each})`, `sorted({iterable}, key={key})`; `{each}` is `element for .. in .. if ..`.
        function: the value from the list of elements (and, for keyed forms, from the pairs of key and item).
        keyed: the body is a key function of the iterable's items.
        running: the body is the step of `accumulate`, from the value before and the next item.
    """

    name: str
    source: str
    function: Callable[..., Any]
    cost: int
    keyed: bool = False
    imports: tuple[str, ...] = ()
    running: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Comprehension:
    """An iteration closed by a form; `key` is the key of a dict comprehension."""

    form: Form
    iteration: Iteration
    element: Expression
    type: Type
    condition: Expression | None = None
    key: Expression | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """`accumulators = initial; for targets in iterable: accumulators = step` and then `result`.

    All steps are computed from the values before the turn; a step that contains another one goes by its new value. When
    `until` holds after a turn, the value is `early`, at once. A loop may be a whole body, a branch of one, or what a
    body is certain to evaluate; inside a comprehension or a conditional expression it has no source form, nor has one
    that may end early inside any expression.
    """

    iteration: Iteration
    accumulators: tuple[Variable, ...]
    initial: tuple[Expression, ...]
    step: tuple[Expression, ...]
    result: Expression
    until: Expression | None = None
    early: Expression | None = None

    @property
    def type(self) -> Type:
        """The result's."""
        return self.result.type


@dataclass(frozen=True, slots=True, eq=False)
class While:
    """`accumulators = initial; while test: accumulators = step` and then `result`.

    All steps are computed from the values before the turn. The search bounds the turns; the source does not.
    """

    accumulators: tuple[Variable, ...]
    initial: tuple[Expression, ...]
    test: Expression
    step: tuple[Expression, ...]
    result: Expression

    @property
    def type(self) -> Type:
        """The result's."""
        return self.result.type


@dataclass(frozen=True, slots=True, eq=False)
class FirstMatch:
    """`for targets in iterable: if condition: return element` and then `return default`.

    Inside another expression it is `next((element for .. if condition), default)`. An iteration that never ends has no
    default; the search bounds its steps, the source does not.
    """

    iteration: Iteration
    condition: Expression
    element: Expression
    default: Expression | None
    type: Type


@dataclass(frozen=True, slots=True, eq=False)
class Recursive:
    """A call of the function that is being written; `function` stands for it."""

    function: Variable
    arguments: tuple[Expression, ...]
    type: Type


@dataclass(frozen=True, slots=True, eq=False)
class Recursion:
    """A whole body that calls its own function. The search bounds the calls, the source does not."""

    function: Variable
    parameters: tuple[Variable, ...]
    body: Expression

    @property
    def type(self) -> Type:
        """The body's."""
        return self.body.type


@dataclass(frozen=True, slots=True, eq=False)
class Guarded:
    """Raise `error` when `test` holds, else go on with `body`."""

    test: Expression
    error: str
    message: str
    body: Expression

    @property
    def type(self) -> Type:
        """The body's."""
        return self.body.type


Expression = (
    Variable
    | Constant
    | Apply
    | Concatenation
    | Display
    | Conditional
    | Logical
    | Comprehension
    | Fold
    | While
    | FirstMatch
    | Recursive
    | Recursion
    | Guarded
)  # fmt: skip


def children(expression: Expression) -> tuple[Expression, ...]:
    """The direct sub-expressions, in the order of their evaluation's source."""
    match expression:
        case Apply(arguments=parts) | Concatenation(parts=parts) | Display(items=parts) | Logical(operands=parts):
            return parts
        case Conditional(test, then, otherwise):
            return (test, then, otherwise)
        case Comprehension(iteration=iteration, element=element, condition=condition, key=key):
            extra = tuple(e for e in (condition, key) if e is not None)
            return (*iteration.arguments, element, *extra)
        case Fold(iteration=iteration, initial=initial, step=step, result=result, until=until, early=early):
            return (*iteration.arguments, *initial, *step, result, *(e for e in (until, early) if e is not None))
        case While(initial=initial, test=test, step=step, result=result):
            return (*initial, test, *step, result)
        case FirstMatch(iteration=iteration, condition=condition, element=element, default=default):
            return (*iteration.arguments, condition, element, *((default,) if default is not None else ()))
        case Recursive(arguments=arguments):
            return arguments
        case Recursion(body=body):
            return (body,)
        case Guarded(test=test, body=body):
            return (test, body)
    return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """The expression and all below it, from the outside in."""
    yield expression
    for child in children(expression):
        yield from walk(child)


def replaced(expression: Expression, new: Mapping[Expression, Expression]) -> Expression:
    """The expression with others in the place of some of its parts; what takes a place is left as it is."""

    def change(part: Any) -> Any:  # noqa: ANN401 - parts of any kind
        if isinstance(part, Expression) and part in new:
            return new[part]
        if isinstance(part, tuple):
            return tuple(map(change, part))
        if isinstance(part, Iteration | Expression) and not isinstance(part, Variable | Constant):
            return replace(part, **{field.name: change(getattr(part, field.name)) for field in fields(part)})
        return part

    changed: Expression = change(expression)
    return changed


def production(expression: Expression) -> str:
    """The key of an expression's outermost production."""
    match expression:
        case Apply(component=component):
            return component.key
        case Comprehension(form=form):
            return form.name
        case Logical(operator=operator):
            return operator
    return type(expression).__name__.lower()
