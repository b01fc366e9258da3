"""Excerpts: fields of the given texts, and runs of fields, that all results hold: they are there from the start.

Fields are what delimiters part, as in FlashFill's position expressions (Gulwani, 2011).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from pytest_aurora.language.component import Component, Role
from pytest_aurora.language.expressions import Apply, Constant, Expression, Variable
from pytest_aurora.problem.problem import Problem
from pytest_aurora.problem.types import INT, STR, list_of
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core
from pytest_aurora.search.stretches import targets, texts_of
from pytest_aurora.search.substitutions import Row

FIELD_COST = 5
"""What a field costs beyond its text: as much as a pattern of its letters."""
RUN_COST = 8
"""What a run of fields costs beyond its text."""
FAR = 2
"""A place beyond it costs one more."""
EACH = 2
"""Excerpts of one kind for one delimiter and what is looked for."""
SEPARATORS = 6
"""Delimiters that are tried."""
FIELDS = 12
"""Fields that a text may have."""
WORDS = list_of(STR)
PARTITIONED = {(0, 1): "before", (1, None): "after", (0, -1): "before:last", (-1, None): "after:last"}
"""Runs up to the first or the last delimiter, and from there on, and the components that give them."""
PARTITION_COST = 5
"""What they cost beyond the text."""
NEEDED = ("at", "split", "split:on", "join", "take", "drop", "slice", *PARTITIONED.values())
_DELIMITERS = re.compile(r"(?=(\s?[^\w\s]\s)?)(?=([^\w\s]| ))")

BEFORE_LAST = Component(
    "rsplit:times", (STR, STR, INT), (Role.ANY,) * 3, STR, 3, lambda s, d, k: s.rsplit(d, k)[0],
    "{0}.rsplit({1}, {2})[0]",
)  # fmt: skip
AFTER = Component(
    "split:times", (STR, STR, INT), (Role.ANY,) * 3, STR, 3, lambda s, d, k: s.split(d, k)[k],
    "{0}.split({1}, {2})[{2}]",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Part of a text: a field, or a run of fields.

    Attributes:
        separator: what parts the fields.
        first: the place of the first field, from the end where it is negative.
        last: where a run ends; None at the end of the text.
        joiner: what stands between the fields of a run; None for a single field.
    """

    separator: str
    first: int
    last: int | None = None
    joiner: str | None = None

    @property
    def cost(self) -> int:
        """What it costs beyond the text."""
        if self.is_partitioned:
            return PARTITION_COST + (len(self.separator) > 1)
        ends = (self.first, self.last or 0)
        return (FIELD_COST if self.joiner is None else RUN_COST) + any(abs(end) > FAR for end in ends)

    def of(self, text: str) -> str:
        """The excerpt of a text; raises IndexError where there is none."""
        fields = text.split(self.separator)
        if self.joiner is None or (self.is_head and len(fields) <= -(self.last or 0)):
            return fields[self.first]
        if self.is_tail and len(fields) <= self.first:
            raise IndexError(self.first)
        return self.joiner.join(fields[self.first : self.last])

    @property
    def is_partitioned(self) -> bool:
        """Whether it begins or ends at the first or the last delimiter."""
        return self.joiner == self.separator and (self.first, self.last) in PARTITIONED

    @property
    def is_tail(self) -> bool:
        """Whether it is all that comes after so many delimiters."""
        return self.joiner == self.separator and self.first > 1 and self.last is None

    @property
    def is_head(self) -> bool:
        """Whether it is all that comes before the last so many delimiters."""
        return self.joiner == self.separator and not self.first and self.last is not None and self.last < -1


def cut_excerpts(core: Core, root: Context, problem: Problem) -> None:
    """Put the fields and runs of fields that the results hold into the bank."""
    if problem.signature.returns == STR and all(map(core.has, NEEDED)):
        texts = {entry.expression.name: entry for entry in root.variables if isinstance(entry.expression, Variable)}
        for name, rows in texts_of(problem):
            for excerpt in dict.fromkeys(_chosen(rows)) if name in texts else ():
                _add(core, root, texts[name], excerpt)


def _add(core: Core, root: Context, text: Entry, excerpt: Excerpt) -> None:
    try:
        values = tuple(map(excerpt.of, text.values))
    except IndexError:
        return
    plain = excerpt.separator == " " and all(value.split(" ") == value.split() for value in text.values)
    root.bank.add(_expression(core, text.expression, excerpt, plain), STR, excerpt.cost + text.cost, values)


def _expression(core: Core, text: Expression, excerpt: Excerpt, plain: bool) -> Expression:
    separator, first = Constant(excerpt.separator, STR), Constant(excerpt.first, INT)
    if excerpt.is_partitioned:
        return core.apply(PARTITIONED[excerpt.first, excerpt.last], STR, text, separator)
    if excerpt.is_tail:
        return Apply(AFTER, (text, separator, first), STR)
    if excerpt.is_head:
        return Apply(BEFORE_LAST, (text, separator, Constant(-(excerpt.last or 0), INT)), STR)
    fields = core.apply("split", WORDS, text) if plain else core.apply("split:on", WORDS, text, separator)
    if excerpt.joiner is None:
        return core.apply("at", STR, fields, first)
    return core.apply("join", STR, Constant(excerpt.joiner, STR), _run(core, fields, first, excerpt.last))


def _run(core: Core, fields: Expression, first: Constant, last: int | None) -> Expression:
    if last is None:
        return core.apply("drop", WORDS, fields, first)
    if first.value == 0:
        return core.apply("take", WORDS, fields, Constant(last, INT))
    return core.apply("slice", WORDS, fields, first, Constant(last, INT))


# --- which ----------------------------------------------------------------------------------------------------------


def _chosen(rows: Sequence[Row]) -> Iterator[Excerpt]:
    results = [result for _, result in rows]
    columns = [[target for _, target in column] for column in targets(rows)]
    for separator in _separators([text for text, _ in rows]):
        fields = [text.split(separator) for text, _ in rows]
        if max(map(len, fields)) > FIELDS:
            continue
        for wanted in columns:
            if separator != " ":
                yield from islice(_fields(separator, fields, wanted), EACH)
            yield from islice(_runs(separator, separator, fields, wanted), EACH)
        for joiner in _joiners(results, separator):
            yield from islice(_runs(separator, joiner, fields, results), EACH)


def _separators(texts: Sequence[str]) -> list[str]:
    """Delimiters that most texts have, the longest first: they say most."""
    counts = Counter(d for text in texts for d in {d for pair in _DELIMITERS.findall(text) for d in pair if d})
    common = [delimiter for delimiter, count in counts.items() if 2 * count > len(texts)]
    return sorted(common, key=lambda d: (-counts[d], -len(d), d))[:SEPARATORS]


def _joiners(results: Sequence[str], separator: str) -> list[str]:
    """What may stand in the results where the texts have the delimiter."""
    common = set.intersection(*({c for c in result if not c.isalnum()} for result in results))
    return ["", *sorted(common - {separator})][:SEPARATORS]


def _fields(separator: str, rows: Sequence[Sequence[str]], wanted: Sequence[str]) -> Iterator[Excerpt]:
    """Fields that are what is wanted, whatever the white space around them; not the first and the last."""
    for place in sorted(range(2 - len(rows[0]), len(rows[0]) - 1), key=lambda k: (abs(k), k < 0)):
        fields = [row[place] if -len(row) <= place < len(row) else "" for row in rows]
        if place not in (0, -1) and all(f.strip() == w for f, w in zip(fields, wanted, strict=True)):
            yield Excerpt(separator, place)


def _runs(separator: str, joiner: str, rows: Sequence[Sequence[str]], wanted: Sequence[str]) -> Iterator[Excerpt]:
    """Runs of fields that are what is wanted, whatever the case."""
    known = [w.casefold() for w in wanted]
    longest, target = max(zip(rows, known, strict=True), key=lambda row: len(row[0]))
    for begin, end in combinations(range(len(longest) + 1), 2):
        if joiner.join(longest[begin:end]).casefold() == target:
            for first, last in _counted(begin, end, len(longest)):
                runs = [row[first:last] for row in rows]
                several = any(len(run) > 1 for run in runs) or (first, last) in PARTITIONED
                if several and [joiner.join(run).casefold() for run in runs] == known:
                    yield Excerpt(separator, first, last, joiner)


def _counted(begin: int, end: int, size: int) -> Iterator[tuple[int, int | None]]:
    """A span, its ends counted from either end of the text; not all of it."""
    for first in (begin, begin - size) if begin else (0,):
        for last in (end - size, end) if end < size else (None,):
            if (first, last) != (0, None):
                yield first, last
