"""Comparisons and truth."""

from __future__ import annotations

import math
import operator

from pytest_aurora.language.component import Library

LIBRARY = Library()
add = LIBRARY.add

# fmt: off
LESS, MOST = "less smaller below under fewer greater more larger above over", "most least between range within"

for _kind in ("int", "str", "float"):
    add(f"eq:{_kind}", f"{_kind}, {_kind} -> bool", 2, operator.eq, "{0} == {1}", "equal same", commutative=True)
for _kind in ("int", "float"):
    add(f"lt:{_kind}", f"{_kind}, {_kind} -> bool", 2, operator.lt, "{0} < {1}", LESS)
    add(f"le:{_kind}", f"{_kind}, {_kind} -> bool", 3, operator.le, "{0} <= {1}", MOST)
add("lt:str", "str, str -> bool", 5, operator.lt, "{0} < {1}", "before alphabet")
add("divides", "computed int, int -> bool", 3, lambda a, b: a % b == 0, "{0} % {1} == 0",
    "divisible divide divisor factor multiple even odd prime")
add("lt:float:int", "float, int -> bool", 4, operator.lt, "{0} < {1}", LESS, scoped=False)
add("lt:int:float", "int, float -> bool", 4, operator.lt, "{0} < {1}", LESS, scoped=False)
add("lt:pair", "tuple[T, T], tuple[T, T] -> bool", 5, operator.lt, "{0} < {1}", "less before version", scoped=False)
add("lt:list", "list[int], list[int] -> bool", 5, operator.lt, "{0} < {1}",
    "before version newer older later earlier compare", scoped=False)
add("between", "leaf int, int, leaf int -> bool", 6, lambda a, x, b: a <= x <= b, "{0} <= {1} <= {2}",
    "between range within inclusive", scoped=False)
add("isclose", "float, float -> bool", 6, math.isclose, "math.isclose({0}, {1})", "close almost approximately",
    imports="import math", commutative=True)

for _name, _types in {
    "eq": "list[T], list[T]", "eq:tuple": "tuple[T, ...], tuple[T, ...]", "eq:pair": "tuple[T, U], tuple[T, U]",
    "eq:set": "set[T], set[T]", "eq:dict": "dict[K, V], dict[K, V]", "eq:bytes": "bytes, bytes",
}.items():
    add(_name, f"{_types} -> bool", 2, operator.eq, "{0} == {1}", "equal same", commutative=True)
add("eq:bool", "bool, bool -> bool", 3, operator.eq, "{0} == {1}", "equal same", commutative=True)
add("xor:bool", "bool, bool -> bool", 5, operator.ne, "{0} != {1}", "exactly one either exclusive", commutative=True)
add("truth:list", "list[T] -> bool", 3, bool, "bool({0})", "empty")
add("truth:str", "str -> bool", 4, bool, "bool({0})", "empty blank")
add("truth:dict", "dict[K, V] -> bool", 4, bool, "bool({0})", "empty")
add("or:str", "str, leaf str -> str", 4, lambda a, b: a or b, "{0} or {1}", "default empty fallback missing otherwise")
add("or:int", "int, leaf int -> int", 5, lambda a, b: a or b, "{0} or {1}", "default clock hour", scoped=False)
add("int:bool", "bool -> int", 5, int, "int({0})", "number integer flag bit")
add("str:bool", "bool -> str", 6, str, "str({0})", "text string")
