"""One example of a spec, run."""

from __future__ import annotations

import ast
import builtins
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

from pytest_aurora.check.calls import ArgumentsChangedError, watched
from pytest_aurora.check.compare import mismatch, show
from pytest_aurora.problem.annotations import checked_type
from pytest_aurora.problem.types import ANY, Type
from pytest_aurora.spec.literals import compile_expression
from pytest_aurora.spec.model import ExampleSpec, Spec


@dataclass(frozen=True, slots=True)
class Passed:
    """The example holds."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The example does not hold.

    Attributes:
        example: where it stands and how it is written.
        message: what is wrong; the first line says it all, a diff may follow.
        expected: the value due (repr), or `raises X`.
        got: the value that came out (repr), or `raised X: ...`.
        error: what was raised, with its traceback, or None.
    """

    example: ExampleSpec
    message: str
    expected: str
    got: str = ""
    error: BaseException | None = None


ExampleOutcome = Passed | Failed


@dataclass(frozen=True, slots=True)
class _Value:
    value: object


@dataclass(frozen=True, slots=True)
class _Error:
    error: Exception | SystemExit

    def __str__(self) -> str:
        return f"{type(self.error).__name__}: {self.error}" if str(self.error) else type(self.error).__name__


def run_example(example: ExampleSpec, spec: Spec, namespace: Mapping[str, object]) -> ExampleOutcome:
    """Evaluate an example's left side in the module's namespace and compare it with what is due.

    Args:
        example: the example; one that could not be read fails with its error.
        spec: the spec that it belongs to; its functions may not change their arguments.
        namespace: the names of the target module.
    """
    if example.error is not None:
        return Failed(example, str(example.error), example.expected or "", error=example.error)
    if example.function not in namespace:
        return Failed(example, f"{example.function} is not defined", example.due)
    came = _evaluate(example, example.call, watched(namespace, (f.name for f in spec.functions)))
    if isinstance(came, _Error) and isinstance(came.error, ArgumentsChangedError):
        return Failed(example, str(came.error), example.due, str(came.error), came.error)
    if example.raises is not None:
        return _judge_error(example, came, namespace)
    return _judge_value(example, came, _declared(example, spec, namespace), namespace)


def _evaluate(example: ExampleSpec, source: str, namespace: Mapping[str, object]) -> _Value | _Error:
    """The one place where an example runs foreign code."""
    try:
        return _Value(compile_expression(source, example.location).evaluate(namespace))
    except (Exception, SystemExit) as error:
        return _Error(error)


def _judge_error(example: ExampleSpec, came: _Value | _Error, namespace: Mapping[str, object]) -> ExampleOutcome:
    due = example.due
    wanted = exception_class(example.raises or "", namespace)
    if wanted is None:
        return Failed(example, _no_class(example.raises or "", namespace), due)
    if isinstance(came, _Value):
        return Failed(example, f"expected {due}, got {show(came.value)}", due, show(came.value))
    if isinstance(came.error, wanted):
        return Passed()
    return Failed(example, f"expected {due}, but it raised {came}", due, f"raised {came}", came.error)


def _no_class(name: str, namespace: Mapping[str, object]) -> str:
    known = [other for other in (*namespace, *vars(builtins)) if exception_class(other, namespace)]
    near = difflib.get_close_matches(name, known, 1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"there is no exception class {name!r}, neither here nor in builtins{hint}"


def exception_class(name: str, namespace: Mapping[str, object]) -> type[BaseException] | None:
    """The exception class of that (dotted) name, of the module or of builtins."""
    first, *rest = name.split(".")
    found = namespace.get(first, getattr(builtins, first, None))
    found = reduce(lambda owner, part: getattr(owner, part, None), rest, found)
    return found if isinstance(found, type) and issubclass(found, BaseException) else None


def _judge_value(
    example: ExampleSpec, came: _Value | _Error, declared: Type, namespace: Mapping[str, object]
) -> ExampleOutcome:
    expected = _evaluate(example, example.expected or "", namespace)
    if isinstance(expected, _Error):
        return Failed(example, f"the expected value raised {expected}", example.due, error=expected.error)
    due = show(expected.value) + (f" ± {example.tolerance}" if example.tolerance is not None else "")
    if isinstance(came, _Error):
        return Failed(example, f"expected {due}, but it raised {came}", due, f"raised {came}", came.error)
    try:
        difference = mismatch(came.value, expected.value, declared, example.tolerance)
    except Exception as error:  # a user's __eq__
        return Failed(example, f"the comparison raised {_Error(error)}", due, show(came.value), error)
    return Passed() if difference is None else Failed(example, difference, due, show(came.value))


def _declared(example: ExampleSpec, spec: Spec, namespace: Mapping[str, object]) -> Type:
    """The type that the result must have: known when the left side is just the call."""
    tree = ast.parse(example.call.strip(), mode="eval").body
    if not (isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id == example.function):
        return ANY
    return checked_type(spec.function(example.function).returns, namespace)
