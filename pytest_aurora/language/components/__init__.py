"""The component library: what people reach for, each a declaration."""

from __future__ import annotations

from functools import cache

from pytest_aurora.language.component import Component
from pytest_aurora.language.components import (
    aggregates,
    binary,
    bits,
    codes,
    dates,
    decimals,
    floats,
    formats,
    geometry,
    groups,
    logic,
    mappings,
    named,
    numbers,
    parts,
    patterns,
    sequences,
    sets,
    text,
    theory,
    tuples,
)  # fmt: skip

_MODULES = (
    logic, numbers, floats, formats, bits, text, parts, patterns, sequences, aggregates, groups, tuples, sets, mappings,
    dates, decimals, binary, geometry, theory, codes, named,
)  # fmt: skip


@cache
def standard_components() -> tuple[Component, ...]:
    """All declared components, in a stable order."""
    return tuple(component for module in _MODULES for component in module.LIBRARY.components)
