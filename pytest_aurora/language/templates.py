"""Sources with holes, as trees: a component's `{0}[{1}:]`, a form's `sum({each})`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from pytest_aurora.language.trees import bound_in, name, names_in

EACH = "_element_ for _target_ in _iterable_"
"""What stands for `{each}` until a form is filled."""

_PIECE = re.compile(
    r"""[rRbB]{0,2}"(?:[^"\\\n]|\\.)*"|[rRbB]{0,2}'(?:[^'\\\n]|\\.)*'|\{(\d|each|iterable|key)\}""", re.S
)

Refine = Callable[[ast.expr], ast.expr]


@dataclass(frozen=True, slots=True)
class Template:
    """A tree with holes, which are names, and the names that it binds itself."""

    tree: ast.expr
    bound: frozenset[str]

    def fill(self, holes: Mapping[str, ast.expr], refine: Refine) -> ast.expr:
        """The tree with its holes filled; every new expression is refined from the inside out."""
        filled = _filled(self.tree, holes, refine)
        assert isinstance(filled, ast.expr)
        return filled


@cache
def template(source: str) -> Template:
    """The template of a source; holes inside string literals are text.

    Raises:
        SyntaxError: the source is no expression.
    """
    text = _PIECE.sub(_hole(EACH), source)
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError:
        text = _PIECE.sub(_hole(f"({EACH})"), source)
        tree = ast.parse(text, mode="eval").body
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.kind = _prefix(text, node.col_offset)
    bound = frozenset(n for n in bound_in(tree) if not re.fullmatch(r"_\w+_", n))
    return Template(tree, bound)


def _prefix(text: str, place: int) -> str | None:
    """`r` where a raw literal begins: patterns stay raw."""
    return "r" if text.encode()[place : place + 1] in (b"r", b"R") else None


def _hole(each: str) -> Callable[[re.Match[str]], str]:
    def replace(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0]
        return each if match[1] == "each" else f"_{match[1]}_"

    return replace


def _filled(node: object, holes: Mapping[str, ast.expr], refine: Refine) -> object:
    if isinstance(node, list):
        return [_filled(item, holes, refine) for item in node]
    if isinstance(node, ast.Name):
        return holes.get(node.id, node)
    if isinstance(node, ast.arg):
        renamed = holes.get(node.arg)
        return ast.arg(renamed.id) if isinstance(renamed, ast.Name) else node
    if not isinstance(node, ast.AST) or not node._fields:
        return node
    new = type(node)(*(_filled(getattr(node, field, None), holes, refine) for field in node._fields))
    return refine(new) if isinstance(new, ast.expr) else new


def renamings(own: frozenset[str], taken: frozenset[str], arguments: Mapping[str, ast.expr]) -> dict[str, ast.expr]:
    """New names for what a template binds, where they would capture or shadow another name."""
    if not own:
        return {}
    avoid = set(taken).union(*(names_in(argument) for argument in arguments.values()))
    found: dict[str, ast.expr] = {}
    for old in sorted(own - {"_"}):
        new = old
        if old in avoid:
            new = next(n for n in _others(old) if n not in avoid and n not in own)
            found[old] = name(new)
        avoid.add(new)
    return found


def _others(old: str) -> list[str]:
    letters = ["i", "j", "k", "m"] if len(old) == 1 else []
    return [*letters, *(f"{old}{i}" for i in range(2, 100))]
