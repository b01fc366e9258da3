"""A signature line becomes a `FunctionSpec`."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from inspect import Parameter

from pytest_aurora.spec.expressions import ExpressionError, parse_statement
from pytest_aurora.spec.expressions import parse as parse_expression
from pytest_aurora.spec.model import FunctionSpec, Location, ParameterSpec
from pytest_aurora.spec.scan import pythonize, scan

_FORM = "write it as `def name(a: int, b: str = '') -> bool`"
_BARE = re.compile(r"(?!def\b|async\b)[^\W\d]\w*\s*\(")
STARTS = re.compile(r"(?:async\s+)?def\b")
_KINDS = Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY


def read_signature(text: str, location: Location, description: str = "") -> FunctionSpec:
    """The function that `def f(a: int, *, b: str = "") -> int` declares; `def` and the end's colon may be missing.

    Raises:
        ExpressionError: it is no signature; `async` and type parameters in brackets are refused.
    """
    node = _parse(text)
    parameters = tuple(_parameters(node.args))
    names = [parameter.name for parameter in parameters]
    twice = next((name for index, name in enumerate(names) if name in names[:index]), None)
    if twice is not None:
        raise ExpressionError(f"the parameter {twice!r} stands twice", text.rfind(twice), "give each a name of its own")
    returns = _source(node.returns)
    arrow = f" -> {returns}" if returns else ""
    signature = f"def {node.name}({format_parameters(parameters)}){arrow}"
    return FunctionSpec(node.name, signature, parameters, returns, description, location)


def _parse(text: str) -> ast.FunctionDef:
    prefix = "def " if _BARE.match(text) else ""
    code = _plain(prefix + text)
    body = " ..." if code.endswith(":") else ": ..."
    try:
        node = parse_statement(code + body)
    except ExpressionError as error:
        try:
            node = parse_statement(code)
        except ExpressionError:
            message = error.message.replace("invalid Python", "the signature cannot be read")
            raise ExpressionError(message, max(0, error.offset - len(prefix)), _FORM) from None
    return _function(node, text)


def _plain(text: str) -> str:
    """Any arrow as `->`, and `null` and the like as Python writes them."""
    return pythonize("".join("->" if piece.kind == "arrow" else piece.text for piece in scan(text.strip())))


def _function(node: ast.stmt, text: str) -> ast.FunctionDef:
    if isinstance(node, ast.AsyncFunctionDef):
        raise ExpressionError("`async def` cannot be specified", 0, "write a plain `def`")
    if not isinstance(node, ast.FunctionDef):
        raise ExpressionError("this is no signature", 0, _FORM)
    if getattr(node, "type_params", None):
        raise ExpressionError("type parameters in brackets cannot be read", text.find("["), "use a bare T, U, V")
    for expression in _expressions(node):
        _check(expression)
    return node


def _expressions(node: ast.FunctionDef) -> Iterator[ast.expr]:
    every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
    yield from (arg.annotation for arg in every if arg and arg.annotation)
    yield from node.args.defaults
    yield from (default for default in node.args.kw_defaults if default is not None)
    yield from [node.returns] if node.returns else []


def _check(expression: ast.expr) -> None:
    """Annotations and defaults hold what expressions may hold, and `...` as in `tuple[int, ...]`."""
    parse_expression(ast.unparse(_NoEllipsis().visit(copy.deepcopy(expression))))


class _NoEllipsis(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant(None) if node.value is ... else node


def _parameters(args: ast.arguments) -> Iterator[ParameterSpec]:
    plain = [*args.posonlyargs, *args.args]
    defaults = [None] * (len(plain) - len(args.defaults)) + list(args.defaults)
    only = len(args.posonlyargs)
    for index, (arg, default) in enumerate(zip(plain, defaults, strict=True)):
        yield _parameter(arg, default, _KINDS[index >= only])
    if args.vararg:
        yield _parameter(args.vararg, None, Parameter.VAR_POSITIONAL)
    for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        yield _parameter(arg, default, Parameter.KEYWORD_ONLY)
    if args.kwarg:
        yield _parameter(args.kwarg, None, Parameter.VAR_KEYWORD)


def _parameter(arg: ast.arg, default: ast.expr | None, kind: object) -> ParameterSpec:
    description = str(getattr(kind, "description", ""))
    return ParameterSpec(arg.arg, _source(arg.annotation), _source(default), description)


def _source(node: ast.expr | None) -> str | None:
    return None if node is None else ast.unparse(node)


def format_parameters(parameters: tuple[ParameterSpec, ...]) -> str:
    """Parameters as a `def` line holds them."""
    parts: list[str] = []
    kinds = [parameter.kind for parameter in parameters]
    for index, parameter in enumerate(parameters):
        starred = Parameter.VAR_POSITIONAL.description in kinds[:index]
        if parameter.kind == "keyword-only" and not starred and "keyword-only" not in kinds[:index]:
            parts.append("*")
        parts.append(_format(parameter))
        if parameter.kind == "positional-only" and kinds[index + 1 : index + 2] != ["positional-only"]:
            parts.append("/")
    return ", ".join(parts)


def _format(parameter: ParameterSpec) -> str:
    stars = {"variadic positional": "*", "variadic keyword": "**"}.get(parameter.kind, "")
    annotation = f": {parameter.annotation}" if parameter.annotation else ""
    equals = " = " if annotation else "="
    return f"{stars}{parameter.name}{annotation}" + (f"{equals}{parameter.default}" if parameter.default else "")
