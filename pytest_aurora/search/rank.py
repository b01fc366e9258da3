"""What speaks against a fitting body beyond its size, measured on the problem's own examples."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeGuard

from pytest_aurora.language.expressions import (
    Apply,
    Comprehension,
    Concatenation,
    Conditional,
    Constant,
    Expression,
    FirstMatch,
    Fold,
    Guarded,
    Recursion,
    Variable,
    While,
    children,
    production,
    walk,
)  # fmt: skip
from pytest_aurora.language.forms import ABREAST
from pytest_aurora.language.outline import outline
from pytest_aurora.problem.problem import Example, Problem, Returned
from pytest_aurora.problem.types import BOOL, INT
from pytest_aurora.problem.values import exact_key, freeze
from pytest_aurora.problem.words import words_of
from pytest_aurora.search.candidate import Candidate, candidate, run
from pytest_aurora.search.spoken import said

UNUSED = 5.0
BOUNDARY_CUT = 3.0
CUT_STEP = 0.5
COPYABLE = 4.0
STALE = 8.0
BIG_NUMBER = 2.0
FIXED_PLACE = 2.0
MEMORIZED = 6.0
DOUBTFUL = 26
"""A body that costs this much is seldom the one that was meant."""
PATTERN = 0.5
"""For each regular expression: it knows the examples' texts by their letters, where a split or a search would do."""
WITHIN = 0.5
"""For `a in b` of two texts, where no example shows `a` as a part of `b`: that they are equal is said more often."""
IDLE = 4.0
"""For a step that changes nothing in any example: nothing speaks for it."""
UNTOLD_CUT = 2.0
"""For a cut at a fixed place in what decides between yes and no, where the spec speaks of no place."""
UNEVEN = 2.0
"""For comparing what two names of one type become, where they do not become the same."""
LOPSIDED = 2.0
"""For each item that a walk shows beside another and that nothing looks at: a cut in disguise."""
UNGUARDED = 4.0
"""For what raises where it must by nature, and not on purpose."""

Names = Mapping[str, int]
"""How often each name occurs."""

SCOPES = (Comprehension, FirstMatch, Fold, While, Recursion)
"""What holds parts that cannot be evaluated on the examples as they stand."""
CUTS = frozenset({"take:str", "drop:str", "slice:str", "between", "at:str"})
CUTTING = CUTS | {"without:str", "rotate:str", "step:str"}
PLACES = words_of("first last start begin end index position place prefix suffix middle every other half second third")
"""What a spec says that speaks of places."""


@dataclass(slots=True)
class Ranker:
    """Costs of candidates of one problem."""

    problem: Problem
    known: dict[Expression, list[object]] = field(default_factory=dict)
    """Values of parts that bodies share."""
    costs: dict[Candidate, float] = field(default_factory=dict)

    def meant(self, found: Candidate) -> float:
        """The cost, less what the spec says of the body; the less, the likelier meant."""
        return self.cost(found) - said(found.expression, self.problem)

    def cost(self, found: Candidate) -> float:
        """Engine cost and penalties."""
        if found not in self.costs:
            self.costs[found] = self._cost(found)
        return self.costs[found]

    def _cost(self, found: Candidate) -> float:
        expression = found.expression
        return (
            found.cost
            + UNUSED * self._unused(expression)
            + self._cuts(expression)
            + COPYABLE * self._copyable(expression)
            + STALE * self._stale(found)
            + BIG_NUMBER * self._big_numbers(expression)
            + FIXED_PLACE * self._fixed_places(expression)
            + MEMORIZED * self._memorized(expression)
            + IDLE * self._idle(expression)
            + PATTERN * _patterns(expression)
            + WITHIN * self._lookups(expression)
            + UNGUARDED * self._is_unguarded(expression)
            + UNTOLD_CUT * self._untold_cuts(expression)
            + UNEVEN * sum(map(_is_uneven, walk(expression)))
            + LOPSIDED * sum(map(_unseen, walk(expression)))
        )

    def _is_unguarded(self, expression: Expression) -> bool:
        raises = len(self._returned) < len(self.problem.examples)
        return raises and not isinstance(expression, Guarded)

    def _untold_cuts(self, expression: Expression) -> int:
        if self.problem.signature.returns != BOOL or not PLACES.isdisjoint(self.problem.words):
            return 0
        return sum(isinstance(part, Apply) and part.component.name in CUTTING for part in walk(expression))

    @property
    def _returned(self) -> list[tuple[Example, Returned]]:
        return [(e, e.outcome) for e in self.problem.examples if isinstance(e.outcome, Returned)]

    def _unused(self, expression: Expression) -> int:
        """Parameters that decide nothing: those that are only in steps that give the same in every example, too."""
        used = {part.name for part in self._deciding(expression) if isinstance(part, Variable)}
        return sum(p.name not in used for p in self.problem.signature.parameters)

    def _deciding(self, expression: Expression) -> Iterator[Expression]:
        if isinstance(expression, SCOPES):
            yield from walk(expression)
            return
        yield expression
        for child in children(expression):
            if not (isinstance(child, Apply) and self._is_settled(child)):
                yield from self._deciding(child)

    def _is_settled(self, step: Apply) -> bool:
        values = [exact_key(freeze(value)) for value in self._values(step)]
        return len(values) > 1 and len(set(values)) == 1

    def _cuts(self, expression: Expression) -> float:
        """Constant cuts of a string that fall on a token boundary in every example should have been splits."""
        total = 0.0
        for part in _unscoped(expression):
            if isinstance(part, Apply) and part.component.name in CUTS:
                places = [a.value for a in part.arguments[1:] if isinstance(a, Constant)]
                for place in places:
                    if place not in (0, None) and self._on_boundary(part, place):
                        total += BOUNDARY_CUT + CUT_STEP * abs(place)
        return total

    def _on_boundary(self, cut: Apply, place: int) -> bool:
        if cut.component.name == "at:str" and place in (-1, 1):
            return False
        texts = self._values(cut.arguments[0])
        return bool(texts) and all(isinstance(t, str) and _is_boundary(t, place) for t in texts)

    def _values(self, expression: Expression) -> list[object]:
        if expression not in self.known:
            function = candidate(expression, 0, self.problem.signature).function
            outcomes = [run(function, example.arguments) for example, _ in self._returned]
            self.known[expression] = [o.value for o in outcomes if isinstance(o, Returned)]
        return self.known[expression]

    def _idle(self, expression: Expression) -> int:
        """Steps that give one of their arguments in every example, or ask something of a value and itself.

        One that alone brings a parameter in is none: that it decides nothing may be the examples' fault.
        """
        names = _names(expression)
        return sum(self._is_idle(part, names) for part in _unscoped(expression) if isinstance(part, Apply))

    def _is_idle(self, step: Apply, names: Names) -> bool:
        if _is_self_applied(step):
            return True
        same = [a for a in step.arguments if a.type == step.type and not isinstance(a, Constant)]
        if len(step.arguments) < 2 or not same:
            return False
        values = self._values(step)
        given = [argument for argument in same if values == self._values(argument)]
        return bool(given) and not any(_brings_in(step, argument, names) for argument in given)

    def _lookups(self, expression: Expression) -> int:
        """Texts looked for in others, where neither is a literal, or what is found is the whole text each time."""
        return sum(self._is_equality(part) for part in walk(expression) if _is_lookup(part))

    def _is_equality(self, lookup: Apply) -> bool:
        literals = [argument.value for argument in lookup.arguments if isinstance(argument, Constant)]
        variables = [argument for argument in lookup.arguments if isinstance(argument, Variable)]
        if not literals or not variables or variables[0].name not in self._parameters:
            return not literals
        rows = zip(*map(self._values, lookup.arguments), strict=True)
        found = [sought == text for sought, text in rows if lookup.component.function(sought, text)]
        return bool(found) and all(found)

    @property
    def _parameters(self) -> frozenset[str]:
        return frozenset(parameter.name for parameter in self.problem.signature.parameters)

    def _big_numbers(self, expression: Expression) -> int:
        """Different numbers beyond 3 that the spec's text does not name."""
        numbers = {part.value for part in walk(expression) if isinstance(part, Constant) and part.type is INT}
        return sum(abs(number) > 3 and number not in self.problem.literals for number in numbers)

    def _fixed_places(self, expression: Expression) -> int:
        """Items taken from the middle of a list, by a constant place, where the examples' lists differ in length."""
        lengths = {tuple(len(a) for a in e.arguments if isinstance(a, (list, dict))) for e, _ in self._returned}
        return sum(_is_fixed_place(part) for part in _unscoped(expression)) if len(lengths) > 1 else 0

    def _copyable(self, expression: Expression) -> int:
        """Literals put into the output that every example has in its input."""
        rows = [" ".join(_texts(example.arguments)) for example, _ in self._returned]
        literals = [c.value for c in _output_literals(expression) if isinstance(c.value, str)]
        return sum(_is_wordy(text) and all(text in row for row in rows) for text in literals) if rows else 0

    def _memorized(self, expression: Expression) -> int:
        """Literals that are just what one example wants: cases learned by heart, which say nothing of the next one."""
        wanted = [exact_key(freeze(o.value)) for _, o in self._returned]
        literals = {exact_key(c.value): c for c in _learned_by_heart(expression) if not _is_trivial(c.value)}
        return sum(wanted.count(key) == 1 for key in literals) if len(wanted) > 1 else 0

    def _stale(self, found: Candidate) -> float:
        """How often tokens of the old input stay in the output after the input has changed."""
        stale = tried = 0
        for example, _ in self._returned[:4]:
            changed, tokens = _changed(example.arguments)
            if not tokens:
                continue
            outcome = run(found.function, changed)
            if isinstance(outcome, Returned):
                tried += 1
                text = " ".join(_texts((outcome.value,)))
                stale += any(token in text for token in tokens)
        return stale / tried if tried else 0.0


def _unscoped(expression: Expression) -> Iterator[Expression]:
    """Parts outside comprehensions and loops: those that can be evaluated on the examples as they stand."""
    yield expression
    if not isinstance(expression, SCOPES):
        for child in children(expression):
            yield from _unscoped(child)


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


def _learned_by_heart(expression: Expression) -> Iterator[Constant]:
    """Texts anywhere, and other literals where a branch gives nothing else."""
    for part in walk(expression):
        leaves = (part.then, part.otherwise) if isinstance(part, Conditional) else ()
        yield from (leaf for leaf in leaves if isinstance(leaf, Constant))
        if isinstance(part, Constant) and isinstance(part.value, str):
            yield part


def _is_trivial(value: object) -> bool:
    return not value or value is True or value in (1, -1)


def _patterns(expression: Expression) -> int:
    return sum("import re" in part.component.imports for part in walk(expression) if isinstance(part, Apply))


def _is_lookup(part: Expression) -> TypeGuard[Apply]:
    return isinstance(part, Apply) and part.component.name == "contains"


def _is_uneven(part: Expression) -> bool:
    if not isinstance(part, Apply) or part.component.name.partition(":")[0] not in ("eq", "lt", "le"):
        return False
    left, right = ({p for p in walk(side) if isinstance(p, Variable)} for side in part.arguments)
    if len(left) != 1 or len(right) != 1 or left == right:
        return False
    (a,), (b,) = left, right
    return a.type == b.type and outline(part.arguments[0]).replace(outline(a), outline(b)) != outline(part.arguments[1])


def _unseen(part: Expression) -> int:
    """How many items that a walk shows side by side nothing looks at."""
    if not isinstance(part, Comprehension):
        return 0
    inside = children(part)[len(part.iteration.arguments) :]
    used = {variable for child in inside for variable in walk(child)}
    return sum(part.iteration.targets[place] not in used for place in ABREAST.get(part.iteration.source, ()))


def _is_self_applied(step: Apply) -> bool:
    """Whether it asks of a value something about itself, as `s.index(s)` does; `x * x` and `xs + xs` do not."""
    values = [argument for argument in step.arguments if not isinstance(argument, Constant)]
    twice = len(values) > len({outline(value) for value in values})
    return twice and not step.component.commutative and step.type != values[0].type


def _names(expression: Expression) -> Counter[str]:
    return Counter(part.name for part in walk(expression) if isinstance(part, Variable))


def _brings_in(step: Apply, argument: Expression, names: Names) -> bool:
    """Whether a name of the body is in this step alone, and not in its argument."""
    lost = _names(step) - _names(argument)
    return any(count == names[name] for name, count in lost.items())


def _is_fixed_place(part: Expression) -> bool:
    if not (isinstance(part, Apply) and part.component.name == "at") or _is_ordered(part.arguments[0]):
        return False
    place = part.arguments[1]
    return isinstance(place, Constant) and place.value not in (0, -1)


def _is_ordered(items: Expression) -> bool:
    """Whether places in it are ranks: the second of what is sorted is one in a list of any length."""
    name = production(items)
    return name.startswith("sorted") or (name == "reversed" and any(map(_is_ordered, children(items))))


def _is_wordy(text: str) -> bool:
    return sum(c.isalnum() for c in text) >= 2


def _is_boundary(text: str, place: int) -> bool:
    if not -len(text) < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    return _char_class(before) != _char_class(after)


def _char_class(char: str) -> str:
    if char.isalpha():
        return "letter"
    return "digit" if char.isdigit() else char


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
