"""Candidates: expressions as compiled functions, judged by really running them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pytest_aurora.language.expressions import Expression, Variable, walk
from pytest_aurora.language.meaning import GuardError, meaning
from pytest_aurora.language.statements import to_source
from pytest_aurora.problem.equality import agrees
from pytest_aurora.problem.problem import Example, Helper, Parameter, Raised, Returned, Signature
from pytest_aurora.problem.types import has_type
from pytest_aurora.problem.values import freeze, thaw
from pytest_aurora.search.generated import class_namespace
from pytest_aurora.search.outcome import Body

Function = Callable[..., Any]


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """An expression, what the search paid for it, and the function that it means."""

    expression: Expression
    cost: float
    function: Function


def candidate(expression: Expression, cost: float, signature: Signature) -> Candidate:
    """An expression as a function on plain values, computed as the search computes it: nothing is rendered yet."""
    return Candidate(expression, cost, _meant(expression, signature))


def _meant(expression: Expression, signature: Signature) -> Function:
    parameters = [_parameter(expression, p) for p in signature.parameters]
    value, result = meaning(expression), expression.type

    def function(*arguments: object) -> object:
        frozen = {}
        for variables, parameter, argument in zip(parameters, signature.parameters, arguments, strict=True):
            fixed = freeze(argument, parameter.type)
            for variable in variables:
                frozen[variable] = fixed
        return thaw(value(frozen), result)

    return function


def _parameter(expression: Expression, parameter: Parameter) -> list[Variable]:
    """The variables of the expression that stand for a parameter."""
    found = (p for p in walk(expression) if isinstance(p, Variable) and p.name == parameter.name)
    return list(dict.fromkeys(found))


def rendered(found: Candidate, signature: Signature, helpers: Sequence[Helper]) -> tuple[Body, Function]:
    """The candidate's body and the function that the body makes: what the user gets.

    The source is made of components alone, so compiling it here runs nothing foreign.
    """
    names = [p.name for p in signature.parameters]
    taken = frozenset([*names, *(h.name.partition(".")[0] for h in helpers), signature.name])
    source = to_source(found.expression, taken)
    body = Body(source.lines, source.imports, found.cost)
    return body, compile_body(body, signature, helpers)


def compile_body(body: Body, signature: Signature, helpers: Sequence[Helper]) -> Function:
    """The function that a body makes under its signature."""
    namespace: dict[str, Any] = {**class_namespace(signature), **helper_namespace(helpers)}
    parameters = ", ".join(p.name for p in signature.parameters)
    lines = [*body.imports, f"def {signature.name}({parameters}):", *(f"    {line}" for line in body.lines)]
    exec(compile("\n".join(lines), f"<{signature.name}>", "exec", dont_inherit=True), namespace)
    function: Function = namespace[signature.name]
    return function


def helper_namespace(helpers: Sequence[Helper]) -> dict[str, Any]:
    """Helpers by the name under which a body calls them; dotted names through stand-ins for their modules."""
    namespace: dict[str, Any] = {}
    for helper in helpers:
        head, _, attribute = helper.name.partition(".")
        if attribute:
            holder = namespace.setdefault(head, type(head, (), {}))
            setattr(holder, attribute, staticmethod(helper.function))
        else:
            namespace[head] = helper.function
    return namespace


def on_copies(function: Function) -> Function:
    """The function, called on fresh copies of its arguments each time."""
    return lambda *arguments: function(*copy.deepcopy(arguments))


def run(function: Function, arguments: Sequence[object]) -> Returned | Raised:
    """Call a function that does not change its arguments."""
    try:
        return Returned(function(*arguments))
    except GuardError as guard:
        return Raised(guard.error)
    except Exception as error:
        return Raised(type(error).__name__, str(error))


def passes(function: Function, example: Example, signature: Signature) -> bool:
    """Whether the function does on an example what it must, with a result of the declared type."""
    outcome = run(function, example.arguments)
    wanted = example.outcome
    if isinstance(wanted, Raised) or isinstance(outcome, Raised):
        return isinstance(wanted, Raised) and isinstance(outcome, Raised) and wanted.error == outcome.error
    return agrees(outcome.value, wanted.value, example.tolerance) and has_type(outcome.value, signature.returns)


RAISES = "raises "
"""How the text of a behaviour begins where it is an error."""


def behaviour(function: Function, probes: Sequence[Sequence[object]]) -> tuple[str, ...]:
    """What the function does on each probe, as text."""
    outcomes = (run(function, probe) for probe in probes)
    return tuple(repr(o.value)[:400] if isinstance(o, Returned) else f"{RAISES}{o.error}" for o in outcomes)
