"""Recursion over nested lists: what becomes of items; for one that is a list, what the function makes of it.

What a leaf gives is enumerated, and every function that comes of it is really run on all examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pytest_aurora.language.component import Library
from pytest_aurora.language.expressions import (
    Apply,
    Comprehension,
    Conditional,
    Constant,
    Display,
    Expression,
    Form,
    Iteration,
    Recursion,
    Recursive,
    Variable,
)  # fmt: skip
from pytest_aurora.language.forms import FORMS
from pytest_aurora.language.meaning import meaning
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, Type, join_types
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.core import Core, Task
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.loops import START_LEVEL
from pytest_aurora.search.terms import Term, Terms
from pytest_aurora.search.trials import environments_of, is_asked

RECURSION = 5
"""What a recursion costs besides its parts."""
LEAF_COST = 5
"""What a leaf's value may cost."""
LEAVES = 60
NESTED = Library()
NESTED.add("isinstance:list", "T -> bool", 2, lambda value: type(value) is tuple, "isinstance({0}, list)")
IS_LIST = NESTED.components[0]
DEEPEST = FORMS["max:default"]
CLOSED: Mapping[str, tuple[Type, ...]] = {
    "sum": (INT, FLOAT), "max:each": (INT, FLOAT), "min:each": (INT, FLOAT), "product:each": (INT, FLOAT),
    "any:each": (BOOL,), "all:each": (BOOL,), "join:each": (STR,),
}  # fmt: skip
"""Forms that make a value of a type from values of the same type."""
_LISTS = ("flatcomp", "listcomp")


@dataclass(frozen=True, slots=True)
class Tree:
    """A parameter that holds nested lists.

    Attributes:
        item: what stands for an item; of the leaves' type.
        leaves: of the examples, each with the point that it belongs to.
    """

    parameter: Variable
    item: Variable
    leaves: tuple[tuple[int, Any], ...]


def deduce_recursion(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Once for the goal at the root, when a parameter holds nested lists."""
    context = goal.context
    if not is_asked(goal) or context.bank.level < START_LEVEL or "recursion" in goal.tried or core.function is None:
        return
    goal.tried.add("recursion")
    if len(context.variables) == len(core.parameters):
        for entry in context.variables:
            tree = _tree(entry)
            if tree is not None:
                core.push(context.cost + START_LEVEL + 1, _try_tree(core, goal, tree))


def _tree(entry: Entry) -> Tree | None:
    t = entry.type
    if t.name != "list" or t.args[0].name != "union" or not isinstance(entry.expression, Variable):
        return None
    leaves = tuple((p, leaf) for p, value in enumerate(entry.values) for leaf in _leaves(value))
    kinds = {type(leaf) for _, leaf in leaves}
    known = [k for k in (INT, STR, FLOAT, BOOL) if {_CLASSES[k]} == kinds]
    return Tree(entry.expression, Variable("item", join_types(known)), leaves) if known else None


def _leaves(value: Any) -> Iterator[Any]:  # noqa: ANN401 - a value of any type
    if isinstance(value, tuple):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


_CLASSES: dict[Type, type] = {INT: int, STR: str, FLOAT: float, BOOL: bool}


def _try_tree(core: Core, goal: Goal, tree: Tree) -> Task:
    terms = Terms(core, goal.context, [p for p, _ in tree.leaves], scalar=True)
    terms.add(tree.item, [leaf for _, leaf in tree.leaves])
    yield from terms.grow(LEAF_COST, LEAF_COST)
    environments = environments_of(goal.context)
    for cost, body in _bodies(core, goal, tree, terms):
        core.counter.candidates += 4
        expression = Recursion(_called(core), core.parameters, body)
        if _fits(expression, goal, environments):
            goal.offer(RECURSION + cost, expression)
        yield


def _called(core: Core) -> Variable:
    assert core.function is not None
    return core.function


def _fits(expression: Recursion, goal: Goal, environments: Sequence[dict[Variable, Any]]) -> bool:
    value = meaning(expression)
    try:
        return all(value(environments[p]) == goal.wanted[p] for p in goal.positions)
    except Exception:  # a body may raise anything: that is an outcome here
        return False


def _bodies(core: Core, goal: Goal, tree: Tree, terms: Terms) -> Iterator[tuple[int, Expression]]:
    """What may be made of the items, cheapest leaves first."""
    t = goal.type
    again = Recursive(_called(core), tuple(tree.item if p is tree.parameter else p for p in core.parameters), t)
    if t is INT and core.has("add"):
        yield 3, core.apply("add", INT, Constant(1, INT), _over(tree, DEEPEST, again, t, nested=True))
    for leaf in _values(t, terms):
        inner = Conditional(Apply(IS_LIST, (tree.item,), BOOL), again, leaf.expression, t)
        for name, types in CLOSED.items():
            if t in types:
                yield leaf.cost + FORMS[name].cost, _over(tree, FORMS[name], inner, t)
    if t.name == "list":
        for name in _LISTS:
            for leaf in _values(t.args[0], terms):
                value = Display((leaf.expression,), t) if name == "flatcomp" else leaf.expression
                inner = Conditional(Apply(IS_LIST, (tree.item,), BOOL), again, value, t)
                yield leaf.cost, _over(tree, FORMS[name], inner, t)


def _values(t: Type, terms: Terms) -> Iterator[Term]:
    """What a leaf may give."""
    members = t.args if t.name == "union" else (t,)
    found = [term for member in members if not member.args for term in terms.of(member, LEAF_COST)]
    yield from sorted(found, key=lambda term: term.cost)[:LEAVES]


def _over(tree: Tree, form: Form, element: Expression, t: Type, *, nested: bool = False) -> Comprehension:
    iteration = Iteration("{0}", (tree.parameter,), (tree.item,))
    condition = Apply(IS_LIST, (tree.item,), BOOL) if nested else None
    return Comprehension(form, iteration, element, t, condition=condition)
