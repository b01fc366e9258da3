"""What stands in a file where a function is asked for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from pytest_aurora.rewrite.bindings import dotted, last_name
from pytest_aurora.rewrite.mark import Mark, body_hash, parse_mark
from pytest_aurora.rewrite.source import read_source
from pytest_aurora.rewrite.tree import Definition, Tree, is_docstring, read_tree


class State(Enum):
    """Whose a function is."""

    MISSING = "missing"
    STUB = "a stub"
    AURORA = "written by aurora"
    EDITED = "written by aurora and edited since"
    HAND_WRITTEN = "written by hand"
    DUPLICATE = "defined more than once"


@dataclass(frozen=True, slots=True)
class Found:
    """A function as a file has it.

    Attributes:
        line: 1-based line of its `def`, or of what binds its name; None when it is missing.
        mark: where its body comes from, when aurora wrote it.
        refusal: why it may not be filled, and how to go on; empty when it may.
        parameters: their names, in order.
    """

    qualname: str
    state: State
    line: int | None = None
    mark: Mark | None = None
    refusal: str = ""
    parameters: tuple[str, ...] = ()


def find_function(source: bytes, qualname: str, path: str = "<source>") -> Found:
    """Find a function by its qualified name (`f`, `Shop.price`, `outer.<locals>.inner`).

    Args:
        source: the file's bytes.
        qualname: as Python's `__qualname__`.
        path: how errors name the file.

    Raises:
        SourceError: the file is no Python.
    """
    return find_in_tree(read_tree(read_source(source, path)), qualname)


def is_written(source: bytes, qualname: str) -> bool:
    """Whether a function is there and more than a stub.

    Raises:
        SourceError: the file is no Python.
    """
    return find_function(source, qualname).state not in (State.MISSING, State.STUB)


def find_in_tree(tree: Tree, qualname: str) -> Found:
    """Find a function in a parsed file."""
    nodes = tree.named(qualname)
    if not nodes:
        return _find_other(tree, qualname)
    line = nodes[0].lineno
    if len(nodes) > 1:
        lines = ", ".join(str(node.lineno) for node in nodes)
        return Found(qualname, State.DUPLICATE, line, refusal=f"it is defined in lines {lines}; keep one of them")
    return _find_one(tree, qualname, nodes[0])


def _find_other(tree: Tree, qualname: str) -> Found:
    for binding in tree.bindings:
        if binding.name == qualname:
            line = binding.node.lineno
            return Found(qualname, State.HAND_WRITTEN, line, refusal=f"line {line} binds the name to something else")
    return Found(qualname, State.MISSING, refusal=_no_place(tree, qualname))


def _no_place(tree: Tree, qualname: str) -> str:
    owner, _, _ = qualname.rpartition(".")
    if not owner:
        return ""
    nodes = tree.named(owner)
    if len(nodes) == 1 and isinstance(nodes[0], ast.ClassDef) and tree.begins_line(nodes[0].body[0]):
        return ""
    return f"there is no one class {owner} with a body of its own lines to put it into; write a stub where it belongs"


def _find_one(tree: Tree, qualname: str, node: Definition) -> Found:
    if isinstance(node, ast.ClassDef):
        return Found(qualname, State.HAND_WRITTEN, node.lineno, refusal="it is a class")
    mark = _find_mark(tree, node)
    state = _state(tree, node, mark)
    return Found(qualname, state, node.lineno, mark, _refusal(node, state), tuple(_parameters(node.args)))


def _parameters(arguments: ast.arguments) -> Iterator[str]:
    named = (*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg)
    return (argument.arg for argument in named if argument is not None)


def _state(tree: Tree, node: Definition, mark: Mark | None) -> State:
    body = node.body[is_docstring(node.body[0]) :]
    if not body or (len(body) == 1 and _is_stub(body[0])):
        return State.STUB
    if mark is None:
        return State.HAND_WRITTEN
    start, end = tree.source.line_start(tree.start(body[0])), tree.source.line_end(tree.end(body[-1]))
    return State.AURORA if body_hash(tree.source.text(start, end)) == mark.body else State.EDITED


def _find_mark(tree: Tree, node: Definition) -> Mark | None:
    """The first mark between header or docstring and body."""
    source, documented = tree.source, is_docstring(node.body[0])
    begin = source.next_line(tree.end(node.body[0]) if documented else tree.lines[node.lineno - 1])
    stop = tree.start(node.body[documented]) if documented < len(node.body) else 0
    while begin < stop:
        end = source.next_line(begin)
        mark = parse_mark(source.text(begin, end))
        if mark is not None:
            return mark
        begin = end
    return None


def _refusal(node: ast.FunctionDef | ast.AsyncFunctionDef, state: State) -> str:
    if state is State.HAND_WRITTEN:
        return "its body was written by hand; put `...` in its place to have it written anew"
    if state is State.EDITED:
        return "its body was edited since aurora wrote it; put `...` in its place to have it written anew"
    if isinstance(node, ast.AsyncFunctionDef):
        return "it is async, and only plain functions are written"
    if "abstractmethod" in map(last_name, node.decorator_list):
        return "it is abstract, so its subclasses write it"
    return ""


def _is_stub(node: ast.stmt) -> bool:
    """Whether a statement only holds a place: `...`, `pass`, `raise NotImplementedError`."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) and node.value.value is ...
    if isinstance(node, ast.Raise):
        return node.cause is None and node.exc is not None and dotted(node.exc) == "NotImplementedError"
    return isinstance(node, ast.Pass)
