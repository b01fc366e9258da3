"""The functions that a body may call: of the spec, of the target module, of `uses:`."""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from types import FunctionType

from pytest_aurora.check.audit import audit_code
from pytest_aurora.errors import SpecError, UsageError
from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.problem import Helper, Parameter, Signature
from pytest_aurora.session.modules import ModuleFailedError, shortened
from pytest_aurora.session.patience import Patient
from pytest_aurora.spec.model import FunctionSpec, Location, Spec

_NO_HOME = frozenset({"conftest", "__main__"})
"""Modules that a body cannot import from."""


def find_helpers(
    spec: Spec,
    namespace: Mapping[str, object],
    source: str,
    is_written: Callable[[str], bool],
    components: Iterable[Helper] = (),
    given_up: Collection[str] = (),
) -> tuple[Helper, ...]:
    """The helpers for the functions of a spec.

    A function of the target module that the spec does not speak of is one when the audit finds nothing in it: the
    search calls it with many values, so it must have no effect. No call goes on for long.

    Args:
        spec: the spec.
        namespace: the names of its module.
        source: the module's text.
        is_written: whether a function of the module is more than a stub.
        components: what the project adds for all specs; what the spec or the module calls by the same name hides it.
        given_up: functions that are left out.
    """
    own = {function.name for function in spec.functions}
    found = {h.name: h for h in components if h.name not in own and _is_unhidden(h, namespace)}
    found |= {helper.name: helper for helper in _of_uses(spec)}
    for function in spec.functions:
        helper = _of_spec(function, namespace) if is_written(function.name) else None
        found.update({helper.name: helper} if helper else {})
    for name in _pure_functions(source, frozenset(found), is_written):
        helper = _helper(name, namespace.get(name), namespace)
        found.update({name: helper} if helper else {})
    return tuple(
        replace(helper, function=Patient(helper.function, number))
        for number, helper in enumerate(found.values(), 1)
        if helper.name not in given_up
    )


def _is_unhidden(helper: Helper, namespace: Mapping[str, object]) -> bool:
    """Whether the module calls nothing else by the helper's name; it may have imported the helper already."""
    there, meant = namespace.get(helper.name, helper.function), helper.function
    return there is meant or (_home(there) == _home(meant) and isinstance(there, FunctionType))


def _home(function: object) -> tuple[object, object]:
    return getattr(function, "__module__", None), getattr(function, "__qualname__", None)


def module_helpers(
    source: str, namespace: Mapping[str, object], is_written: Callable[[str], bool], module: str
) -> Iterator[Helper]:
    """The functions of a module that the audit accepts, as helpers that another module imports."""
    for name in _pure_functions(source, frozenset(), is_written):
        helper = _helper(name, namespace.get(name), namespace, f"from {module} import {name}")
        if helper is not None:
            yield helper


def component_helpers(functions: Iterable[Callable[..., object]]) -> tuple[Helper, ...]:
    """The functions that a project adds for all specs.

    Raises:
        UsageError: one cannot be imported by a body, or lacks annotations of known types.
    """
    return tuple(map(_component, functions))


def _component(function: Callable[..., object]) -> Helper:
    name, module = getattr(function, "__qualname__", repr(function)), getattr(function, "__module__", None)
    home = sys.modules.get(module or "")
    if home is None or module in _NO_HOME or getattr(home, name, None) is not function:
        raise UsageError(f"the component {name} must stand at the top of a module that the project can import")
    helper = _helper(name, function, vars(home), f"from {module} import {name}")
    if helper is None:
        raise UsageError(f"the component {module}.{name} must be a function whose annotations name known types")
    return helper


def _of_spec(function: FunctionSpec, namespace: Mapping[str, object]) -> Helper | None:
    called = namespace.get(function.name)
    if not callable(called) or any(p.kind != "positional or keyword" for p in function.parameters):
        return None
    try:
        parameters = tuple(Parameter(p.name, read_type(p.annotation, namespace)) for p in function.parameters)
        signature = Signature(function.name, parameters, read_type(function.returns, namespace))
    except ValueError:
        return None
    return Helper(function.name, signature, called)


def _of_uses(spec: Spec) -> Iterator[Helper]:
    for used in spec.uses:
        module, _, name = used.rpartition(".")
        if module and module.partition(".")[0] not in sys.stdlib_module_names:
            function = _import(spec, module, name)
            helper = _helper(name, function, getattr(function, "__globals__", {}), f"from {module} import {name}")
            yield from [helper] if helper else []


def _import(spec: Spec, module: str, name: str) -> object:
    """The one place where a module of `uses:` is imported, which may raise anything."""
    try:
        return getattr(importlib.import_module(module), name)
    except AttributeError as error:
        raise SpecError(f"uses: {module} has no {name}", Location(spec.path, 1), hint=str(error)) from None
    except (Exception, SystemExit) as error:
        raise ModuleFailedError(f"uses: {module} cannot be imported:\n{shortened(error)}") from None


def _helper(name: str, function: object, names: Mapping[str, object], requires: str | None = None) -> Helper | None:
    """A helper, when the function's parameters and result are annotated with known types."""
    if not isinstance(function, FunctionType):
        return None
    signature = inspect.signature(function)
    parameters = signature.parameters.values()
    annotations = [*(p.annotation for p in parameters), signature.return_annotation]
    if inspect.Signature.empty in annotations or any(p.kind is not p.POSITIONAL_OR_KEYWORD for p in parameters):
        return None
    try:
        *types, returns = (read_type(_source(annotation), names) for annotation in annotations)
    except ValueError:
        return None
    asked = tuple(Parameter(p.name, t) for p, t in zip(parameters, types, strict=True))
    return Helper(name, Signature(name, asked, returns), function, requires)


def _source(annotation: object) -> str:
    return annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)


def _pure_functions(source: str, known: frozenset[str], is_written: Callable[[str], bool]) -> Iterator[str]:
    """The module's public functions that the audit accepts, given those that it has accepted before."""
    tree = ast.parse(source)
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not node.decorator_list:
            mentioned = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
            needed = [
                each for each in imports if mentioned & {a.asname or a.name.partition(".")[0] for a in each.names}
            ]
            text = "\n".join(map(ast.unparse, [*needed, node]))
            if not audit_code(text, names=known, function=node.name) and is_written(node.name):
                known |= {node.name}
                yield node.name
