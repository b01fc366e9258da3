"""From a spec and its module's names to the `Problem` of one function."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pytest_aurora.errors import SpecError
from pytest_aurora.problem.annotations import is_abstract, read_type
from pytest_aurora.problem.generics import resolved
from pytest_aurora.problem.probes import make_probes
from pytest_aurora.problem.problem import Example, Helper, Parameter, Problem, Raised, Returned, Signature
from pytest_aurora.problem.stated import stated_examples
from pytest_aurora.problem.types import NONE, STR, Type, dict_of, has_type, join_types, refine, type_of, union_of
from pytest_aurora.problem.words import (
    problem_bounds,
    problem_listings,
    problem_literals,
    problem_tables,
    problem_words,
)  # fmt: skip
from pytest_aurora.spec.declared import KINDS
from pytest_aurora.spec.expressions import ExpressionError, function_calls, parse, parse_any
from pytest_aurora.spec.literals import compile_expression, evaluate
from pytest_aurora.spec.model import ExampleSpec, FunctionSpec, ParameterSpec, Spec


@dataclass(frozen=True, slots=True)
class PlainExample:
    """An example of the form `f(1, b=2) -> 3`, as written and as values."""

    source: ExampleSpec
    example: Example


def build_problem(
    spec: Spec, name: str, namespace: Mapping[str, object], helpers: Iterable[Helper] = (), seed: int = 0
) -> Problem:
    """The problem of finding the function called `name`.

    Args:
        spec: the spec that declares it.
        name: the function's name.
        namespace: names of the target module (classes, type variables, aliases); empty when it is not there.
        helpers: functions that the body may call.
        seed: of the choice of probes.

    Raises:
        SpecError: a type is not known, or an example's values cannot be made or are of another type.
    """
    function = spec.function(name)
    examples = tuple(plain.example for plain in plain_examples(spec, name, namespace))
    return Problem(
        signature=_signature(function, examples, namespace),
        examples=examples,
        probes=make_probes([e.arguments for e in examples], precondition(spec, function, namespace), seed),
        helpers=tuple(helper for helper in helpers if helper.name != name),
        words=problem_words(spec, function),
        literals=problem_literals(spec, function),
        bounds=problem_bounds(spec, function),
        tables=problem_tables(spec, function),
        listings=problem_listings(spec, function),
    )


# --- examples ------------------------------------------------------------------------------------------------------


def plain_examples(spec: Spec, name: str, namespace: Mapping[str, object]) -> tuple[PlainExample, ...]:
    """The examples of a function that are a call on plain values; skipped and unreadable ones are left out.

    What post-conditions state of single calls follows, as far as it is of the declared type and said by no example.

    Raises:
        SpecError: an argument or a result cannot be evaluated, or a result is not of the declared type.
    """
    function = spec.function(name)
    written = [
        PlainExample(example, _read_example(example, function, namespace))
        for example in spec.examples
        if example.function == name and is_usable(example) and is_plain(example, spec)
    ]
    said = {repr(plain.example) for plain in written}
    stated = [plain for plain in _stated(spec, function, namespace) if repr(plain.example) not in said]
    return (*written, *stated)


def _stated(spec: Spec, function: FunctionSpec, namespace: Mapping[str, object]) -> Iterator[PlainExample]:
    for example in stated_examples(spec, function) if function.returns is not None else ():
        if is_plain(example, spec):
            with suppress(SpecError):  # it is a post-condition, whose item says what is wrong with it
                yield PlainExample(example, _read_example(example, function, namespace))


def is_usable(example: ExampleSpec) -> bool:
    """Whether a body has to satisfy it: it could be read and is neither to be skipped nor expected to fail."""
    return example.error is None and example.mark is None


def is_plain(example: ExampleSpec, spec: Spec) -> bool:
    """Whether it is a call of its function on values that no function of the spec has to make."""
    call = _call_of(example)
    if call is None:
        return False
    parts = [*call.args, *(keyword.value for keyword in call.keywords)]
    if example.expected is not None:
        parts.append(parse(example.expected).body)
    names = {function.name for function in spec.functions}
    return not any(True for part in parts for _ in function_calls(part, names))


def _call_of(example: ExampleSpec) -> ast.Call | None:
    call = parse(example.call).body
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == example.function:
        starred = any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords)
        return None if starred else call
    return None


def _read_example(example: ExampleSpec, function: FunctionSpec, namespace: Mapping[str, object]) -> Example:
    call = _call_of(example)
    assert call is not None
    positional = [_value(example, ast.unparse(arg), namespace) for arg in call.args]
    keywords = {k.arg: _value(example, ast.unparse(k.value), namespace) for k in call.keywords if k.arg}
    bound = call_signature(function, namespace).bind(*positional, **keywords)
    bound.apply_defaults()
    return Example(tuple(bound.arguments.values()), _outcome(example, function, namespace), example.tolerance)


def _outcome(example: ExampleSpec, function: FunctionSpec, namespace: Mapping[str, object]) -> Returned | Raised:
    if example.raises is not None:
        return Raised(example.raises.rpartition(".")[2])
    value = _value(example, example.expected or "", namespace)
    declared = _declared(function.returns, function, namespace)
    if not has_type(value, declared) and not _stands_for(value, function.returns, declared):
        raise SpecError(
            f"{value!r} is of type {type_of(value)}, but {function.name} is declared to return {declared}",
            example.location, example.text, "mend the example or the annotation",
        )  # fmt: skip
    return Returned(value)


def _value(example: ExampleSpec, source: str, namespace: Mapping[str, object]) -> object:
    """The one place where an example's values are made; they may call classes of the user's module."""
    try:
        return evaluate(source, namespace, example.location)
    except SpecError as error:
        raise SpecError(error.message, error.location, error.line or example.text, error.hint) from error
    except Exception as error:
        reason = f"{source} raised {type(error).__name__}: {error}"
        raise SpecError(reason, example.location, example.text, "write a value that can be made") from error


# --- signature -----------------------------------------------------------------------------------------------------


def call_signature(function: FunctionSpec, namespace: Mapping[str, object]) -> inspect.Signature:
    """How the function is called; defaults are values.

    Raises:
        SpecError: a default cannot be evaluated, or the parameters stand in an order that Python does not allow.
    """
    parameters = []
    for parameter in function.parameters:
        default = inspect.Parameter.empty if parameter.default is None else _default(parameter, function, namespace)
        parameters.append(inspect.Parameter(parameter.name, KINDS[parameter.kind], default=default))
    try:
        return inspect.Signature(parameters)
    except ValueError as error:
        raise SpecError(
            f"the signature is wrong: {error}", function.location, function.signature, "reorder it"
        ) from error


def _default(parameter: ParameterSpec, function: FunctionSpec, namespace: Mapping[str, object]) -> object:
    try:
        return evaluate(parameter.default or "", namespace, function.location)
    except SpecError:
        raise
    except Exception as error:
        reason = f"the default {parameter.default} of {parameter.name} raised {type(error).__name__}: {error}"
        raise SpecError(reason, function.location, function.signature, "write a value that can be made") from error


def _signature(function: FunctionSpec, examples: Sequence[Example], namespace: Mapping[str, object]) -> Signature:
    columns = list(zip(*(example.arguments for example in examples), strict=True)) or [()] * len(function.parameters)
    results = [e.outcome.value for e in examples if isinstance(e.outcome, Returned)]
    types = [
        parameter_type(p, column, function, namespace).plain
        for p, column in zip(function.parameters, columns, strict=True)
    ]
    returns = _refined(function.returns, results, function, namespace).plain
    *types, returns = resolved([*types, returns], [*columns, results])
    parameters = (Parameter(p.name, t) for p, t in zip(function.parameters, types, strict=True))
    return Signature(function.name, tuple(parameters), returns)


def parameter_type(
    parameter: ParameterSpec, values: Sequence[object], function: FunctionSpec, namespace: Mapping[str, object]
) -> Type:
    """The type of a parameter: its annotation's, made precise and, where they do not fit, wide enough by its values.

    A parameter without annotation has the joint type of its values; `x: int = None` may be None; `*args` is a tuple,
    `**kwargs` a dict.

    Raises:
        SpecError: the annotation names a type that is not known.
    """
    if parameter.kind == "variadic positional":
        parts = [part for value in values if isinstance(value, tuple) for part in value]
        return Type("tuple*", (_refined(parameter.annotation, parts, function, namespace),))
    if parameter.kind == "variadic keyword":
        parts = [part for value in values if isinstance(value, dict) for part in value.values()]
        return dict_of(STR, _refined(parameter.annotation, parts, function, namespace))
    found = _refined(parameter.annotation, values, function, namespace)
    if parameter.default == "None" and parameter.annotation is not None:
        found = union_of((found, NONE))
    return join_types((found, *(type_of(value) for value in values if not has_type(value, found))))


def _refined(
    annotation: str | None, values: Sequence[object], function: FunctionSpec, namespace: Mapping[str, object]
) -> Type:
    declared = _declared(annotation, function, namespace)
    observed = join_types(map(type_of, values))
    if any(_stands_for(value, annotation, declared) for value in values):
        return observed
    return refine(declared, observed)


def _stands_for(value: object, annotation: str | None, declared: Type) -> bool:
    """Whether a value that is not of the declared type is one of the annotation: a tuple for `Sequence[int]`."""
    return not has_type(value, declared) and is_abstract(annotation)


def _declared(annotation: str | None, function: FunctionSpec, namespace: Mapping[str, object]) -> Type:
    try:
        return read_type(annotation, namespace)
    except ValueError as error:
        hint = "use a builtin or typing type, or define the class in the target module"
        raise SpecError(str(error), function.location, function.signature, hint) from error


# --- conditions and order ------------------------------------------------------------------------------------------


def precondition(
    spec: Spec, function: FunctionSpec, namespace: Mapping[str, object]
) -> Callable[[tuple[object, ...]], bool]:
    """Whether arguments (in parameter order) keep the function's own preconditions; one that raises is not kept."""
    names = [parameter.name for parameter in function.parameters]
    conditions = [
        compile_expression(pre.source, pre.location)
        for pre in spec.pres
        if pre.function == function.name and pre.error is None
    ]

    def holds(arguments: tuple[object, ...]) -> bool:
        scope = {**namespace, **dict(zip(names, arguments, strict=True))}
        try:
            return all(condition.evaluate(scope) for condition in conditions)
        except Exception:  # a condition such as `xs[0] > 0` raises where it does not hold
            return False

    return holds


def usage_order(spec: Spec) -> tuple[str, ...]:
    """The spec's functions, each after those that its examples and post-conditions use; otherwise as declared."""
    uses = used_functions(spec)
    order: dict[str, None] = {}

    def visit(name: str, above: frozenset[str]) -> None:
        if name in order or name in above:
            return
        for used in sorted(uses[name], key=list(uses).index):
            visit(used, above | {name})
        order[name] = None

    for name in uses:
        visit(name, frozenset())
    return tuple(order)


def used_functions(spec: Spec) -> dict[str, set[str]]:
    """For each function of the spec, the others that its examples and post-conditions call."""
    uses: dict[str, set[str]] = {function.name: set() for function in spec.functions}
    for example in spec.examples:
        sources = [source for source in (example.call, example.expected) if source]
        if example.error is None and example.function in uses:
            uses[example.function].update(*(_called(source, uses) for source in sources))
    for post in spec.posts:
        if post.error is None and not post.prose and post.function in uses:
            uses[post.function].update(post.functions)
    return {name: (used & set(uses)) - {name} for name, used in uses.items()}


def _called(source: str, functions: Iterable[str]) -> set[str]:
    try:
        calls = function_calls(parse_any(source), set(functions))
    except ExpressionError:
        return set()
    return {call.func.id for call in calls if isinstance(call.func, ast.Name)}
