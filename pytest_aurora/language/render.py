"""Expressions as trees of Python source."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from pytest_aurora.language.clauses import counted_items, narrowed
from pytest_aurora.language.component import Component
from pytest_aurora.language.consumers import unlisted
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
    Guarded,
    Iteration,
    Logical,
    Recursion,
    Recursive,
    Variable,
    While,
    walk,
)
from pytest_aurora.language.forms import grouped
from pytest_aurora.language.functions import as_function
from pytest_aurora.language.idioms import refined, remainder_test, whole_sum
from pytest_aurora.language.naming import free_name, target_names
from pytest_aurora.language.strings import concatenation, formatted
from pytest_aurora.language.templates import renamings, template
from pytest_aurora.language.trees import (
    attribute,
    call,
    constant,
    display,
    everything,
    is_call,
    name,
    names_in,
    number_of,
    replaced,
    same,
    shape,
    tuple_of,
)
from pytest_aurora.language.truth import chosen, joined, mirrored, negated
from pytest_aurora.language.typed import as_truth, is_ordered, with_types
from pytest_aurora.problem.types import BOOL, INT, STR
from pytest_aurora.problem.values import thaw


class Renderer:
    """Renders the expressions of one function.

    Args:
        taken: names that a bound variable must not take: parameters, helpers, what is imported.
    """

    def __init__(self, taken: frozenset[str]) -> None:
        self.in_use = taken
        """Names that are visible where something is being rendered."""
        self.names: dict[Variable, str] = {}
        self.known: dict[Expression, ast.expr] = {}
        """Expressions that statements have computed already."""
        self.origin: dict[ast.expr, Expression] = {}
        """What a tree was rendered from."""
        self._targets: frozenset[str] = frozenset()

    def tree(self, expression: Expression) -> ast.expr:
        """The source of an expression as a tree.

        Raises:
            ValueError: a loop or a guard stands where only an expression can.
        """
        known = self.known.get(expression)
        if known is not None:
            return known
        node = self._rendered(expression)
        self.origin[node] = expression
        return node

    def declare(self, variable: Variable | None, wishes: Sequence[str], avoid: frozenset[str] = frozenset()) -> str:
        """Bind a new local variable of the function; its name is free, and not one of `avoid` either."""
        chosen_name = free_name(wishes, self.in_use | avoid)
        self.in_use |= {chosen_name}
        if variable is not None:
            self.names[variable] = chosen_name
        return chosen_name

    def _rendered(self, expression: Expression) -> ast.expr:
        match expression:
            case Variable():
                return name(self.names.get(expression, expression.name))
            case Constant():
                return constant(thaw(expression.value, expression.type))
            case Apply():
                return self._apply(expression)
            case Concatenation():
                return concatenation([self.tree(part) for part in _flat(expression)])
            case Display():
                return display(expression.type.name, [self.tree(item) for item in expression.items])
            case Conditional(test, then, otherwise):
                sides = self.tree(then), self.tree(otherwise)
                return chosen(self.tree(test), *sides, self.ordered, truth=expression.type == BOOL)
            case Logical():
                return self._logical(expression)
            case Comprehension():
                return self._comprehension(expression)
            case FirstMatch():
                return self._first_match(expression)
            case Recursive():
                return call(expression.function.name, *map(self.tree, expression.arguments))
            case Fold() | While() | Recursion() | Guarded():
                raise ValueError(f"a {type(expression).__name__} cannot stand inside an expression")

    # --- components -------------------------------------------------------------------------------------------------

    def _apply(self, expression: Apply) -> ast.expr:
        component = expression.component
        arguments = [self.tree(argument) for argument in expression.arguments]
        if component.format_spec is not None:
            return formatted(arguments[0], component.format_spec)
        node = self._fill(component.source, dict(zip(_HOLES, arguments, strict=False)))
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return self._oriented(node, ints=all(p == INT for p in component.parameters))
        if isinstance(node, ast.BinOp) and expression.type == INT:
            node = whole_sum(node)
        return with_types(node, [argument.type for argument in expression.arguments], expression.type)

    def _fill(
        self, source: str, holes: dict[str, ast.expr], refine: Callable[[ast.expr], ast.expr] = refined
    ) -> ast.expr:
        found = template(source)
        return found.fill({**holes, **renamings(found.bound, self.in_use, holes)}, refine)

    def _oriented(self, node: ast.Compare, *, ints: bool) -> ast.expr:
        """The comparison with what it speaks of on the left."""
        if self._rank(node.left) < self._rank(node.comparators[0]):
            node = mirrored(node)
        if ints:
            node = remainder_test(node)
        return as_truth(node) if isinstance(node.ops[0], ast.Eq | ast.NotEq) else node

    def _rank(self, node: ast.expr) -> int:
        if isinstance(node, ast.Constant) or number_of(node) is not None:
            return 0
        return (1 if isinstance(node, ast.Name) else 2) + 2 * bool(self._targets & names_in(node))

    def ordered(self, node: ast.Compare) -> bool:
        """Whether the sides are of a type with a total order."""
        sides = [node.left, node.comparators[0]]
        known = [self.origin[side].type for side in sides if side in self.origin]
        return all(map(is_ordered, known)) if known else any(is_call(side, "len") for side in sides)

    def opposite(self, node: ast.expr) -> ast.expr:
        """The negation of a truth value."""
        return negated(node, self.ordered)

    def _logical(self, expression: Logical) -> ast.expr:
        operands = [self.tree(operand) for operand in expression.operands]
        if expression.operator == "not":
            return self.opposite(operands[0])
        return joined(ast.And() if expression.operator == "and" else ast.Or(), operands)

    # --- comprehensions ---------------------------------------------------------------------------------------------

    def iterable(self, iteration: Iteration) -> ast.expr:
        """What an iteration runs over."""
        holes = dict(zip(_HOLES, map(self.tree, iteration.arguments), strict=False))
        return unlisted(self._fill(iteration.source, holes))

    def name_targets(self, iteration: Iteration, bodies: Sequence[Expression | None]) -> ast.expr:
        """Name an iteration's targets; the tree of what stands before `in`."""
        used = frozenset(e for body in bodies if body is not None for e in walk(body) if isinstance(e, Variable))
        found = target_names(iteration, self.names, used, self.in_use)
        self.names.update(found)
        self.in_use |= frozenset(found.values()) - {"_"}
        self._targets |= frozenset(found.values())
        parts = [[name(found[target]) for target in part] for part in grouped(iteration.source, iteration.targets)]
        targets = [part[0] if len(part) == 1 else tuple_of(part) for part in parts]
        return targets[0] if len(targets) == 1 else tuple_of(targets)

    @contextmanager
    def _scope(self, iteration: Iteration, *bodies: Expression | None) -> Iterator[ast.expr]:
        """The targets of an iteration, visible inside only."""
        before = self.in_use, self._targets
        targets = self.name_targets(iteration, bodies)
        self._targets = frozenset(names_in(targets))
        yield targets
        self.in_use, self._targets = before

    def _comprehension(self, expression: Comprehension) -> ast.expr:
        iteration, form = expression.iteration, expression.form
        source = self.iterable(iteration)
        with self._scope(iteration, expression.element, expression.condition, expression.key) as targets:
            inside = [self.tree(e) for e in (expression.element, expression.condition, expression.key) if e is not None]
            if form.keyed:
                return self._fill(form.source, {"_iterable_": source, "_key_": self._function(iteration, inside[0])})
            targets, source, (element, *rest) = self._over_items(targets, source, inside)
            targets, source = narrowed(targets, source)
            tests = rest[: expression.condition is not None]
            clause = ast.comprehension(targets, source, tests, 0)
            key = rest[-1] if expression.key is not None else None
            closed = self._closed(form.source, element, clause, key, flat=form.name == "flatcomp")
            return with_types(closed, [argument.type for argument in iteration.arguments], expression.type)

    def _over_items(
        self, targets: ast.expr, source: ast.expr, inside: list[ast.expr]
    ) -> tuple[ast.expr, ast.expr, list[ast.expr]]:
        """`for x in xs` for `for i in range(len(xs))` with `xs[i]`, or `for i, x in enumerate(xs)` with `i`."""
        items = counted_items(source)
        if items is None or not isinstance(targets, ast.Name):
            return targets, source, inside
        item = ast.Subscript(items, targets, ast.Load())
        places = [part for tree in inside for part in everything(tree) if same(part, item)]
        if not places or places[0] not in self.origin or items not in self.origin:
            return targets, source, inside
        target = Variable("", self.origin[places[0]].type)
        new = self.name_targets(Iteration("{0}", (self.origin[items],), (target,)), (target,))
        inside = [self.replaced(tree, item, new) for tree in inside]
        if any(targets.id in names_in(tree) for tree in inside):
            return tuple_of([targets, new]), call("enumerate", items), inside
        return new, items, inside

    def replaced(self, whole: ast.expr, part: ast.expr, new: ast.expr) -> ast.expr:
        """The tree with every occurrence of a part replaced."""

        def moved(old: ast.expr, made: ast.expr) -> None:
            if old in self.origin:
                self.origin[made] = self.origin[old]

        return replaced(whole, shape(part), new, moved)

    def _closed(
        self, source: str, element: ast.expr, clause: ast.comprehension, key: ast.expr | None, *, flat: bool
    ) -> ast.expr:
        """A form's source around its generator."""
        clauses = [clause]
        if flat:
            element, more = self._inner_clauses(element)
            clauses += more

        def refine(node: ast.expr) -> ast.expr:
            if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp) and node.elt is element:
                if key is not None:
                    return refined(ast.DictComp(key, element, clauses))
                return refined(type(node)(element, clauses))
            return refined(node)

        holes = {"_element_": element, "_target_": clause.target, "_iterable_": clause.iter}
        return self._fill(source, holes, refine)

    def _inner_clauses(self, lists: ast.expr) -> tuple[ast.expr, list[ast.comprehension]]:
        """`y` and `for y in lists`, `x` and `for _ in range(n)` for `[x] * n`, or what a comprehension says already."""
        if isinstance(lists, ast.ListComp):
            return lists.elt, lists.generators
        match lists:
            case ast.BinOp(left=ast.List(elts=[item]), op=ast.Mult(), right=times):
                return item, [ast.comprehension(name("_"), call("range", times), [], 0)]
        inner = name(free_name(("y", "item", "inner"), self.in_use))
        return inner, [ast.comprehension(inner, unlisted(lists), [], 0)]

    def _function(self, iteration: Iteration, body: ast.expr) -> ast.expr:
        """A key function: `d.get` for `lambda k: d[k]`, else what says the same as the lambda."""
        targets = iteration.targets
        match self.origin.get(body), body:
            case Apply(Component(name="get"), (Variable(), key)), ast.Subscript(value=known) if key in targets:
                return attribute(known, "get")
        return as_function([self.names[target] for target in targets], body, on_text=targets[0].type == STR)

    def _first_match(self, expression: FirstMatch) -> ast.expr:
        source = self.iterable(expression.iteration)
        with self._scope(expression.iteration, expression.element, expression.condition) as targets:
            targets, source = narrowed(targets, source)
            clause = ast.comprehension(targets, source, [self.tree(expression.condition)], 0)
            found = refined(ast.GeneratorExp(self.tree(expression.element), [clause]))
        return call("next", found, *(self.tree(e) for e in (expression.default,) if e is not None))


_HOLES = tuple(f"_{i}_" for i in range(10))


def _flat(expression: Concatenation) -> Iterator[Expression]:
    for part in expression.parts:
        if isinstance(part, Concatenation):
            yield from _flat(part)
        else:
            yield part
