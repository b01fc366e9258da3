"""Expressions as Python source, with as few parentheses as the grammar allows."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pytest_aurora.language.expressions import (
    Apply, Comprehension, Concatenation, Conditional, Constant, Display, Expression, Fold, Guarded, Iteration, Logical,
    Variable,
)  # fmt: skip
from pytest_aurora.language.literals import imports_of, literal, quote
from pytest_aurora.language.naming import free_name, target_names
from pytest_aurora.problem.values import thaw

LAMBDA, TERNARY, OR, AND, NOT, COMPARE, BIT_OR, BIT_XOR, BIT_AND, SHIFT, SUM, TERM, UNARY, POWER, ATOM = range(15)
"""How tightly an expression's outermost operator binds, loosest first."""

_BINARY: dict[type[ast.operator], int] = {
    ast.Add: SUM, ast.Sub: SUM, ast.Mult: TERM, ast.Div: TERM, ast.FloorDiv: TERM, ast.Mod: TERM, ast.MatMult: TERM,
    ast.LShift: SHIFT, ast.RShift: SHIFT, ast.BitAnd: BIT_AND, ast.BitXor: BIT_XOR, ast.BitOr: BIT_OR, ast.Pow: POWER,
}  # fmt: skip
_HOLE = re.compile(r"\{(\d)\}")


class Text(NamedTuple):
    """Source and how tightly it binds."""

    source: str
    precedence: int


@dataclass(frozen=True, slots=True)
class Template:
    """A component's source, cut at its holes; `required` says how tightly what fills each hole must bind."""

    pieces: tuple[str, ...]
    holes: tuple[int, ...]
    required: tuple[int, ...]
    precedence: int

    def fill(self, arguments: Sequence[Text]) -> Text:
        """The source with its holes filled, in parentheses where they are needed."""
        parts = [self.pieces[0]]
        for hole, required, piece in zip(self.holes, self.required, self.pieces[1:], strict=True):
            parts += (wrap(arguments[hole], required), piece)
        return Text("".join(parts), self.precedence)


def wrap(text: Text, required: int) -> str:
    """The source, in parentheses when it binds less tightly than `required`."""
    return text.source if text.precedence >= required else f"({text.source})"


@cache
def template(source: str) -> Template:
    """The template of a source with holes `{0}`, `{1}`, ..."""
    pieces = _HOLE.split(source)
    numbered = "".join(part if i % 2 == 0 else f"_{part}_{i // 2}_" for i, part in enumerate(pieces))
    tree = ast.parse(numbered, mode="eval").body
    required: dict[str, int] = {}
    _requirements(tree, LAMBDA, required)
    holes = tuple(int(p) for p in pieces[1::2])
    needs = tuple(required[f"_{hole}_{i}_"] for i, hole in enumerate(holes))
    return Template(tuple(pieces[::2]), holes, needs, _precedence(tree))


def _precedence(node: ast.expr) -> int:
    match node:
        case ast.BinOp(op=operator):
            return _BINARY[type(operator)]
        case ast.BoolOp(op=ast.And()):
            return AND
        case ast.BoolOp():
            return OR
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


def _requirements(node: ast.AST, need: int, found: dict[str, int]) -> None:
    """Note for each placeholder below `node` how tightly its filling must bind."""
    if isinstance(node, ast.Name):
        found[node.id] = need
        return
    own = _precedence(node) if isinstance(node, ast.expr) else LAMBDA
    for name, child in ast.iter_fields(node):
        for part in child if isinstance(child, list) else [child]:
            if isinstance(part, ast.AST):
                _requirements(part, _child_need(node, name, own), found)


def _child_need(node: ast.AST, field: str, own: int) -> int:
    match node:
        case ast.BinOp(op=ast.Pow()):
            return ATOM if field == "left" else UNARY
        case ast.BinOp():
            return own if field == "left" else own + 1
        case ast.Compare():
            return COMPARE + 1
        case ast.BoolOp() | ast.UnaryOp():
            return own
        case ast.Attribute() | ast.Starred():
            return ATOM
        case ast.Subscript():
            return ATOM if field == "value" else TERNARY
        case ast.Call():
            return ATOM if field == "func" else TERNARY
        case ast.IfExp():
            return TERNARY if field == "orelse" else OR
        case ast.comprehension():
            return OR
    return TERNARY


class Renderer:
    """Renders expressions of one function.

    Args:
        taken: names that a bound variable must not take (parameters, helpers, builtins in use).
        names: the names of the variables in scope, by identity.
    """

    def __init__(self, taken: frozenset[str], names: Mapping[Variable, str] | None = None) -> None:
        self.taken = taken
        self.names: dict[Variable, str] = dict(names or {})
        self.imports: dict[str, None] = {}
        self.replaced: dict[str, str] = {}
        """Sources of sub-expressions that a name stands for."""

    def source(self, expression: Expression) -> str:
        """Source of an expression that stands alone (after `return`, on the right of `=`)."""
        return self.text(expression).source

    def text(self, expression: Expression) -> Text:
        """Source and precedence of an expression."""
        text = self._render(expression)
        name = self.replaced.get(text.source)
        return Text(name, ATOM) if name else text

    def _render(self, expression: Expression) -> Text:
        match expression:
            case Variable():
                return Text(self.names.get(expression, expression.name), ATOM)
            case Constant():
                return self._constant(expression)
            case Apply():
                return self._apply(expression)
            case Concatenation(parts):
                return self._concatenation(parts)
            case Display():
                return self._display(expression)
            case Conditional(test, then, otherwise):
                test_, then_ = wrap(self.text(test), OR), wrap(self.text(then), OR)
                return Text(f"{then_} if {test_} else {wrap(self.text(otherwise), TERNARY)}", TERNARY)
            case Logical():
                return self._logical(expression)
            case Comprehension():
                return self._comprehension(expression)
            case Fold() | Guarded():
                raise ValueError(f"{type(expression).__name__} is a statement")

    def _constant(self, constant: Constant) -> Text:
        value = thaw(constant.value, constant.type)
        self.imports.update(dict.fromkeys(imports_of(value)))
        source = literal(value)
        negative = isinstance(value, int | float) and source.startswith("-")
        return Text(source, UNARY if negative else ATOM)

    def _apply(self, expression: Apply) -> Text:
        component = expression.component
        self.imports.update(dict.fromkeys(component.imports))
        if component.format_spec is not None:
            return self._formatted(component.format_spec, expression.arguments[0])
        arguments = [self._argument(a) for a in expression.arguments]
        return _tidy(template(component.source).fill(arguments))

    def _argument(self, expression: Expression) -> Text:
        text = self.text(expression)
        if isinstance(expression, Constant) and text.source.isdigit():
            return Text(text.source, ATOM)
        return text

    def _formatted(self, spec: str, argument: Expression) -> Text:
        text = self.text(argument)
        if '"' in text.source or "\\" in text.source:
            return Text(f"format({text.source}, {quote(spec)})", ATOM)
        return Text(f'f"{{{_in_braces(text)}:{spec}}}"', ATOM)

    def _concatenation(self, parts: Sequence[Expression]) -> Text:
        texts = [self._part(part) for part in parts]
        if any(isinstance(part, Constant) for part in parts) and len(parts) > 1:
            source = _f_string(parts, texts)
            if source is not None:
                return Text(source, ATOM)
        plain = [self.text(part) for part in parts]
        return Text(" + ".join(wrap(t, SUM if i == 0 else TERM) for i, t in enumerate(plain)), SUM)

    def _part(self, part: Expression) -> Text:
        """What stands between an f-string's braces for a part."""
        if isinstance(part, Apply) and part.component.format_spec is not None:
            inner = self.text(part.arguments[0])
            return Text(f"{_in_braces(inner)}:{part.component.format_spec}", ATOM)
        if isinstance(part, Apply) and part.component.source == "str({0})":
            return Text(_in_braces(self.text(part.arguments[0])), ATOM)
        return Text(_in_braces(self.text(part)), ATOM)

    def _display(self, display: Display) -> Text:
        items = [wrap(self.text(item), TERNARY) for item in display.items]
        match display.type.name:
            case "list":
                return Text(f"[{', '.join(items)}]", ATOM)
            case "tuple" | "tuple*":
                return Text(f"({', '.join(items)}{',' * (len(items) == 1)})", ATOM)
            case "dict":
                pairs = zip(items[::2], items[1::2], strict=True)
                return Text("{" + ", ".join(f"{k}: {v}" for k, v in pairs) + "}", ATOM)
        return Text("{" + ", ".join(items) + "}" if items else "set()", ATOM)

    def _logical(self, expression: Logical) -> Text:
        texts = [self.text(operand) for operand in expression.operands]
        if expression.operator == "not":
            return _negated(texts[0])
        level = AND if expression.operator == "and" else OR
        return Text(f" {expression.operator} ".join(wrap(t, level) for t in texts), level)

    def _comprehension(self, expression: Comprehension) -> Text:
        iteration = expression.iteration
        self.imports.update(dict.fromkeys((*expression.form.imports, *iteration.imports)))
        iterable = self.iterable(iteration)
        used = self.bind(iteration, (expression.element, expression.condition, expression.key))
        element = self.text(expression.element)
        if expression.form.keyed:
            filled = expression.form.source.replace("{iterable}", iterable.source)
            return Text(filled.replace("{key}", _key_function(used, element)), ATOM)
        if expression.form.name == "flatcomp":
            return self._flat(expression, used, iterable, element)
        each = wrap(element, TERNARY)
        if expression.key is not None:
            each = f"{wrap(self.text(expression.key), TERNARY)}: {each}"
        each += f" for {used} in {wrap(iterable, OR)}"
        if expression.condition is not None:
            each += f" if {wrap(self.text(expression.condition), OR)}"
        return _closed(expression.form.source, each, f"{used} for {used} in ")

    def _flat(self, expression: Comprehension, used: str, iterable: Text, element: Text) -> Text:
        """`[y for x in xs for y in body]`."""
        inner = free_name(("y", "item", "part", "inner"), self._in_use())
        each = f"{inner} for {used} in {wrap(iterable, OR)} for {inner} in {wrap(element, OR)}"
        return Text(expression.form.source.replace("{each}", each), ATOM)

    def iterable(self, iteration: Iteration) -> Text:
        """What an iteration runs over."""
        self.imports.update(dict.fromkeys(iteration.imports))
        return template(iteration.source).fill([self.text(a) for a in iteration.arguments])

    def bind(self, iteration: Iteration, bodies: Sequence[Expression | None]) -> str:
        """Name an iteration's targets and give the text before `in`."""
        chosen = target_names(iteration, [self.source(a) for a in iteration.arguments], self._in_use(), bodies)
        self.names.update(chosen)
        return ", ".join(chosen[target] for target in iteration.targets)

    def _in_use(self) -> frozenset[str]:
        return self.taken | frozenset(self.names.values())


def _tidy(text: Text) -> Text:
    """Shorter spellings of what templates compose: `x[-1:][0]`, `a - -1` and the like are never nicer."""
    source = text.source.replace("[0:", "[:") if "[0:" in text.source else text.source
    if " - -" in source and text.precedence == SUM:
        source = re.sub(r" - -(\d+)$", r" + \1", source)
    elif " + -" in source and text.precedence == SUM:
        source = re.sub(r" \+ -(\d+)$", r" - \1", source)
    return Text(source, text.precedence)


_OPPOSITES = {
    " == ": " != ",
    " != ": " == ",
    " in ": " not in ",
    " < ": " >= ",
    " > ": " <= ",
    " <= ": " > ",
    " >= ": " < ",
}


def _negated(text: Text) -> Text:
    if text.precedence == COMPARE:
        tree = ast.parse(text.source, mode="eval").body
        if isinstance(tree, ast.Compare) and len(tree.ops) == 1:
            start, end = tree.left.end_col_offset or 0, tree.comparators[0].col_offset
            raw = text.source.encode()
            middle = raw[start:end].decode()
            operator = next((o for o in (" not in ", *_OPPOSITES) if o in middle), None)
            if operator in _OPPOSITES:
                swapped = middle.replace(operator, _OPPOSITES[operator], 1)
                return Text(raw[:start].decode() + swapped + raw[end:].decode(), COMPARE)
    return Text(f"not {wrap(text, NOT)}", NOT)


def _in_braces(text: Text) -> str:
    source = wrap(text, TERNARY)
    return f"({source})" if source.startswith("{") or "lambda" in source else source


def _f_string(parts: Sequence[Expression], texts: Sequence[Text]) -> str | None:
    """The f-string, or None when Python 3.10 could not read it."""
    inner = "".join(t.source for p, t in zip(parts, texts, strict=True) if not isinstance(p, Constant))
    outer = next((q for q in "\"'" if q not in inner), None)
    if outer is None or "\\" in inner:
        return None
    pieces = []
    for part, text in zip(parts, texts, strict=True):
        if isinstance(part, Constant):
            body = quote(part.value.replace("{", "{{").replace("}", "}}"))
            pieces.append(_requote(body, outer))
        else:
            pieces.append("{" + text.source + "}")
    return f"f{outer}{''.join(pieces)}{outer}"


def _requote(literal_source: str, outer: str) -> str:
    """The inside of a literal, spelled for another quote."""
    inside, own = literal_source[1:-1], literal_source[0]
    if own == outer:
        return inside
    return inside.replace(f"\\{own}", own).replace(outer, f"\\{outer}")


def _key_function(target: str, body: Text) -> str:
    """`len` for `lambda x: len(x)`, `str.lower` stays a lambda: the type may be a subclass."""
    call = re.fullmatch(r"(\w+)\((\w+)\)", body.source)
    if call and call[2] == target:
        return call[1]
    return f"lambda {target}: {body.source}"


def _closed(form: str, each: str, identity: str) -> Text:
    """The form around its generator; a generator that changes nothing is its iterable."""
    if each.startswith(identity) and " if " not in each and " for " not in each[len(identity) :]:
        iterable = each[len(identity) :]
        if form == "[{each}]":
            return Text(f"list({iterable})", ATOM)
        if form == "{{each}}":
            return Text(f"set({iterable})", ATOM)
        return Text(form.replace("{each}", iterable), ATOM)
    return Text(form.replace("{each}", each), ATOM)
