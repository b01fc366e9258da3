"""Stretches: what the results hold of the texts that are given, as the texts spell it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from pytest_aurora.problem.problem import Problem, Returned
from pytest_aurora.problem.types import STR
from pytest_aurora.search.shapes import common_prefix, common_suffix
from pytest_aurora.search.substitutions import Row

LONGEST = 400
"""Characters of a text from which nothing is induced."""
_BARE = re.compile(r"^[\W_]+|[\W_]+$")


def texts_of(problem: Problem) -> Iterator[tuple[str, list[Row]]]:
    """Each text parameter with its values and the results; none where there are fewer than two."""
    returned = [(e.arguments, e.outcome.value) for e in problem.examples if isinstance(e.outcome, Returned)]
    if len(returned) < 2:
        return
    for place, parameter in enumerate(problem.signature.parameters):
        rows = [(text, value) for a, value in returned if isinstance(text := a[place], str) and len(text) <= LONGEST]
        if parameter.type == STR and len(rows) == len(returned):
            yield parameter.name, rows


def targets(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The texts with the results, and with their pieces when all have as many, as they are spelled in the texts."""
    yielded: list[list[str | None]] = []
    texts = [text for text, _ in rows]
    results = [value for _, value in rows]
    columns = [results, *_pieces(results), *_copied(rows)]
    prefix, suffix = _affixes(results)
    columns.append(
        [value[len(prefix) : len(value) - len(suffix)] for value in results] if prefix or suffix else results
    )
    for column in [*columns, *_parted_otherwise(rows)]:
        spelled = [_spelled(text, piece) for text, piece in zip(texts, column, strict=True)]
        if all(spelled) and spelled not in yielded:
            yielded.append(spelled)
            yield list(zip(texts, spelled, strict=True))


def _pieces(results: Sequence[str]) -> list[list[str]]:
    """Columns of words, and of runs of words with what stands between them."""
    rows = [[m.span() for m in re.finditer(r"[^\s,;:/|-]+", value)] for value in results]
    size = len(rows[0])
    if {len(row) for row in rows} != {size} or not 1 < size <= 5:
        return []
    runs = [(i, j) for i in range(size) for j in range(i, size) if j - i < size - 1]
    return [[v[row[i][0] : row[j][1]] for v, row in zip(results, rows, strict=True)] for i, j in runs]


def _copied(rows: Sequence[Row]) -> list[list[str]]:
    """Columns of the longest stretches that each result has in common with its text, whatever the case."""
    found = [_stretches(text.lower(), value.lower(), value) for text, value in rows]
    sizes = set(map(len, found))
    return [list(column) for column in zip(*found, strict=True)] if len(sizes) == 1 and 1 < max(sizes) <= 4 else []


def _stretches(text: str, lowered: str, value: str) -> list[str]:
    """From left to right, each as long as can be, without what is neither letter nor digit around it."""
    found, at = [], 0
    while at < len(value) == len(lowered):
        size = 1
        while at + size < len(value) and lowered[at : at + size + 1] in text:
            size += 1
        found.append(_BARE.sub("", value[at : at + size]))
        at += size
    return [stretch for stretch in found if len(stretch) > 1]


def _parted_otherwise(rows: Sequence[Row]) -> Iterator[list[str]]:
    """The results with a delimiter of theirs changed into one of the texts, or with one that they have lost."""
    texts, results = (delimiters(column) for column in zip(*rows, strict=True))
    for new, old in product(sorted(results - texts), sorted(texts - results)):
        yield [value.replace(new, old) for _, value in rows]
    for lost in sorted({c for text, _ in rows for c in text if not c.isalnum()} - results):
        yield [_with(lost, text, value) for text, value in rows]


def _with(lost: str, text: str, value: str) -> str:
    """The stretch of a text that is the value when a character is taken out; nothing where there is none."""
    at = text.replace(lost, "").find(value)
    places = [i for i, char in enumerate(text) if char != lost]
    return text[places[at] : places[at + len(value) - 1] + 1] if value and at >= 0 else ""


def delimiters(texts: Iterable[str]) -> set[str]:
    """What all of these texts have that is neither letter nor digit."""
    return set.intersection(*({c for c in text if not c.isalnum()} for text in texts))


def _affixes(texts: Sequence[str]) -> tuple[str, str]:
    prefix = common_prefix(texts)
    return prefix, common_suffix([text[len(prefix) :] for text in texts])


def _spelled(text: str, piece: str) -> str | None:
    """The piece as the text spells it, whatever its case."""
    if piece and piece in text:
        return piece
    at = text.lower().find(piece.lower()) if piece else -1
    return text[at : at + len(piece)] if at >= 0 and len(text.lower()) == len(text) else None
