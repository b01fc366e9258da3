"""From what audited code can make, the attributes it may read lead nowhere but to values."""

import builtins
import collections
import datetime
import functools
import importlib
import re
import types
import warnings
from collections.abc import Iterator

import pytest

from pytest_aurora.check.audit import audit_code
from pytest_aurora.check.audit.vocabulary import BUILTINS, IMPORTS, REFUSED_BUILTINS

DEEPEST = 4
WAYS_OUT = (types.ModuleType, types.FrameType, types.CodeType, types.TracebackType)


def values() -> Iterator[object]:
    yield from (getattr(builtins, name) for name in BUILTINS if hasattr(builtins, name))
    for module, names in IMPORTS.items():
        loaded = importlib.import_module(module)
        yield from (getattr(loaded, name) for name in names if hasattr(loaded, name))
    yield from (lambda: 0, (n for n in "a"), 1, 1.5, 1j, "a", b"a", [1], {1: 2}, {1}, slice(1), range(2), ...)
    yield from ([].append, str.upper, {1: 2}.keys(), iter([1]), zip("a"), map(len, "a"), enumerate("a"))
    yield from (re.compile("(a)"), re.match("(a)", "a"), datetime.datetime.min, list[int], int | str)
    yield from (functools.partial(len, ""), functools.lru_cache(lambda: 0), collections.namedtuple("P", "a")(1))
    yield from exceptions()


def exceptions() -> Iterator[BaseException]:
    for attempt in (lambda: len.nothing, lambda: 1 / 0, lambda: "\ud800".encode(), lambda: no_such_name):  # noqa: F821
        with pytest.raises(Exception) as caught:  # noqa: PT011
            attempt()
        yield caught.value


@functools.cache
def may_read(name: str) -> bool:
    return not audit_code(f"return x.{name}")


def reached() -> Iterator[tuple[str, object]]:
    todo = [(type(value).__name__, value, 0) for value in values()]
    seen: dict[object, object] = {}
    while todo:
        path, value, depth = todo.pop()
        key = id(value) if callable(value) else type(value)
        if key in seen or depth > DEEPEST:
            continue
        seen[key] = value
        yield path, value
        names = filter(may_read, dir(value))
        todo += [(f"{path}.{name}", getattr(value, name, None), depth + 1) for name in names]


def test_no_way_out():
    refused = {id(getattr(builtins, name)) for name in REFUSED_BUILTINS if callable(getattr(builtins, name, None))}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = list(reached())
    assert len(found) > 500
    assert [path for path, value in found if isinstance(value, WAYS_OUT) or id(value) in refused] == []
