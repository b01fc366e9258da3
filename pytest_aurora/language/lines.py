"""Lines of a function body: what is used twice or is too long for one gets a name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager

from pytest_aurora.language.layout import INDENT, Layout
from pytest_aurora.language.naming import value_wishes
from pytest_aurora.language.render import Renderer
from pytest_aurora.language.sharing import certain, weight, worth_naming
from pytest_aurora.language.strings import blocking, concatenation, summands
from pytest_aurora.language.trees import bound_in, name, names_in
from pytest_aurora.language.truth import settled


class Lines:
    """The lines that are written so far.

    Attributes:
        indent: white space before the next line.
    """

    def __init__(self, renderer: Renderer, layout: Layout) -> None:
        self.renderer = renderer
        self.layout = layout
        self.lines: list[str] = []
        self.indent = ""

    def emit(self, head: str, node: ast.expr, tail: str = "") -> None:
        """Write `head node tail`."""
        self.lines += self.layout.statement(head, settled(node), tail, self.indent)

    @contextmanager
    def block(self) -> Iterator[None]:
        """Write one level further in; names bound inside end with it."""
        before = self.indent, self.renderer.in_use
        self.indent += INDENT
        yield
        self.indent, self.renderer.in_use = before

    def prepared(self, node: ast.expr) -> ast.expr:
        """What is left of a statement's expression when the parts that deserve names have got them."""
        whole = node
        while True:
            now = whole.test if isinstance(whole, ast.IfExp) else whole
            found = worth_naming(now, whole, self.renderer.origin)
            if found is not None:
                whole = self.named(*found, whole)
                continue
            total = next((part for part in certain(now) if blocking(part) is not None), None)
            if total is None:
                return whole
            whole = self._as_f_string(total, whole)

    def named(self, part: ast.expr, value: ast.expr, whole: ast.expr) -> ast.expr:
        """Write `name = value` and put the name in the place of a part."""
        inside = frozenset(names_in(whole) | bound_in(whole))
        new = self.renderer.declare(None, value_wishes(self.renderer.origin.get(part)), inside)
        self.emit(f"{new} = ", self.shortened(self.prepared(value), len(new) + 3))
        return self.renderer.replaced(whole, part, name(new))

    def _as_f_string(self, total: ast.expr, whole: ast.expr) -> ast.expr:
        """Name what keeps a sum of strings from being an f-string, and make it one."""
        new = total
        while (part := blocking(new)) is not None:
            new = self.named(part, part, new)
        return self.renderer.replaced(whole, total, concatenation(summands(new)))

    def shortened(self, node: ast.expr, around: int) -> ast.expr:
        """The expression with parts named until its line is short enough, or breaks well over several lines."""
        while len(self.indent) + around + len(self.layout.printer.bare(settled(node))) > self.layout.width:
            part = None if self.layout.breaks_well(node, self.indent) else self._longest_part(node)
            if part is None:
                break
            node = self.named(part, part, node)
        return node

    def _longest_part(self, node: ast.expr) -> ast.expr | None:
        """The part to be named first: sizeable, but not nearly the whole."""
        length = len(self.layout.printer.bare(node))
        origin = self.renderer.origin
        found = [
            (size, i, part)
            for i, part in enumerate(certain(node))
            if part in origin
            and weight(part) >= 1
            and 12 <= (size := len(self.layout.printer.text(part))) <= length * 0.75
        ]
        return max(found, key=lambda f: (f[0], -f[1]))[2] if found else None
