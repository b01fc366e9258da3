"""Which functions may be searched for at the same time: those that do not use one another."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pytest_aurora.problem.build import used_functions
from pytest_aurora.session.target import Target
from pytest_aurora.spec.model import Spec


@dataclass(frozen=True, slots=True)
class Asked:
    """A function that is asked for, and where its code goes; None where that cannot be said."""

    spec: Spec
    name: str
    target: Target | None = None


def turns(asked: Sequence[Asked]) -> list[list[Asked]]:
    """The functions, each in the first turn after those of the functions before it that it depends on."""
    found: list[list[Asked]] = []
    turn_of: list[int] = []
    for place, each in enumerate(asked):
        turn = max((turn_of[i] + 1 for i in range(place) if _depends(each, asked[i])), default=0)
        turn_of.append(turn)
        found[turn:] = [[*found[turn], each] if turn < len(found) else [each], *found[turn + 1 :]]
    return found


def _depends(one: Asked, other: Asked) -> bool:
    """Whether a function may use an earlier one, or its module that one's module."""
    if one.spec is other.spec:
        return other.name in used_functions(one.spec)[one.name]
    if one.target is None or other.target is None:
        return False
    return one.target.path == other.target.path or other.target.path.stem in set(_modules(one.spec, one.target))


def _modules(spec: Spec, target: Target) -> Iterator[str]:
    """The parts of the names of the modules that a spec or its module speaks of."""
    yield from (part for name in spec.uses for part in name.split("."))
    with suppress(OSError, SyntaxError, ValueError):
        for node in ast.walk(ast.parse(target.path.read_bytes())):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield from (part for alias in node.names for part in alias.name.split("."))
                yield from (getattr(node, "module", None) or "").split(".")
