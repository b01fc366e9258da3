"""How much of what a spec says is in a body: words of components, forms and connectives; literals."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Container, Hashable, Iterable, Iterator
from functools import cache
from typing import Any

from pytest_aurora.language.components import standard_components
from pytest_aurora.language.expressions import (
    Apply,
    Comprehension,
    Constant,
    Expression,
    FirstMatch,
    Logical,
    Recursion,
    Variable,
    While,
    walk,
)  # fmt: skip
from pytest_aurora.problem.bounds import Bound
from pytest_aurora.problem.problem import Problem
from pytest_aurora.problem.values import exact_key, freeze
from pytest_aurora.problem.words import leaves_open, numbers_by_word, stem, texts_by_word, words_of

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
LOOPS = (While, FirstMatch, Recursion)
"""What goes on until something holds."""
REPEATING = _stems("until repeatedly")
"""What a spec says that means it."""
REPEATED = 4.0
"""What a loop takes off there."""
FIRST, LAST = _stems("first initial"), _stems("last")
"""What a spec says of places at either end."""
PLACING = frozenset({"at", "take", "drop", "slice"})
"""What takes them."""
NEGATIVE, POSITIVE = _stems("negative"), _stems("positive")
"""What a spec says of numbers on either side of zero."""
SAID = 4.0
"""What a word takes off a body's cost, divided by the bits of how many things it may mean."""
NAMED = 1.0
"""What a literal of the spec's text takes off."""
IMPLIED = 0.5
"""What a number takes off for each word of the text that stands for it, as `week` does for 7."""
BOUNDED = 4.0
"""What a comparison takes off that parts numbers just where the spec's text says, and a table of the text."""


def is_told(form: str, words: Words) -> bool:
    """Whether these words speak of a form."""
    return not SPOKEN.get(form, frozenset()).isdisjoint(words)


def said(expression: Expression, problem: Problem) -> float:
    """What the spec's words and literals that are in a body take off its cost: the rarer a word, the more it says."""
    words = problem.words.intersection(frozenset[str]().union(*_meanings(expression)))
    spoken = (*problem.literals, *texts_by_word(problem.words))
    named = {_key(freeze(literal)) for literal in spoken}
    implied = Counter(map(_key, numbers_by_word(problem.words)))
    constants = [part.value for part in walk(expression) if isinstance(part, Constant)]
    used = {_key(item) for value in constants for item in (value, *_items(value))}
    tables = sum(_is_told(value, named, problem) for value in {_key(value): value for value in constants}.values())
    told = {bound for part in walk(expression) for bound in _bounds(part)}.intersection(problem.bounds)
    numbers = NAMED * len(named & used) + IMPLIED * sum(implied[key] for key in used - named)
    repeats = not REPEATING.isdisjoint(problem.words) and any(isinstance(part, LOOPS) for part in walk(expression))
    return _weighed(words, leaves_open(problem.words)) + numbers + BOUNDED * (len(told) + tables) + REPEATED * repeats


def unheard(expression: Expression, problem: Problem) -> float:
    """What the words would take off of which other bodies might speak, and this one does not."""
    heard = frozenset[str]().union(*_meanings(expression))
    left, alternatives = (problem.words & _known()) - heard, leaves_open(problem.words)
    return _weighed(left - alternatives if heard & alternatives else left, alternatives)


def _is_told(literal: object, named: Container[Hashable], problem: Problem) -> bool:
    """Whether it is a list of which the text names all items, or that it lists."""
    items = _items(literal)
    return bool(items) and (
        all(_key(item) in named for item in items) or _lower(items) in map(_lower, problem.listings)
    )


def _lower(names: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(name).lower() for name in names)


def _items(literal: object) -> tuple[Any, ...]:
    """The numbers of a table."""
    return literal if isinstance(literal, tuple) else ()


def _key(value: object) -> Hashable:
    """A spec's 40 is as good as 40.0."""
    return exact_key(int(value) if isinstance(value, float) and value.is_integer() else value)


def _bounds(part: Expression) -> Iterator[Bound]:
    """Where a comparison parts numbers."""
    if not isinstance(part, Apply):
        return
    match part.component.family, part.arguments:
        case (("lt" | "le" as name), (left, right)):
            yield from _bound(left, below=name == "lt")
            yield from _bound(right, below=name == "le")
        case "between", (low, _, high):
            yield from _bound(low, below=False)
            yield from _bound(high, below=True)


def _bound(operand: Expression, *, below: bool) -> Iterator[Bound]:
    match operand:
        case Constant(value=float() | int() as number):
            yield Bound(number, below)
        case Variable(name=name):
            yield Bound(name, below)


def _weighed(words: Words, alternatives: Words) -> float:
    """What words say together, of which of the alternatives one at most is meant."""
    meant = max(map(_weight, sorted(words & alternatives)), default=0.0)
    return sum(map(_weight, sorted(words - alternatives))) + meant


def _weight(word: str) -> float:
    return SAID / math.log2(3 + _meant()[word])


@cache
def _meant() -> Counter[str]:
    """Of how many components each word speaks."""
    return Counter(word for component in standard_components() for word in component.words)


def _elsewhere(part: Apply) -> Words:
    """Words for places that it does not take: `xs[1]` is neither the first nor the last, `xs[-2:]` no beginning."""
    places = [a.value for a in part.arguments[1:] if isinstance(a, Constant) and isinstance(a.value, int)]
    if part.component.family not in PLACING or not places:
        return frozenset()
    other = LAST if places[0] >= 0 else FIRST
    return FIRST | LAST if part.component.family == "at" and places[0] not in (0, -1) else other


def _signs(part: Apply) -> Words:
    """`x < 0` and `0 <= x` speak of negative numbers, `0 < x` and `x <= 0` of positive ones."""
    match part.component.family, part.arguments:
        case ("lt", (_, Constant(value=0))) | ("le", (Constant(value=0), _)):
            return NEGATIVE
        case ("lt", (Constant(value=0), _)) | ("le", (_, Constant(value=0))):
            return POSITIVE
    return frozenset()


def _already(part: Apply) -> Words:
    """What a name says of its own value: that a title is given speaks no more for `title.title()`."""
    subject = part.arguments[0]
    return words_of(subject.name) if isinstance(subject, Variable) and subject.type == part.type else frozenset()


@cache
def _known() -> Words:
    """All words of which a component or a form speaks."""
    return frozenset(_meant()).union(*SPOKEN.values())


def _meanings(expression: Expression) -> Iterator[Words]:
    for part in walk(expression):
        if isinstance(part, Apply):
            yield (part.component.words | _signs(part)) - _elsewhere(part) - _already(part)
        elif isinstance(part, Logical):
            yield CONNECTIVES[part.operator]
        elif isinstance(part, Comprehension):
            yield SPOKEN.get(part.form.name, frozenset())
            if part.condition is not None:
                yield KEEPING
