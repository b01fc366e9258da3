"""What a reader of examples and conditions must know: the source and the functions that the spec declares."""

from __future__ import annotations

import ast
import difflib
import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from pytest_aurora.errors import SpecError
from pytest_aurora.spec.expressions import ExpressionError, function_calls, mentioned, offset_of
from pytest_aurora.spec.model import FunctionSpec, ParameterSpec
from pytest_aurora.spec.scan import Logical
from pytest_aurora.spec.source import Source

CALL = re.compile(r"([^\W\d]\w*)\s*\(")
KINDS = {
    kind.description: kind
    for kind in (
        inspect.Parameter.POSITIONAL_ONLY,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        inspect.Parameter.VAR_POSITIONAL,
        inspect.Parameter.KEYWORD_ONLY,
        inspect.Parameter.VAR_KEYWORD,
    )
}
"""Kinds of parameters, as `ParameterSpec` names them."""


@dataclass(frozen=True, slots=True)
class Declared:
    """The functions of a spec by name, in order of declaration."""

    source: Source
    functions: Mapping[str, FunctionSpec]

    @property
    def first(self) -> str:
        """The function that stands in where none is named."""
        return next(iter(self.functions))

    def owner(self, section_function: str | None) -> str | None:
        """The function that a section is about: the one it names, or the spec's only one."""
        if section_function in self.functions:
            return section_function
        return self.first if len(self.functions) == 1 else None

    def error(self, fault: ExpressionError, logical: Logical) -> SpecError:
        """The fault as an error at its place in the file."""
        column = logical.column(fault.offset)
        return self.source.error(fault.message, logical.first.number, column, fault.hint)

    def nearest(self, name: str) -> str:
        """A hint that names the declared function most like `name`."""
        near = difflib.get_close_matches(name, self.functions, 1)
        return f"did you mean {near[0]}?" if near else f"the spec declares {', '.join(self.functions)}"

    def likeliest(self, text: str) -> str:
        """The declared function that a text is about: one that it calls, or the one most like a name that it calls."""
        names = CALL.findall(text)
        near = (difflib.get_close_matches(name, self.functions, 1) for name in names)
        known = [name for name in names if name in self.functions]
        return next(chain(known, *near), self.first)

    def called(self, tree: ast.AST, source: str) -> str:
        """The declared function that an expression is about: the outermost one that it calls.

        Raises:
            ExpressionError: it calls none, or calls one with the wrong number of arguments.
        """
        used = mentioned(tree, self.functions.keys())
        if not used:
            raise self._calls_none(tree, source)
        for call in function_calls(tree, self.functions.keys()):
            self._check_arity(call, source)
        return used[0]

    def _calls_none(self, tree: ast.AST, source: str) -> ExpressionError:
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
        for call in calls:
            name = ast.unparse(call.func)
            message = f"the function {name!r} is not declared in this spec"
            return ExpressionError(message, offset_of(call, source), self.nearest(name))
        hint = f"call it, such as {self.first}(...)"
        return ExpressionError("no function of the spec is called", 0, hint)

    def _check_arity(self, call: ast.Call, source: str) -> None:
        function = self.functions[ast.unparse(call.func)]
        if any(isinstance(argument, ast.Starred) for argument in call.args) or any(not k.arg for k in call.keywords):
            return
        try:
            signature(function.parameters).bind(*call.args, **{str(k.arg): k.value for k in call.keywords})
        except TypeError as error:
            message = f"{function.name}: {error}"
            raise ExpressionError(message, offset_of(call, source), f"the signature is {function.signature}") from None


def signature(parameters: tuple[ParameterSpec, ...]) -> inspect.Signature:
    """The parameters as `inspect` knows them; defaults and annotations stay source text."""
    empty = inspect.Parameter.empty
    return inspect.Signature([
        inspect.Parameter(p.name, KINDS[p.kind], default=empty if p.default is None else p.default)
        for p in parameters
    ])  # fmt: skip


def call_of(function: FunctionSpec, sources: Mapping[str, str]) -> str:
    """The source of a call, from those of the arguments by parameter; what is left out has a default."""
    arguments: list[str] = []
    by_name = False
    for parameter in function.parameters:
        by_name = by_name or parameter.kind == "keyword-only" or parameter.name not in sources
        if parameter.name in sources:
            stars = {"variadic positional": "*", "variadic keyword": "**"}.get(parameter.kind, "")
            name = f"{parameter.name}=" if by_name and not stars else ""
            arguments.append(f"{name}{stars}{sources[parameter.name]}")
    return f"{function.name}({', '.join(arguments)})"
