"""Calls that are watched: a function under check may not change its arguments."""

from __future__ import annotations

import dataclasses
import functools
import inspect
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from enum import Enum
from types import ModuleType

from pytest_aurora.check.compare import show
from pytest_aurora.errors import AuroraError
from pytest_aurora.spec.literals import Expression

MOST_CALLS = 4


class ArgumentsChangedError(AuroraError):
    """A function changed an argument that it was given."""


def watched(namespace: Mapping[str, object], names: Iterable[str]) -> dict[str, object]:
    """A copy of `namespace` in which the functions called `names` may not change their arguments.

    Such a call raises ArgumentsChangedError. Calls from within the functions' own module are not watched.
    """
    found = {name: namespace[name] for name in names if callable(namespace.get(name))}
    return {**namespace, **{name: watch(function, name) for name, function in found.items() if callable(function)}}


def watch(function: Callable[..., object], name: str) -> Callable[..., object]:
    """`function`, raising ArgumentsChangedError when a call has changed an argument."""

    @functools.wraps(function)
    def call(*args: object, **kwargs: object) -> object:
        before = [(snapshot(value), show(value)) for value in (*args, *kwargs.values())]
        try:
            return function(*args, **kwargs)
        finally:
            for place, (value, (picture, shown)) in enumerate(zip((*args, *kwargs.values()), before, strict=True)):
                if snapshot(value) != picture:
                    which = _argument_name(function, place, len(args), list(kwargs))
                    raise ArgumentsChangedError(
                        f"{name} changed its argument {which}: it was {shown}, then {show(value)}; work on a copy"
                    )

    return call


class RefusedCallError(Exception):
    """A call whose arguments do not keep the function's preconditions."""


class CallLog:
    """Watched functions that also note their calls and refuse those that a precondition excludes.

    Attributes:
        namespace: the names with the watched functions.
        calls: the calls so far, as `f(1) gave 2`.
        refused: whether a call was refused.
    """

    def __init__(
        self,
        namespace: Mapping[str, object],
        signatures: Mapping[str, inspect.Signature],
        conditions: Mapping[str, Sequence[Expression]],
    ) -> None:
        self.calls: list[str] = []
        self.refused = False
        self._signatures = signatures
        self._conditions = conditions
        self._functions = watched(namespace, signatures)
        self.namespace = {**namespace, **{name: functools.partial(self.call, name) for name in signatures}}

    @property
    def told(self) -> str:
        """The first calls, in one line."""
        more = "; ..." if len(self.calls) > MOST_CALLS else ""
        return "; ".join(self.calls[:MOST_CALLS]) + more

    def call(self, name: str, /, *args: object, **kwargs: object) -> object:
        """Call a function by its name.

        Raises:
            RefusedCallError: its preconditions exclude the arguments.
            ArgumentsChangedError: it changed an argument.
            Exception: whatever it raises.
        """
        if not all(self._allows(name, condition, args, kwargs) for condition in self._conditions.get(name, ())):
            self.refused = True
            raise RefusedCallError(name)
        shown = ", ".join([*map(show, args), *(f"{key}={show(value)}" for key, value in kwargs.items())])
        function = self._functions[name]
        assert callable(function)
        result: object = function(*args, **kwargs)
        self.calls.append(f"{name}({shown}) gave {show(result)}")
        return result

    def _allows(self, name: str, condition: Expression, args: tuple[object, ...], kwargs: dict[str, object]) -> bool:
        """Whether the arguments keep a condition; one that raises is not kept, a wrong call is told by itself."""
        try:
            bound = self._signatures[name].bind(*args, **kwargs)
        except TypeError:
            return True
        bound.apply_defaults()
        try:
            return bool(condition.evaluate({**self.namespace, **bound.arguments}))
        except Exception:
            return False


def _argument_name(function: Callable[..., object], place: int, positional: int, keywords: list[str]) -> str:
    if place >= positional:
        return keywords[place - positional]
    try:
        return list(inspect.signature(function).parameters)[place]
    except (ValueError, IndexError, TypeError):
        return f"number {place + 1}"


def snapshot(value: object, within: frozenset[int] = frozenset()) -> object:
    """A picture of a value's contents: two pictures are equal as long as nothing in it has changed."""
    if id(value) in within:
        return "a value within itself"
    inner = functools.partial(snapshot, within=within | {id(value)})
    if isinstance(value, dict):
        return type(value), tuple((inner(k), inner(v)) for k, v in value.items())
    if isinstance(value, list | tuple | deque):
        return type(value), tuple(map(inner, value))
    if isinstance(value, set | frozenset):
        return type(value), frozenset(map(_picture_of_member, value))
    if isinstance(value, bytearray):
        return bytes(value)
    state = _state(value)
    return (type(value), id(value), inner(state)) if state else (type(value), value)


def _picture_of_member(value: object) -> Hashable:
    return type(value), value


def _state(value: object) -> dict[str, object]:
    """The attributes of an object that are its contents; none of functions, classes, modules and enum members."""
    if callable(value) or isinstance(value, ModuleType | Enum):
        return {}
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name, None) for field in dataclasses.fields(value)}
    names = [*getattr(value, "__dict__", ()), *(name for cls in type(value).__mro__ for name in _slots(cls))]
    cached = {n for n in names if isinstance(getattr(type(value), n, None), functools.cached_property)}
    return {name: getattr(value, name) for name in names if name not in cached and hasattr(value, name)}


def _slots(cls: type) -> tuple[str, ...]:
    slots = vars(cls).get("__slots__", ())
    return (slots,) if isinstance(slots, str) else tuple(slots)
