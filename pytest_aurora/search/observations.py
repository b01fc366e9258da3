"""Observations: what a body and its parts give on the problem's examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pytest_aurora.language.expressions import Comprehension, Expression, FirstMatch, Fold, Recursion, While, children
from pytest_aurora.problem.problem import Example, Problem, Returned
from pytest_aurora.search.candidate import candidate, run

SCOPES = (Comprehension, FirstMatch, Fold, While, Recursion)
"""What holds parts that cannot be evaluated on the examples as they stand."""


@dataclass(slots=True)
class Observations:
    """What was seen on the examples that return something.

    Attributes:
        problem: whose examples they are.
        known: values of parts that bodies share.
    """

    problem: Problem
    known: dict[Expression, list[object]] = field(default_factory=dict)

    @property
    def returned(self) -> list[tuple[Example, Returned]]:
        """The examples that return something."""
        return [(e, e.outcome) for e in self.problem.examples if isinstance(e.outcome, Returned)]

    def values(self, expression: Expression) -> list[object]:
        """What the part gives on them, without those where it raises."""
        if expression not in self.known:
            function = candidate(expression, 0, self.problem.signature).function
            outcomes = [run(function, example.arguments) for example, _ in self.returned]
            self.known[expression] = [o.value for o in outcomes if isinstance(o, Returned)]
        return self.known[expression]


def unscoped(expression: Expression) -> Iterator[Expression]:
    """Parts outside comprehensions and loops: those that can be evaluated on the examples as they stand."""
    yield expression
    if not isinstance(expression, SCOPES):
        for child in children(expression):
            yield from unscoped(child)
