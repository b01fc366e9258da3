"""The last look at a body before it is written: the audit, and every plain example in a fresh process."""

from __future__ import annotations

import builtins
import importlib.util
import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pytest_aurora.check.audit import audit_code
from pytest_aurora.check.compare import mismatch, show
from pytest_aurora.check.sandbox.outcome import (
    Call,
    CallOutcome,
    Killed,
    Mutated,
    Request,
    Strength,
    Unstable,
    Unsupported,
)
from pytest_aurora.check.sandbox.run import run_calls
from pytest_aurora.check.sandbox.wire import is_sendable_class
from pytest_aurora.problem.problem import Example, Problem, Raised, Returned, TimedOut
from pytest_aurora.problem.types import Type
from pytest_aurora.search.outcome import Body
from pytest_aurora.session.target import Target
from pytest_aurora.spec.model import FunctionSpec


def audit_objections(body: Body, problem: Problem, namespace: Mapping[str, object]) -> Iterator[str]:
    """What the audit has against a body that may use its parameters, its helpers and the module's classes."""
    names = {problem.signature.name, *(p.name for p in problem.signature.parameters)}
    names |= {helper.name for helper in problem.helpers}
    names |= {name for name, value in namespace.items() if isinstance(value, type)}
    required = {h.requires.removeprefix("from ").replace(" import ", ".") for h in problem.helpers if h.requires}
    for violation in audit_code("\n".join((*body.imports, *body.lines)), names=frozenset(names | required)):
        yield f"the audit refuses the body: {violation}"


@dataclass(frozen=True, slots=True)
class Foreign:
    """How a body of unknown origin is held.

    Attributes:
        require: how strongly its process must be held.
        own: the module without it, which is the user's own and may run unconfined; None when none of it is.
    """

    require: Strength
    own: bytes | None = None


def example_objections(
    problem: Problem,
    function: FunctionSpec,
    target: Target,
    module: bytes,
    namespace: Mapping[str, object],
    import_path: Iterable[str] = (),
    foreign: Foreign | None = None,
) -> Iterator[str]:
    """The plain examples that a module does not keep when it runs in a fresh process.

    A foreign body has run nowhere else: what it gives must be seen, and where there is no plain example it must end on
    the problem's probes.

    Args:
        problem: what was asked.
        function: its signature.
        target: where the module is to be written.
        module: its bytes.
        namespace: names of the module as it is now.
        import_path: folders from which it imports.
        foreign: how the body is held when its origin is not known.

    Raises:
        WeakSandboxError: this machine does not hold it so strongly.
    """
    if foreign is None and not problem.examples:
        return
    own = module if foreign is None else foreign.own
    rows: list[tuple[Example | None, tuple[object, ...]]] = [(each, each.arguments) for each in problem.examples]
    rows = rows or [(None, probe) for probe in problem.probes]
    request = Request(
        source=importlib.util.decode_source(module),
        function=function.name,
        calls=tuple(_call(function, row) for _, row in rows),
        module=target.name,
        filename=str(target.path),
        path=tuple(import_path),
        classes=tuple(value for value in namespace.values() if isinstance(value, type) and is_sendable_class(value)),
        before=None if own is None else importlib.util.decode_source(own),
    )
    outcomes = run_calls(request, require=foreign.require if foreign else Strength.WEAK, twice=True).outcomes
    for (example, row), outcome in zip(rows, outcomes, strict=True):
        wrong = _wrong(example, outcome, problem.signature.returns, foreign is not None)
        if wrong:
            shown = ", ".join(map(show, row))
            yield f"in a fresh process {function.name}({shown}) does not hold: {wrong}"


def _call(function: FunctionSpec, arguments: tuple[object, ...]) -> Call:
    """The call of an example, whose arguments stand in parameter order."""
    positional: list[object] = []
    keywords: dict[str, object] = {}
    for parameter, value in zip(function.parameters, arguments, strict=True):
        if parameter.kind == inspect.Parameter.KEYWORD_ONLY.description:
            keywords[parameter.name] = value
        elif parameter.kind == inspect.Parameter.VAR_POSITIONAL.description and isinstance(value, tuple):
            positional.extend(value)
        elif parameter.kind == inspect.Parameter.VAR_KEYWORD.description and isinstance(value, dict):
            keywords.update(value)
        else:
            positional.append(value)
    return Call(tuple(positional), keywords)


def _wrong(example: Example | None, outcome: CallOutcome, returns: Type, foreign: bool) -> str | None:
    """What is wrong with a call's outcome; None when nothing is.

    Values that cannot leave the process are wrong when the body is foreign: nothing else has seen them.
    """
    if isinstance(outcome, Unsupported):
        return f"its values cannot leave the process ({outcome.what})" if foreign else None
    if example is None:
        ends = isinstance(outcome, Returned) or (isinstance(outcome, Raised) and outcome.error != "MemoryError")
        return None if ends else _describe(outcome)
    due = example.outcome
    if isinstance(outcome, Returned) and isinstance(due, Returned):
        return mismatch(outcome.value, due.value, returns, example.tolerance)
    if isinstance(outcome, Raised) and isinstance(due, Raised):
        return None if _is_a(outcome.error, due.error) else f"it raised {outcome.error}, not {due.error}"
    return _describe(outcome)


def _is_a(error: str, wanted: str) -> bool:
    """Whether an exception class of that name is, or may be, a subclass of the wanted one."""
    found, due = getattr(builtins, error, None), getattr(builtins, wanted, None)
    return error == wanted or not isinstance(found, type) or not isinstance(due, type) or issubclass(found, due)


def _describe(outcome: CallOutcome) -> str:
    if isinstance(outcome, Killed):
        return outcome.reason
    if isinstance(outcome, Mutated):
        return "it changes its arguments"
    if isinstance(outcome, Unstable):
        return f"it does not always do the same: {_describe(outcome.first)}, {_describe(outcome.second)}"
    if isinstance(outcome, TimedOut):
        return f"it did not end within {outcome.seconds:g} s"
    if isinstance(outcome, Raised):
        return f"it raised {outcome.error}" + (f": {outcome.message}" if outcome.message else "")
    return f"it gave {show(outcome.value)}" if isinstance(outcome, Returned) else f"it gave {outcome.what}"
