"""Arguments for a function of which no plain example is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from pytest_aurora.check.examples import run_example
from pytest_aurora.check.properties import find_counterexample
from pytest_aurora.errors import SpecError
from pytest_aurora.problem.build import is_usable
from pytest_aurora.spec.model import FunctionSpec, PostSpec, Spec

_KINDS = {"positional-only": "{0}", "positional or keyword": "{0}", "keyword-only": "{0}={0}"}


def sample_arguments(
    spec: Spec, name: str, namespace: Mapping[str, object], count: int = 24, seed: int = 0
) -> tuple[tuple[object, ...], ...]:
    """Arguments in parameter order: those that examples pass, then some that fit the types and preconditions.

    Args:
        spec: the spec.
        name: the function.
        namespace: names of the target module.
        count: how many, at most.
        seed: of the choice.
    """
    function, recorder = spec.function(name), _Recorder()
    if not function.parameters or any(parameter.kind not in _KINDS for parameter in function.parameters):
        return ()
    scope = {**namespace, name: recorder}
    for example in spec.examples:
        if example.function == name and is_usable(example):
            run_example(example, spec, scope)
    with suppress(SpecError):  # a parameter without a type; what examples pass has to do
        find_counterexample(_recording(function), spec, scope, max_examples=2 * count, seed=seed)
    return tuple(recorder.rows(function))[:count]


class _Recorder:
    """A function that takes note of its arguments."""

    def __init__(self) -> None:
        self._calls: list[tuple[tuple[object, ...], dict[str, object]]] = []

    def __call__(self, *args: object, **kwargs: object) -> None:
        self._calls.append((args, kwargs))

    def rows(self, function: FunctionSpec) -> Iterator[tuple[object, ...]]:
        """The different arguments of complete calls, in parameter order."""
        seen = set()
        for args, kwargs in self._calls:
            rest = [kwargs[p.name] for p in function.parameters[len(args) :] if p.name in kwargs]
            row = (*args, *rest)
            if len(row) == len(function.parameters) and repr(row) not in seen:
                seen.add(repr(row))
                yield row


def _recording(function: FunctionSpec) -> PostSpec:
    """A condition that calls the function with a variable for each parameter, and holds when it gives None."""
    arguments = ", ".join(_KINDS[parameter.kind].format(parameter.name) for parameter in function.parameters)
    source = f"{function.name}({arguments}) is None"
    names = tuple(parameter.name for parameter in function.parameters)
    return PostSpec(function.name, (function.name,), source, names, None, source, 0, function.location)
