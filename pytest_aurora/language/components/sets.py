"""Sets."""

from __future__ import annotations

import operator

from pytest_aurora.language.component import Library

LIBRARY = Library()
add = LIBRARY.add

# fmt: off
add("set", "list[T] -> set[T]", 2, frozenset, "set({0})", "set unique distinct different duplicate common")
add("set:tuple", "tuple[T, ...] -> set[T]", 3, frozenset, "set({0})", "set unique distinct different duplicate common")
for _suffix, _kind in (("", "set"), (":frozen", "frozenset")):
    _two = f"{_kind}[T], {_kind}[T]"
    add(f"len:set{_suffix}", f"{_kind}[T] -> int", 1, len, "len({0})", "number distinct count different unique")
    add(f"sorted:set{_suffix}", f"{_kind}[T] -> list[T]", 2, lambda xs: tuple(sorted(xs)), "sorted({0})",
        "sort order distinct")
    add(f"in:set{_suffix}", f"T, {_kind}[T] -> bool", 3, lambda x, xs: x in xs, "{0} in {1}",
        "in contain member present found")
    add(f"union{_suffix}", f"{_two} -> {_kind}[T]", 3, operator.or_, "{0} | {1}", "union either combine all",
        commutative=True)
    add(f"intersection{_suffix}", f"{_two} -> {_kind}[T]", 3, operator.and_, "{0} & {1}",
        "intersection common both share", commutative=True)
    add(f"difference{_suffix}", f"{_two} -> {_kind}[T]", 3, operator.sub, "{0} - {1}",
        "difference miss not only except")
    add(f"symmetric{_suffix}", f"{_two} -> {_kind}[T]", 4, operator.xor, "{0} ^ {1}",
        "symmetric difference either uncommon", commutative=True)
    add(f"issubset{_suffix}", f"{_two} -> bool", 3, operator.le, "{0}.issubset({1})", "subset all contain")
    add(f"isdisjoint{_suffix}", f"{_two} -> bool", 4, frozenset.isdisjoint, "{0}.isdisjoint({1})",
        "disjoint common none overlap", commutative=True)
add("with:item", "set[T], leaf T -> set[T]", 6, lambda xs, x: xs | {x}, "{0} | {{1}}", "add insert element",
    scoped=False)
add("without:item", "set[T], leaf T -> set[T]", 6, lambda xs, x: xs - {x}, "{0} - {{1}}",
    "remove discard without element", scoped=False)
for _name, _function, _type in (("sum", sum, "int"), ("max", max, "T"), ("min", min, "T")):
    add(f"{_name}:set", f"set[{_type}] -> {_type}", 4, _function, f"{_name}({{0}})", f"{_name} total largest smallest",
        scoped=False)
add("frozenset:list", "list[T] -> frozenset[T]", 3, frozenset, "frozenset({0})", "frozen immutable distinct")
add("frozenset:str", "str -> frozenset[str]", 4, frozenset, "frozenset({0})", "frozen immutable distinct")
add("frozenset", "set[T] -> frozenset[T]", 3, lambda xs: xs, "frozenset({0})", "frozen immutable")
add("thawed", "frozenset[T] -> set[T]", 3, lambda xs: xs, "set({0})", "set")
