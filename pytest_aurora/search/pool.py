"""The pool: bodies that fit, one for each behaviour, and what the judge says of them."""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from pytest_aurora.language.components import numbers
from pytest_aurora.language.expressions import Apply, Expression, Variable, walk
from pytest_aurora.language.outline import outline
from pytest_aurora.language.placing import is_writable
from pytest_aurora.problem.problem import Problem, Raised
from pytest_aurora.problem.verdict import Refuted
from pytest_aurora.search.candidate import RAISES, Candidate, behaviour, candidate, on_copies, passes, rendered
from pytest_aurora.search.choice import confidence_in
from pytest_aurora.search.evidence import evidence
from pytest_aurora.search.outcome import Body, Judge
from pytest_aurora.search.rank import Ranker
from pytest_aurora.search.spoken import said

SIZE = 50
"""Bodies of different behaviour between which is chosen."""
CAPACITY = 4 * SIZE
"""Behaviours that are kept until then."""
RIVALS = 8
"""Fitting bodies, the best first, that the judge is asked about when one is chosen."""
ALIKE = 4
"""Bodies that are kept of one behaviour."""
REFUTING = 8
"""Arguments on which bodies were refuted that become points of the search."""
LISTED = {component.name: place for place, component in enumerate(numbers.LIBRARY.components)}
"""Where the library lists what is done with numbers."""

Arguments = tuple[object, ...]
Ranked = list[tuple[float, Candidate]]
"""Candidates with their ranking costs, cheapest first."""


@dataclass(slots=True)
class Pool:
    """Bodies that fit all examples and that the judge, as far as it was asked, upholds.

    Attributes:
        problem: what they fit.
        judge: asked of the first body that fits, and of those that win; None upholds everything.
        failing: for each example how many bodies that fit the selected ones fail it first.
        refuting: arguments on which the judge saw a body fail: points that tell bodies apart, whatever is wanted there.
        nearest: the body that passes most examples, and how many.
    """

    problem: Problem
    judge: Judge | None
    failing: dict[int, int] = field(default_factory=dict)
    refuting: list[Arguments] = field(default_factory=list)
    nearest: tuple[int, Candidate] | None = None
    _ranker: Ranker = field(init=False)
    _members: dict[tuple[str, ...], Ranked] = field(default_factory=dict)
    """A few of each behaviour on the probes, the plainest first: the judge may see what the probes do not."""
    _judged: dict[Candidate, Body | None] = field(default_factory=dict)
    _refuted: dict[str, Refuted] = field(default_factory=dict)
    """What the judge said of the bodies that it refuted, by their source: several expressions are written alike."""
    _known: set[str] = field(default_factory=set)
    """Outlines of all that has been tried."""

    def __post_init__(self) -> None:
        self._ranker = Ranker(self.problem)

    def __len__(self) -> int:
        """Behaviours in the pool."""
        return len(self._members)

    @property
    def refuted(self) -> int:
        """How many bodies the judge refuted."""
        return len(self._refuted)

    @property
    def objection(self) -> Refuted | None:
        """What the judge said of the first body that it refuted."""
        return next(iter(self._refuted.values()), None)

    @property
    def best(self) -> tuple[float, Candidate]:
        """The likeliest body and its cost, whatever the spec says of it; the pool must not be empty."""
        _, found = min((alike[0] for alike in self._members.values()), key=itemgetter(0))
        return self._ranker.cost(found), found

    @property
    def lowest(self) -> float:
        """The cost of the likeliest body; the pool must not be empty."""
        return self.best[0]

    @property
    def confidence(self) -> float:
        """How likely the likeliest body is the one that was meant; the pool must not be empty."""
        ranked = sorted((alike[0][0], key) for key, alike in self._members.items())[:SIZE]
        behaviours = [key if self.problem.probes else () for _, key in ranked]
        cost, found = self.best
        return confidence_in([price for price, _ in ranked], behaviours, cost, evidence(self.problem, found.expression))

    @property
    def _is_full(self) -> bool:
        return len(self) >= CAPACITY

    @property
    def _worst(self) -> tuple[float, tuple[str, ...]]:
        """The ranking cost of the body that is the least likely meant, and its behaviour."""
        return max((alike[0][0], key) for key, alike in self._members.items())

    # --- candidates -------------------------------------------------------------------------------------------------

    def take(self, expression: Expression, cost: float, selected: Sequence[int]) -> None:
        """Run a candidate that fits the selected examples on all of them, and keep it if it passes.

        A full pool takes what may be better than its worst body alone.
        """
        structure = outline(expression)
        if structure in self._known or (self._is_full and cost - said(expression, self.problem) >= self._worst[0]):
            return
        self._known.add(structure)
        if not is_writable(expression):
            return
        found = candidate(expression, cost, self.problem.signature)
        failed = self.failures(found, selected)
        if failed:
            self.failing[failed[0]] = self.failing.get(failed[0], 0) + 1
            self.note_nearest(found, len(self.problem.examples) - len(failed))
        elif len(self) or self.judged(found) is not None:
            self._keep(found)

    def failures(self, found: Candidate, selected: Sequence[int] = ()) -> list[int]:
        """Examples that the candidate fails: the selected ones first."""
        examples, signature = self.problem.examples, self.problem.signature
        first = set(selected)
        order = [*selected, *(i for i in range(len(examples)) if i not in first)]
        return [i for i in order if not passes(found.function, examples[i], signature)]

    def note_nearest(self, found: Candidate, passed: int) -> None:
        """Remember a candidate that passes more examples than any before."""
        if self.nearest is None or passed > self.nearest[0]:
            self.nearest = (passed, found)

    def _keep(self, found: Candidate) -> None:
        key = behaviour(found.function, self.problem.probes) or (outline(found.expression),)
        cost = self._ranker.meant(found)
        alike = self._members.setdefault(key, [])
        alike.append((cost, found))
        alike.sort(key=lambda member: (self._ranker.cost(member[1]), self._rank(member)))
        del alike[ALIKE if self.judge is not None else 1 :]
        if len(self) > CAPACITY:
            del self._members[self._worst[1]]

    def _rank(self, member: tuple[float, Candidate]) -> tuple[float, int, list[int], int, list[int], str]:
        """By cost; among equals those that keep the parameters apart: `xs[xs.index(0):]` and not `xs[ys.index(0):]`.

        Then those that use them as the signature has them: `a + b`; then the shorter; then those of the commoner
        operations on numbers, which the library lists first: `a - b` and not `a % b`.
        """
        cost, found = member
        places = {parameter.name: place for place, parameter in enumerate(self.problem.signature.parameters)}
        mixed = sum(len(_named(part, places)) > 1 for part in walk(found.expression))
        used = [places[p.name] for p in walk(found.expression) if isinstance(p, Variable) and p.name in places]
        structure = outline(found.expression)
        listed = [LISTED.get(p.component.name, len(LISTED)) for p in walk(found.expression) if isinstance(p, Apply)]
        return cost, mixed, used, len(structure), listed, structure

    def try_again(self) -> None:
        """What failed before may be tried once more: the search begins anew with other points."""
        self._known.clear()

    # --- the judge --------------------------------------------------------------------------------------------------

    def judged(self, found: Candidate) -> Body | None:
        """The rendered body, unless it does not do what the search computed or the judge refutes it; asked once."""
        if found not in self._judged:
            self._judged[found] = self._asked(found)
        return self._judged[found]

    def _asked(self, found: Candidate) -> Body | None:
        signature = self.problem.signature
        body, function = rendered(found, signature, self.problem.helpers)
        if not all(passes(on_copies(function), example, signature) for example in self.problem.examples):
            return None
        if self.judge is None:
            return body
        if body.source in self._refuted:
            return None
        calls = _Calls(function)
        verdict = self.judge(body, calls)
        if isinstance(verdict, Refuted):
            self._refuted[body.source] = verdict
            self._remember(calls)
            return None
        return body

    def _remember(self, calls: _Calls) -> None:
        """What the refuted body was last called with becomes a point of the next round."""
        arity = len(self.problem.signature.parameters)
        for arguments in calls.last:
            if len(arguments) == arity and arguments not in self.refuting and len(self.refuting) < REFUTING:
                self.refuting.append(arguments)

    # --- the choice -------------------------------------------------------------------------------------------------

    def ranked(self) -> Ranked:
        """The best body of each behaviour, by their ranking costs; among equals those that raise on fewer probes."""
        best = [(alike[0], self._errors(key)) for key, alike in self._members.items()]
        best.sort(key=lambda member: (member[0][0], member[1], self._rank(member[0])))
        return [member for member, _ in best[:SIZE]]

    def _errors(self, outcomes: tuple[str, ...]) -> int:
        """On how many probes that behaviour raises; where an example wants an error, errors say nothing."""
        wanted = any(isinstance(example.outcome, Raised) for example in self.problem.examples)
        return 0 if wanted else sum(text.startswith(RAISES) for text in outcomes)

    def is_confirmed(self) -> bool:
        """Whether the judge upholds the best body; those that it refutes are dropped until one is, or none is left."""
        while self._members:
            best = self.ranked()[0]
            if self.judged(best[1]) is not None:
                return True
            self._drop(best)
        return False

    def _drop(self, member: tuple[float, Candidate]) -> None:
        for alike in self._members.values():
            if member in alike:
                alike.remove(member)
        self._members = {key: alike for key, alike in self._members.items() if alike}

    def upheld(self) -> tuple[Body | None, Ranked]:
        """The best body that the judge upholds, rendered, and its candidate followed by the rivals that it upholds.

        Only between these is there a question.
        """
        if not self.is_confirmed():
            return None, []
        best, *rivals = self.ranked()
        return self.judged(best[1]), [best, *self._rivals(rivals)]

    def _rivals(self, ranked: Ranked) -> Ranked:
        if self.judge is None:
            return ranked
        return [rival for rival in ranked[: RIVALS - 1] if self.judged(rival[1]) is not None]


def _named(expression: Expression, names: Container[str]) -> set[str]:
    return {part.name for part in walk(expression) if isinstance(part, Variable) and part.name in names}


@dataclass(slots=True)
class _Calls:
    """A function that remembers what it was last called with."""

    function: Callable[..., Any]
    last: deque[Arguments] = field(default_factory=lambda: deque(maxlen=2))

    def __call__(self, *arguments: object, **keywords: object) -> object:
        if not keywords:
            self.last.append(copy.deepcopy(arguments))
        return self.function(*arguments, **keywords)
