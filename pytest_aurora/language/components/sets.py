"""Sets."""

from __future__ import annotations

import operator

from pytest_aurora.language.component import Library

LIBRARY = Library()
add = LIBRARY.add

# fmt: off
add("set", "list[T] -> set[T]", 2, frozenset, "set({0})", "set unique distinct different duplicate common")
add("set:tuple", "tuple[T, ...] -> set[T]", 3, frozenset, "set({0})", "set unique distinct different duplicate common")
add("len:set", "set[T] -> int", 1, len, "len({0})", "number distinct count different unique")
add("sorted:set", "set[T] -> list[T]", 2, lambda xs: tuple(sorted(xs)), "sorted({0})", "sort order distinct")
add("in:set", "T, set[T] -> bool", 3, lambda x, xs: x in xs, "{0} in {1}", "in contain member present found")
add("union", "set[T], set[T] -> set[T]", 3, operator.or_, "{0} | {1}", "union either combine all", commutative=True)
add("intersection", "set[T], set[T] -> set[T]", 3, operator.and_, "{0} & {1}", "intersection common both share",
    commutative=True)
add("difference", "set[T], set[T] -> set[T]", 3, operator.sub, "{0} - {1}", "difference miss not only except")
add("symmetric", "set[T], set[T] -> set[T]", 4, operator.xor, "{0} ^ {1}", "symmetric difference either uncommon",
    commutative=True)
add("issubset", "set[T], set[T] -> bool", 3, operator.le, "{0}.issubset({1})", "subset all contain")
add("isdisjoint", "set[T], set[T] -> bool", 4, frozenset.isdisjoint, "{0}.isdisjoint({1})",
    "disjoint common none overlap", commutative=True)
add("with:item", "set[T], leaf T -> set[T]", 6, lambda xs, x: xs | {x}, "{0} | {{1}}", "add insert element",
    scoped=False)
add("without:item", "set[T], leaf T -> set[T]", 6, lambda xs, x: xs - {x}, "{0} - {{1}}",
    "remove discard without element", scoped=False)
for _name, _function, _type in (("sum", sum, "int"), ("max", max, "T"), ("min", min, "T")):
    add(f"{_name}:set", f"set[{_type}] -> {_type}", 4, _function, f"{_name}({{0}})", f"{_name} total largest smallest",
        scoped=False)
add("frozenset", "set[T] -> frozenset[T]", 3, lambda xs: xs, "frozenset({0})", "frozen immutable")
add("thawed", "frozenset[T] -> set[T]", 3, lambda xs: xs, "set({0})", "set")
