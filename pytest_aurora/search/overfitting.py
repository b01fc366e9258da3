"""Overfitting: what a body has learned by heart from its examples, where the next one will be different."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import contains

from pytest_aurora.language.expressions import (
    Apply,
    Concatenation,
    Conditional,
    Constant,
    Expression,
    Guarded,
    children,
    production,
    walk,
)  # fmt: skip
from pytest_aurora.problem.problem import Problem, Returned
from pytest_aurora.problem.types import FLOAT, INT
from pytest_aurora.problem.values import exact_key, freeze
from pytest_aurora.problem.words import numbers_by_word, words_of
from pytest_aurora.search.candidate import Candidate, run
from pytest_aurora.search.observations import Observations, unscoped

BOUNDARY_CUT = 3.0
CUT_STEP = 0.5
COPYABLE = 4.0
STALE = 8.0
BIG_NUMBER = 2.0
FIXED_PLACE = 2.0
MEMORIZED = 6.0
PATTERN = 0.5
"""For each regular expression: it knows the examples' texts by their letters, where a split or a search would do."""
GATHERED = 2.0
"""For characters or matches that are put together to what stands in the text as it is, in every example."""

CUTS = frozenset({"take:str", "drop:str", "slice:str", "between", "at:str"})
PLACES = words_of("first last start begin end index position place prefix suffix middle every other half second third")
"""What a spec says that speaks of places."""


@dataclass(frozen=True, slots=True)
class Overfitting:
    """Charges for what is taken from the examples of one problem as it stands.

    Attributes:
        problem: what is asked.
        observed: what parts of bodies give on its examples.
    """

    problem: Problem
    observed: Observations

    def charge(self, found: Candidate) -> float:
        """What the body costs more; 0 where nothing is learned by heart."""
        expression = found.expression
        return (
            self._cuts(expression)
            + COPYABLE * self._copyable(expression)
            + STALE * self._stale(found)
            + BIG_NUMBER * self._big_numbers(expression)
            + FIXED_PLACE * (self._fixed_places(expression) + self._middle_matches(expression))
            + MEMORIZED * self._memorized(expression)
            + PATTERN * _patterns(expression)
            + GATHERED * self._gathered(expression)
        )

    def _cuts(self, expression: Expression) -> float:
        """Constant cuts of a string that fall on a token boundary in every example should have been splits."""
        total = 0.0
        for part in unscoped(expression):
            if isinstance(part, Apply) and part.component.name in CUTS:
                places = [a.value for a in part.arguments[1:] if isinstance(a, Constant)]
                for place in places:
                    if place not in (0, None) and self._on_boundary(part, place):
                        total += BOUNDARY_CUT + CUT_STEP * abs(place)
        return total

    def _on_boundary(self, cut: Apply, place: int) -> bool:
        if cut.component.name == "at:str" and place in (-1, 1):
            return False
        texts = self.observed.values(cut.arguments[0])
        return bool(texts) and all(isinstance(t, str) and _is_boundary(t, place) for t in texts)

    def _copyable(self, expression: Expression) -> int:
        """Literals put into the output that every example has in its input."""
        rows = [" ".join(_texts(example.arguments)) for example, _ in self.observed.returned]
        literals = [c.value for c in _output_literals(expression) if isinstance(c.value, str)]
        return sum(_is_wordy(text) and all(text in row for row in rows) for text in literals) if rows else 0

    def _stale(self, found: Candidate) -> float:
        """How often tokens of the old input stay in the output after the input has changed."""
        stale = tried = 0
        for example, _ in self.observed.returned[:4]:
            changed, tokens = _changed(example.arguments)
            if not tokens:
                continue
            outcome = run(found.function, changed)
            if isinstance(outcome, Returned):
                tried += 1
                text = " ".join(_texts((outcome.value,)))
                stale += any(token in text for token in tokens)
        return stale / tried if tried else 0.0

    def _big_numbers(self, expression: Expression) -> int:
        """Different numbers beyond 3 that the spec's text does not name."""
        numbers = {p.value for p in walk(expression) if isinstance(p, Constant) and p.type in (INT, FLOAT)}
        spoken = (*self.problem.literals, *numbers_by_word(self.problem.words))
        return sum(abs(number) > 3 and number not in spoken for number in numbers)

    def _fixed_places(self, expression: Expression) -> int:
        """Items taken from the middle of a list, by a constant place, where the examples' lists differ in length."""
        lengths = {tuple(len(a) for a in e.arguments if isinstance(a, (list, dict))) for e, _ in self.observed.returned}
        return sum(_is_fixed_place(part) for part in unscoped(expression)) if len(lengths) > 1 else 0

    def _middle_matches(self, expression: Expression) -> int:
        """Matches of a pattern taken from the middle, where some texts have more of them and the spec says no place."""
        if not PLACES.isdisjoint(self.problem.words):
            return 0
        chosen = [part for part in unscoped(expression) if isinstance(part, Apply) and _is_fixed_place(part)]
        lists = [_as_it_was(part.arguments[0]) for part in chosen]
        found = [items for items in lists if production(items).startswith("find_all")]
        return sum(len({len(matches) for matches in self._lists(items)}) > 1 for items in found)

    def _lists(self, part: Expression) -> list[list[object]]:
        return [value for value in self.observed.values(part) if isinstance(value, list)]

    def _gathered(self, expression: Expression) -> int:
        """Joined matches, and what is left of a text without all other characters, where a stretch of it would do."""
        return sum(self._is_stretch(part, text) for part in unscoped(expression) for text in _gathered_from(part))

    def _is_stretch(self, part: Expression, text: Expression) -> bool:
        found, whole = (list(map(str, self.observed.values(value))) for value in (part, text))
        return len(found) == len(whole) > 1 and all(found) and all(map(contains, whole, found))

    def _memorized(self, expression: Expression) -> int:
        """Literals that are just what one example wants: cases learned by heart, which say nothing of the next one."""
        wanted = [exact_key(freeze(o.value)) for _, o in self.observed.returned]
        told = self.problem.literals
        literals = {exact_key(c.value): c for c in _learned_by_heart(expression) if not _is_trivial(c.value, told)}
        return sum(wanted.count(key) == 1 for key in literals) if len(wanted) > 1 else 0


def _gathered_from(part: Expression) -> Iterator[Expression]:
    """The text of which the part keeps characters or matches alone."""
    if isinstance(part, Apply):
        name, inner = part.component.name, part.arguments[-1]
        if name == "join" and isinstance(inner, Apply) and inner.component.name.startswith("find_all"):
            yield inner.arguments[0]
        elif name.startswith((r"resub:\D:", "resub:[^")) and name.endswith(":"):
            yield inner


def _is_boundary(text: str, place: int) -> bool:
    if not -len(text) < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    return _char_class(before) != _char_class(after)


def _char_class(char: str) -> str:
    if char.isalpha():
        return "letter"
    return "digit" if char.isdigit() else char


def _output_literals(expression: Expression) -> Iterator[Constant]:
    match expression:
        case Constant():
            yield expression
        case Concatenation(parts):
            for part in parts:
                yield from _output_literals(part)
        case Conditional(then=then, otherwise=otherwise):
            yield from _output_literals(then)
            yield from _output_literals(otherwise)
        case Guarded(body=body):
            yield from _output_literals(body)


def _is_wordy(text: str) -> bool:
    return sum(c.isalnum() for c in text) >= 2


def _texts(values: object) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif isinstance(values, list | tuple):
        for value in values:
            yield from _texts(value)


_TOKEN = re.compile(r"[A-Za-z]{3,}|\d{3,}")


def _changed(arguments: tuple[object, ...]) -> tuple[tuple[object, ...], list[str]]:
    """Arguments with every long token rotated by one letter or digit, and the tokens that are gone."""
    tokens: list[str] = []

    def rotate(match: re.Match[str]) -> str:
        tokens.append(match[0])
        return "".join(_rotated(c) for c in match[0])

    changed = tuple(_TOKEN.sub(rotate, a) if isinstance(a, str) else a for a in arguments)
    return changed, tokens


def _rotated(char: str) -> str:
    if char.isdigit():
        return str((int(char) + 1) % 10)
    first = "a" if char.islower() else "A"
    return chr((ord(char) - ord(first) + 1) % 26 + ord(first)) if char.isascii() else char


def _is_fixed_place(part: Expression) -> bool:
    if not (isinstance(part, Apply) and part.component.name == "at") or _is_ordered(part.arguments[0]):
        return False
    place = part.arguments[1]
    return isinstance(place, Constant) and place.value not in (0, -1)


def _as_it_was(items: Expression) -> Expression:
    """The list that is reversed: a place of it counted from the end is as good as one from the start."""
    return _as_it_was(children(items)[0]) if production(items) == "reversed" else items


def _is_ordered(items: Expression) -> bool:
    """Whether places in it are ranks: the second of what is sorted is one in a list of any length."""
    name = production(items)
    return name.startswith("sorted") or (name == "reversed" and any(map(_is_ordered, children(items))))


def _learned_by_heart(expression: Expression) -> Iterator[Constant]:
    """Texts anywhere, and other literals where a branch gives nothing else."""
    for part in walk(expression):
        leaves = (part.then, part.otherwise) if isinstance(part, Conditional) else ()
        yield from (leaf for leaf in leaves if isinstance(leaf, Constant))
        if isinstance(part, Constant) and isinstance(part.value, str):
            yield part


def _is_trivial(value: object, told: Sequence[object]) -> bool:
    """Whether it may well stand alone: it is one of the simplest, or a number that the spec names."""
    return not value or value is True or value in (1, -1) or (type(value) in (int, float) and value in told)


def _patterns(expression: Expression) -> int:
    return sum("import re" in part.component.imports for part in walk(expression) if isinstance(part, Apply))
