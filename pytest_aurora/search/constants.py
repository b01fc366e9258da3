"""Constants worth trying: mined from the examples and from what the spec says."""

from __future__ import annotations

import re
from collections import Counter as Multiset
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import Enum

from pytest_aurora.language.expressions import Constant
from pytest_aurora.problem.problem import Problem, Returned
from pytest_aurora.problem.records import fields_of, is_record_class
from pytest_aurora.problem.types import BOOL, CLASSES, DECIMAL, EXACT, FLOAT, INT, NONE, STR, Type, list_of
from pytest_aurora.problem.values import FrozenDict
from pytest_aurora.problem.words import numbers_by_word, stem, texts_by_word
from pytest_aurora.search.deduce.concat import literal_cost
from pytest_aurora.search.generated import types_of
from pytest_aurora.search.shapes import common_prefix

_PAIR = re.compile(r"(?=([^\w\s]\s|\s[^\w\s]\s|(?<![^\w\s])[^\w\s]{2,3}))")


def mine(problem: Problem) -> list[tuple[Constant, int]]:
    """Constants with their costs, cheapest first; each value once."""
    found: dict[tuple[Type, object], int] = {}
    for value, t, cost in _all(problem):
        key = (t, value)
        found[key] = min(cost, found.get(key, cost))
    ranked = sorted(found.items(), key=lambda item: item[1])
    return [(Constant(value, t), cost) for (t, value), cost in ranked]


def _all(problem: Problem) -> Iterator[tuple[object, Type, int]]:
    types = types_of(problem.signature)
    yield from _numbers(problem, types)
    if STR in types:
        yield from _strings(problem)
    if BOOL in types:
        yield from ((True, BOOL, 1), (False, BOOL, 1))
    if problem.signature.returns.name == "union" or problem.signature.returns == NONE:
        yield None, NONE, 1
    for t in types:
        yield from _of_type(t)
    yield from _literals(problem)
    for t in EXACT:
        yield from ((value, t, 3) for value in _exact_literals(problem, t) if t in types)


def _exact_literals(problem: Problem, t: Type) -> Iterator[object]:
    """Numbers that the text names and that are not whole: whole ones go with exact numbers as they are."""
    yield from (CLASSES[t](str(value)) for value in problem.literals if type(value) is float)


def _of_type(t: Type) -> Iterator[tuple[object, Type, int]]:
    """Empty containers, members of enums, and the round numbers of exact types."""
    if t.name in ("list", "tuple*"):
        yield (), t, 2
    elif t.name in ("set", "frozenset"):
        yield frozenset(), t, 3
    elif t.name == "dict":
        yield FrozenDict(), t, 3
    elif t.cls is not None and issubclass(t.cls, Enum):
        yield from ((member, t, 2) for member in t.cls)
    elif t == DECIMAL:
        yield from ((Decimal(text), t, 3) for text in ("0", "1", "100", "0.01"))


def _outputs(problem: Problem) -> list[object]:
    return [e.outcome.value for e in problem.examples if isinstance(e.outcome, Returned)]


def _scalars(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _scalars(key)
            yield from _scalars(item)
    elif type(value) in (list, tuple, set, frozenset):
        for item in value:  # type: ignore[attr-defined]
            yield from _scalars(item)
    elif is_record_class(type(value)):
        cls: type = type(value)
        yield from _scalars([getattr(value, name) for name in fields_of(cls)])
    else:
        yield value


def _numbers(problem: Problem, types: Iterable[Type]) -> Iterator[tuple[object, Type, int]]:
    yield from ((0, INT, 1), (1, INT, 1), (2, INT, 2), (-1, INT, 2), (3, INT, 3), (10, INT, 3))
    yield from ((n, INT, 4) for n in (4, 5, 6, 7, 8, 9, 100))
    outputs = _outputs(problem)
    seen = Multiset(v for out in outputs for v in set(_scalars(out)) if type(v) is int)
    for value, count in seen.most_common(12):
        if count > 1 and abs(value) < 10**9:
            yield value, INT, 2 if count == len(outputs) else 3
    lengths = {len(out) for out in outputs if isinstance(out, str | list | tuple)}
    if len(lengths) == 1 and len(outputs) > 1:
        yield lengths.pop(), INT, 3
    yield from ((out, INT, 4 + len(str(abs(out)))) for out in outputs if type(out) is int and abs(out) < 10**6)
    if FLOAT in types:
        yield from ((v, FLOAT, 2) for v in (0.0, 1.0, 2.0))
        yield from ((v, FLOAT, 4) for v in (0.5, 100.0, 10.0, 3.0, 4.0))
        yield from ((out, FLOAT, 4) for out in outputs if type(out) is float and out == out)
    for number in numbers_by_word(problem.words):
        if isinstance(number, int):
            yield number, INT, 3
        if FLOAT in types:
            yield float(number), FLOAT, 3


def _literals(problem: Problem) -> Iterator[tuple[object, Type, int]]:
    table = tuple(value for value in problem.literals if type(value) is int)
    if len(table) >= TABLE and list(table) in (sorted(table), sorted(table, reverse=True)):
        yield table, list_of(INT), 5
    for value in problem.literals:
        if type(value) is int:
            yield value, INT, 3
            yield float(value), FLOAT, 3
        elif type(value) is float:
            yield value, FLOAT, 3
        elif isinstance(value, str) and len(value) <= 40:
            yield value, STR, min(literal_cost(value), 4) - (len(value) == 1)


TABLE = 3
"""Numbers in a row that are a table where the text names them in their order."""
SPOKEN = 6
"""Words of the inputs of which the spec speaks."""
CATEGORIES = 6
"""Different texts that may be categories."""


def _categories(texts: Iterable[str], examples: int) -> list[str]:
    """Input texts that recur, as "male" and "female" do, each of them in two examples on average."""
    counts = Multiset(text for text in texts if 0 < len(text) <= 20)
    recurring = [text for text, count in counts.most_common() if count > 1]
    return recurring if 2 * len(recurring) <= examples and len(recurring) <= CATEGORIES else []


def _strings(problem: Problem) -> Iterator[tuple[object, Type, int]]:
    inputs = [[v for a in e.arguments for v in _scalars(a) if isinstance(v, str)] for e in problem.examples]
    outputs = [v for out in _outputs(problem) for v in _scalars(out) if isinstance(v, str)]
    yield from ((" ", STR, 2), ("", STR, 2))
    texts = [text for row in inputs for text in row]
    yield from ((category, STR, 2) for category in _categories(texts, len(inputs)))
    yield from ((d, STR, cost) for d, cost in _delimiters(inputs, outputs))
    yield from ((token, STR, 3) for token in _spoken_tokens(texts, problem.words))
    yield from ((t, STR, literal_cost(t)) for t in _new_words(texts, outputs))
    yield from ((t, STR, literal_cost(t)) for t in _common_tokens(inputs))
    for group in (texts, outputs):
        for affix in _affixes(group):
            yield affix, STR, literal_cost(affix)
    yield from ((text, STR, 3) for text in texts_by_word(problem.words))
    whole = Multiset(outputs)
    yield from (
        (t, STR, literal_cost(t)) for t, n in whole.most_common(8) if len(t) <= 40 and (n > 1 or len(whole) <= 6)
    )


def _delimiters(inputs: list[list[str]], outputs: list[str]) -> Iterator[tuple[str, int]]:
    """Characters that are neither letters nor digits; those of every example are cheap."""
    rows = [set("".join(row)) for row in inputs]
    counts = Multiset(c for row in rows for c in sorted(row) if not c.isalnum())
    for char, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:14]:
        yield char, 2 if count == len(rows) else 3
    for char in sorted({c for out in outputs for c in out if not c.isalnum()} - counts.keys())[:10]:
        yield char, 3
    pairs = Multiset(p for row in inputs for text in row for p in _PAIR.findall(text))
    yield from ((pair, 3) for pair, n in sorted(pairs.items()) if n * 2 >= len(inputs))


def _new_words(texts: list[str], outputs: list[str]) -> Iterator[str]:
    """Words of the outputs that no input has."""
    known = "\n".join(texts)
    counts = Multiset(w for out in outputs for w in dict.fromkeys(re.findall(r"[^\W_]+", out)) if w not in known)
    for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:8]:
        if count * 2 >= len(outputs) or count > 1:
            yield word


def _spoken_tokens(texts: list[str], words: frozenset[str]) -> list[str]:
    """Words of the inputs that the spec speaks of: `ERROR` where errors are counted."""
    tokens = dict.fromkeys(token for text in texts for token in re.findall(r"[^\W\d_]{2,20}", text))
    return [token for token in tokens if not words.isdisjoint((token.lower(), stem(token.lower())))][:SPOKEN]


def _common_tokens(inputs: list[list[str]]) -> Iterator[str]:
    """Tokens that most examples' inputs share."""
    rows = [set(re.findall(r"[^\W_]+", " ".join(row))) for row in inputs]
    counts = Multiset(token for row in rows for token in sorted(row))
    if len(rows) > 1:
        shared = sorted((t for t, n in counts.items() if n * 3 >= len(rows) * 2 and len(t) <= 12))
        yield from shared[:8]


def _affixes(texts: list[str]) -> Iterator[str]:
    filled = [t for t in texts if t]
    if len(filled) < 2:
        return
    prefix = common_prefix(filled)
    suffix = common_prefix([t[::-1] for t in filled])[::-1]
    yield from (affix for affix in (prefix, suffix) if 0 < len(affix) <= 40)
