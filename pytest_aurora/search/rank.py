"""What speaks against a fitting body beyond its size: what it is overfitted to, and what in it does nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from pytest_aurora.language.expressions import (
    Apply,
    Comprehension,
    Concatenation,
    Constant,
    Expression,
    Guarded,
    Variable,
    children,
    production,
    walk,
)  # fmt: skip
from pytest_aurora.language.forms import ABREAST
from pytest_aurora.language.outline import outline
from pytest_aurora.problem.problem import Problem
from pytest_aurora.problem.types import STR
from pytest_aurora.problem.values import exact_key, freeze
from pytest_aurora.search import quantities, untold
from pytest_aurora.search.candidate import Candidate
from pytest_aurora.search.observations import SCOPES, Observations, unscoped
from pytest_aurora.search.overfitting import Overfitting
from pytest_aurora.search.spoken import said

UNUSED = 5.0
DOUBTFUL = 26
"""A body that costs this much is seldom the one that was meant."""
WITHIN = 0.5
"""For `a in b` of two texts, where no example shows `a` as a part of `b`: that they are equal is said more often."""
IDLE = 4.0
"""For a step that changes nothing in any example: nothing speaks for it."""
NEEDLESS = 1.5
"""For the least, the most or all items in order where they are in order as they stand in every example."""
SHOWN = 3
"""Lists of different items that show it."""
UNEVEN = 2.0
"""For comparing what two names of one type become, where both are worked on and do not become the same."""
ORDERING = frozenset({"min", "max", "sorted"})
NORMALIZING = frozenset({"lower", "upper", "casefold", "title", "capitalize", "strip", "sorted"})
DIGITS = frozenset({"str:int", "padded2", "padded3", "padded4", "fixed1", "fixed2", "fixed3"})
"""What writes a number with digits."""
TRIMMING = frozenset({"strip", "lstrip", "rstrip", "title", "capitalize"})
"""What is done to the ends of a text: of a single character it is a condition in disguise."""
LOPSIDED = 2.0
"""For each item that a walk shows beside another and that nothing looks at: a cut in disguise."""
UNGUARDED = 4.0
"""For what raises where it must by nature, and not on purpose."""
DASHED = 3.0
"""For a number whose sign serves as a hyphen between texts."""
FIRST_POINT = 0.5
"""For what comes after the first point or slash of a text: a name ends with what comes after the last."""

MADE = frozenset({"replicate", "range"})
REARRANGED = frozenset({
    "transpose", "sorted", "reversed", "enumerate", "map", "chars", "list", "tuple", "keys", "values",
})  # fmt: skip
"""What has as many items as what it was made of, or as one of its items has."""
CUTTING = frozenset({"take", "drop", "slice"})
"""What has fewer items than what it was made of, by a number that is known."""
CANCELLING = frozenset({"sub", "mod", "floordiv", "div"})
"""What makes the same of each number and itself."""

UNITED = frozenset({"mod", "floordiv", "div", "pow"})
"""What one as its second argument makes idle."""

Names = Mapping[str, int]
"""How often each name occurs."""


@dataclass(slots=True)
class Ranker:
    """Costs of candidates of one problem."""

    problem: Problem
    costs: dict[Candidate, float] = field(default_factory=dict)
    observed: Observations = field(init=False)
    overfitting: Overfitting = field(init=False)

    def __post_init__(self) -> None:
        self.observed = Observations(self.problem)
        self.overfitting = Overfitting(self.problem, self.observed)

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
            + self.overfitting.charge(found)
            + untold.charge(expression, self.problem)
            + quantities.charge(expression, self.problem)
            + UNUSED * self._unused(expression)
            + IDLE * self._idle(expression)
            + NEEDLESS * self._needless_orders(expression)
            + WITHIN * self._lookups(expression)
            + UNGUARDED * self._is_unguarded(expression)
            + UNEVEN * sum(map(_is_uneven, walk(expression)))
            + LOPSIDED * sum(_unseen(part) + _trimmed(part) for part in walk(expression))
            + DASHED * sum(map(_is_dashed, walk(expression)))
            + FIRST_POINT * sum(map(_is_after_first_point, walk(expression)))
        )

    def _is_unguarded(self, expression: Expression) -> bool:
        raises = len(self.observed.returned) < len(self.problem.examples)
        return raises and not isinstance(expression, Guarded)

    def _unused(self, expression: Expression) -> int:
        """Parameters that decide nothing: those that are only in steps that give the same in every example, too."""
        used = {part.name for part in self._deciding(expression) if isinstance(part, Variable)}
        return sum(p.name not in used for p in self.problem.signature.parameters)

    def _deciding(self, expression: Expression) -> Iterator[Expression]:
        if isinstance(expression, SCOPES):
            yield from walk(expression)
            return
        yield expression
        for child in self._heard(expression):
            if not (isinstance(child, Apply) and self._is_settled(child)):
                yield from self._deciding(child)

    def _heard(self, expression: Expression) -> Sequence[Expression]:
        """The parts of an expression, without the separator of a join that never has two items."""
        parts = children(expression)
        if not (isinstance(expression, Apply) and expression.component.name == "join"):
            return parts
        lists = [value for value in self.observed.values(parts[1]) if isinstance(value, list | tuple)]
        return parts[1:] if lists and all(len(items) < 2 for items in lists) else parts

    def _is_settled(self, step: Apply) -> bool:
        """Whether a step gives the same in every example; a field of a parameter is a parameter, and no step."""
        if step.component.family == "field" and isinstance(step.arguments[0], Variable):
            return False
        values = [exact_key(freeze(value)) for value in self.observed.values(step)]
        return len(values) > 1 and len(set(values)) == 1

    def _idle(self, expression: Expression) -> int:
        """Steps that give one of their arguments in every example, or ask something of a value and itself.

        One that alone brings a parameter in is none: that it decides nothing may be the examples' fault.
        """
        names = _names(expression)
        plainly = {part for part in walk(expression) if isinstance(part, Apply) and _is_plainly_idle(part)}
        steps = [part for part in unscoped(expression) if isinstance(part, Apply) and part not in plainly]
        return len(plainly) + sum(self._is_idle(step, names) for step in steps)

    def _is_idle(self, step: Apply, names: Names) -> bool:
        same = [a for a in step.arguments if a.type == step.type and not isinstance(a, Constant)]
        if len(step.arguments) < 2 or not same:
            return False
        values = self.observed.values(step)
        given = [argument for argument in same if values == self.observed.values(argument)]
        return bool(given) and not any(_brings_in(step, argument, names) for argument in given)

    def _needless_orders(self, expression: Expression) -> int:
        """Steps of which the spec does not speak that find in order what stands in order in every example."""
        steps = [p for p in unscoped(expression) if isinstance(p, Apply) and p.component.family in ORDERING]
        return sum(self._is_needless(step) for step in steps if step.component.words.isdisjoint(self.problem.words))

    def _is_needless(self, step: Apply) -> bool:
        """Whether several lists of different items show no difference to their first or last item, or to themselves."""
        lists, values = self.observed.values(step.arguments[0]), self.observed.values(step)
        if len(lists) != len(values):
            return False
        pairs = zip(lists, values, strict=True)
        shown = [(xs, y) for xs, y in pairs if isinstance(xs, list) and xs != xs[:1] * len(xs)]
        as_they_stand = [[y == place for place in (xs[0], xs[-1], xs)] for xs, y in shown]
        return len(shown) >= SHOWN and any(map(all, zip(*as_they_stand, strict=True)))

    def _lookups(self, expression: Expression) -> int:
        """Texts looked for in others, where neither is a literal, or what is found is the whole text each time."""
        return sum(self._is_equality(part) for part in walk(expression) if _is_lookup(part))

    def _is_equality(self, lookup: Apply) -> bool:
        literals = [argument.value for argument in lookup.arguments if isinstance(argument, Constant)]
        variables = [argument for argument in lookup.arguments if isinstance(argument, Variable)]
        if not literals or not variables or variables[0].name not in self._parameters:
            return not literals
        rows = zip(*map(self.observed.values, lookup.arguments), strict=True)
        found = [sought == text for sought, text in rows if lookup.component.function(sought, text)]
        return bool(found) and all(found)

    @property
    def _parameters(self) -> frozenset[str]:
        return frozenset(parameter.name for parameter in self.problem.signature.parameters)


def _is_lookup(part: Expression) -> TypeGuard[Apply]:
    return isinstance(part, Apply) and part.component.name == "contains"


def _is_uneven(part: Expression) -> bool:
    if not isinstance(part, Apply) or part.component.family not in ("eq", "lt", "le"):
        return False
    left, right = ({p for p in walk(side) if isinstance(p, Variable)} for side in part.arguments)
    if len(left) != 1 or len(right) != 1 or left == right:
        return False
    (a,), (b,) = left, right
    if any(isinstance(side, Variable) for side in part.arguments) and not any(map(_normalizes, part.arguments)):
        return False
    return a.type == b.type and outline(part.arguments[0]).replace(outline(a), outline(b)) != outline(part.arguments[1])


def _normalizes(side: Expression) -> bool:
    """Whether it leaves out of account what would be left out of account on the other side, too."""
    return isinstance(side, Apply) and side.component.name in NORMALIZING


def _is_after_first_point(part: Expression) -> bool:
    if not (isinstance(part, Apply) and part.component.name == "after"):
        return False
    return isinstance(part.arguments[1], Constant) and part.arguments[1].value in (".", "/")


def _is_dashed(part: Expression) -> bool:
    if not isinstance(part, Concatenation):
        return False
    numbers = [p.arguments[0] for p in part.parts[1:] if isinstance(p, Apply) and p.component.name == "str:int"]
    return any(production(number) == "neg" for number in numbers)


def _unseen(part: Expression) -> int:
    """How many items that a walk shows side by side nothing looks at."""
    if not isinstance(part, Comprehension):
        return 0
    inside = children(part)[len(part.iteration.arguments) :]
    used = {variable for child in inside for variable in walk(child)}
    return sum(part.iteration.targets[place] not in used for place in ABREAST.get(part.iteration.source, ()))


def _trimmed(part: Expression) -> int:
    """How many times a walk over the characters of a text trims one of them."""
    if not isinstance(part, Comprehension) or any(argument.type != STR for argument in part.iteration.arguments):
        return 0
    steps = [step for step in walk(part) if isinstance(step, Apply) and step.component.family in TRIMMING]
    return sum(step.arguments[0] in part.iteration.targets for step in steps)


def _is_plainly_idle(step: Apply) -> bool:
    """Whether it does nothing, whatever the values are."""
    return _is_self_applied(step) or _is_circuitous(step) or _is_by_one(step) or _is_of_digits(step)


def _is_self_applied(step: Apply) -> bool:
    """Whether it asks of a value something about itself, as `s.index(s)` does; `x * x` and `xs + xs` do not."""
    values = [argument for argument in step.arguments if not isinstance(argument, Constant)]
    twice = len(values) > len({outline(value) for value in values})
    if twice and step.type == values[0].type:
        return step.component.family in CANCELLING
    return twice and not step.component.commutative


def _is_by_one(step: Apply) -> bool:
    """`x % 1`, `x // 1`, `x / 1` and `x ** 1`."""
    last = step.arguments[-1]
    return step.component.family in UNITED and isinstance(last, Constant) and last.value == 1


def _is_of_digits(step: Apply) -> bool:
    """`str(n).lower()`: what a number is written with has no case, and no space around it."""
    made = step.arguments[0]
    return step.component.name in NORMALIZING and isinstance(made, Apply) and made.component.name in DIGITS


def _is_circuitous(step: Apply) -> bool:
    """Whether it counts what is in a list that was only made to be counted."""
    name, made = step.component.family, step.arguments[0]
    if name not in ("len", "count") or not isinstance(made, Apply):
        return False
    cut = made.component.family in CUTTING and all(isinstance(place, Constant) for place in made.arguments[1:])
    return made.component.family in MADE or (name == "len" and (cut or made.component.family in REARRANGED))


def _names(expression: Expression) -> Counter[str]:
    return Counter(part.name for part in walk(expression) if isinstance(part, Variable))


def _brings_in(step: Apply, argument: Expression, names: Names) -> bool:
    """Whether a name of the body is in this step alone, and not in its argument."""
    lost = _names(step) - _names(argument)
    return any(count == names[name] for name, count in lost.items())
