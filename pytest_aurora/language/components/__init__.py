"""The component library: what people reach for, each a declaration."""

from __future__ import annotations

from functools import cache

from pytest_aurora.language.component import Component
from pytest_aurora.language.components import logic, mappings, numbers, sequences, text


@cache
def standard_components() -> tuple[Component, ...]:
    """All declared components, in a stable order."""
    libraries = (logic.LIBRARY, numbers.LIBRARY, text.LIBRARY, sequences.LIBRARY, mappings.LIBRARY)
    return tuple(component for library in libraries for component in library.components)
