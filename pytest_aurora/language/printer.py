"""Trees as source on one line, spelled as the common formatters spell it, the same on every version of Python."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from pytest_aurora.language.literals import inside, literal, quote

LAMBDA, TERNARY, OR, AND, NOT, COMPARE, BIT_OR, BIT_XOR, BIT_AND, SHIFT, SUM, TERM, UNARY, POWER, ATOM = range(15)
"""How tightly an expression's outermost operator binds, loosest first."""

_BINARY: dict[type[ast.operator], tuple[int, str]] = {
    ast.Add: (SUM, "+"), ast.Sub: (SUM, "-"), ast.Mult: (TERM, "*"), ast.Div: (TERM, "/"), ast.FloorDiv: (TERM, "//"),
    ast.Mod: (TERM, "%"), ast.MatMult: (TERM, "@"), ast.LShift: (SHIFT, "<<"), ast.RShift: (SHIFT, ">>"),
    ast.BitAnd: (BIT_AND, "&"), ast.BitXor: (BIT_XOR, "^"), ast.BitOr: (BIT_OR, "|"), ast.Pow: (POWER, "**"),
}  # fmt: skip
_COMPARE: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in",
    ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not",
}  # fmt: skip
_BITWISE = (ast.BitAnd, ast.BitOr, ast.BitXor, ast.LShift, ast.RShift)
SCOPE_TYPES = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_UNARY: dict[type[ast.unaryop], str] = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~", ast.Not: "not "}


class UnprintableError(ValueError):
    """An f-string that Python 3.10 could not read: its parts need both quotes, or a backslash."""


def precedence(node: ast.AST) -> int:
    """How tightly the outermost operator binds."""
    match node:
        case ast.BinOp(op=operator):
            return _BINARY[type(operator)][0]
        case ast.BoolOp(op=operator):
            return AND if isinstance(operator, ast.And) else OR
        case ast.UnaryOp(op=ast.Not()):
            return NOT
        case ast.UnaryOp():
            return UNARY
        case ast.Compare():
            return COMPARE
        case ast.IfExp():
            return TERNARY
        case ast.Lambda():
            return LAMBDA
    return ATOM


def operator_of(node: ast.BinOp) -> str:
    """The sign of a binary operator."""
    return _BINARY[type(node.op)][1]


def comparison_of(operator: ast.cmpop) -> str:
    """The sign of a comparison."""
    return _COMPARE[type(operator)]


def show(node: ast.expr, mark: str = '"') -> str:
    """The source of an expression on one line.

    Args:
        node: made of what components and literals are made of.
        mark: the quote that strings prefer.

    Raises:
        UnprintableError: an f-string inside cannot be written for Python 3.10.
    """
    return Printer(mark).text(node, LAMBDA)


class Printer:
    """Writes trees with as few parentheses as the grammar allows."""

    def __init__(self, mark: str = '"') -> None:
        self.mark = mark

    def text(self, node: ast.expr, need: int = TERNARY) -> str:
        """The source of a node, in parentheses when it binds less tightly than `need`."""
        method = getattr(self, "_" + type(node).__name__.lower())
        source: str = method(node)
        return source if precedence(node) >= need else f"({source})"

    def bare(self, node: ast.expr) -> str:
        """The source where a tuple needs no parentheses: after `return`, `for`, `=`."""
        if isinstance(node, ast.Tuple) and len(node.elts) > 1:
            return self._all(node.elts)
        return self.text(node, LAMBDA)

    def _all(self, nodes: Iterable[ast.expr]) -> str:
        return ", ".join(map(self.text, nodes))

    # --- atoms ------------------------------------------------------------------------------------------------------

    def _name(self, node: ast.Name) -> str:
        return node.id

    def _constant(self, node: ast.Constant) -> str:
        if isinstance(node.value, str):
            return quote(node.value, self.mark, raw=node.kind == "r")
        return "..." if node.value is ... else literal(node.value)

    def _list(self, node: ast.List) -> str:
        return f"[{self._all(node.elts)}]"

    def _tuple(self, node: ast.Tuple) -> str:
        return f"({self._all(node.elts)}{',' * (len(node.elts) == 1)})"

    def _set(self, node: ast.Set) -> str:
        return f"{{{self._all(node.elts)}}}"

    def _dict(self, node: ast.Dict) -> str:
        pairs = zip(node.keys, node.values, strict=True)
        return "{" + ", ".join(self.item(key, value) for key, value in pairs) + "}"

    def item(self, key: ast.expr | None, value: ast.expr) -> str:
        """An item of a dict display."""
        return f"**{self.text(value, BIT_OR)}" if key is None else f"{self.text(key)}: {self.text(value)}"

    def _starred(self, node: ast.Starred) -> str:
        return f"*{self.text(node.value, BIT_OR)}"

    # --- operators --------------------------------------------------------------------------------------------------

    def _binop(self, node: ast.BinOp) -> str:
        own, sign = _BINARY[type(node.op)]
        if isinstance(node.op, ast.Pow):
            simple = _is_simple(node.left) and _is_simple(node.right) and not isinstance(node.left, ast.UnaryOp)
            gap = "" if simple else " "
            return f"{self.text(node.left, ATOM)}{gap}**{gap}{self.text(node.right, UNARY)}"
        if isinstance(node.op, _BITWISE):
            return f"{self._apart(node.left, node, own)} {sign} {self._apart(node.right, node, own + 1)}"
        return f"{self.text(node.left, own)} {sign} {self.text(node.right, own + 1)}"

    def _apart(self, operand: ast.expr, node: ast.BinOp, need: int) -> str:
        """An operand of a bitwise operator; few know how tightly these bind, so others get parentheses."""
        mixed = isinstance(operand, ast.BinOp) and type(operand.op) is not type(node.op)
        return f"({self.text(operand)})" if mixed else self.text(operand, need)

    def _unaryop(self, node: ast.UnaryOp) -> str:
        return _UNARY[type(node.op)] + self.text(node.operand, precedence(node))

    def _boolop(self, node: ast.BoolOp) -> str:
        own = precedence(node)
        word = " and " if own == AND else " or "
        return word.join(self.text(value, own + 1) for value in node.values)

    def _compare(self, node: ast.Compare) -> str:
        rest = zip(node.ops, node.comparators, strict=True)
        tail = "".join(f" {_COMPARE[type(op)]} {self.text(value, COMPARE + 1)}" for op, value in rest)
        return self.text(node.left, COMPARE + 1) + tail

    def _ifexp(self, node: ast.IfExp) -> str:
        test, body = self.text(node.test, OR), self.text(node.body, OR)
        return f"{body} if {test} else {self.text(node.orelse, TERNARY)}"

    def _lambda(self, node: ast.Lambda) -> str:
        names = ", ".join(a.arg for a in node.args.args)
        return f"lambda {names}: {self.text(node.body)}" if names else f"lambda: {self.text(node.body)}"

    # --- trailers ---------------------------------------------------------------------------------------------------

    def _attribute(self, node: ast.Attribute) -> str:
        source = self.text(node.value, ATOM)
        return f"({source}).{node.attr}" if source.isdigit() else f"{source}.{node.attr}"

    def _call(self, node: ast.Call) -> str:
        return f"{self.text(node.func, ATOM)}({', '.join(self.arguments(node))})"

    def arguments(self, node: ast.Call) -> list[str]:
        """The arguments of a call; a generator that stands alone needs no parentheses."""
        if len(node.args) == 1 and not node.keywords and isinstance(node.args[0], ast.GeneratorExp):
            return [self._comprehension(node.args[0])]
        keywords = [f"{k.arg}={self.text(k.value, LAMBDA)}" for k in node.keywords]
        return [*(self.text(argument, LAMBDA) for argument in node.args), *keywords]

    def _subscript(self, node: ast.Subscript) -> str:
        return f"{self.text(node.value, ATOM)}[{self.bare(node.slice)}]"

    def _slice(self, node: ast.Slice) -> str:
        bounds = [node.lower, node.upper, node.step]
        hugs = all(bound is None or _is_simple(bound) for bound in bounds)
        pieces = ["" if bound is None else self.text(bound) for bound in bounds[: 3 if node.step else 2]]
        return ":".join(pieces) if hugs else _spaced(pieces)

    # --- comprehensions ---------------------------------------------------------------------------------------------

    def _comprehension(self, node: ast.expr) -> str:
        return " ".join(head + text for head, text, _ in self.clauses(node))

    def clauses(self, node: ast.expr) -> list[tuple[str, str, ast.expr | None]]:
        """The element and each `for` and `if` of a comprehension: how it begins, the rest, and the rest's tree."""
        assert isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp)
        if isinstance(node, ast.DictComp):
            found: list[tuple[str, str, ast.expr | None]] = [("", self.item(node.key, node.value), None)]
        else:
            found = [("", self.text(node.elt), node.elt)]
        for clause in node.generators:
            found.append((f"for {self.bare(clause.target)} in ", self.text(clause.iter, OR), clause.iter))
            found += [("if ", self.text(test, OR), test) for test in clause.ifs]
        return found

    def _listcomp(self, node: ast.ListComp) -> str:
        return f"[{self._comprehension(node)}]"

    def _setcomp(self, node: ast.SetComp) -> str:
        return f"{{{self._comprehension(node)}}}"

    def _dictcomp(self, node: ast.DictComp) -> str:
        return f"{{{self._comprehension(node)}}}"

    def _generatorexp(self, node: ast.GeneratorExp) -> str:
        return f"({self._comprehension(node)})"

    # --- f-strings --------------------------------------------------------------------------------------------------

    def _joinedstr(self, node: ast.JoinedStr) -> str:
        other = "'" if self.mark == '"' else '"'
        plain = "".join(str(value.value) for value in node.values if isinstance(value, ast.Constant))
        marks = [(self.mark, other), (other, self.mark)]
        for outer, inner in reversed(marks) if self.mark in plain and other not in plain else marks:
            if self._fits(node, outer, inner):
                return f"f{outer}{''.join(self._piece(value, outer, inner) for value in node.values)}{outer}"
        raise UnprintableError("an f-string whose parts need both quotes or a backslash")

    def _fits(self, node: ast.JoinedStr, outer: str, inner: str) -> bool:
        fields = (value.value for value in node.values if isinstance(value, ast.FormattedValue))
        return not any(outer in text or "\\" in text for text in (_field(value, inner) for value in fields))

    def _piece(self, node: ast.expr, outer: str, inner: str) -> str:
        if isinstance(node, ast.FormattedValue):
            spec = "" if node.format_spec is None else ":" + _plain(node.format_spec)
            return f"{{{_field(node.value, inner)}{spec}}}"
        assert isinstance(node, ast.Constant)
        return inside(str(node.value), outer).replace("{", "{{").replace("}", "}}")


def _field(node: ast.expr, mark: str) -> str:
    """What stands between an f-string's braces."""
    source = Printer(mark).text(node)
    return f"({source})" if source.startswith("{") or isinstance(node, ast.Lambda) else source


def _plain(spec: ast.expr) -> str:
    assert isinstance(spec, ast.JoinedStr)
    return "".join(str(value.value) for value in spec.values if isinstance(value, ast.Constant))


def _is_simple(node: ast.expr) -> bool:
    """Operands that a formatter draws together in slices and powers."""
    if isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.Not):
        return _is_simple(node.operand)
    if isinstance(node, ast.Attribute):
        return _is_simple(node.value)
    return isinstance(node, ast.Name) or (isinstance(node, ast.Constant) and not isinstance(node.value, str))


def _spaced(pieces: list[str]) -> str:
    """The bounds of a slice with spaces around each colon that has a neighbour."""
    text = pieces[0]
    for piece in pieces[1:]:
        text += (" :" if text and not text.endswith(":") else ":") + (f" {piece}" if piece else "")
    return text
