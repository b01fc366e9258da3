"""Import statements: which ones a body needs and what they bind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pytest_aurora.language.expressions import Apply, Comprehension, Constant, Expression, FirstMatch, Fold, walk
from pytest_aurora.language.literals import imports_of
from pytest_aurora.problem.values import thaw


def imports_needed(expression: Expression) -> tuple[str, ...]:
    """The import statements that the source of an expression needs, each once."""
    return tuple(dict.fromkeys(statement for part in walk(expression) for statement in _own(part)))


def _own(part: Expression) -> tuple[str, ...]:
    match part:
        case Apply(component=component):
            return component.imports
        case Constant(value=value, type=t):
            return imports_of(thaw(value, t))
        case Comprehension(form=form, iteration=iteration):
            return (*form.imports, *iteration.imports)
        case Fold(iteration=iteration) | FirstMatch(iteration=iteration):
            return iteration.imports
    return ()


def imported_names(statements: Iterable[str]) -> Iterator[str]:
    """The names that import statements bind."""
    for statement in statements:
        for part in statement.partition("import ")[2].split(","):
            yield part.split(" as ")[-1].strip().partition(".")[0]
