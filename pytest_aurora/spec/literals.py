"""Expressions of a spec, compiled once and evaluated many times, with an allow-list instead of Python's builtins."""

from __future__ import annotations

import ast
import builtins
import difflib
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import CodeType, ModuleType

from pytest_aurora.errors import SpecError
from pytest_aurora.spec import guards
from pytest_aurora.spec.expressions import ExpressionError, free_names, parse
from pytest_aurora.spec.model import Location
from pytest_aurora.wording import shortened

_OPERATORS: dict[type[ast.operator], str] = {
    ast.Mult: "__multiply__", ast.Pow: "__power__", ast.LShift: "__shift__", ast.Mod: "__modulo__",
}  # fmt: skip
_SHOWN = 200
_UNKNOWN = "a text stands in quotes, a class in the spec's module, which a line like `module: shop.text` names"
_BUILTINS = {"__import__": __import__}
"""Methods such as `datetime.strptime` import by themselves; no expression can name it."""
_CALLS = {"range": "__range__", "pow": "__pow__", "bytes": "__bytes__"}
_GUARDED = {**_CALLS, "datetime": "__datetime__"}
"""Names that the allow-list replaces by a guard, unless the namespace has its own."""
_DATETIME_PARTS = frozenset(vars(guards.DATETIME_MODULE))


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression of a spec.

    Attributes:
        names: the names it leaves free.
    """

    source: str
    location: Location
    names: tuple[str, ...]
    _code: CodeType

    def evaluate(self, namespace: Mapping[str, object]) -> object:
        """The expression's value.

        Names come from `namespace`, then from the allow-list (`guards.NAMES`). Of a module only the pure parts that
        the allow-list knows can be used.

        Raises:
            SpecError: a name is not known, or an operation was refused as too large.
            Exception: whatever a called function or an operation of the expression raises.
        """
        names = {name: self._resolve(name, namespace) for name in self.names}
        own = {_GUARDED[n]: value for n, value in names.items() if n in _GUARDED and value is not guards.NAMES[n]}
        try:
            return eval(self._code, {"__builtins__": _BUILTINS, **guards.GUARDS, **own, **names})
        except guards.RefusedError as refusal:
            raise self._error(str(refusal), "use smaller values") from None

    def _resolve(self, name: str, namespace: Mapping[str, object]) -> object:
        value = namespace.get(name, guards.NAMES.get(name, self))
        if isinstance(value, ModuleType):
            aliased = value.__name__ == "datetime" != name  # `import datetime as dt`: never the class
            value = guards.DATETIME_MODULE if aliased else guards.MODULES.get(value.__name__, self)
        if value is self:
            raise self._error(f"the name {name!r} is not known", _meant(name, [*namespace, *guards.NAMES]))
        return value

    def _error(self, message: str, hint: str) -> SpecError:
        return SpecError(f"{message}: {shortened(self.source, _SHOWN)}", self.location, hint=hint)


def _meant(name: str, known: Sequence[str]) -> str:
    if isinstance(found := getattr(builtins, name, None), type) and issubclass(found, BaseException):
        return f"an exception that is due is written -> raises {name}"
    near = difflib.get_close_matches(name, known, 1)
    return f"did you mean {near[0]}?" if near else _UNKNOWN


def compile_expression(source: str, location: Location) -> Expression:
    """An expression that can be evaluated many times.

    Args:
        source: literals, arithmetic, comparisons, boolean operations, calls, comprehensions, subscripts, f-strings,
            lambdas and public attributes.
        location: where the expression stands; errors name it.

    Raises:
        SpecError: the source is no such expression.
    """
    source = source.strip()
    try:
        tree = parse(source)
    except ExpressionError as error:
        place = Location(location.path, location.line, location.column + error.offset)
        raise SpecError(f"{error.message}: {shortened(source, _SHOWN)}", place, hint=error.hint) from None
    names = tuple(dict.fromkeys(node.id for node in free_names(tree)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        code = compile(ast.fix_missing_locations(_Guard().visit(tree)), str(location.path), "eval")
    return Expression(source, location, names, code)


def evaluate(source: str, namespace: Mapping[str, object], location: Location) -> object:
    """The value of an expression of a spec; see `compile_expression` and `Expression.evaluate`."""
    return compile_expression(source, location).evaluate(namespace)


class _Guard(ast.NodeTransformer):
    """Calls the guards where an operation could eat all memory or lead out."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        guard = _OPERATORS.get(type(node.op))
        return node if guard is None else _call(guard, node, node.left, node.right)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        if isinstance(node.value, ast.Name) and node.value.id == "datetime" and node.attr in _DATETIME_PARTS:
            node.value = ast.copy_location(ast.Name("__datetime__", ast.Load()), node.value)
        self.generic_visit(node)
        return _call("__attribute__", node, node.value, ast.Constant(node.attr))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if isinstance(node.func, ast.Name) and node.func.id in _CALLS:
            node.func = ast.copy_location(ast.Name(_CALLS[node.func.id], ast.Load()), node.func)
        self.generic_visit(node)
        return node


def _call(guard: str, node: ast.AST, *arguments: ast.expr) -> ast.expr:
    call = ast.Call(ast.Name(guard, ast.Load()), list(arguments), [])
    return ast.copy_location(call, node)
