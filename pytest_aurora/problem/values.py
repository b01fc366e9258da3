"""Values inside the search: hashable, exact, and turned back into fresh Python values at its edge.

A list is a tuple, a set a frozenset, a dict a `FrozenDict`, a dataclass instance or named tuple a `Record`; which
Python class a tuple stands for is said by its type.
Where the type says nothing (`object`, unions) a real tuple is a `Pair`.
"""

from __future__ import annotations

import math
from collections.abc import Hashable

from pytest_aurora.problem.records import fields_of, is_record_class
from pytest_aurora.problem.types import ANY, BOOL, BYTES, INT, NONE, STR, Type, has_type


class FrozenDict(dict):  # type: ignore[type-arg]
    """A dict that is never changed and can be a key; the order of its items does not matter to equality."""

    __slots__ = ("_hash",)
    _hash: int

    def __hash__(self) -> int:  # type: ignore[override]
        try:
            return self._hash
        except AttributeError:
            self._hash = hash(frozenset(self.items()))
            return self._hash


class Pair(tuple):  # type: ignore[type-arg]
    """A real tuple where the type does not tell tuples from lists."""

    __slots__ = ()


class Record(tuple):  # type: ignore[type-arg]
    """A dataclass instance or a named tuple: its class, then its fields.

    Two can be ordered where those of their class can, by their fields.
    """

    __slots__ = ()

    def __lt__(self, other: object) -> bool:
        return super().__lt__(other) if self._is_ordered else NotImplemented  # type: ignore[operator]

    def __le__(self, other: object) -> bool:
        return super().__le__(other) if self._is_ordered else NotImplemented  # type: ignore[operator]

    def __gt__(self, other: object) -> bool:
        return super().__gt__(other) if self._is_ordered else NotImplemented  # type: ignore[operator]

    def __ge__(self, other: object) -> bool:
        return super().__ge__(other) if self._is_ordered else NotImplemented  # type: ignore[operator]

    @property
    def _is_ordered(self) -> bool:
        cls: type = self[0]
        return cls.__lt__ is not object.__lt__  # type: ignore[operator]


EXACT_BY_EQUALITY = frozenset({INT, STR, BOOL, BYTES, NONE})


def freeze(value: object, t: Type = ANY) -> object:
    """The search's form of a Python value of type `t`.

    Raises:
        TypeError: the value cannot be made hashable.
    """
    if isinstance(value, str | int | float | bytes | None):
        return float(value) if t.name == "float" and type(value) is int else value
    if isinstance(value, list):
        return tuple(freeze(v, _argument(t, "list")) for v in value)
    if type(value) is tuple:
        return _freeze_tuple(value, t)
    if isinstance(value, set | frozenset):
        return frozenset(freeze(v, _argument(t, "set")) for v in value)
    if isinstance(value, dict):
        key, item = t.args if t.name == "dict" else (ANY, ANY)
        return FrozenDict((freeze(k, key), freeze(v, item)) for k, v in value.items())
    if is_record_class(type(value)):
        return _freeze_record(value)
    hash(value)
    return value


def _freeze_record(value: object) -> Record:
    cls: type = type(value)
    return Record((cls, *(freeze(getattr(value, name), t) for name, t in fields_of(cls).items())))


def _argument(t: Type, name: str) -> Type:
    if t.name == "union":
        t = next((m for m in t.args if m.name == name), ANY)
    return t.args[0] if t.args else ANY


def _freeze_tuple(value: tuple[object, ...], t: Type) -> object:
    if t.name == "tuple" and len(t.args) == len(value):
        return tuple(map(freeze, value, t.args))
    if t.name == "tuple*":
        return tuple(freeze(v, t.args[0]) for v in value)
    return Pair(freeze(v) for v in value)


def thaw(value: object, t: Type = ANY) -> object:
    """A fresh Python value of type `t` from the search's form."""
    if isinstance(value, tuple) and (type(value) is tuple or type(value) is Pair):
        return _thaw_tuple(value, t)
    if type(value) is Record:
        fields = fields_of(value[0])
        return value[0](**{name: thaw(v, t) for (name, t), v in zip(fields.items(), value[1:], strict=True)})
    if type(value) is frozenset:
        items = {thaw(v, _argument(t, t.name)) for v in value}
        return frozenset(items) if t.name == "frozenset" else items
    if type(value) is FrozenDict:
        key, item = t.args if t.name == "dict" else (ANY, ANY)
        return {thaw(k, key): thaw(v, item) for k, v in value.items()}
    return value


def _thaw_tuple(value: tuple[object, ...], t: Type) -> object:
    if t.name == "union":
        t = next((m for m in t.args if _fits(value, m)), ANY)
    if t.name == "tuple" and len(t.args) == len(value):
        return tuple(map(thaw, value, t.args))
    if t.name == "tuple*":
        return tuple(thaw(v, t.args[0]) for v in value)
    if type(value) is Pair:
        return tuple(map(thaw, value))
    return [thaw(v, t.args[0] if t.args else ANY) for v in value]


def _fits(value: tuple[object, ...], t: Type) -> bool:
    if type(value) is Pair:
        return t.name in ("tuple", "tuple*")
    return t.name == "list" or (t.name in ("tuple", "tuple*") and has_type(thaw(value, t), t))


def is_exact(t: Type) -> bool:
    """Whether Python's equality already tells all values of type `t` apart."""
    return t in EXACT_BY_EQUALITY or (bool(t.args) and t.name != "union" and all(map(is_exact, t.args)))


def exact_key(value: object) -> Hashable:
    """A hashable that is equal for the same value of the same type only: the key of observational equivalence.

    True, 1 and 1.0 differ, 0.0 and -0.0 differ, NaN equals itself, the order of a dict's items does not matter.
    """
    if isinstance(value, float):
        return ("nan",) if math.isnan(value) else (float, value, math.copysign(1, value))
    if isinstance(value, tuple):
        return (type(value), *map(exact_key, value))
    if isinstance(value, frozenset):
        return frozenset(map(exact_key, value))
    if isinstance(value, FrozenDict):
        return frozenset((exact_key(k), exact_key(v)) for k, v in value.items())
    return value if isinstance(value, str) else (type(value), value)
