"""Add functions that a file does not have."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from pytest_aurora.rewrite.bindings import dotted
from pytest_aurora.rewrite.filling import Filling
from pytest_aurora.rewrite.function import Style, new_function
from pytest_aurora.rewrite.source import Edit, Source
from pytest_aurora.rewrite.tree import Tree


def creation_edits(
    tree: Tree, fillings: Sequence[Filling], type_variables: Sequence[str], imports: bool
) -> Iterator[Edit]:
    """The edits that add functions at the module's end, methods at their class's end.

    A module ends before `if __name__ == "__main__":`.

    Args:
        tree: the file.
        fillings: of functions that are missing.
        type_variables: names of type variables that stand before the first of them.
        imports: whether import statements are added as well.
    """
    functions = [filling for filling in fillings if "." not in filling.function]
    yield from (_method(tree, filling) for filling in fillings if filling not in functions)
    if functions:
        yield _functions(tree, functions, type_variables, imports)


def _functions(tree: Tree, fillings: Sequence[Filling], type_variables: Sequence[str], imports: bool) -> Edit:
    source, guard = tree.source, _main_guard(tree)
    at = len(source.data) if guard is None else guard
    newline, unit = source.newline(), tree.unit
    before = _breaks_due(source.plain[:at]) or ((1 if type_variables else 2) if imports and not source.data else 0)
    variables = newline.join(f'{name} = TypeVar("{name}")' for name in type_variables)
    functions = (new_function(filling, Style("", unit, newline)) for filling in fillings)
    definitions = [variables, *functions] if variables else functions
    after = 1 if guard is None else 3
    return Edit(at, at, newline * before + (newline * 3).join(definitions) + newline * after)


def _method(tree: Tree, filling: Filling) -> Edit:
    (owner,) = tree.named(filling.function.rpartition(".")[0])
    source, indent = tree.source, tree.indent(owner.body[0])
    at = _past_comments(source, source.line_end(tree.end(owner.body[-1])), len(indent))
    newline = source.newline(at)
    unit = indent.removeprefix(tree.indent(owner)) or tree.unit
    return Edit(at, at, newline * 2 + indent + new_function(filling, Style(indent, unit, newline)))


def _past_comments(source: Source, at: int, depth: int) -> int:
    """The end of the comment lines, at least `depth` deep, that follow a line's end."""
    begin = source.next_line(at)
    while begin < len(source.plain):
        line = source.plain[begin : source.line_end(begin)]
        if not line.lstrip().startswith(b"#") or len(line) - len(line.lstrip()) < depth:
            break
        at, begin = source.line_end(begin), source.next_line(begin)
    return at


def _main_guard(tree: Tree) -> int | None:
    """Where a last `if __name__ == "__main__":` begins, with the comments right above it."""
    last = tree.module.body[-1] if tree.module.body else None
    if not isinstance(last, ast.If) or not isinstance(last.test, ast.Compare) or dotted(last.test.left) != "__name__":
        return None
    source, begin = tree.source, tree.start(last)
    above = begin
    while above and source.plain.startswith(b"#", source.line_start(above - 1)):
        above = source.line_start(above - 1)
    return above or begin


def _breaks_due(before: bytes) -> int:
    """How many line breaks are wanted for two blank lines after a text."""
    kept = before.rstrip(b"\r\n")
    return max(0, 3 - before.count(b"\n", len(kept))) if kept else 0
