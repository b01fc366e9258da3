"""Classes of the user's: fields of dataclasses and named tuples, and the types that can be reached through them."""

from __future__ import annotations

import dataclasses
import inspect
import sys
from collections.abc import Iterable
from functools import cache

from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.types import Type


def is_record_class(cls: object) -> bool:
    """Whether a class is a dataclass or a named tuple."""
    if not isinstance(cls, type):
        return False
    return dataclasses.is_dataclass(cls) or (issubclass(cls, tuple) and hasattr(cls, "_fields"))


@cache
def fields_of(cls: type) -> dict[str, Type]:
    """The fields that a record is built from, with their types; one whose type is not known is an `object`."""
    if dataclasses.is_dataclass(cls):
        hints = {field.name: field.type for field in dataclasses.fields(cls) if field.init}
    elif is_record_class(cls):
        known = inspect.get_annotations(cls)
        hints = {name: known.get(name, "object") for name in cls._fields}  # type: ignore[attr-defined]
    else:
        return {}
    return {name: _type_of_hint(hint, cls) for name, hint in hints.items()}


def _type_of_hint(hint: object, cls: type) -> Type:
    names = dict(vars(sys.modules[cls.__module__])) if cls.__module__ in sys.modules else {}
    if isinstance(hint, type) and not getattr(hint, "__args__", None):
        names[hint.__name__] = hint
        source = hint.__name__
    else:
        source = hint if isinstance(hint, str) else str(hint).replace("typing.", "")
    try:
        return read_type(source, names)
    except ValueError:
        return Type("object")


def reachable(types: Iterable[Type]) -> tuple[Type, ...]:
    """The types, all that they are made of, and the fields of their records; each once."""
    found: dict[Type, None] = {}
    waiting = list(types)
    while waiting:
        t = waiting.pop(0)
        if t not in found:
            found[t] = None
            waiting += t.args
            waiting += fields_of(t.cls).values() if t.cls is not None else ()
    return tuple(found)
