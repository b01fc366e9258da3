"""Tables that a text tells, as in `a, e and i are worth 1, d 2` and `3 points for a win, 1 for a draw`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_TOKEN = re.compile(
    r"""(?<!\w)(?:"[^"\n]{1,40}"|'[^'\n]{1,40}'|`[^`\n]{1,40}`)(?!\w)|\d+(?:\.\d+)?(?![\w%]|\.\d)|[^\W\d_][\w-]*|[^\s\w]"""
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?|nothing|zero")
_WORD = re.compile(r"""["'`].+|[^\W\d_].*""")

LINKS = frozenset({
    "is", "are", "be", "=", ":", "as", "to", "has", "have", "of", "gets", "get", "gives", "give", "means", "mean",
    "equals", "equal", "worth", "each", "only", "counts", "count", "scores", "score", "costs", "cost", "value",
    "values", "point", "points", "stands", "stand", "for", "weighs", "weigh", "earns", "earn", "adds", "add", "takes",
    "take", "brings", "bring", "|", "-", ">", "→", "$", "€", "£",
})  # fmt: skip
"""What stands between a key and its number."""
ARTICLES = frozenset({"a", "an", "the", "every", "each", "any"})
BETWEEN = frozenset({",", "and", "or", "/", "&"})
"""What stands between the keys of one number."""
UNITS = frozenset({"point", "points", "each", "is", "euro", "euros", "dollar", "dollars", "cent", "cents"})
"""What stands between a number and the `for` before its keys."""
ELSE = frozenset({"else", "other", "others", "rest", "otherwise", "remaining", "unknown", "missing"})
"""What says that a number is that of all other keys."""

Pair = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Table:
    """What keys stand for.

    Attributes:
        items: each key once, with its number, in the order of the text.
        rest: the number of all other keys; None where the text tells none.
    """

    items: tuple[Pair, ...]
    rest: float | None = None


def told_tables(text: str) -> tuple[Table, ...]:
    """The tables of a text: one of single characters and one of words, each of two keys or more."""
    tokens = _TOKEN.findall(text)
    found: dict[str, float] = {}
    rest = None
    for place, token in enumerate(tokens):
        if not _NUMBER.fullmatch(token):
            continue
        number = float(token) if "." in token else int(token) if token.isdigit() else 0
        for key in _keys(tokens, place):
            if key.lower() in ELSE:
                rest = number
            else:
                found.setdefault(key, number)
    by_shape = sorted(found.items(), key=_is_long)
    tables = (tuple(items) for _, items in groupby(by_shape, key=_is_long))
    return tuple(Table(items, rest) for items in tables if len(items) > 1)


def _is_long(item: Pair) -> bool:
    return len(item[0]) > 1


def _keys(tokens: Sequence[str], place: int) -> Sequence[str]:
    """The keys of the number at a place: what comes before it, unless it says itself for what it is."""
    after = place + 1
    while after < len(tokens) and tokens[after] in UNITS:
        after += 1
    if after < len(tokens) and tokens[after] in ("for", ":"):
        return list(_alike(tokens[after + 1 :]))
    before = tokens[place - 1 :: -1] if place else []
    skipped = next((i for i, token in enumerate(before) if token.lower() not in LINKS), len(before))
    return list(_alike(before[skipped:]))[::-1]


def _alike(tokens: Sequence[str]) -> Iterator[str]:
    """The keys that a stretch of tokens begins with: separated, and all as long and as large as the first."""
    shape, at = None, 0
    while at < len(tokens):
        while at < len(tokens) - 1 and tokens[at].lower() in ARTICLES and _is_key(tokens[at + 1]):
            at += 1
        if not _is_key(tokens[at]) or shape not in (None, _shape(tokens[at])):
            return
        shape = _shape(tokens[at])
        if tokens[at + 1 : at + 2] and tokens[at + 1].lower() in ELSE:
            at += 1
        yield tokens[at].strip("\"'`")
        at += 1
        if tokens[at : at + 1] and tokens[at].lower() in ARTICLES:
            at += 1
        if at == len(tokens) or tokens[at] not in BETWEEN:
            return
        while at < len(tokens) and tokens[at] in BETWEEN:
            at += 1


def _is_key(token: str) -> bool:
    return bool(_WORD.fullmatch(token)) and token not in BETWEEN


def _shape(token: str) -> tuple[bool, bool, bool]:
    """Whether it is quoted, a single character, in capitals."""
    return token[0] in "\"'`", len(token) > 1, token[:1].isupper()
