"""Frozen dataclasses as JSON documents with a version, and back with every type checked."""

from __future__ import annotations

import dataclasses
import math
import re
import types
from collections.abc import Mapping
from enum import Enum
from typing import TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def as_object(document: object, what: str) -> dict[str, object]:
    """The document, if it is a JSON object.

    Raises:
        ValueError: it is not.
    """
    if not isinstance(document, dict):
        raise ValueError(f"{what} is no JSON object")
    return document


def require_version(document: Mapping[str, object], newest: int) -> None:
    """Check a document's `version` (1 when it is missing).

    Raises:
        ValueError: no version number, or one that this program does not know yet.
    """
    version = document.get("version", 1)
    if type(version) is not int or version < 1:
        raise ValueError(f"version {version!r} is no version number")
    if version > newest:
        raise ValueError(f"version {version} is newer than {newest}, the newest that is known here")


def dump_record(record: object, version: int) -> dict[str, object]:
    """The JSON document of a dataclass."""
    assert dataclasses.is_dataclass(record)
    assert not isinstance(record, type)
    return {"version": version, **dataclasses.asdict(record)}


def parse_record(cls: type[T], document: object, version: int) -> T:
    """The `cls` of a JSON document that `dump_record` made.

    Raises:
        ValueError: a newer version, a field that is missing or of the wrong type; the message says which.
    """
    require_version(as_object(document, f"the record of a {cls.__name__}"), version)
    return _record(document, cls)


def _record(document: object, cls: type[T]) -> T:
    top = as_object(document, f"the record of a {cls.__name__}")
    assert dataclasses.is_dataclass(cls)
    hints = get_type_hints(cls)
    names = [f.name for f in dataclasses.fields(cls)]
    try:
        return cls(**{name: _value(top[name], hints[name], name) for name in names if name in top})
    except TypeError as error:
        raise ValueError(str(error)) from None


def _value(value: object, hint: object, name: str) -> object:
    if get_origin(hint) is types.UnionType:
        inner, _ = get_args(hint)
        return None if value is None else _value(value, inner, name)
    if get_origin(hint) is tuple and isinstance(value, list | tuple):
        return tuple(_value(item, get_args(hint)[0], name) for item in value)
    if get_origin(hint) is Mapping and isinstance(value, dict):
        return {_value(k, str, name): _value(v, get_args(hint)[1], f"{name}.{k}") for k, v in value.items()}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _record(value, hint)
    return _scalar(value, hint, name)


def _scalar(value: object, hint: object, name: str) -> object:
    if hint is float and type(value) is int and abs(value) < 1 << 53:
        return float(value)
    sound = (
        hint is object
        or (hint is float and type(value) is float and math.isfinite(value))
        or (hint is int and type(value) is int and abs(value) < 1 << 63)
        or (hint is str and isinstance(value, str) and not re.search("[\ud800-\udfff]", value))
    )
    if not sound:
        raise ValueError(f"{name!r} is {value!r:.80}, due is {getattr(hint, '__name__', hint)}")
    return value
