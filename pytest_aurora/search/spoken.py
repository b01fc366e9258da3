"""What a spec speaks of, of all that a body does: components, forms of comprehensions, connectives."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_aurora.language.expressions import Apply, Comprehension, Expression, Logical, walk
from pytest_aurora.problem.words import stem

Words = frozenset[str]


def _stems(text: str) -> Words:
    return frozenset(map(stem, text.split()))


SPOKEN = {
    name: _stems(words)
    for name, words in {
        "sum": "sum total add", "countif": "count number many", "product:each": "product multiply",
        "max:each": "max maximum largest longest highest", "min:each": "min minimum smallest shortest lowest",
        "max:by": "maximum largest longest highest most", "min:by": "minimum smallest shortest lowest least",
        "any:each": "any some contain", "all:each": "all every each", "counter:each": "count frequency occurrence",
        "sorted:by": "sort order", "sorted:by:desc": "descending sort reverse",
    }.items()
}  # fmt: skip
"""Stems of what a spec says when it means a form."""
KEEPING = _stems("filter keep only who where those remove without exclude select")
"""The same of a condition on the items of a comprehension."""
CONNECTIVES = {"and": _stems("both all each"), "or": _stems("either any"), "not": _stems("no without")}
"""The same of connectives."""


def is_told(form: str, words: Words) -> bool:
    """Whether these words speak of a form."""
    return not SPOKEN.get(form, frozenset()).isdisjoint(words)


def share_told(expression: Expression, words: Words) -> float:
    """The share of what the body does of which these words speak; 0 for one that does nothing."""
    parts = set(_parts(expression))
    return sum(not part.isdisjoint(words) for _, part in parts) / len(parts) if parts else 0.0


def _parts(expression: Expression) -> Iterator[tuple[str, Words]]:
    for part in walk(expression):
        if isinstance(part, Apply):
            yield part.component.name, part.component.words
        if isinstance(part, Logical):
            yield part.operator, CONNECTIVES[part.operator]
        if isinstance(part, Comprehension):
            if part.form.name in SPOKEN:
                yield part.form.name, SPOKEN[part.form.name]
            if part.condition is not None:
                yield "filter", KEEPING
