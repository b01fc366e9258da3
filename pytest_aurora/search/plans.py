"""With which arguments a function calls itself, followed for each example before anything is known of its results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pytest_aurora.language.expressions import Variable
from pytest_aurora.language.meaning import Meaning, meaning
from pytest_aurora.search.core import Core
from pytest_aurora.search.smaller import Scheme
from pytest_aurora.search.terms import Term

CALLS = 250
"""Calls that an example may come to."""


@dataclass(slots=True, eq=False)
class Node:
    """One call: its arguments, the ending that it comes to or the branch that it takes, and the calls that it makes."""

    scope: dict[Variable, Any]
    ending: int | None
    branch: int = 0
    inner: tuple[int, ...] = ()


Trace = Sequence[Node]
"""All calls of one example, the innermost first."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A scheme with the condition that tells its branches apart, ready to be followed."""

    core: Core
    scheme: Scheme
    choice: Term | None
    endings: tuple[Meaning, ...]
    arguments: tuple[tuple[tuple[Meaning, ...], ...], ...]

    @property
    def cost(self) -> int:
        """Of the calls and of the condition."""
        return self.scheme.cost + (self.choice.cost if self.choice else 0)

    def trace(self, arguments: Sequence[Any]) -> Trace | None:
        """The calls that come of some arguments; None when they are too many."""
        nodes: list[Node] = []
        known: dict[tuple[Any, ...], int] = {}

        def visit(values: tuple[Any, ...], depth: int) -> int:
            if values not in known:
                if len(nodes) >= CALLS or depth > CALLS // 4:
                    raise RecursionError
                node = self._node(values)
                if node.ending is None:
                    node.inner = tuple(
                        visit(tuple(f(node.scope) for f in functions), depth + 1)
                        for functions in self.arguments[node.branch]
                    )
                known[values] = len(nodes)
                nodes.append(node)
            return known[values]

        try:
            visit(tuple(arguments), 0)
        except Exception:  # a test or an argument may raise anything: then there is no such recursion
            return None
        return nodes

    def _node(self, values: tuple[Any, ...]) -> Node:
        scope = dict(zip(self.core.parameters, values, strict=True))
        for place, test in enumerate(self.endings):
            if test(scope):
                return Node(scope, place)
        return Node(scope, None, 0 if self.choice is None or self.choice.function(scope) else 1)


def plan(core: Core, scheme: Scheme, choice: Term | None = None) -> Plan:
    """The scheme with its tests and arguments as functions."""
    arguments = tuple(tuple(tuple(map(meaning, call.arguments)) for call in calls) for calls in scheme.branches)
    return Plan(core, scheme, choice, tuple(map(meaning, scheme.endings)), arguments)
