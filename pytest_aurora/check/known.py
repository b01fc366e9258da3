"""Values of a post-condition's variables that the spec's own examples have."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from contextlib import suppress

from pytest_aurora.errors import SpecError
from pytest_aurora.problem.build import plain_examples
from pytest_aurora.problem.problem import Returned
from pytest_aurora.problem.types import Type, has_type
from pytest_aurora.spec.expressions import function_calls
from pytest_aurora.spec.model import FunctionSpec, PostSpec, Spec

Values = Mapping[str, object]


def known_values(
    post: PostSpec, spec: Spec, types: Mapping[str, Type], namespace: Mapping[str, object]
) -> Iterator[Values]:
    """The arguments of examples that return something, where one call in the condition takes all of its variables.

    Args:
        post: the condition.
        spec: its spec.
        types: the types of its variables.
        namespace: names of the target module.
    """
    for function, names in dict.fromkeys(_takers(post, spec)):
        for arguments in _arguments(spec, function, namespace) if {name for _, name in names} == set(types) else ():
            values = {variable: arguments[parameter] for parameter, variable in names}
            if all(has_type(value, types[name]) for name, value in values.items()):
                yield values


def passed(call: ast.Call, function: FunctionSpec) -> dict[str, ast.expr]:
    """What a call passes, by the function's parameters."""
    names = [parameter.name for parameter in function.parameters]
    return {**dict(zip(names, call.args, strict=False)), **{k.arg: k.value for k in call.keywords if k.arg}}


def _takers(post: PostSpec, spec: Spec) -> Iterator[tuple[FunctionSpec, tuple[tuple[str, str], ...]]]:
    """Functions that are called on variables: the parameters that take one, with that variable."""
    if post.result_of is not None:
        function = spec.function(post.result_of)
        yield function, tuple((parameter.name, parameter.name) for parameter in function.parameters)
    for call in function_calls(ast.parse(post.source, mode="eval"), set(post.functions)):
        function = spec.function(ast.unparse(call.func))
        arguments = passed(call, function)
        yield function, tuple((name, arg.id) for name, arg in arguments.items() if isinstance(arg, ast.Name))


def _arguments(spec: Spec, function: FunctionSpec, namespace: Mapping[str, object]) -> Iterator[Values]:
    if any(parameter.kind.startswith("variadic") for parameter in function.parameters):
        return
    names = [parameter.name for parameter in function.parameters]
    with suppress(SpecError):  # an example says itself what is wrong with it
        for plain in plain_examples(spec, function.name, namespace):
            if isinstance(plain.example.outcome, Returned):
                yield dict(zip(names, plain.example.arguments, strict=True))
