"""Types from the source of annotations."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TypeVar, get_origin

from pytest_aurora.problem.types import (
    ANY,
    BOOL,
    BYTES,
    COMPLEX,
    CONTAINERS,
    DATE,
    DATETIME,
    DECIMAL,
    FLOAT,
    FRACTION,
    INT,
    NONE,
    RANGE,
    SCALARS,
    STR,
    TIME,
    TIMEDELTA,
    Type,
    class_type,
    dict_of,
    list_of,
    optional,
    set_of,
    type_of,
    union_of,
    variable,
)

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
