"""An expression as the statements of a function body: early returns and loops."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from pytest_aurora.language.clauses import narrowed
from pytest_aurora.language.expressions import (
    Apply,
    Conditional,
    Expression,
    FirstMatch,
    Fold,
    Guarded,
    Iteration,
    Recursion,
    Variable,
    While,
    walk,
)
from pytest_aurora.language.imports import imported_names, imports_needed
from pytest_aurora.language.layout import WIDTH, Layout
from pytest_aurora.language.lines import Lines
from pytest_aurora.language.loops import Branch, Change, Turn, is_fresh, keeps_ownership, turns
from pytest_aurora.language.naming import accumulator_wishes
from pytest_aurora.language.placing import Loop, has_statements, loops_first, renewed
from pytest_aurora.language.render import Renderer
from pytest_aurora.language.sharing import weight
from pytest_aurora.language.swaps import SWAPPED, copied, place_in, swap
from pytest_aurora.language.trees import call, name, names_in
from pytest_aurora.language.truth import condition, distributed, inverted
from pytest_aurora.problem.types import FLOAT, INT


@dataclass(frozen=True, slots=True)
class Source:
    """Statements and the imports that they need."""

    lines: tuple[str, ...]
    imports: tuple[str, ...]


def to_source(expression: Expression, taken: frozenset[str], *, mark: str = '"', width: int = WIDTH) -> Source:
    """The body of a function that returns `expression`.

    Args:
        expression: what to return; loops and guards stand where `Fold` and `Guarded` say.
        taken: names that the body must not bind: parameters and helpers.
        mark: the quote that strings prefer.
        width: columns of a line, the indentation of the body not counted.

    Raises:
        ValueError: a loop or a guard stands where only an expression can.
    """
    imports = imports_needed(expression)
    renderer = Renderer(taken | frozenset(imported_names(imports)))
    writer = _Writer(expression, renderer, Layout(mark, width))
    writer.returns(expression)
    return Source(tuple(writer.lines), imports)


class _Writer(Lines):
    def __init__(self, root: Expression, renderer: Renderer, layout: Layout) -> None:
        super().__init__(renderer, layout)
        self.root = root

    # --- bodies -----------------------------------------------------------------------------------------------------

    def returns(self, expression: Expression) -> None:
        """Write statements that end by returning the expression."""
        match expression:
            case Guarded(test, error, message, body):
                self._guard(self.tree(test), error, message)
                self.returns(body)
            case Recursion(body=body):
                self._recursion(body)
            case Apply(component=component) if component is SWAPPED:
                self._swap(expression)
            case Conditional(test, then, otherwise) if has_statements(then) or has_statements(otherwise):
                self._branch(self.prepared(condition(self.tree(test))), then)
                self.returns(otherwise)
            case FirstMatch():
                self._first_match(expression)
            case Fold() | While():
                self._loop(expression)
                self.returns(expression.result)
            case _:
                self._returns_tree(self.tree(expression))

    def _recursion(self, body: Expression) -> None:
        """Write what ends a recursion and what goes on with it as statements of their own."""
        while isinstance(body, Conditional):
            self._branch(self.prepared(condition(self.tree(body.test))), body.then)
            body = body.otherwise
        self.returns(body)

    def tree(self, expression: Expression) -> ast.expr:
        """The tree of an expression; the loops that it is certain to need are written first."""
        for loop in loops_first(expression):
            self._loop(loop)
            self.renderer.known[loop] = self.renderer.tree(loop.result)
        return self.renderer.tree(expression)

    def _guard(self, test: ast.expr, error: str, message: str) -> None:
        self.emit("if ", self.shortened(self.prepared(condition(test)), 4), ":")
        with self.block():
            self.emit("raise ", call(error, ast.Constant(message)) if message else name(error))

    def _branch(self, test: ast.expr, then: Expression) -> None:
        self.emit("if ", self.shortened(test, 4), ":")
        with self.block():
            self.returns(then)

    def _returns_tree(self, node: ast.expr) -> None:
        if isinstance(node, ast.IfExp) and isinstance(node.body, ast.IfExp) and not isinstance(node.orelse, ast.IfExp):
            node = inverted(node, self.renderer.ordered)
        node = self.prepared(distributed(node))
        if not isinstance(node, ast.IfExp):
            self.emit("return ", self.shortened(node, 7))
            return
        self.emit("if ", self.shortened(node.test, 4), ":")
        with self.block():
            self._returns_tree(node.body)
        self._returns_tree(node.orelse)

    def _swap(self, expression: Apply) -> None:
        """Write a copy of a list, swap two of its items, and return it."""
        items, *trees = map(self.tree, expression.arguments)
        places = [place_in(items, tree) for tree in trees]
        places = [self.named(place, place, place) if weight(place) > 1 else place for place in places]
        new = self.renderer.declare(None, ("swapped", "result"))
        self.emit(f"{new} = ", copied(items))
        sides, swapped = swap(new, *sorted(places, key=lambda place: len(self.layout.printer.bare(place))))
        self.emit(f"{self.layout.printer.bare(sides)} = ", swapped)
        self.emit("return ", name(new))

    # --- loops ------------------------------------------------------------------------------------------------------

    def _first_match(self, expression: FirstMatch) -> None:
        before = self.renderer.in_use
        self._for(expression.iteration, (expression.condition, expression.element))
        with self.block():
            self._branch(self.prepared(condition(self.tree(expression.condition))), expression.element)
        self.renderer.in_use = before
        if expression.default is not None:
            self.returns(expression.default)

    def _for(self, iteration: Iteration, bodies: Sequence[Expression]) -> None:
        source = self.prepared(self.renderer.iterable(iteration))
        targets, source = narrowed(self.renderer.name_targets(iteration, bodies), source)
        self.emit(f"for {self.layout.printer.bare(targets)} in ", self.shortened(source, 12), ":")

    def _loop(self, loop: Loop) -> None:
        fresh = self._initial(loop)
        if isinstance(loop, Fold):
            self._for(loop.iteration, [*loop.step, *(e for e in (loop.until, loop.early) if e is not None)])
        else:
            self.emit("while ", condition(self.renderer.tree(loop.test)), ":")
        with self.block():
            self._turns(turns(self._changes(loop, fresh), self.renderer.opposite))
            if isinstance(loop, Fold) and loop.until is not None and loop.early is not None:
                self._branch(self.prepared(condition(self.renderer.tree(loop.until))), loop.early)

    def _initial(self, loop: Loop) -> frozenset[Variable]:
        """Write the first values of the accumulators; those that are new containers."""
        values = [self.prepared(self.tree(initial)) for initial in loop.initial]
        fresh = frozenset(v for v, value in zip(loop.accumulators, values, strict=True) if is_fresh(value))
        plain = []
        for variable, value, step in zip(loop.accumulators, values, loop.step, strict=True):
            if isinstance(value, ast.Name) and self._may_rebind(loop, variable, value.id):
                self.renderer.names[variable] = value.id
                continue
            plain.append((self.renderer.declare(variable, accumulator_wishes(variable, step)), value))
        if len(plain) > 1 and all(isinstance(value, ast.Constant) for _, value in plain):
            names = ", ".join(new for new, _ in plain)
            self.emit(f"{names} = ", ast.Tuple([value for _, value in plain], ast.Load()))
        else:
            for new, value in plain:
                self.emit(f"{new} = ", value)
        return fresh

    def _may_rebind(self, loop: Loop, variable: Variable, parameter: str) -> bool:
        """Whether an accumulator that begins as a parameter may be that parameter: nothing else needs it."""
        uses = sum(e.name == parameter for e in walk(self.root) if isinstance(e, Variable) and e is not variable)
        return isinstance(loop, While) and uses == 1 and variable.type in (INT, FLOAT)

    def _changes(self, loop: Loop, fresh: frozenset[Variable]) -> list[Change]:
        names = [self.renderer.names[a] for a in loop.accumulators]
        parts = [renewed(loop, i) for i in range(len(names))]
        steps = [self._step(loop, i, inside) for i, inside in enumerate(parts)]
        found = []
        for i, (variable, new, step) in enumerate(zip(loop.accumulators, names, steps, strict=True)):
            container = variable.type.name in ("list", "set", "dict")
            alone = not any(new in names_in(other) for j, other in enumerate(steps) if j != i)
            owned = container and variable in fresh and alone and keeps_ownership(step, new)
            numeric = variable.type in (INT, FLOAT)
            after = frozenset(names[j] for j in parts[i])
            found.append(Change(new, step, owned, container and not owned, numeric, after))
        return found

    def _step(self, loop: Loop, place: int, renewed: Sequence[int]) -> ast.expr:
        """An accumulator's next value, from the new values of those whose steps it contains."""
        for i in renewed:
            self.renderer.known[loop.step[i]] = name(self.renderer.names[loop.accumulators[i]])
        tree = self.renderer.tree(loop.step[place])
        for i in renewed:
            del self.renderer.known[loop.step[i]]
        return tree

    def _turns(self, statements: Sequence[Turn]) -> None:
        if not statements:
            self.lines.append(f"{self.indent}pass")
        for turn in statements:
            if isinstance(turn, Branch):
                self._turn_branch(turn)
                continue
            value = self.shortened(self.prepared(turn.value), 12)
            head = f"{self.layout.printer.bare(turn.target)} {turn.sign} " if turn.target is not None else ""
            self.emit(head, value)

    def _turn_branch(self, turn: Branch, head: str = "if ") -> None:
        test = condition(turn.test)
        self.emit(head, self.shortened(self.prepared(test), 4) if head == "if " else test, ":")
        with self.block():
            self._turns(turn.then)
        if len(turn.otherwise) == 1 and isinstance(turn.otherwise[0], Branch):
            self._turn_branch(turn.otherwise[0], "elif ")
        elif turn.otherwise:
            self.lines.append(f"{self.indent}else:")
            with self.block():
                self._turns(turn.otherwise)
