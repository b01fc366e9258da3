"""Types of values, read from annotations or from the values themselves."""

from __future__ import annotations

import ast
import datetime
import decimal
import fractions
import types
from collections.abc import Iterable, Mapping
from functools import cache, reduce
from typing import ClassVar, TypeVar, get_origin


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

SCALARS: dict[type, Type] = {
    type(None): NONE, bool: BOOL, int: INT, float: FLOAT, complex: COMPLEX, str: STR, bytes: BYTES, range: RANGE,
    datetime.date: DATE, datetime.time: TIME, datetime.datetime: DATETIME, datetime.timedelta: TIMEDELTA,
    decimal.Decimal: DECIMAL, fractions.Fraction: FRACTION,
}  # fmt: skip
"""The Python class of each scalar type."""

CLASSES: dict[Type, type] = {t: cls for cls, t in SCALARS.items()}
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, type)
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


# --- from annotations --------------------------------------------------------------------------------------------

_NAMES: dict[str, Type] = {
    "int": INT, "float": FLOAT, "complex": COMPLEX, "bool": BOOL, "str": STR, "bytes": BYTES, "None": NONE,
    "object": ANY, "Any": ANY, "range": RANGE, "date": DATE, "time": TIME, "datetime": DATETIME,
    "timedelta": TIMEDELTA, "Decimal": DECIMAL, "Fraction": FRACTION, "Text": STR, "Number": FLOAT,
    "list": list_of(ANY), "set": set_of(ANY), "frozenset": Type("frozenset", (ANY,)), "dict": dict_of(ANY, ANY),
    "tuple": Type("tuple*", (ANY,)), "callable": Type("callable", (ANY,)),
}  # fmt: skip

_GENERICS: dict[str, str] = {
    "list": "list", "List": "list", "Sequence": "list", "Iterable": "list", "Collection": "list",
    "MutableSequence": "list", "Iterator": "list", "set": "set", "Set": "set", "AbstractSet": "set",
    "MutableSet": "set", "frozenset": "frozenset", "FrozenSet": "frozenset", "dict": "dict", "Dict": "dict",
    "Mapping": "dict", "MutableMapping": "dict", "DefaultDict": "dict", "defaultdict": "dict",
    "OrderedDict": "dict", "tuple": "tuple", "Tuple": "tuple",
}  # fmt: skip

_BARE_GENERICS = {
    name: dict_of(ANY, ANY) if kind == "dict" else Type("tuple*" if kind == "tuple" else kind, (ANY,))
    for name, kind in _GENERICS.items()
}


def read_type(annotation: str | None, namespace: Mapping[str, object] | None = None) -> Type:
    """The type that an annotation's source names; `object` when there is none.

    Args:
        annotation: Python source such as `list[int]`, `Optional[str]`, `"Point | None"`.
        namespace: the target module's names, for its classes, aliases and type variables.

    Raises:
        ValueError: the source is no expression, or names a type that is not known; the message says which.
    """
    if annotation is None:
        return ANY
    try:
        tree = ast.parse(annotation.strip(), mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"{annotation!r} is no type expression") from error
    return _read(tree, namespace or {})


def _read(node: ast.expr, names: Mapping[str, object]) -> Type:
    if isinstance(node, ast.Constant):
        if node.value is None:
            return NONE
        if isinstance(node.value, str):
            return read_type(node.value, names)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return union_of((_read(node.left, names), _read(node.right, names)))
    if isinstance(node, ast.Subscript):
        return _read_subscript(_last_name(node.value), node.slice, names)
    if isinstance(node, ast.Call) and _last_name(node.func) == "ForwardRef":
        return _read(node.args[0], names)
    name = _last_name(node)
    if name is not None:
        return _read_name(name, names)
    raise ValueError(f"{ast.unparse(node)!r} is no type expression")


def _last_name(node: ast.expr) -> str | None:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None


def _read_name(name: str, names: Mapping[str, object]) -> Type:
    if name in names:
        known = _read_object(name, names[name], {k: v for k, v in names.items() if k != name})
        if known is not None:
            return known
    if name in _NAMES:
        return _NAMES[name]
    if name in _BARE_GENERICS:
        return _BARE_GENERICS[name]
    if name == "Callable":
        return Type("callable", (ANY,))
    if len(name) <= 2 and name[0].isupper():
        return variable(name)
    raise ValueError(f"type {name!r} is not known")


def _read_object(name: str, known: object, names: Mapping[str, object]) -> Type | None:
    """The type that a module's name stands for: a class, type variable, alias or new type; None for anything else."""
    if get_origin(known) is None and isinstance(known, type):
        if known in CONTAINERS.values() or known is object:
            return _NAMES[known.__name__]
        return SCALARS.get(known) or class_type(known)
    if isinstance(known, TypeVar):
        return variable(name)
    target = getattr(known, "__supertype__", getattr(known, "__value__", None))
    if target is not None:
        return _read_object(name, target, names)
    alias = get_origin(known) is not None
    return read_type(str(known).replace("typing.", "").replace("~", ""), names) if alias else None


def _read_subscript(name: str | None, index: ast.expr, names: Mapping[str, object]) -> Type:
    parts = list(index.elts) if isinstance(index, ast.Tuple) else [index]
    if name == "Optional":
        return optional(_read(index, names))
    if name == "Union":
        return union_of(_read(part, names) for part in parts)
    if name == "Literal":
        return _literal_type([_literal_value(part, names) for part in parts])
    if name in ("Annotated", "Final", "ClassVar", "Required", "NotRequired"):
        return _read(parts[0], names)
    if name == "Callable":
        arguments = parts[0].elts if isinstance(parts[0], ast.List) else []
        return Type("callable", (*(_read(a, names) for a in arguments), _read(parts[-1], names)))
    if name in ("Counter",):
        return dict_of(_read(parts[0], names), INT)
    kind = _GENERICS.get(name or "")
    if kind is None:
        raise ValueError(f"generic type {name!r} is not known")
    if kind == "tuple":
        if len(parts) == 2 and isinstance(parts[1], ast.Constant) and parts[1].value is ...:
            return Type("tuple*", (_read(parts[0], names),))
        return Type("tuple", tuple(_read(part, names) for part in parts if not _is_empty_tuple(part)))
    args = tuple(_read(part, names) for part in parts)
    if len(args) != (2 if kind == "dict" else 1):
        raise ValueError(f"{name} takes {'two arguments' if kind == 'dict' else 'one argument'}, got {len(args)}")
    return Type(kind, args)


def _literal_value(node: ast.expr, names: Mapping[str, object]) -> object:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        owner = names.get(node.value.id)
        if not hasattr(owner, node.attr):
            raise ValueError(f"the literal {ast.unparse(node)} is not known")
        return getattr(owner, node.attr)
    return ast.literal_eval(node)


def _literal_type(values: list[object]) -> Type:
    by_type: dict[Type, list[object]] = {}
    for value in values:
        by_type.setdefault(type_of(value), []).append(value)
    return union_of(Type(t.name, t.args, t.kind, t.cls, tuple(members)) for t, members in by_type.items())


def _is_empty_tuple(node: ast.expr) -> bool:
    return isinstance(node, ast.Tuple) and not node.elts


def literal_values(annotation: str | None) -> tuple[object, ...]:
    """The values of `Literal[...]` parts in an annotation, in order."""
    if not annotation or "Literal" not in annotation:
        return ()
    values: list[object] = []
    for node in ast.walk(ast.parse(annotation.strip(), mode="eval")):
        if isinstance(node, ast.Subscript) and _last_name(node.value) == "Literal":
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            values.extend(ast.literal_eval(part) for part in parts if not isinstance(part, ast.Attribute))
    return tuple(values)


_ABSTRACT = frozenset({
    "Sequence", "Iterable", "Collection", "MutableSequence", "Iterator", "AbstractSet", "MutableSet", "Mapping",
    "MutableMapping", "Number",
})  # fmt: skip


def is_abstract(annotation: str | None) -> bool:
    """Whether an annotation such as `Sequence[int]` leaves open which class a value has."""
    try:
        tree = ast.parse((annotation or "object").strip(), mode="eval")
    except SyntaxError:
        return False
    nodes = list(ast.walk(tree))
    quoted = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return any(isinstance(n, ast.expr) and _last_name(n) in _ABSTRACT for n in nodes) or any(map(is_abstract, quoted))


def checked_type(annotation: str | None, namespace: Mapping[str, object] | None = None) -> Type:
    """The type that a result must have; `object` when the annotation is abstract, not known or missing."""
    try:
        return ANY if is_abstract(annotation) else read_type(annotation, namespace)
    except ValueError:
        return ANY


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
