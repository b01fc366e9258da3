"""Small searches made by hand: a context, some components, the deductions that a test is about."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_aurora.language.component import Component
from pytest_aurora.language.components import standard_components
from pytest_aurora.language.expressions import Apply, Constant, Expression, Variable
from pytest_aurora.language.meaning import meaning
from pytest_aurora.language.statements import to_source
from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.types import FLOAT, INT, STR, Type, list_of
from pytest_aurora.problem.values import exact_key, freeze
from pytest_aurora.search.bank import FAILURE, Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core
from pytest_aurora.search.goal import Goal

S, N, XS = Variable("s", STR), Variable("n", INT), Variable("xs", list_of(INT))


def number(value: int) -> Constant:
    """A literal int."""
    return Constant(value, INT)


def text(value: str) -> Constant:
    """A literal text."""
    return Constant(value, STR)


def apply(name: str, t: Type, *arguments: Expression) -> Apply:
    """The declared component of this name, applied."""
    return Apply(chosen(name)[0], arguments, t)


def chosen(*names: str) -> tuple[Component, ...]:
    """The declared components of these names."""
    by_name = {component.name: component for component in standard_components()}
    return tuple(by_name[name] for name in names)


def make_core(*names: str, deducers=(), rules=(), words: frozenset[str] = frozenset()) -> Core:
    """A core with the declared components of these names, each at its own cost."""
    return Core(chosen(*names), lambda component, result: component.cost, deducers, rules, words)


def make_root(**variables: tuple[str, Sequence[object]]) -> Context:
    """A root context with variables, each with its type and its value at each point."""
    context = Context(len(next(iter(variables.values()))[1]))
    for name, (text, values) in variables.items():
        t = read_type(text)
        context.add_variable(Variable(name, t), tuple(freeze(value, t) for value in values))
    return context


def add_constants(context: Context, *values: object, cost: int = 2) -> None:
    """Literals of the types of their values."""
    for value in values:
        t = read_type(type(value).__name__)
        context.add_constant(Constant(freeze(value, t), t), cost)


def want(core: Core, context: Context, text: str, values: Sequence[object], positions=None, depth=0) -> Goal:
    """A goal for values of a type at all points, or at the given ones."""
    t = read_type(text)
    places = tuple(range(len(values))) if positions is None else tuple(positions)
    goal = core.want(context, t, tuple(freeze(v, t) for v in values), places, depth=depth, base=0, branching=True)
    assert goal is not None
    return goal


def work(core: Core, *contexts: Context, turns: int = 60) -> None:
    """Enter the contexts and work off the cheapest part of the queue."""
    for context in contexts:
        core.enter(context)
    for _ in range(turns):
        if not core.run_next():
            return


def met(core: Core, context: Context, text: str, values: Sequence[object], positions=None, turns: int = 60) -> Goal:
    """A goal after some work on it; each of its solutions computes what is wanted."""
    goal = want(core, context, text, values, positions)
    work(core, context, turns=turns)
    for solved in goal.solutions:
        found = computed(solved.expression, context)
        assert [found[i] for i in goal.positions] == list(goal.projected)
    return goal


def sources(goal: Goal) -> list[str]:
    """The goal's solutions as bodies, cheapest first."""
    return [source(solved.expression) for solved in goal.solutions]


def source(expression: Expression) -> str:
    """A body without its `return`, lines joined."""
    return "\n".join(to_source(expression, frozenset()).lines).removeprefix("return ")


def environments(context: Context) -> list[dict[Variable, object]]:
    """The values of all variables in scope, at each point."""
    outer: list[dict[Variable, object]] = [{} for _ in range(context.points)]
    if context.parent is not None:
        around = environments(context.parent)
        spans = context.spans or span_all(context)
        outer = [dict(around[p]) for p, (begin, end) in enumerate(spans) for _ in range(begin, end)]
    for entry in context.variables:
        for env, value in zip(outer, entry.values, strict=True):
            env[entry.expression] = value
    return outer


def span_all(context: Context) -> tuple[tuple[int, int], ...]:
    raise AssertionError(f"a scope of {context.points} points does not say where they come from")


def computed(expression: Expression, context: Context) -> list[object]:
    """What an expression means at each point of a context."""
    value = meaning(expression)
    return [_outcome(value, env) for env in environments(context)]


def _outcome(value, env):
    try:
        return value(env)
    except Exception:
        return FAILURE


def same(values: Sequence[object], others: Sequence[object], t: Type) -> bool:
    """Whether two vectors are equal, value by value; floats up to rounding, and an int may stand for one."""
    return all(_key(a, t) == _key(b, t) for a, b in zip(values, others, strict=True))


def _key(value, t: Type):
    if isinstance(value, float) or (t == FLOAT and type(value) is int):
        return f"{value:.9g}"
    return value if value is FAILURE else exact_key(value)


def entries(context: Context) -> list[Entry]:
    """All entries of a context's bank, complete and partial."""
    shelves = context.bank.shelves.values()
    return [e for shelf in shelves for e in (*shelf.entries.values(), *shelf.partials.values())]
