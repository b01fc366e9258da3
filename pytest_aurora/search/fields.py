"""Fields of the texts that are given: where all texts have as many, they are there from the start."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pytest_aurora.language.expressions import Constant, Expression
from pytest_aurora.problem.types import INT, STR, list_of
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core

FIELD_COST = 4
"""What the first field costs."""
NUMBER_COST = 3
"""What the first field costs where it is a number."""
NUMBER = re.compile("[0-9]{1,9}")
SEPARATOR_COST = 3
"""What the separator may cost."""
LONGEST = 4
"""Fields that a text may have."""
WORDS = list_of(STR)


def add_fields(core: Core, context: Context, fresh: Sequence[Entry]) -> None:
    """Put `text.split(separator)[place]` into the bank for a context's own texts, when all have as many fields.

    At the root only those fields that are numbers, where numbers are asked for: `int(text.split(separator)[place])`.
    """
    if not core.has("at"):
        return
    for entry in fresh:
        if entry.type is STR and entry in context.variables:
            for separator, words in _splits(core, context, entry.expression):
                rows = [text.split(separator) for text in entry.values]
                if len(set(map(len, rows))) == 1 and 1 < len(rows[0]) <= LONGEST:
                    _add(core, context, words, rows)


def _splits(core: Core, scope: Context, text: Expression) -> Iterator[tuple[str | None, Expression]]:
    if core.has("split"):
        yield None, core.apply("split", WORDS, text)
    for known in tuple(scope.bank.shelf(STR).up_to(SEPARATOR_COST)):
        separator = known.expression
        if isinstance(separator, Constant) and separator.value.strip() and core.has("split:on"):
            yield separator.value, core.apply("split:on", WORDS, text, separator)


def _add(core: Core, context: Context, words: Expression, rows: Sequence[Sequence[str]]) -> None:
    for place, values in enumerate(zip(*rows, strict=True)):
        field = core.apply("at", STR, words, Constant(place, INT))
        if context.depth:
            context.bank.add(field, STR, FIELD_COST + place // 2, values)
        if INT in core.native and core.has("int:str") and all(map(NUMBER.fullmatch, values)):
            number = core.apply("int:str", INT, field)
            context.bank.add(number, INT, NUMBER_COST + place // 2, tuple(map(int, values)))
