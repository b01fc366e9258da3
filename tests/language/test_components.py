"""Every declaration tells the truth: its function and its source compute the same."""

from __future__ import annotations

import copy
import itertools
import random
from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.check.audit import audit_code
from pytest_aurora.language.component import Component
from pytest_aurora.language.components import standard_components
from pytest_aurora.language.components.guards import CHARACTERS, ITEMS
from pytest_aurora.language.expressions import Apply, Variable
from pytest_aurora.language.statements import to_source
from pytest_aurora.problem.types import (
    BOOL,
    BYTES,
    DATE,
    DATETIME,
    DECIMAL,
    FLOAT,
    FRACTION,
    INT,
    STR,
    TIME,
    TIMEDELTA,
    Type,
    has_type,
)
from pytest_aurora.problem.values import exact_key, freeze, thaw
from pytest_aurora.search.instantiate import substitute

COMPONENTS = standard_components()
by_name = pytest.mark.parametrize("component", COMPONENTS, ids=[c.name for c in COMPONENTS])

TEXTS = [
    "", "a", " ", ",", "0", "-7", "3.25", "Hello, World", "hello world", "ada@example.org", "2024-02-29", "101", "1f",
    "fooBarBaz", "snake_case_name", "x=1;y=2", "(1976) [ok] <b>", "12:05", "AbC", "  padded ", "1 22 333", "007",
    "a b  c", "#ff00aa", "#tag",
    "1,234.50", "éa", "aGVsbG8=", "https://example.org/a?b=1", "line one\nline two",
    "abc", "k=v", "'q' \"z\"", "a-b", "2024-03-01T10:20:30", "$5.00", "Done. Next!", "94110",
    "{name}", "7.00", "1234", "# note", "Monday", "Mon", "Friday", "Sun",
]  # fmt: skip
POOLS: dict[Type, list[object]] = {
    INT: [0, 1, 2, 3, 5, 7, 10, 12, 28, 97, 255, 2024, -1, -4, 16],
    FLOAT: [0.0, 1.0, 2.5, -0.125, 3.14159, 1234.565, 0.005, 100.0, -2.5, 0.5, 1e10],
    BOOL: [True, False],
    STR: TEXTS,
    BYTES: [b"", b"abc", b"\x00\xff", b" a b ", b"a"],
    DATE: [date(2024, 2, 29), date(2023, 12, 31), date(1999, 1, 1)],
    DATETIME: [datetime(2024, 2, 29, 13, 5, 9), datetime(2023, 12, 31), datetime(1999, 1, 1, 23, 59)],
    TIME: [time(0, 0), time(13, 5, 9)],
    TIMEDELTA: [timedelta(), timedelta(days=3, seconds=5), timedelta(hours=-30)],
    DECIMAL: [Decimal("0"), Decimal("1.005"), Decimal("-2.50"), Decimal("1234.5")],
    FRACTION: [Fraction(0), Fraction(3, 4), Fraction(-5, 2)],
}
BINDINGS = [dict.fromkeys("TUKV", INT), dict.fromkeys("TUKV", STR), {"T": STR, "U": INT, "K": STR, "V": INT}]


def pool(t: Type, rng: random.Random) -> list[object]:
    """Typical values of a ground type, containers built from their elements'."""
    if t in POOLS:
        return POOLS[t]
    if t.name in ("list", "tuple*", "set", "frozenset"):
        kind = {"list": list, "tuple*": tuple, "set": set, "frozenset": frozenset}[t.name]
        items = pool(t.args[0], rng)
        return [kind(rng.choices(items, k=size)) for size in (0, 1, 2, 3, 3, 4, 6)]
    if t.name == "tuple":
        parts = [pool(arg, rng) for arg in t.args]
        return [tuple(rng.choice(part) for part in parts) for _ in range(6)]
    assert t.name == "dict", t
    keys, values = (pool(arg, rng) for arg in t.args)
    return [{rng.choice(keys): rng.choice(values) for _ in range(size)} for size in (0, 1, 2, 3, 5)]


def ground(component: Component) -> list[tuple[tuple[Type, ...], Type]]:
    """The component's signature for a few types in place of its variables."""
    made = [(tuple(substitute(p, b) for p in component.parameters), substitute(component.result, b)) for b in BINDINGS]
    return list(dict.fromkeys(made))


def call(function, arguments):
    try:
        return "returned", function(*arguments)
    except Exception as error:
        return "raised", error


@cache
def source_function(component: Component, types: tuple[Type, ...], result: Type):
    """The rendered source as a function of its arguments."""
    variables = tuple(Variable(name, t) for name, t in zip(("first", "second", "third", "fourth"), types, strict=False))
    names = [v.name for v in variables]
    source = to_source(Apply(component, variables, result), frozenset(names))
    namespace: dict[str, object] = {}
    text = "\n".join([*source.imports, f"def f({', '.join(names)}):", *(f"    {line}" for line in source.lines)])
    exec(compile(text, component.name, "exec"), namespace)
    return namespace["f"], text


def disagreement(component: Component, types: tuple[Type, ...], result: Type, values: tuple[object, ...]) -> str | None:
    """What is different between the declaration's two halves on these values; None when they agree."""
    frozen = tuple(freeze(v, t) for v, t in zip(values, types, strict=True))
    function, text = source_function(component, types, result)
    kind, got = call(component.function, frozen)
    if kind == "raised" and "too large" in str(got):
        return None
    due_kind, due = call(function, [copy.deepcopy(thaw(f, t)) for f, t in zip(frozen, types, strict=True)])
    if kind == "raised":
        fine = due_kind == "raised" or not has_type(due, result)
        return None if fine else f"{values} raised {got!r}, but the source gives {due!r}"
    if due_kind == "raised":
        return f"{values} gave {got!r}, but the source raises {due!r}: {text}"
    if not has_type(due, result):
        return f"{values}: the source gives {due!r}, which is not of type {result}"
    same = exact_key(got) == exact_key(freeze(due, result))
    return None if same else f"{values}: {got!r}, but the source gives {due!r}"


@by_name
def test_function_and_source_agree_and_work_on_typical_values(component):
    rng = random.Random(component.name)
    returned = 0
    for types, result in ground(component):
        rows = list(itertools.product(*(pool(t, rng) for t in types)))
        for values in rng.sample(rows, min(len(rows), 60)):
            try:
                problem = disagreement(component, types, result, values)
            except TypeError as error:  # unhashable keys of nested pools
                pytest.fail(f"{component.name} {types} {values}: {error}")
            assert problem is None, problem
            returned += (
                call(component.function, [freeze(v, t) for v, t in zip(values, types, strict=True)])[0] == "returned"
            )
    assert returned, "no typical value is accepted"


LETTERS = st.characters(codec="ascii") | st.sampled_from("éß 0123 ,-_.")
STRATEGIES: dict[Type, st.SearchStrategy] = {
    INT: st.integers(-50, 300), FLOAT: st.floats(allow_nan=False, width=32), BOOL: st.booleans(),
    BYTES: st.binary(max_size=8), STR: st.text(LETTERS, max_size=12), DATE: st.dates(), DATETIME: st.datetimes(),
    TIME: st.times(), TIMEDELTA: st.timedeltas(), DECIMAL: st.decimals(-10_000, 10_000, places=3),
    FRACTION: st.fractions(max_denominator=99),
}  # fmt: skip


def strategy(t: Type) -> st.SearchStrategy:
    if t in STRATEGIES:
        return STRATEGIES[t]
    inner = [strategy(arg) for arg in t.args]
    if t.name == "tuple":
        return st.tuples(*inner)
    if t.name == "dict":
        return st.dictionaries(*inner, max_size=4)
    kind = {"list": st.lists, "set": st.sets, "frozenset": st.frozensets}.get(t.name)
    return kind(inner[0], max_size=6) if kind else st.lists(inner[0], max_size=6).map(tuple)


@given(st.sampled_from(COMPONENTS), st.data())
def test_function_and_source_agree_on_any_value(component, data):
    types, result = data.draw(st.sampled_from(ground(component)))
    values = tuple(data.draw(strategy(t)) for t in types)
    assert disagreement(component, types, result, values) is None


@by_name
def test_source_passes_the_audit(component):
    types, result = ground(component)[0]
    _, text = source_function(component, types, result)
    assert audit_code(text) == []


HUGE: dict[Type, list[object]] = {
    INT: [10**9, -(10**9), 2**300],
    FLOAT: [1e308, -1e308],
    STR: ["ab 1," * (CHARACTERS // 5), "9" * CHARACTERS],
    BYTES: [b"ab" * CHARACTERS],
}


def huge(t: Type) -> list[object]:
    if t in HUGE:
        return HUGE[t]
    if t.name in ("list", "tuple*"):
        return [(huge(t.args[0])[0],) * ITEMS, tuple(itertools.islice(itertools.cycle(huge(t.args[0])), 60))]
    return [freeze(value, t) for value in pool(t, random.Random(1))[-1:]]


@by_name
def test_huge_arguments_are_refused_or_give_results_of_bounded_size(component):
    for types, _ in ground(component):
        for values in itertools.product(*map(huge, types)):
            kind, got = call(component.function, values)
            if kind == "returned" and isinstance(got, str | bytes | tuple | frozenset | dict):
                assert len(got) <= 45 * CHARACTERS
            if kind == "returned" and isinstance(got, int):
                assert got.bit_length() <= 40_000


def test_names_are_unique():
    counts = Counter(c.name for c in COMPONENTS)
    assert [name for name, n in counts.items() if n > 1] == []


@by_name
def test_costs_roles_and_words_are_well_formed(component):
    assert component.cost >= 1
    assert len(component.roles) == len(component.parameters) >= 1
    assert all(word.isalnum() and word == word.lower() for word in component.words)
    assert component.format_spec is None or component.source == "{0}"


def test_rare_components_can_be_reached_through_words():
    assert [c.name for c in COMPONENTS if c.cost >= 6 and not c.words] == []


def test_functions_do_not_change_their_arguments():
    for component in COMPONENTS:
        for types, _ in ground(component):
            rng = random.Random(component.name)
            values = [freeze(rng.choice(pool(t, rng)), t) for t in types]
            before = copy.deepcopy(values)
            call(component.function, values)
            assert values == before, component.name
