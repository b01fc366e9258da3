"""Comparisons and truth."""

from __future__ import annotations

import operator

from pytest_aurora.language.component import Library

LIBRARY = Library()
add = LIBRARY.add

for _kind in ("int", "float"):
    add(
        f"lt:{_kind}", f"{_kind}, {_kind} -> bool", 2, operator.lt, "{0} < {1}", "less smaller below under before fewer"
    )
    add(f"le:{_kind}", f"{_kind}, {_kind} -> bool", 3, operator.le, "{0} <= {1}", "most least between range within")
for _kind in ("int", "str", "float"):
    add(f"eq:{_kind}", f"{_kind}, {_kind} -> bool", 2, operator.eq, "{0} == {1}", "equal same", commutative=True)
add("lt:str", "str, str -> bool", 3, operator.lt, "{0} < {1}", "before alphabet")
add("eq", "list[T], list[T] -> bool", 2, operator.eq, "{0} == {1}", "equal same", commutative=True)
add("eq:set", "set[T], set[T] -> bool", 2, operator.eq, "{0} == {1}", "equal same", commutative=True)
add("eq:dict", "dict[K, V], dict[K, V] -> bool", 2, operator.eq, "{0} == {1}", "equal same", commutative=True)
add("eq:bool", "bool, bool -> bool", 3, operator.eq, "{0} == {1}", "equal same both", commutative=True)
add("truth:list", "list[T] -> bool", 3, bool, "bool({0})", "empty")
