"""The components of one problem: the declared ones that can matter to it, and those made for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from pytest_aurora.language.component import Component
from pytest_aurora.language.components import standard_components
from pytest_aurora.problem.problem import Problem
from pytest_aurora.problem.types import (
    BYTES,
    COMPLEX,
    DATE,
    DATETIME,
    DECIMAL,
    FRACTION,
    STR,
    TIME,
    TIMEDELTA,
    Type,
)  # fmt: skip
from pytest_aurora.search.costs import helper_components
from pytest_aurora.search.dates import date_components, date_readers
from pytest_aurora.search.edits import edit_components
from pytest_aurora.search.entries import entry_components
from pytest_aurora.search.figures import figure_components
from pytest_aurora.search.generated import generated_components, types_of
from pytest_aurora.search.patterns import induced_components
from pytest_aurora.search.tables import table_components

RARE: dict[Type, str] = {
    DECIMAL: "decimal", FRACTION: "fraction", BYTES: "bytes", COMPLEX: "complex", DATE: "dates", DATETIME: "dates",
    TIME: "dates", TIMEDELTA: "dates",
}  # fmt: skip
"""Types that most problems have nothing to do with, by family."""
RARE_CONTAINERS = frozenset({"tuple*", "frozenset"})
TEXTS = 40
"""Texts of the examples on which patterns are tried."""


def vocabulary(problem: Problem) -> tuple[Component, ...]:
    """All components that the search of a problem works with, in a stable order."""
    made = (
        *edit_components(problem),
        *date_components(problem),
        *generated_components(problem),
        *entry_components(problem),
        *figure_components(problem),
        *table_components(problem),
        *helper_components(problem.helpers),
    )
    components = (*_relevant(problem, made), *made)
    return tuple(_importable(components, problem))


def starting_points(problem: Problem) -> tuple[Component, ...]:
    """Components made for the problem from its examples: to be applied to its parameters at once."""
    return tuple(_importable((*induced_components(problem), *date_readers(problem)), problem))


# --- what can matter ------------------------------------------------------------------------------------------------


def _relevant(problem: Problem, made: Sequence[Component]) -> Iterator[Component]:
    """Components of the types, families and names that the problem has or speaks of; patterns that match something."""
    components = [c for c in standard_components() if not c.named or c.named & problem.words]
    texts = list(islice(_texts(argument for e in problem.examples for argument in e.arguments), TEXTS))
    known = families(types_of(problem.signature)) | families(component.result for component in made)
    for component in components:
        if component.words & problem.words and not families(component.parameters) and _works(component, texts):
            known |= families((component.result,))
    for component in components:
        if families((*component.parameters, component.result)) <= known and not _is_idle(component, texts):
            yield component


def families(types: Iterable[Type]) -> frozenset[str]:
    """The rare families that occur in the types."""
    found: set[str] = set()
    for t in types:
        family = RARE.get(t) or (t.name if t.name in RARE_CONTAINERS else None)
        found |= {family} if family else set()
        found |= families(t.args)
    return frozenset(found)


def _works(component: Component, texts: Sequence[str]) -> bool:
    """Whether a reader of texts reads any of these."""
    if component.parameters != (STR,) or not families((component.result,)):
        return True
    for text in texts:
        try:
            component.function(text)
        except (ValueError, ArithmeticError):
            continue
        return True
    return False


def _is_idle(component: Component, texts: Sequence[str]) -> bool:
    """Whether a pattern finds, splits and replaces nothing in any of the texts."""
    if not texts or component.parameters != (STR,) or "import re" not in component.imports:
        return False
    return all(_leaves(component, text) for text in texts)


def _leaves(component: Component, text: str) -> bool:
    """Whether a pattern makes nothing of a text, or refuses it."""
    try:
        return component.function(text) in (text, (), (text,), False)
    except ValueError:
        return True


def _texts(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from _texts(value)
            yield from _texts(value.values())
        elif isinstance(value, list | tuple | set | frozenset):
            yield from _texts(value)


# --- imports --------------------------------------------------------------------------------------------------------


def _importable(components: Iterable[Component], problem: Problem) -> Iterator[Component]:
    taken = {problem.signature.name, *(p.name for p in problem.signature.parameters)}
    helpers = {helper.name.partition(".")[0] for helper in problem.helpers}
    for component in components:
        unhidden = _unhidden(component, taken | (helpers - {component.name}))
        if unhidden is not None:
            yield unhidden


def _unhidden(component: Component, taken: Iterable[str]) -> Component | None:
    """The component with imports that no parameter hides; None when there is no way."""
    imports, source = [], component.source
    for statement in component.imports:
        module, _, name = statement.removeprefix("from ").removeprefix("import ").partition(" import ")
        if (name or module.partition(".")[0]) not in taken:
            imports.append(statement)
        elif name and module not in taken and module != name:
            imports.append(f"import {module}")
            source = re.sub(rf"(?<![\w.]){name}\b", f"{module}.{name}", source)
        else:
            return None
    return component if source == component.source else replace(component, imports=tuple(imports), source=source)
