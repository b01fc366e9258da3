"""Types of values, read from annotations or from the values themselves."""

from __future__ import annotations

import datetime
import decimal
import fractions
import types
from collections.abc import Iterable
from functools import cache, reduce
from typing import ClassVar


class Type:
    """A ground or generic type; equal types are the same object.

    Attributes:
        name: `int`, `str`, `list`, `tuple`, `dict`, `union`, ...; the qualified name of a class; a variable's name.
        args: element types. `tuple` holds one a place; `tuple*` is `tuple[T, ...]` and holds one.
        kind: `plain`, `variable` or `class`.
        cls: the class of a `class` type.
        literals: the values that `Literal[...]` allows; `plain` is the type without them.
    """

    __slots__ = ("args", "cls", "kind", "literals", "name")
    name: str
    args: tuple[Type, ...]
    kind: str
    cls: type | None
    literals: tuple[object, ...]

    _known: ClassVar[dict[tuple[object, ...], Type]] = {}
    """Held for good: a weak reference's callback could swallow a Ctrl-C."""

    def __new__(
        cls,
        name: str,
        args: tuple[Type, ...] = (),
        kind: str = "plain",
        owner: type | None = None,
        literals: tuple[object, ...] = (),
    ) -> Type:
        """The one object that stands for this type."""
        fields = (name, args, kind, owner, literals)
        key = (*fields, *map(type, literals))
        known = cls._known.get(key)
        if known is None:
            known = cls._known[key] = super().__new__(cls)
            for field, value in zip(("name", "args", "kind", "cls", "literals"), fields, strict=True):
                object.__setattr__(known, field, value)
        return known

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a type does not change")

    def __reduce__(self) -> tuple[type[Type], tuple[object, ...]]:
        return Type, (self.name, self.args, self.kind, self.cls, self.literals)

    def __repr__(self) -> str:
        return f"<type {self}>"

    def __str__(self) -> str:
        if self.name == "union":
            return " | ".join(map(str, self.args))
        if self.name == "tuple*":
            return f"tuple[{self.args[0]}, ...]"
        if self.name == "callable":
            *arguments, result = self.args
            return f"Callable[[{', '.join(map(str, arguments))}], {result}]"
        return f"{self.name}[{', '.join(map(str, self.args))}]" if self.args else self.name

    @property
    def plain(self) -> Type:
        """The type without `Literal` values anywhere in it."""
        args = tuple(arg.plain for arg in self.args)
        return union_of(args) if self.name == "union" else Type(self.name, args, self.kind, self.cls)

    @property
    def is_generic(self) -> bool:
        """True when a type variable occurs in it."""
        return self.kind == "variable" or any(arg.is_generic for arg in self.args)

    @property
    def depth(self) -> int:
        """How deep containers are nested: 0 for `int`, 2 for `list[list[int]]`."""
        return 1 + max(arg.depth for arg in self.args) if self.args else 0


ANY = Type("object")
NONE = Type("None")
BOOL = Type("bool")
INT = Type("int")
FLOAT = Type("float")
COMPLEX = Type("complex")
STR = Type("str")
BYTES = Type("bytes")
DATE = Type("datetime.date")
TIME = Type("datetime.time")
DATETIME = Type("datetime.datetime")
TIMEDELTA = Type("datetime.timedelta")
DECIMAL = Type("decimal.Decimal")
FRACTION = Type("fractions.Fraction")
RANGE = Type("range")
EXACT = (DECIMAL, FRACTION)
"""Types of exact numbers."""
TIMES = (DATE, TIME, DATETIME, TIMEDELTA)
"""Types of points in time and of durations."""

SCALARS: dict[type, Type] = {
    type(None): NONE, bool: BOOL, int: INT, float: FLOAT, complex: COMPLEX, str: STR, bytes: BYTES, range: RANGE,
    datetime.date: DATE, datetime.time: TIME, datetime.datetime: DATETIME, datetime.timedelta: TIMEDELTA,
    decimal.Decimal: DECIMAL, fractions.Fraction: FRACTION,
}  # fmt: skip
"""The Python class of each scalar type."""

CLASSES: dict[Type, type] = {t: cls for cls, t in SCALARS.items()}
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.MethodDescriptorType, type)
CONTAINERS: dict[str, type] = {
    "list": list, "tuple": tuple, "tuple*": tuple, "set": set, "frozenset": frozenset, "dict": dict,
}  # fmt: skip


@cache
def list_of(element: Type) -> Type:
    """`list[element]`."""
    return Type("list", (element,))


@cache
def set_of(element: Type) -> Type:
    """`set[element]`."""
    return Type("set", (element,))


@cache
def tuple_of(*places: Type) -> Type:
    """`tuple[a, b, ...]`."""
    return Type("tuple", places)


@cache
def dict_of(key: Type, value: Type) -> Type:
    """`dict[key, value]`."""
    return Type("dict", (key, value))


@cache
def variable(name: str) -> Type:
    """A type variable."""
    return Type(name, kind="variable")


def class_type(cls: type) -> Type:
    """The type of a user's class (enum, dataclass, named tuple, any other)."""
    return Type(cls.__qualname__, kind="class", owner=cls)


def union_of(types: Iterable[Type]) -> Type:
    """The union of `types`: flattened, without duplicates; a single member is itself."""
    members = dict.fromkeys(member for t in types for member in _members(t))
    if ANY in members:
        return ANY
    ordered = tuple(members)
    return ordered[0] if len(ordered) == 1 else Type("union", ordered)


def _members(t: Type) -> tuple[Type, ...]:
    return t.args if t.name == "union" else (t,)


def optional(t: Type) -> Type:
    """`t | None`."""
    return union_of((t, NONE))


# --- from values -------------------------------------------------------------------------------------------------


def type_of(value: object) -> Type:
    """The type of a Python value; an empty container's elements have type `object`."""
    scalar = SCALARS.get(type(value))
    if scalar is not None:
        return scalar
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple_of(*map(type_of, value))
    if type(value) in (list, set, frozenset):
        assert isinstance(value, list | set | frozenset)
        return Type(type(value).__name__, (join_types(type_of(v) for v in sorted_if_possible(value)),))
    if type(value) is dict:
        return dict_of(join_types(map(type_of, value)), join_types(type_of(v) for v in value.values()))
    return Type("callable", (ANY,)) if isinstance(value, _FUNCTIONS) else class_type(type(value))


def sorted_if_possible(values: Iterable[object]) -> list[object]:
    """Values in a stable order (a set's order depends on the hash seed)."""
    return list(values) if isinstance(values, list) else sorted(values, key=repr)


def join_types(types: Iterable[Type]) -> Type:
    """The narrowest type that holds all of `types`; `object` when there are none."""
    return reduce(join, dict.fromkeys(types), ANY)


def join(a: Type, b: Type) -> Type:
    """The narrowest type that holds both; `object` stands for "nothing known yet"; int and float join to float."""
    if a == b or b == ANY:
        return a
    if a == ANY:
        return b
    if {a, b} == {INT, FLOAT}:
        return FLOAT
    if a.name == b.name and a.name in ("list", "set", "frozenset", "dict", "tuple*"):
        return Type(a.name, tuple(map(join, a.args, b.args)))
    if a.name == b.name == "tuple":
        if len(a.args) == len(b.args):
            return tuple_of(*map(join, a.args, b.args))
        return Type("tuple*", (join_types(a.args + b.args),))
    if "tuple*" in (a.name, b.name) and {a.name, b.name} <= {"tuple", "tuple*"}:
        return Type("tuple*", (join_types(a.args + b.args),))
    return _join_members(a, b) if "union" in (a.name, b.name) else union_of((a, b))


def _join_members(a: Type, b: Type) -> Type:
    """Unions joined member by member, so that `list[int] | None` and `list[str]` hold one list."""
    members = list(_members(a))
    for new in _members(b):
        joined = [join(old, new) for old in members]
        place = next((i for i, t in enumerate(joined) if t.name != "union"), None)
        if place is None:
            members.append(new)
        else:
            members[place] = joined[place]
    return union_of(members)


def refine(declared: Type, observed: Type) -> Type:
    """`declared` with each `object` in it replaced by what `observed` knows there."""
    if declared == ANY:
        return observed
    if declared.name == "union":
        return union_of(reduce(refine, _members(observed), member) for member in declared.args)
    if declared == Type("tuple*", (ANY,)) and observed.name == "tuple":
        return observed
    if declared.args and declared.name == observed.name and len(declared.args) == len(observed.args):
        return Type(declared.name, tuple(map(refine, declared.args, observed.args)))
    return declared


# --- judgements ---------------------------------------------------------------------------------------------------


def has_type(value: object, t: Type) -> bool:
    """Whether a Python value is of the declared type, exactly: True is no int; an int may stand for a float."""
    if t == ANY or t.kind == "variable":
        return True
    if t.literals:
        return any(type(value) is type(member) and value == member for member in t.literals)
    if t.kind == "class":
        return isinstance(value, t.cls) if t.cls is not None else True
    if t.name == "union":
        return any(has_type(value, member) for member in t.args)
    if t == FLOAT:
        return type(value) in (int, float)
    if t.name == "callable":
        return callable(value)
    if t in CLASSES:
        return type(value) is CLASSES[t]
    return _has_container_type(value, t)


def _has_container_type(value: object, t: Type) -> bool:
    if t.name == "dict":
        return isinstance(value, dict) and all(
            has_type(k, t.args[0]) and has_type(v, t.args[1]) for k, v in value.items()
        )
    if t.name == "tuple":
        return isinstance(value, tuple) and len(value) == len(t.args) and all(map(has_type, value, t.args))
    cls = CONTAINERS[t.name]
    return isinstance(value, cls) and all(has_type(v, t.args[0]) for v in value)  # type: ignore[attr-defined]
