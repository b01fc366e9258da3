"""Random expressions of the component library over typed variables."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from pytest_aurora.language.component import Component
from pytest_aurora.language.components import standard_components
from pytest_aurora.language.expressions import (
    Apply,
    Comprehension,
    Concatenation,
    Conditional,
    Constant,
    Display,
    Expression,
    FirstMatch,
    Fold,
    Form,
    Guarded,
    Iteration,
    Logical,
    Variable,
    While,
)
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, Type, dict_of, list_of, set_of, tuple_of
from pytest_aurora.problem.values import FrozenDict
from pytest_aurora.search.instantiate import substitute

INTS, TEXTS, ROWS, NAMED = list_of(INT), list_of(STR), list_of(list_of(INT)), dict_of(STR, INT)
PAIR, PAIRS = tuple_of(STR, INT), list_of(tuple_of(STR, INT))
TYPES = (INT, STR, BOOL, FLOAT, INTS, TEXTS, ROWS, NAMED, PAIR, PAIRS, set_of(INT), set_of(STR), list_of(BOOL))

PARAMETERS = (
    Variable("n", INT), Variable("xs", INTS), Variable("s", STR), Variable("words", TEXTS), Variable("prices", NAMED),
    Variable("x", FLOAT), Variable("rows", ROWS), Variable("pairs", PAIRS),
)  # fmt: skip

LIST = Form("listcomp", "[{each}]", tuple, 0)
FLAT = Form("flatcomp", "[{each}]", lambda lists: tuple(x for xs in lists for x in xs), 0)
SORTED = Form(
    "sorted:by", "sorted({iterable}, key={key})",
    lambda keys, items: tuple(items[i] for i in sorted(range(len(items)), key=keys.__getitem__)), 0, keyed=True,
)  # fmt: skip
MAX_BY = Form(
    "max:by", "max({iterable}, key={key})",
    lambda keys, items: items[max(range(len(items)), key=keys.__getitem__)], 0, keyed=True,
)  # fmt: skip
DICT = Form("dictcomp", "{{each}}", dict, 0)
CLOSED: tuple[tuple[Form, Type, Type], ...] = (
    (LIST, INT, INTS), (LIST, STR, TEXTS), (LIST, BOOL, list_of(BOOL)), (LIST, INTS, ROWS), (LIST, PAIR, PAIRS),
    (Form("sum", "sum({each})", sum, 0), INT, INT), (Form("countif", "sum({each})", sum, 0), BOOL, INT),
    (Form("max:each", "max({each})", max, 0), INT, INT), (Form("any:each", "any({each})", any, 0), BOOL, BOOL),
    (Form("all:each", "all({each})", all, 0), BOOL, BOOL), (Form("join:each", '"".join({each})', "".join, 0), STR, STR),
    (Form("setcomp", "{{each}}", frozenset, 0), INT, set_of(INT)), (FLAT, INTS, INTS), (FLAT, TEXTS, TEXTS),
    (Form("next", "next({each})", lambda items: items[0], 0), INT, INT), (DICT, INT, NAMED),
)  # fmt: skip
"""Forms with the type of their element and their result's."""

CONSTANTS: dict[Type, tuple[object, ...]] = {
    INT: (0, 1, 2, -1, 3, 10), FLOAT: (0.0, 1.5, -2.0), BOOL: (True, False),
    STR: ("", " ", ",", "a", "it's", '"', "{x}", "\n", "\\d", "end"),
}  # fmt: skip


@cache
def productions() -> dict[Type, tuple[tuple[Component, tuple[Type, ...]], ...]]:
    """Components with the types of their arguments, by the type of the result."""
    found: dict[Type, dict[tuple[Component, tuple[Type, ...]], None]] = {t: {} for t in TYPES}
    for component in standard_components():
        for one in (INT, STR):
            for other in (INT, STR):
                bindings = {"T": one, "U": other, "K": one, "V": other}
                types = tuple(substitute(p, bindings) for p in component.parameters)
                result = substitute(component.result, bindings)
                if result in found and all(t in TYPES for t in types):
                    found[result][component, types] = None
    return {t: tuple(options) for t, options in found.items()}


@st.composite
def expressions(draw: Any, t: Type, depth: int = 3, scope: tuple[Variable, ...] = PARAMETERS) -> Expression:
    """An expression of a type over the variables of a scope."""
    leaves: list[Any] = [v for v in scope if v.type == t]
    leaves += [Constant(value, t) for value in CONSTANTS.get(t, ())]
    if t == BOOL:
        leaves += [test for v in scope for test in tests_of(v)] * 3
    if leaves and (depth == 0 or draw(st.integers(0, 3)) == 0):
        return draw(st.sampled_from(leaves))
    if depth == 0:
        return empty(t)

    def inner(kind: Type, more: tuple[Variable, ...] = ()) -> Expression:
        return draw(expressions(kind, depth - 1, scope + more))

    kind = draw(st.sampled_from(["apply", "apply", "apply", "conditional", "scope", "scope", "other"]))
    if kind == "conditional":
        return Conditional(inner(BOOL), inner(t), inner(t), t)
    forms = [form for form in CLOSED if form[2] == t]
    if kind == "scope" and (forms or t in (INTS, TEXTS)):
        return draw(comprehensions(t, depth, scope))
    if kind == "other" and t == BOOL:
        operator = draw(st.sampled_from(["and", "or", "not"]))
        return Logical(operator, tuple(inner(BOOL) for _ in range(1 if operator == "not" else 2)))
    if kind == "other" and t == STR:
        return Concatenation(tuple(inner(STR) for _ in range(draw(st.integers(2, 3)))))
    if kind == "other" and t in (INTS, TEXTS):
        return Display(tuple(inner(t.args[0]) for _ in range(draw(st.integers(0, 3)))), t)
    options = productions()[t]
    if not options:
        return draw(st.sampled_from(leaves)) if leaves else empty(t)
    component, types = draw(st.sampled_from(options))
    return Apply(component, tuple(inner(p) for p in types), t)


def tests_of(v: Variable) -> list[Expression]:
    """Small conditions on a variable."""
    if v.type == INT:
        return [
            Apply(_named("lt:int"), (Constant(1, INT), v), BOOL),
            Apply(_named("eq:int"), (v, Constant(0, INT)), BOOL),
        ]
    if v.type == STR:
        return [
            Apply(_named("contains"), (Constant("a", STR), v), BOOL),
            Apply(_named("eq:str"), (Constant("b", STR), v), BOOL),
        ]
    if v.type == INTS:
        return [Apply(_named("lt:int"), (Constant(0, INT), Apply(_named("len"), (v,), INT)), BOOL)]
    return []


def _named(name: str) -> Component:
    return next(c for c in standard_components() if c.name == name)


def empty(t: Type) -> Expression:
    """Some constant of a type that has no leaves."""
    if t.name == "tuple":
        return Display(tuple(Constant(CONSTANTS[arg][0], arg) for arg in t.args), t)
    return Display((), t)


@st.composite
def iterations(draw: Any, depth: int, scope: tuple[Variable, ...]) -> Iteration:
    """An iteration over values of a scope."""

    def inner(kind: Type) -> Expression:
        return draw(expressions(kind, depth - 1, scope))

    element = draw(st.sampled_from([INT, STR]))
    source = draw(
        st.sampled_from(
            ["{0}", "{0}", "enumerate({0})", "zip({0}, {1})", "zip({0}, {0}[1:])", "{0}.items()", "range({0})", "chars"]
        )
    )
    over = inner(list_of(element)) if source not in ("{0}.items()", "range({0})", "chars") else None
    if source == "chars":
        return Iteration("{0}", (inner(STR),), (Variable("char", STR),))
    if source == "range({0})":
        return Iteration(source, (inner(INT),), (Variable("i", INT),))
    if source == "{0}.items()":
        return Iteration(source, (inner(NAMED),), (Variable("key", STR), Variable("value", INT)))
    assert over is not None
    if source == "enumerate({0})":
        return Iteration(source, (over,), (Variable("i", INT), Variable("", element)))
    if source == "zip({0}, {0}[1:])":
        return Iteration(source, (over,), (Variable("a", element), Variable("b", element)))
    if source == "zip({0}, {1})":
        return Iteration(source, (over, inner(TEXTS)), (Variable("", element), Variable("", STR)))
    return Iteration(source, (over,), (Variable("", element),))


@st.composite
def comprehensions(draw: Any, t: Type, depth: int, scope: tuple[Variable, ...]) -> Expression:
    """A comprehension or a keyed form of a type."""
    forms = [form for form in CLOSED if form[2] == t]
    if t in (INTS, TEXTS) and draw(st.integers(0, 3)) == 0:
        item = Variable("", t.args[0])
        iteration = Iteration("{0}", (draw(expressions(t, depth - 1, scope)),), (item,))
        key = draw(expressions(INT, depth - 1, (*scope, item)))
        return Comprehension(SORTED, iteration, key, t)
    form, element, _ = draw(st.sampled_from(forms))
    iteration = draw(iterations(depth, scope))
    inside = scope + iteration.targets
    body = draw(expressions(element, depth - 1, inside))
    condition = draw(expressions(BOOL, depth - 1, inside)) if draw(st.booleans()) else None
    key = draw(expressions(STR, depth - 1, inside)) if form is DICT else None
    return Comprehension(form, iteration, body, t, condition, key)


@st.composite
def bodies(draw: Any, t: Type, depth: int = 2) -> Expression:
    """An expression with statements: loops, guards, early returns."""

    def inner(kind: Type, more: tuple[Variable, ...] = (), less: int = 0) -> Expression:
        return draw(expressions(kind, depth - less, PARAMETERS + more))

    kind = draw(st.sampled_from(["loop", "loop", "loop", "first", "guard", "branch", "inside"]))
    if kind == "guard":
        return Guarded(inner(BOOL), "ValueError", "no", draw(bodies(t, depth)))
    if kind == "branch":
        return Conditional(inner(BOOL), draw(bodies(t, depth)), inner(t), t)
    options = [p for p in productions()[t] if set(p[1]) & {INT, STR, INTS, TEXTS}]
    if kind == "inside" and options:
        component, types = draw(st.sampled_from(options))
        return Apply(component, tuple(draw(loops(p, 1)) for p in types), t)
    if kind == "first":
        iteration = draw(iterations(depth, PARAMETERS))
        targets = iteration.targets
        return FirstMatch(iteration, inner(BOOL, targets), inner(t, targets), inner(t), t)
    return draw(loops(t, depth))


@st.composite
def loops(draw: Any, t: Type, depth: int) -> Expression:
    """A loop with one accumulator or two, of few turns."""

    def inner(kind: Type, more: tuple[Variable, ...] = (), less: int = 0) -> Expression:
        return draw(expressions(kind, depth - less, PARAMETERS + more))

    types = draw(st.lists(st.sampled_from([INT, INT, STR, INTS, TEXTS]), min_size=1, max_size=2))
    accumulators = tuple(Variable("", a) for a in types)
    initial = tuple(inner(a, less=1) for a in types)
    if draw(st.integers(0, 3)):
        iteration = draw(iterations(1, PARAMETERS))
        steps = tuple(draw(changes(a, accumulators, iteration.targets, depth)) for a in accumulators)
        return Fold(iteration, accumulators, initial, steps, inner(t, accumulators))
    left = Variable("left", INT)
    steps = tuple(draw(changes(a, accumulators, (left,), depth)) for a in accumulators)
    return While(
        (left, *accumulators), (draw(st.sampled_from([PARAMETERS[0], Constant(4, INT)])), *initial),
        Apply(_named("lt:int"), (Constant(0, INT), left), BOOL),
        (Apply(_named("sub"), (left, Constant(1, INT)), INT), *steps), inner(t, accumulators),
    )  # fmt: skip


@st.composite
def changes(draw: Any, a: Variable, accumulators: tuple[Variable, ...], new: tuple[Variable, ...], depth: int) -> Any:
    """The next value of an accumulator: often made from it, sometimes only under a condition."""
    value = draw(expressions(a.type, depth - 1, PARAMETERS + new))
    operator = {INT: "add", INTS: "concat", TEXTS: "concat"}.get(a.type)
    other = draw(st.sampled_from([b for b in accumulators if b.type == a.type]))
    if operator and draw(st.integers(0, 3)):
        if a.type.args and draw(st.booleans()):
            value = Display((draw(expressions(a.type.args[0], depth - 1, PARAMETERS + new)),), a.type)
        value = Apply(_named(operator), draw(st.permutations((other, value))), a.type)
    elif a.type == STR:
        value = Concatenation(tuple(draw(st.permutations((other, value)))))
    elif draw(st.booleans()):
        value = other
    if draw(st.integers(0, 2)):
        return value
    test = draw(expressions(BOOL, depth - 1, PARAMETERS + accumulators + new))
    return Conditional(test, *draw(st.permutations((value, a))), a.type)


NUMBERS = st.integers(-3, 12)
WORDS = st.text("abX ,-1é'", max_size=6)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "n": NUMBERS, "xs": st.lists(NUMBERS, max_size=5).map(tuple), "s": WORDS,
    "words": st.lists(WORDS, max_size=4).map(tuple),
    "prices": st.dictionaries(WORDS, NUMBERS, max_size=3).map(FrozenDict),
    "x": st.sampled_from([0.0, 0.5, -1.25, 3.0, float("nan")]),
    "rows": st.lists(st.lists(NUMBERS, max_size=3).map(tuple), max_size=3).map(tuple),
    "pairs": st.lists(st.tuples(WORDS, NUMBERS), max_size=3).map(tuple),
}  # fmt: skip
environments = st.fixed_dictionaries({p: VALUES[p.name] for p in PARAMETERS})
