"""Candidates: expressions as compiled functions, judged by really running them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pytest_aurora.language.expressions import Expression
from pytest_aurora.language.statements import to_source
from pytest_aurora.problem.equality import agrees
from pytest_aurora.problem.problem import Example, Helper, Raised, Returned, Signature
from pytest_aurora.problem.types import has_type
from pytest_aurora.search.outcome import Body

Function = Callable[..., Any]


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """An expression that has become a function."""

    expression: Expression
    body: Body
    function: Function

    @property
    def cost(self) -> float:
        """What the search paid for it."""
        return self.body.cost


def compile_candidate(
    expression: Expression, cost: float, signature: Signature, helpers: Sequence[Helper]
) -> Candidate:
    """Render an expression and compile what was rendered.

    The source is made of components alone, so compiling it here runs nothing foreign.
    """
    names = [p.name for p in signature.parameters]
    taken = frozenset([*names, *(h.name.partition(".")[0] for h in helpers), signature.name])
    source = to_source(expression, taken)
    body = Body(source.lines, source.imports, cost)
    return Candidate(expression, body, compile_body(body, signature, helpers))


def compile_body(body: Body, signature: Signature, helpers: Sequence[Helper]) -> Function:
    """The function that a body makes under its signature."""
    namespace: dict[str, Any] = helper_namespace(helpers)
    parameters = ", ".join(p.name for p in signature.parameters)
    lines = [*body.imports, f"def {signature.name}({parameters}):", *(f"    {line}" for line in body.lines)]
    exec(compile("\n".join(lines), f"<{signature.name}>", "exec"), namespace)  # noqa: S102
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


def run(function: Function, arguments: Sequence[object]) -> Returned | Raised:
    """Call a function on fresh copies of the arguments."""
    try:
        return Returned(function(*copy.deepcopy(arguments)))
    except Exception as error:  # noqa: BLE001 - whatever a candidate raises is its outcome
        return Raised(type(error).__name__, str(error))


def passes(function: Function, example: Example, signature: Signature) -> bool:
    """Whether the function does on an example what it must, with a result of the declared type."""
    outcome = run(function, example.arguments)
    wanted = example.outcome
    if isinstance(wanted, Raised) or isinstance(outcome, Raised):
        return isinstance(wanted, Raised) and isinstance(outcome, Raised) and wanted.error == outcome.error
    return agrees(outcome.value, wanted.value, example.tolerance) and has_type(outcome.value, signature.returns)


def behaviour(function: Function, probes: Sequence[Sequence[object]]) -> tuple[str, ...]:
    """What the function does on each probe, as text."""
    outcomes = (run(function, probe) for probe in probes)
    return tuple(repr(o.value)[:400] if isinstance(o, Returned) else f"raises {o.error}" for o in outcomes)
