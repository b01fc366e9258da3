"""What preconditions say of single values, so that strategies can build it in instead of throwing values away."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pytest_aurora.spec.expressions import conjuncts

TEXT_KINDS = {
    "isdigit": "0123456789", "isdecimal": "0123456789", "isnumeric": "0123456789",
    "isalpha": "abcXYZ", "isalnum": "abcXYZ019", "islower": "abcxyz", "isupper": "ABCXYZ", "isspace": " \t\n",
    "isidentifier": "abcxyz_",
}  # fmt: skip
"""An alphabet of which every text that is not empty passes the method of that name."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of a value; what is None is not limited.

    Attributes:
        low, high: the least and the greatest value, both allowed.
        over, under: values that are too small and too great.
        least, most: the least and the greatest length.
        choices: the only values.
        alphabet: the only characters of a text.
        unique: whether no element may occur twice.
        ordered: whether elements must ascend.
        elements: limits of the elements.
    """

    low: Any = None
    high: Any = None
    over: Any = None
    under: Any = None
    least: int = 0
    most: int | None = None
    choices: tuple[object, ...] | None = None
    alphabet: str | None = None
    unique: bool = False
    ordered: bool = False
    elements: Bounds | None = None


FREE = Bounds()

_FLIPPED = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE, ast.Eq: ast.Eq}
_LIMITS: dict[type[ast.cmpop], tuple[str, Callable[..., object]]] = {
    ast.Gt: ("over", max), ast.GtE: ("low", max), ast.Lt: ("under", min), ast.LtE: ("high", min),
}  # fmt: skip
_LARGEST = 10_000


@dataclass(frozen=True, slots=True)
class _Fact:
    """`left op right` with operators as in `ast`."""

    left: ast.expr
    op: type[ast.cmpop]
    right: ast.expr


def bounds_of(variable: str, conditions: Iterable[ast.expr]) -> Bounds:
    """The limits that conditions set to a variable; what they say beyond that is not in it."""
    bounds = FREE
    for condition in conditions:
        for part in conjuncts(condition):
            bounds = _narrow(bounds, variable, part)
    return bounds


def ordered_pairs(variables: Iterable[str], conditions: Iterable[ast.expr]) -> tuple[tuple[str, str], ...]:
    """Pairs of variables of which the first may not be greater."""
    names, pairs = set(variables), []
    for condition in conditions:
        for fact in (fact for part in conjuncts(condition) for fact in _facts(part)):
            left, right = _name(fact.left), _name(fact.right)
            if left in names and right in names and fact.op in (ast.Lt, ast.LtE):
                pairs.append((str(left), str(right)))
    return tuple(pairs)


def _facts(condition: ast.expr) -> Iterator[_Fact]:
    """The comparisons of a chain, each both ways round, so that a variable stands at the left of one."""
    if not isinstance(condition, ast.Compare):
        return
    terms = [condition.left, *condition.comparators]
    for left, op, right in zip(terms, condition.ops, terms[1:], strict=False):
        yield _Fact(left, type(op), right)
        if type(op) in _FLIPPED:
            yield _Fact(right, _FLIPPED[type(op)], left)


def _narrow(bounds: Bounds, variable: str, condition: ast.expr) -> Bounds:
    if _name(condition) == variable:
        return replace(bounds, least=max(1, bounds.least))
    if isinstance(condition, ast.Call):
        return _narrow_by_call(bounds, variable, condition)
    for fact in _facts(condition):
        bounds = _narrow_by_fact(bounds, variable, fact)
    return bounds


def _narrow_by_fact(bounds: Bounds, variable: str, fact: _Fact) -> Bounds:
    if _name(fact.left) == variable and _is_sorted(fact.right, variable):
        return replace(bounds, ordered=True)
    if _is_length(fact.left, variable) and _is_length_of_set(fact.right, variable):
        return replace(bounds, unique=True)
    try:
        value = _constant(fact.right)
    except ValueError:
        return bounds
    if _name(fact.left) == variable:
        return _limit_value(bounds, fact.op, value)
    if _is_length(fact.left, variable) and isinstance(value, int):
        return _limit_length(bounds, fact.op, value)
    return bounds


def _limit_value(bounds: Bounds, op: type[ast.cmpop], value: object) -> Bounds:
    if op is ast.In and isinstance(value, str):
        return _choose(bounds, {value[i:j]: None for i in range(len(value)) for j in range(i + 1, len(value) + 1)})
    if op is ast.In and isinstance(value, list | tuple | set | frozenset | dict | range):
        return _choose(bounds, sorted(value, key=repr) if isinstance(value, set | frozenset) else value)
    if op is ast.Eq:
        return _choose(bounds, (value,))
    limit = _LIMITS.get(op)
    if limit is not None:
        name, pick = limit
        old = getattr(bounds, name)
        return replace(bounds, **{name: value if old is None else pick(old, value)})  # type: ignore[arg-type]
    return bounds


def _choose(bounds: Bounds, values: Iterable[object]) -> Bounds:
    chosen = tuple(values)
    if bounds.choices is not None:
        chosen = tuple(value for value in bounds.choices if value in chosen)
    return replace(bounds, choices=chosen)


def _limit_length(bounds: Bounds, op: type[ast.cmpop], value: int) -> Bounds:
    least = {ast.Gt: value + 1, ast.GtE: value, ast.Eq: value}.get(op, 0)
    most = {ast.Lt: value - 1, ast.LtE: value, ast.Eq: value}.get(op)
    bounds = replace(bounds, least=max(bounds.least, min(least, _LARGEST)))
    return bounds if most is None else replace(bounds, most=most if bounds.most is None else min(bounds.most, most))


def _narrow_by_call(bounds: Bounds, variable: str, call: ast.Call) -> Bounds:
    function, arguments = call.func, call.args
    if isinstance(function, ast.Attribute) and _name(function.value) == variable and function.attr in TEXT_KINDS:
        return replace(bounds, alphabet=TEXT_KINDS[function.attr], least=max(1, bounds.least))
    if _name(function) == "bool" and len(arguments) == 1:
        return _narrow(bounds, variable, arguments[0])
    if _name(function) == "all" and len(arguments) == 1 and isinstance(arguments[0], ast.GeneratorExp | ast.ListComp):
        return _narrow_elements(bounds, variable, arguments[0])
    return bounds


def _narrow_elements(bounds: Bounds, variable: str, each: ast.GeneratorExp | ast.ListComp) -> Bounds:
    generator = each.generators[0]
    element = _name(generator.target)
    if len(each.generators) > 1 or generator.ifs or element is None or _name(generator.iter) != variable:
        return bounds
    inner = bounds.elements or FREE
    for part in conjuncts(each.elt):
        inner = _narrow(inner, element, part)
    letters = inner.choices if inner.choices and all(isinstance(c, str) for c in inner.choices) else None
    alphabet = "".join(c for c in map(str, letters) if len(c) == 1) if letters else inner.alphabet
    return replace(bounds, elements=inner, alphabet=alphabet or bounds.alphabet)


# --- shapes --------------------------------------------------------------------------------------------------------


def _name(node: ast.expr) -> str | None:
    return node.id if isinstance(node, ast.Name) else None


def _is_call_of(node: ast.expr, function: str) -> bool:
    return isinstance(node, ast.Call) and _name(node.func) == function and len(node.args) == 1 and not node.keywords


def _is_length(node: ast.expr, variable: str) -> bool:
    return _is_call_of(node, "len") and isinstance(node, ast.Call) and _name(node.args[0]) == variable


def _is_length_of_set(node: ast.expr, variable: str) -> bool:
    inner = node.args[0] if isinstance(node, ast.Call) and _is_call_of(node, "len") else None
    return inner is not None and isinstance(inner, ast.Call) and _is_wrapped(inner, "set", variable)


def _is_sorted(node: ast.expr, variable: str) -> bool:
    if isinstance(node, ast.Call) and _is_call_of(node, "list"):
        node = node.args[0]
    return isinstance(node, ast.Call) and _is_wrapped(node, "sorted", variable)


def _is_wrapped(node: ast.Call, function: str, variable: str) -> bool:
    return _is_call_of(node, function) and _name(node.args[0]) == variable


def _constant(node: ast.expr) -> object:
    """The value of a literal, a `range` or a power.

    Raises:
        ValueError: it is none.
    """
    if isinstance(node, ast.Call) and _name(node.func) == "range" and not node.keywords:
        numbers = [ast.literal_eval(argument) for argument in node.args]
        return range(*numbers)[:_LARGEST]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        base, exponent = ast.literal_eval(node.left), ast.literal_eval(node.right)
        if isinstance(base, int) and isinstance(exponent, int) and abs(base) <= 10 and 0 <= exponent <= 1000:
            return base**exponent
    return ast.literal_eval(node)
