"""What recursive calls are made into values with: terms over arguments and results, by what they are good for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pytest_aurora.language.expressions import Constant, Display, Expression, Logical, Variable
from pytest_aurora.language.meaning import meaning
from pytest_aurora.problem.types import BOOL, Type
from pytest_aurora.search.bank import FAILURE
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core, Task
from pytest_aurora.search.goal import Goal
from pytest_aurora.search.smaller import Smaller
from pytest_aurora.search.steps import ZEROS, plain_steps
from pytest_aurora.search.terms import JOINING, SAMPLES, Term, Terms, samples_of
from pytest_aurora.search.trials import Environment, environments_of

LEVEL = 4
"""What terms over the arguments may cost."""
STEP_COST = 7
STEPS = 300
PAIRED = 60
"""Steps of two calls."""
CHOICES = 16
"""Conditions that tell two branches apart."""
BASES = 7
"""Values without a call."""
TURNED = 3
"""How far the samples of what a second call gives are from those of the first."""
BASE_COST = 3
"""What a value without a call may cost."""


@dataclass(slots=True, eq=False)
class Material:
    """Terms by what they are good for.

    Attributes:
        results: stand for what the calls of a branch give.
    """

    core: Core
    goal: Goal
    terms: Terms
    results: tuple[Variable, Variable]
    environments: Sequence[Environment]
    single: list[Term] = field(default_factory=list)
    paired: list[Term] = field(default_factory=list)
    choices: list[Term] = field(default_factory=list)
    bases: list[Term] = field(default_factory=list)

    def grow(self) -> Task:
        """Build the terms, and sort them by what they are good for."""
        yield from self.terms.grow(LEVEL, STEP_COST)
        self._sort()

    def _sort(self) -> None:
        one, other = self.results
        known = [*plain_steps(self.terms, one), *self._prepended(one)]
        known += [_joined(test, one, word) for test in self._tests() for word in ("and", "or") if one.type is BOOL]
        known.sort(key=lambda term: term.cost)
        self.single = [term for term in known if not term.uses(other)][:STEPS]
        both = (term for term in self.terms.of(one.type, STEP_COST) if term.uses(one) and term.uses(other))
        self.paired = list(islice(both, PAIRED))
        self.choices = self._tests()[:CHOICES]
        self.bases = self._bases(one.type)

    def _prepended(self, result: Variable) -> Iterator[Term]:
        """An item, and then what the call gives."""
        t = result.type
        if t.name != "list" or not self.core.has("concat"):
            return
        for item in self.terms.of(t.args[0], BASE_COST):
            if not any(map(item.uses, self.results)):
                expression = self.core.apply("concat", t, Display((item.expression,), t), result)
                yield Term(item.cost + 1 + JOINING, expression, (), meaning(expression))

    def _tests(self) -> list[Term]:
        known = self.terms.of(BOOL, LEVEL)
        return [t for t in known if len(set(t.values)) > 1 and not any(map(t.uses, self.results))]

    def _bases(self, t: Type) -> list[Term]:
        zeros = (False, True) if t is BOOL else ZEROS.get(t, ((),))
        found = [Term(1, c, (), meaning(c)) for c in (Constant(value, t) for value in zeros)]
        for shelf in (self.goal.context.bank.shelf(t), self.terms.scope.bank.shelf(t)):
            for entry in shelf.up_to(BASE_COST):
                term = Term(entry.cost, entry.expression, (), meaning(entry.expression))
                if not isinstance(entry.expression, Constant) and not any(map(term.uses, self.results)):
                    found.append(term)
        return found[:BASES]


def gather(core: Core, goal: Goal, smaller: Smaller) -> Material:
    """What there is before any term is grown: arguments, parts of them, and samples of what calls may give."""
    environments = environments_of(goal.context)
    heads = [(head, t, [_outcome(head, scope) for scope in environments]) for head, t in smaller.heads()]
    full = [p for p in range(len(environments)) if all(column[p] is not FAILURE for _, _, column in heads)]
    rows = [full[i % len(full)] for i in range(SAMPLES)] if full else [0]
    terms = Terms(core, _arguments(goal.context), rows)
    values = samples_of(goal.type, [goal.wanted[p] for p in goal.positions])
    results = Variable("first", goal.type), Variable("second", goal.type)
    for result, start in zip(results, (0, TURNED), strict=True):
        terms.add(result, values[start:] + values[:start])
    for head, t, column in heads if full else ():
        sampled = tuple(column[row] for row in rows)
        if terms.scope.bank.find(t, sampled) is None:
            terms.scope.bank.add(head, t, 1, sampled)
    return Material(core, goal, terms, results, environments)


def _outcome(expression: Expression, scope: Environment) -> object:
    try:
        return meaning(expression)(scope)
    except Exception:  # what is cut off may not be there
        return FAILURE


def _arguments(context: Context) -> Context:
    """The parameters and the literals, and nothing that was computed from them."""
    found = Context(context.points)
    for entry in context.variables:
        if isinstance(entry.expression, Variable):
            found.add_variable(entry.expression, entry.values)
    for shelf in context.bank.shelves.values():
        for entry in shelf.up_to(BASE_COST):
            if isinstance(entry.expression, Constant):
                found.add_constant(entry.expression, entry.cost)
    return found


def _joined(test: Term, result: Variable, word: str) -> Term:
    expression = Logical(word, (test.expression, result))
    return Term(test.cost + 2, expression, (), meaning(expression))
