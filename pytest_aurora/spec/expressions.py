"""The Python expressions that specs are made of: what they may contain, what they call, which names they leave free."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Set
from contextlib import contextmanager

from pytest_aurora.spec.scan import scan

LONGEST = 100_000
"""Characters of one expression."""
DEEPEST = 100
"""Levels of nesting of one expression."""
_MOST_BITS = 12_000

_ALLOWED = (
    ast.Expression, ast.Constant, ast.Name, ast.List, ast.Tuple, ast.Set, ast.Dict, ast.UnaryOp, ast.BinOp, ast.BoolOp,
    ast.Compare, ast.IfExp, ast.Call, ast.keyword, ast.Starred, ast.Subscript, ast.Slice, ast.Attribute, ast.ListComp,
    ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.comprehension, ast.Lambda, ast.arguments, ast.arg, ast.JoinedStr,
    ast.FormattedValue, ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop,
)  # fmt: skip
_WORDS = {
    ast.Await: "await", ast.Yield: "yield", ast.YieldFrom: "yield", ast.NamedExpr: "an assignment inside an expression",
    ast.MatMult: "the operator @",
}  # fmt: skip
_ATTRIBUTES = re.compile(
    r"_|(?:(?:gi|cr|ag|tb)_(?:frame|code)|f_(?:back|builtins|code|globals|locals)|format(?:_map)?|mro)$"
)
_WHERE = re.compile(r" \(detected at line \d+\)")
"""Python counts the lines of the expression, not those of the spec."""
_HINTS = {
    "never closed|unmatched|does not match": "close each bracket with one of its kind",
    "unterminated": "close each text with the quote that opens it",
    "invalid character '[“”„‘’]'": "write straight quotes",
}
"""How to mend what Python says."""
_WIDE = re.compile(r"\d{5}")
_FUNCTIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class ExpressionError(ValueError):
    """An expression that a spec may not contain, with the offset of the fault and a way to mend it."""

    def __init__(self, message: str, offset: int = 0, hint: str = "write a Python expression") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.hint = hint


@contextmanager
def shifted(offset: int) -> Iterator[None]:
    """Faults found inside count their offset from `offset` earlier on."""
    try:
        yield
    except ExpressionError as fault:
        fault.offset += offset
        raise


def parse(source: str) -> ast.Expression:
    """The tree of an expression of literals, calls, operators, comprehensions and public attributes.

    Raises:
        ExpressionError: the source is no expression, or contains more than that, or is far too long or deep.
    """
    tree = parse_any(source)
    for node in ast.walk(tree):
        _check(node, source)
    return tree


def parse_any(source: str) -> ast.Expression:
    """The tree of any expression.

    Raises:
        ExpressionError: the source is no expression, or is far too long or deep.
    """
    tree = _parse(source, "eval")
    assert isinstance(tree, ast.Expression)
    return tree


def conjuncts(condition: ast.expr) -> Iterator[ast.expr]:
    """The parts of a condition that all must hold; of `a and b`, both."""
    if isinstance(condition, ast.BoolOp) and isinstance(condition.op, ast.And):
        for value in condition.values:
            yield from conjuncts(value)
    else:
        yield condition


def parse_statement(source: str) -> ast.stmt:
    """The tree of a source that is one statement.

    Raises:
        ExpressionError: the source is not one statement, or is far too long or deep.
    """
    tree = _parse(source, "exec")
    assert isinstance(tree, ast.Module)
    if len(tree.body) != 1:
        raise ExpressionError(f"one statement is due here, {len(tree.body)} are written")
    return tree.body[0]


def _parse(source: str, mode: str) -> ast.AST:
    _refuse_monster(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree: ast.AST = ast.parse(source, mode=mode)
    except SyntaxError as error:
        fault, offset = _WHERE.sub("", error.msg), _offset(error)
        raise ExpressionError(f"invalid Python: {fault}", offset, _mending(fault, source[offset:])) from None
    except (ValueError, MemoryError, RecursionError) as error:
        raise ExpressionError(f"invalid Python: {error or 'too deeply nested'}") from None
    if _depth(tree) > DEEPEST:
        raise ExpressionError("the expression is too deeply nested", hint="write a simpler one")
    if len(source) > _MOST_BITS // 4 and any(map(_is_huge, ast.walk(tree))):
        raise ExpressionError("a number has too many digits", hint="write a smaller one")
    return tree


def _mending(fault: str, rest: str) -> str:
    if rest.startswith("="):
        return "compare with =="
    return next((hint for pattern, hint in _HINTS.items() if re.search(pattern, fault)), "write a Python expression")


def _is_huge(node: ast.AST) -> bool:
    """Python refuses to print whole numbers beyond some 4,300 digits."""
    return isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value.bit_length() > _MOST_BITS


def _offset(error: SyntaxError) -> int:
    return max(0, (error.offset or 1) - 1) if error.lineno == 1 else 0


def _refuse_monster(source: str) -> None:
    """Parsers of some Pythons end the process on text that is nested too deeply; bracket and operator runs tell."""
    if len(source) > LONGEST:
        raise ExpressionError(f"the expression is longer than {LONGEST} characters", hint="write a shorter one")
    if len(source) < DEEPEST:
        return
    run = 0
    for piece in scan(source):
        run = 0 if piece.text == "," else run + (piece.kind != "space")
        if run > 10 * DEEPEST or piece.depth > DEEPEST:
            raise ExpressionError("the expression is too deeply nested", piece.start, "write a simpler one")


def _depth(tree: ast.AST) -> int:
    """Levels of the tree, counted no further than one past the deepest that is allowed."""
    level, depth = [tree], 0
    while level and depth <= DEEPEST:
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        depth += 1
    return depth


def _check(node: ast.AST, source: str) -> None:
    problem = _problem(node)
    if problem is not None:
        raise ExpressionError(problem[0], offset_of(node, source), problem[1])


def _problem(node: ast.AST) -> tuple[str, str] | None:
    if type(node) in _WORDS:
        return f"{_WORDS[type(node)]} may not stand here", "write an expression without it"
    if not isinstance(node, _ALLOWED):
        return f"{type(node).__name__} may not stand here", "write a plain expression"
    if isinstance(node, ast.Attribute) and _ATTRIBUTES.match(node.attr):
        return f"the attribute {node.attr!r} may not be used in a spec", "use public attributes (and f-strings)"
    if isinstance(node, ast.Name | ast.arg) and _identifier(node).startswith("__"):
        return f"the name {_identifier(node)!r} may not be used in a spec", "use a public name"
    if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
        return "only a name may stand before `in`", "write a plain comprehension"
    if isinstance(node, ast.comprehension) and node.is_async:
        return "async may not stand here", "write a plain comprehension"
    if isinstance(node, ast.FormattedValue):
        return _format_problem(node)
    if isinstance(node, ast.Constant) and node.value is ...:
        return "`...` is no value", "write the value that is meant"
    return None


def _identifier(node: ast.Name | ast.arg) -> str:
    return node.id if isinstance(node, ast.Name) else node.arg


def _format_problem(node: ast.FormattedValue) -> tuple[str, str] | None:
    parts = node.format_spec.values if isinstance(node.format_spec, ast.JoinedStr) else []
    if any(not isinstance(part, ast.Constant) or _WIDE.search(str(part.value)) for part in parts):
        return "the format of an f-string must be plain and short", "write it out, such as {x:>8.2f}"
    return None


def offset_of(node: ast.AST, source: str) -> int:
    """Where `node` begins in a source of one line, in characters; 0 when that is not known."""
    if getattr(node, "lineno", 1) != 1:
        return 0
    return len(source.encode()[: getattr(node, "col_offset", 0)].decode(errors="ignore"))


def segment(source: str, node: ast.expr) -> str:
    """The part of `source` that a node of its tree stands for."""
    return ast.get_source_segment(source, node) or ast.unparse(node)


def function_calls(tree: ast.AST, functions: Set[str]) -> Iterator[ast.Call]:
    """Calls of `functions`, outer ones first."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
            yield node


def mentioned(tree: ast.AST, functions: Set[str]) -> list[str]:
    """The `functions` that an expression uses: those it calls, outer ones first, then those it names."""
    called = [node.func.id for node in function_calls(tree, functions) if isinstance(node.func, ast.Name)]
    named = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in functions]
    return list(dict.fromkeys(called + named))


def free_names(tree: ast.AST) -> list[ast.Name]:
    """The names that no comprehension or lambda around them binds, in order of appearance."""
    found = list(_free(tree, frozenset()))
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def _free(node: ast.AST, bound: frozenset[str]) -> Iterator[ast.Name]:
    if isinstance(node, ast.Name):
        if node.id not in bound:
            yield node
    elif isinstance(node, ast.Lambda):
        defaults = [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
        yield from (name for default in defaults for name in _free(default, bound))
        yield from _free(node.body, bound | {a.arg for a in ast.walk(node.args) if isinstance(a, ast.arg)})
    elif isinstance(node, _FUNCTIONS):
        yield from _free_in_comprehension(node, bound)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _free(child, bound)


def _free_in_comprehension(
    node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp, bound: frozenset[str]
) -> Iterator[ast.Name]:
    for generator in node.generators:
        yield from _free(generator.iter, bound)
        bound |= {name.id for name in ast.walk(generator.target) if isinstance(name, ast.Name)}
        yield from (name for condition in generator.ifs for name in _free(condition, bound))
        yield from (n for n in _free(generator.target, bound))
    results = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    yield from (name for result in results for name in _free(result, bound))
