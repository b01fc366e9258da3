"""What kind of text it is, and whether its nodes, depth and identifiers are acceptable."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from enum import Enum

from pytest_aurora.check.audit.violation import Violation
from pytest_aurora.check.audit.vocabulary import NODE_HINTS, NODES

MAX_DEPTH = 120
MAX_NODES = 2_000

_IDENTIFIERS = ("id", "attr", "name", "asname", "arg", "rest", "names", "kwd_attrs")
_COLLECTED = ("test", "pytest", "conftest", "setup", "teardown")


class Kind(Enum):
    """How a text is meant."""

    BODY = "a function's body"
    EXPRESSION = "an expression"
    MODULE = "a module of functions and imports"


def kind_of(tree: ast.Module) -> Kind:
    """How a parsed text is meant."""
    if len(tree.body) == 1 and isinstance(tree.body[0], ast.Expr):
        return Kind.EXPRESSION
    defines = any(isinstance(node, ast.FunctionDef) for node in tree.body)
    returns = any(isinstance(node, ast.Return) for node in _outside_functions(tree))
    return Kind.MODULE if defines and not returns else Kind.BODY


def _may_stand_in_module(node: ast.stmt) -> bool:
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr) else None
    return isinstance(node, ast.FunctionDef | ast.Import | ast.ImportFrom) or isinstance(value, ast.Constant)


def check_shape(tree: ast.Module, function: str | None) -> list[Violation]:
    """Violations of size, depth, node types, identifiers, and of what a module may define."""
    return list(_sizes(tree)) or [*_nodes(tree), *_module(tree, function), *_yields(tree)]


def _sizes(tree: ast.Module) -> Iterator[Violation]:
    level: list[ast.AST] = [tree]
    depth = count = 0
    while level:
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        depth, count = depth + 1, count + len(level)
    if depth > MAX_DEPTH or count > MAX_NODES:
        yield Violation(1, 1, "size", f"{count} nodes, nested {depth} deep", f"at most {MAX_NODES} and {MAX_DEPTH}")


def _nodes(tree: ast.Module) -> Iterator[Violation]:
    for node in ast.walk(tree):
        line, column, kind = getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1, type(node).__name__
        if not isinstance(node, NODES):
            yield Violation(line, column, "node", kind, NODE_HINTS.get(kind, "plain statements and expressions"))
        for name in _identifiers(node):
            if not name.isascii() or (name.startswith("__") and name.strip("_")):
                yield Violation(line, column, "identifier", f"{name!r}", "ASCII letters, no leading double underscore")


def _identifiers(node: ast.AST) -> Iterator[str]:
    for field in _IDENTIFIERS:
        value = getattr(node, field, None)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, str):
                yield from part.split(".")


def _module(tree: ast.Module, function: str | None) -> Iterator[Violation]:
    if kind_of(tree) is not Kind.MODULE:
        return
    for node in tree.body:
        if not _may_stand_in_module(node):
            yield Violation(
                node.lineno, 1, "module", "a statement beside the functions", "functions, imports, constants"
            )
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    for node in functions:
        if node.name != function and node.name.lower().startswith(_COLLECTED):
            yield Violation(node.lineno, 1, "module", f"{node.name!r}, which pytest would collect", "another name")
    if function is not None and all(node.name != function for node in functions):
        yield Violation(1, 1, "module", f"no function {function!r}", f"def {function}(...)")


def check_compiles(code: str, tree: ast.Module) -> Iterator[Violation]:
    """What only the compiler sees in code that is otherwise accepted: `nonlocal` of nothing, a jump out of no loop."""
    body = kind_of(tree) is not Kind.MODULE
    text = "\n".join(("def body():", *(f" {line}" for line in code.split("\n")))) if body else code
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<audited>", "exec", dont_inherit=True)
    except SyntaxError as error:
        message = f"not Python: {error.msg}"
        yield Violation(
            (error.lineno or 1 + body) - body, (error.offset or 1 + body) - body, "syntax", message, "a body"
        )
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        yield Violation(1, 1, "syntax", f"the compiler gives up: {error}", "simpler code")


def _yields(tree: ast.Module) -> Iterator[Violation]:
    for node in _outside_functions(tree):
        if isinstance(node, ast.Yield | ast.YieldFrom):
            yield Violation(node.lineno, node.col_offset + 1, "yield", "a body that is a generator", "return a list")


def _outside_functions(tree: ast.Module) -> Iterator[ast.AST]:
    todo: list[ast.AST] = list(tree.body)
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            todo.extend(ast.iter_child_nodes(node))
