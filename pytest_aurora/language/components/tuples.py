"""Tuples of a known length."""

from __future__ import annotations

import operator

from pytest_aurora.language.component import Library

LIBRARY = Library()
add = LIBRARY.add

# fmt: off
add("first:pair", "tuple[T, U] -> T", 2, operator.itemgetter(0), "{0}[0]", "first key")
add("second:pair", "tuple[T, U] -> U", 2, operator.itemgetter(1), "{0}[1]", "second value")
add("list:pair", "tuple[T, T] -> list[T]", 4, tuple, "list({0})", "list")
add("triple:0", "tuple[T, U, V] -> T", 2, operator.itemgetter(0), "{0}[0]", "first")
add("triple:1", "tuple[T, U, V] -> U", 2, operator.itemgetter(1), "{0}[1]", "second")
add("triple:2", "tuple[T, U, V] -> V", 2, operator.itemgetter(2), "{0}[2]", "third")
add("list:triple", "tuple[T, T, T] -> list[T]", 4, tuple, "list({0})", "list")
add("tuple", "list[T] -> tuple[T, ...]", 1, tuple, "tuple({0})", "tuple")
add("list:tuple", "tuple[T, ...] -> list[T]", 1, tuple, "list({0})", "list")
add("swap", "tuple[T, U] -> tuple[U, T]", 4, lambda p: (p[1], p[0]), "{0}[::-1]", "swap reverse flip")
for _kind in ("int", "float"):
    for _size, _type in ((2, f"tuple[{_kind}, {_kind}]"), (3, f"tuple[{_kind}, {_kind}, {_kind}]")):
        for _name, _function in (("sum", sum), ("max", max), ("min", min)):
            add(f"{_name}:{_kind}:{_size}", f"{_type} -> {_kind}", 3, _function, f"{_name}({{0}})", _name)
