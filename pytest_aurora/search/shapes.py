"""Regular expressions that texts have in common, from the most specific to the most general.

Token classes as in FlashFill's position expressions (Gulwani, 2011).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LETTERS = 3
"""Letters and digits that a literal piece of a pattern may have, per unit of cost."""

_TOKENS = {
    "fine": re.compile(r"[A-Z][a-z]+|[A-Z]+|[a-z]+|\d+|\s+|[^\sA-Za-z\d]"),
    "letters": re.compile(r"[A-Za-z]+|\d+|\s+|[^\sA-Za-z\d]"),
    "words": re.compile(r"\w+|\s+|[^\s\w]"),
}
_CLASSES = (("[A-Z]", "[a-z]"), ("", "[A-Z]"), ("", "[a-z]"), ("", r"\d"), ("", "[A-Za-z]"), ("", r"\w"), ("", r"\s"))
"""Kinds of tokens: what they begin with, and what is repeated."""
_SETS = ((r"\d", r"\d"), ("[A-Z]", "A-Z"), ("[a-z]", "a-z"))


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern and how much it says: what it costs to write."""

    pattern: str
    cost: int


def shapes(texts: Sequence[str]) -> list[Shape]:
    """Patterns that match each of the texts as a whole, each once, cheapest first.

    Of texts with digits, tokens in their order say more than a run of their characters, and cost less.
    """
    found: dict[str, int] = {}
    for shape in _all(texts):
        found.setdefault(shape.pattern, shape.cost)
    return sorted((Shape(pattern, cost) for pattern, cost in found.items()), key=lambda s: s.cost)


def _all(texts: Sequence[str]) -> Iterator[Shape]:
    if not all(texts):
        return
    in_order, sets = list(_in_order(texts)), list(_character_sets(texts))
    if in_order and sets and all(any(map(str.isdigit, text)) for text in texts):
        least = min(shape.cost for shape in sets)
        first = min(in_order, key=lambda shape: shape.cost)
        in_order.append(Shape(first.pattern, min(first.cost, least)))
        sets = [Shape(shape.pattern, max(shape.cost, least + 1)) for shape in sets]
    yield from sorted([*in_order, *sets], key=lambda shape: shape.cost)


def _in_order(texts: Sequence[str]) -> Iterator[Shape]:
    """One token after the other, where all texts have as many: numbers with what stands between them."""
    for tokens in _TOKENS.values():
        rows = [tokens.findall(text) for text in texts]
        if len({len(row) for row in rows}) == 1 and len(rows[0]) <= 9:
            columns = list(zip(*rows, strict=True))
            for detail in range(3):
                pieces = [_piece(column, words=detail > 0, sizes=detail > 1) for column in columns]
                if all(piece is not None for piece in pieces):
                    known = [piece for piece in pieces if piece is not None]
                    yield Shape("".join(p.pattern for p in known), sum(p.cost for p in known))


def _piece(column: Sequence[str], *, words: bool, sizes: bool) -> Shape | None:
    """What all tokens of a column have in common: the token itself, or its class."""
    first = column[0]
    if len(set(column)) == 1 and not first.isalnum():
        return literal(first)
    if words and len(set(column)) == 1 and first.isalpha() and len(first) > 2:
        return Shape(first, min(2, literal(first).cost) if len(column) > 2 else literal(first).cost)
    for begin, one in _CLASSES:
        if all(re.fullmatch(f"{begin}{one}+", token) for token in column):
            size = len(first) - bool(begin)
            if not sizes or len(set(map(len, column))) > 1:
                return Shape(f"{begin}{one}+", 1)
            return Shape(begin + one, 1) if size == 1 else Shape(f"{begin}{one}{{{size}}}", 2 + size // 4)
    return None


def _character_sets(texts: Sequence[str]) -> Iterator[Shape]:
    """One run of characters of few kinds."""
    characters = sorted(set("".join(texts)))
    inside = [short for pattern, short in _SETS if any(re.match(pattern, c) for c in characters)]
    others = [c for c in characters if not re.match(r"[A-Za-z\d]", c)]
    if len(others) <= 3 and len(inside) + len(others) > 1:
        for kinds in (["\\w"], inside) if len(inside) > 1 else (inside,):
            shown = "".join(kinds) + "".join(map(class_member, others))
            plain = shown in ("\\w", "\\d")
            yield Shape(f"{shown}+" if plain else f"[{shown}]+", 1 + len(others) + len(kinds) // 2)


def class_member(character: str) -> str:
    """A character as it is written between square brackets."""
    return f"\\{character}" if character in "\\]^-[" else character


def common_prefix(texts: Sequence[str]) -> str:
    """What all of the texts begin with."""
    low, high = min(texts), max(texts)
    length = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high)))
    return low[:length]


def common_suffix(texts: Sequence[str]) -> str:
    """The longest text that all of them end with."""
    return common_prefix([text[::-1] for text in texts])[::-1]


def literal(text: str) -> Shape:
    """A pattern for one text."""
    shown = re.sub(r"\\([ #&~-])", r"\1", re.escape(text))
    return Shape(shown, 1 + sum(map(str.isalnum, text)) // LETTERS)
