"""Components made from a problem's types: fields and constructors of classes, members, calls, narrowings."""

from __future__ import annotations

import dataclasses
import enum
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import attrgetter, is_, itemgetter
from typing import Any

from pytest_aurora.language.component import Component, Role
from pytest_aurora.problem.problem import Problem, Signature
from pytest_aurora.problem.records import fields_of, is_record_class, reachable
from pytest_aurora.problem.types import (
    ANY,
    BOOL,
    CLASSES,
    CONTAINERS,
    FLOAT,
    INT,
    NONE,
    STR,
    Type,
    has_type,
    join_types,
    list_of,
    type_of,
)  # fmt: skip
from pytest_aurora.problem.values import Record, freeze, thaw
from pytest_aurora.problem.words import words_of

FIELD, NEW, REPLACE, CALL, NARROW, TEST, MEMBER, SIZE = 1, 2, 4, 1, 1, 3, 3, 1
"""What each kind costs."""
MOST_MEMBERS = 12
"""Members of an enum that are asked for one by one."""
LISTED = 3
"""What the question costs whether a text is one of those that a spec lists."""
MOST_LISTED = 12
SIZED = frozenset({"str", "bytes", *CONTAINERS})
"""Names of types whose values have a length."""
SPOKEN: dict[Type, str] = {INT: "integer number", FLOAT: "number decimal", STR: "string text word"}
"""What a spec calls the values of a type."""


def generated_components(problem: Problem) -> tuple[Component, ...]:
    """Components for the classes, unions and functions among the problem's types."""
    found: dict[str, Component] = {}
    for t in types_of(problem.signature):
        for component in _of_type(t):
            found.setdefault(component.name, component)
    for component in _listed_literals(problem):
        found.setdefault(component.name, component)
    return tuple(found.values())


def _listed_literals(problem: Problem) -> Iterator[Component]:
    """Whether a text is one of those that the spec lists."""
    listed = tuple(dict.fromkeys(v for v in problem.literals if isinstance(v, str) and v.isalnum()))
    if 1 < len(listed) <= MOST_LISTED and STR in types_of(problem.signature):
        yield _component(f"listed:{listed}", (STR,), BOOL, LISTED, lambda s: s in listed, f"{{0}} in {listed!r}")
        yield _component(
            f"unlisted:{listed}", (STR,), BOOL, LISTED, lambda s: s not in listed, f"{{0}} not in {listed!r}",
            words_of("skip except without ignore exclude remove"),
        )  # fmt: skip


def types_of(signature: Signature) -> tuple[Type, ...]:
    """All types that a signature speaks of, fields of its records included."""
    return reachable((signature.returns, *(p.type for p in signature.parameters)))


def class_namespace(signature: Signature) -> dict[str, object]:
    """The classes that a body of the signature may name, as its module knows them."""
    found: dict[str, object] = {}
    for t in types_of(signature):
        if t.cls is not None:
            head, _, nested = t.cls.__qualname__.partition(".")
            found[head] = getattr(sys.modules.get(t.cls.__module__), head, None) if nested else t.cls
    return found


def _of_type(t: Type) -> Iterator[Component]:
    if t.name == "union":
        yield from _narrowings(t)
        yield _component(f"str:{t}", (t,), STR, TEST, partial(_shown, t), "str({0})", words_of("text string"))
        if all(member.name in SIZED for member in t.args):
            yield _component(f"len:{t}", (t,), INT, SIZE, len, "len({0})", words_of("length long count number size"))
    elif t.name == "tuple" and t.args:
        yield from _places(t)
    elif t.name == "callable" and t.args[-1] != ANY:
        yield _call(t)
    elif t.cls is not None and issubclass(t.cls, enum.Enum):
        yield from _members(t, t.cls)
    elif t.cls is not None and is_record_class(t.cls):
        yield from _record(t, t.cls)


# --- records --------------------------------------------------------------------------------------------------------


def _record(t: Type, cls: type) -> Iterator[Component]:
    fields = fields_of(cls)
    for place, (name, field) in enumerate(fields.items()):
        words = words_of(name)
        yield _component(f"field:{t}.{name}", (t,), field, FIELD, partial(_field, place + 1), f"{{0}}.{name}", words)
        replace = "dataclasses.replace({0}, " if dataclasses.is_dataclass(cls) else "{0}._replace("
        yield _component(
            f"replace:{t}.{name}", (t, field), t, REPLACE, partial(_replaced, place + 1), f"{replace}{name}={{1}})",
            words | words_of("update change set move with"), ("import dataclasses",) * dataclasses.is_dataclass(cls),
        )  # fmt: skip
    if fields:
        yield _component(
            construction(t), tuple(fields.values()), t, NEW, partial(_built, cls), _call_source(cls),
            words_of(cls.__name__),
        )  # fmt: skip


def construction(t: Type) -> str:
    """The name of the component that builds a record of the type."""
    return f"new:{t}"


def _call_source(cls: type) -> str:
    by_keyword = dataclasses.is_dataclass(cls) and any(f.kw_only for f in dataclasses.fields(cls))
    holes = [f"{name}={{{i}}}" if by_keyword else f"{{{i}}}" for i, name in enumerate(fields_of(cls))]
    return f"{cls.__qualname__}({', '.join(holes)})"


def _field(place: int, record: Record) -> object:
    return record[place]


def _built(cls: type, *values: object) -> object:
    """Really built, so that what the class checks or changes is known."""
    return freeze(thaw(Record((cls, *values))))


def _replaced(place: int, record: Record, value: object) -> object:
    return freeze(thaw(Record((*record[:place], value, *record[place + 1 :]))))


# --- enums ----------------------------------------------------------------------------------------------------------


def _members(t: Type, cls: type[enum.Enum]) -> Iterator[Component]:
    values = join_types(type_of(member.value) for member in cls)
    name = cls.__qualname__
    words = words_of(cls.__name__)
    yield _component(f"value:{t}", (t,), values, FIELD, attrgetter("value"), "{0}.value", words | {"value"})
    yield _component(f"name:{t}", (t,), STR, FIELD, attrgetter("name"), "{0}.name", words | {"name"})
    yield _component(f"of_value:{t}", (values,), t, MEMBER, cls, f"{name}({{0}})", words)
    yield _component(f"of_name:{t}", (STR,), t, MEMBER, cls.__getitem__, f"{name}[{{0}}]", words)
    yield _component(f"is:{t}", (t, t), BOOL, FIELD, lambda a, b: a is b, "{0} is {1}", words)
    for member in list(cls)[:MOST_MEMBERS]:
        yield _component(
            f"is:{t}.{member.name}", (t,), BOOL, TEST, partial(is_, member), f"{{0}} is {name}.{member.name}",
            words_of(member.name),
        )  # fmt: skip


# --- tuples ---------------------------------------------------------------------------------------------------------

DECLARED = 3
"""Places of the tuples for which there are declared components."""


def _places(t: Type) -> Iterator[Component]:
    """The places of a long tuple, and any tuple as a list of what its places have in common."""
    joined = list_of(join_types(t.args))
    if len(t.args) > DECLARED:
        for place, part in enumerate(t.args):
            yield _component(f"place:{place}:{t}", (t,), part, FIELD, itemgetter(place), f"{{0}}[{place}]")
    if len(t.args) > DECLARED or len(set(t.args)) > 1:
        yield _component(f"list:{t}", (t,), joined, MEMBER, partial(_listed, t, joined), "list({0})")


def _listed(t: Type, result: Type, value: object) -> object:
    items = thaw(value, t)
    assert isinstance(items, tuple)
    return freeze(list(items), result)


# --- functions and unions -------------------------------------------------------------------------------------------


def _call(t: Type) -> Component:
    """A parameter that is a function, called; it may raise whatever it likes."""
    *arguments, result = t.args

    def function(called: Callable[..., object], *values: object) -> object:
        return freeze(called(*(thaw(v, a) for v, a in zip(values, arguments, strict=True))), result)

    holes = ", ".join(f"{{{i + 1}}}" for i in range(len(arguments)))
    return _component(f"call:{t}", (t, *arguments), result, CALL, function, f"{{0}}({holes})")


def _narrowings(t: Type) -> Iterator[Component]:
    """A value of a union as one of its members, and the question which it is."""
    if NONE in t.args:
        words = words_of("none missing optional default")
        yield _component(f"is_none:{t}", (t,), BOOL, TEST - 1, lambda v: v is None, "{0} is None", words)
    for member in t.args:
        if member == NONE:
            continue
        yield _component(f"as:{member}:{t}", (t,), member, NARROW, partial(_narrowed, t, member), "{0}", role=Role.LEAF)
        cls = member.cls or CLASSES.get(member) or CONTAINERS.get(member.name)
        if cls is not None and len(t.args) - (NONE in t.args) > 1:
            yield _component(
                f"isinstance:{member}:{t}", (t,), BOOL, TEST, partial(_is_instance, t, cls),
                f"isinstance({{0}}, {cls.__qualname__})", words_of(f"type {cls.__name__} {SPOKEN.get(member, '')}"),
            )  # fmt: skip


def _shown(union: Type, value: object) -> str:
    return str(thaw(value, union))


def _narrowed(union: Type, member: Type, value: object) -> object:
    if not has_type(thaw(value, union), member):
        raise TypeError
    return freeze(thaw(value, union), member)


def _is_instance(union: Type, cls: type, value: object) -> bool:
    return isinstance(thaw(value, union), cls)


def _component(
    name: str, parameters: tuple[Type, ...], result: Type, cost: int, function: Callable[..., Any], source: str,
    words: Iterable[str] = (), imports: tuple[str, ...] = (), role: Role = Role.ANY,
) -> Component:  # fmt: skip
    roles = (role,) * len(parameters)
    return Component(name, parameters, roles, result, cost, function, source, frozenset(words), imports, made=True)
