"""An expression as the statements of a function body: early returns, loops, names for what is used twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pytest_aurora.language.expressions import (
    Apply, Comprehension, Conditional, Constant, Display, Expression, Fold, Guarded, Variable, children, walk,
)  # fmt: skip
from pytest_aurora.language.literals import quote
from pytest_aurora.language.naming import free_name
from pytest_aurora.language.render import Renderer
from pytest_aurora.problem.types import BOOL, INT, STR

INDENT = "    "
LONG = 96
"""A line longer than this is taken apart when something in it can be named."""


@dataclass(frozen=True, slots=True)
class Source:
    """Statements and the imports that they need."""

    lines: tuple[str, ...]
    imports: tuple[str, ...]


def to_source(expression: Expression, taken: frozenset[str]) -> Source:
    """The body of a function that returns `expression`.

    Args:
        taken: names that the body must not bind: parameters and helpers.
    """
    writer = _Writer(Renderer(taken))
    writer.returns(expression)
    return Source(tuple(writer.lines), tuple(writer.renderer.imports))


@dataclass(slots=True)
class _Writer:
    renderer: Renderer
    lines: list[str] = field(default_factory=list)
    indent: str = ""

    def emit(self, line: str) -> None:
        self.lines.append(self.indent + line)

    def returns(self, expression: Expression) -> None:
        """Write statements that end by returning the expression."""
        match expression:
            case Guarded(test, error, message, body):
                self.emit(f"if {self.renderer.source(test)}:")
                self.emit(f"{INDENT}raise {error}({quote(message) if message else ''})")
                self.returns(body)
            case Conditional(test, then, otherwise):
                self._branch(test, then)
                self.returns(otherwise)
            case Fold():
                self._loop(expression)
                self.returns(expression.result)
            case _:
                self._return_value(expression)

    def _branch(self, test: Expression, then: Expression) -> None:
        self._name_repeated(test)
        self.emit(f"if {self.renderer.source(test)}:")
        before, replaced = self.indent, dict(self.renderer.replaced)
        self.indent += INDENT
        self.returns(then)
        self.indent, self.renderer.replaced = before, replaced

    def _loop(self, fold: Fold) -> None:
        wishes = ("total" if fold.accumulators[0].type == INT else "result", "current", "previous")
        for variable, initial in zip(fold.accumulators, fold.initial, strict=True):
            name = free_name([variable.name or wishes[0], *wishes], self.renderer._in_use())
            source = self.renderer.source(initial)
            self.renderer.names[variable] = name
            self.emit(f"{name} = {source}")
        iterable = self.renderer.iterable(fold.iteration).source
        targets = self.renderer.bind(fold.iteration, fold.step)
        self.emit(f"for {targets} in {iterable}:")
        names = ", ".join(self.renderer.names[a] for a in fold.accumulators)
        step = ", ".join(self.renderer.source(s) for s in fold.step)
        self.emit(f"{INDENT}{_augmented(names, step)}")

    def _return_value(self, expression: Expression) -> None:
        self._name_repeated(expression)
        source = self.renderer.source(expression)
        if len(source) + len(self.indent) > LONG:
            self._name_long(expression)
            source = self.renderer.source(expression)
        if isinstance(expression, Display) and expression.type.name == "tuple" and len(expression.items) > 1:
            source = source[1:-1] if source.startswith("(") and _is_one_group(source) else source
        self.emit(f"return {source}")

    def _name_repeated(self, expression: Expression) -> None:
        """Give a name to each sizeable sub-expression that is evaluated twice whatever happens."""
        counts: dict[str, tuple[Expression, int]] = {}
        for part in _always_evaluated(expression):
            if isinstance(part, Variable | Constant) or part is expression:
                continue
            text = self.renderer.source(part)
            counts[text] = (part, counts.get(text, (part, 0))[1] + 1)
        repeated = [(text, part) for text, (part, count) in counts.items() if count > 1 and len(text) >= 8]
        for text, part in sorted(repeated, key=lambda pair: -len(pair[0])):
            whole = self.renderer.source(expression)
            if whole.count(text) > 1:
                self._name(part)

    def _name_long(self, expression: Expression) -> None:
        """Give names to arguments until the line is short enough or nothing is left to name."""
        for part in sorted(_always_evaluated(expression), key=lambda e: -len(self.renderer.source(e))):
            length = len(self.renderer.source(part))
            whole = len(self.renderer.source(expression))
            if isinstance(part, Variable | Constant | Display) or not 12 <= length <= whole * 0.75:
                continue
            self._name(part)
            if len(self.renderer.source(expression)) <= LONG:
                return

    def _name(self, part: Expression) -> None:
        text = self.renderer.source(part)
        if text in self.renderer.replaced.values():
            return
        name = free_name(_value_names(part), self.renderer._in_use() | frozenset(self.renderer.replaced.values()))
        self.emit(f"{name} = {text}")
        self.renderer.replaced[text] = name


def _always_evaluated(expression: Expression) -> Iterator[Expression]:
    """Sub-expressions outside any comprehension body and any branch: naming them changes no outcome."""
    yield expression
    match expression:
        case Conditional(test=test):
            yield from _always_evaluated(test)
        case Comprehension(iteration=iteration):
            for argument in iteration.arguments[:1]:
                yield from _always_evaluated(argument)
        case Fold() | Guarded():
            return
        case _ if type(expression).__name__ == "Logical":
            yield from _always_evaluated(children(expression)[0])
        case _:
            for child in children(expression):
                yield from _always_evaluated(child)


def _value_names(part: Expression) -> list[str]:
    """Wishes for the name of a value, from what computes it."""
    if isinstance(part, Apply):
        hint = _HINTS.get(part.component.name.split(":")[0])
        if hint:
            return [hint, *_plain_names(part)]
    return _plain_names(part)


_HINTS = {
    "split": "parts", "words": "words", "lines": "lines", "len": "length", "max": "largest", "min": "smallest",
    "sorted": "ordered", "sum": "total", "index": "position", "find": "position", "find_all": "found",
    "counter": "counts", "lower": "lowered", "strip": "stripped", "reversed": "reversed_items",
}  # fmt: skip


def _plain_names(part: Expression) -> list[str]:
    if part.type == STR:
        return ["text", "piece"]
    if part.type == INT:
        return ["number", "count"]
    if part.type == BOOL:
        return ["found", "holds"]
    return {"list": ["items", "values"], "dict": ["mapping"], "set": ["members"]}.get(part.type.name, ["value"])


def _augmented(names: str, step: str) -> str:
    """`total += x` for `total = total + x`."""
    match = re.fullmatch(rf"{re.escape(names)} ([-+*]) ([\w.\[\]()]+)", step)
    return f"{names} {match[1]}= {match[2]}" if match else f"{names} = {step}"


def _is_one_group(source: str) -> bool:
    depth = 0
    for i, char in enumerate(source):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return i == len(source) - 1
    return False


def uses(expression: Expression, variable: Variable) -> bool:
    """Whether a variable occurs in the expression."""
    return any(part is variable for part in walk(expression))
