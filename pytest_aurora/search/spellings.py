"""Spellings: parts of texts as all results spell them, in another case or with other delimiters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from pytest_aurora.language.expressions import Constant, Expression
from pytest_aurora.problem.types import STR
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core
from pytest_aurora.search.stretches import delimiters

CASES = ("lower", "upper", "title", "capitalize")
CASE_COST = 2
"""What another case costs."""
REPLACING_COST = 7
"""What another delimiter costs."""
REMOVING_COST = 5
"""What taking one out costs."""
DEAREST = 12
"""What a part that is spelled otherwise may cost."""

Spelled = tuple[int, Expression, tuple[str, ...]]
"""An expression with its cost and values."""


def respell(core: Core, root: Context, results: Sequence[object]) -> None:
    """Put what the bank knows into it as the results have it, where all of them hold it in another spelling.

    Args:
        core: has the components.
        root: its first points are those of the results.
        results: what the examples return.
    """
    wanted = [result for result in results if isinstance(result, str) and result]
    if not wanted or len(wanted) < len(results):
        return
    for entry in tuple(root.bank.shelf(STR).up_to(DEAREST)):
        if not entry.fixed and not entry.partial and entry.cost > 1:
            for cost, expression, values in _spellings(core, entry, wanted):
                if values != entry.values and all(v and v in w for v, w in zip(values, wanted, strict=False)):
                    root.bank.add(expression, STR, cost, values)


def _spellings(core: Core, entry: Entry, wanted: Sequence[str]) -> Iterator[Spelled]:
    known: Spelled = (entry.cost, entry.expression, entry.values)
    for spelled in (known, *_replaced(core, known, wanted)):
        yield spelled
        yield from _cased(core, spelled)


def _cased(core: Core, known: Spelled) -> Iterator[Spelled]:
    cost, expression, values = known
    for case in filter(core.has, CASES):
        yield cost + CASE_COST, core.apply(case, STR, expression), tuple(map(core.by_name[case].function, values))


def _replaced(core: Core, known: Spelled, wanted: Sequence[str]) -> Iterator[Spelled]:
    cost, expression, values = known
    texts, results = delimiters(values), delimiters(wanted)
    if not (core.has("replace") and core.has("remove")):
        return
    for old, new in product(sorted(texts - results), sorted(results - texts)):
        changed = core.apply("replace", STR, expression, Constant(old, STR), Constant(new, STR))
        yield cost + REPLACING_COST, changed, tuple(value.replace(old, new) for value in values)
    for lost in sorted({c for value in values for c in value if not c.isalnum()} - results):
        removed = core.apply("remove", STR, expression, Constant(lost, STR))
        yield cost + REMOVING_COST, removed, tuple(value.replace(lost, "") for value in values)
