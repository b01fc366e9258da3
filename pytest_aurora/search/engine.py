"""The engine: one queue over all contexts, a pool of fitting bodies, and the choice among them."""

from __future__ import annotations

import copy
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pytest_aurora.language.component import Component
from pytest_aurora.language.expressions import Expression, Guarded, Variable, production, walk
from pytest_aurora.language.meaning import outline
from pytest_aurora.problem.problem import Example, Problem, Raised, Returned
from pytest_aurora.problem.types import BOOL, FLOAT, INT, Type, join_types, type_of
from pytest_aurora.problem.values import freeze
from pytest_aurora.problem.verdict import Refuted
from pytest_aurora.search.alternatives import variants
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.candidate import Candidate, behaviour, candidate, on_copies, passes, rendered, run
from pytest_aurora.search.closings import close_small_bodies
from pytest_aurora.search.constants import mine
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core
from pytest_aurora.search.costs import CostOf, cost_function, production_key
from pytest_aurora.search.deduce import DEDUCERS
from pytest_aurora.search.deduce.counts import deduce_counts
from pytest_aurora.search.deduce.scopes import deduce_filtered_maps, open_cheap_walks
from pytest_aurora.search.generated import types_of
from pytest_aurora.search.goal import Goal, Solved, Step
from pytest_aurora.search.outcome import (
    Body,
    Budget,
    CostModel,
    ExitReason,
    Judge,
    Listener,
    Progress,
    Result,
    Solution,
    Stopped,
)  # fmt: skip
from pytest_aurora.search.patterns import seed
from pytest_aurora.search.rank import Ranker, choose
from pytest_aurora.search.selection import first_selection
from pytest_aurora.search.usage import Growth
from pytest_aurora.search.vocabulary import starting_points, vocabulary

RULES = (open_cheap_walks, close_small_bodies, deduce_filtered_maps, deduce_counts)
RIVALS = 8
"""Fitting bodies, the best first, that the judge is asked about when one is chosen."""
POOL = 50
"""Fitting bodies of different behaviour that are kept."""
PATIENCE = 3
"""How far beyond the cheapest fitting body's cost the queue is worked off."""
LINGER = 0.5
"""Seconds after which, at twice the time of the first fitting body, the search stops."""
A_SECOND = 50_000
"""Candidates that stand for a second where a budget counts candidates."""
LIKELY = 16
"""A body that costs less is worth little further waiting."""
DOUBTFUL = 26
"""A body that costs this much is seldom the one that was meant: the budget is used up to find another."""
RESTART = 6
"""Bodies that fit the selected examples but fail another one before that one is selected too."""
REFUTING = 8
"""Arguments on which bodies were refuted that become points of the search."""
WEIGHING = 0.2
"""Seconds between two looks at the memory."""
ENOUGH = 30_000
"""Candidates after which one such body is enough."""
GUARD = 3


def solve(
    problem: Problem,
    *,
    budget: Budget = Budget(),  # noqa: B008 - frozen
    judge: Judge | None = None,
    costs: CostModel | None = None,
    seed: int = 0,
    listener: Listener | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Result:
    """Search for the body that was meant.

    Args:
        problem: what is asked.
        budget: seconds, candidates and memory.
        judge: asked of bodies that fit the examples; refuted ones are dropped and the search goes on.
        costs: learned biases of productions.
        seed: kept for the record; the search itself draws nothing at random.
        listener: told of progress a few times a second.
        clock: seconds.

    Returns:
        The chosen body with its confidence, or why there is none and what came nearest.
    """
    components = vocabulary(problem)
    engine = _Engine(problem, budget, judge, components, cost_function(problem, costs), listener, clock)
    return engine.run()


@dataclass(slots=True)
class _Pool:
    """Bodies that fit, one for each behaviour, with their ranking costs."""

    members: dict[tuple[str, ...], tuple[float, Candidate]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    """Outlines of all that has been tried."""

    def ranked(self) -> list[tuple[float, Candidate]]:
        return sorted(self.members.values(), key=lambda member: member[0])


@dataclass(slots=True)
class _Engine:
    problem: Problem
    budget: Budget
    judge: Judge | None
    components: tuple[Component, ...]
    cost_of: CostOf
    listener: Listener | None
    clock: Callable[[], float]
    pool: _Pool = field(default_factory=_Pool)
    pending: list[Solved] = field(default_factory=list)
    core: Core = field(init=False)
    root: Context = field(init=False)
    goal: Goal | None = None
    selected: list[int] = field(default_factory=list)
    failing: dict[int, int] = field(default_factory=dict)
    refuting: list[tuple[object, ...]] = field(default_factory=list)
    """Arguments on which the judge saw a body fail: points that tell bodies apart, whatever is wanted there."""
    refuting_before: int = 0
    ranker: Ranker = field(init=False)
    memory: Growth = field(default_factory=Growth)
    started: float = 0.0
    told: float = 0.0
    weighed: float = 0.0
    first_fit: float | None = None
    refuted: int = 0
    spent: int = 0
    """Candidates of earlier rounds."""
    nearest: tuple[int, Candidate] | None = None
    reason: ExitReason = ExitReason.EXHAUSTED

    def run(self) -> Result:
        self.started = self.told = self.clock()
        self.ranker = Ranker(self.problem)
        self.selected = first_selection(self.problem.examples)
        if not self._points():
            return Stopped(ExitReason.EXHAUSTED, 0, 0.0)
        while True:
            self._begin()
            if self.goal is None and self.problem.examples:
                return Stopped(ExitReason.EXHAUSTED, 0, 0.0, examples=len(self.problem.examples))
            if not self._work():
                return self._result()
            self.spent += self.core.counter.candidates

    # --- one round over the selected examples -----------------------------------------------------------------------

    def _begin(self) -> None:
        points = self._points()
        max_depth = 1 + max(t.depth for t in (self.problem.signature.returns, *self._parameter_types()))
        self.core = Core(
            self.components, self.cost_of, DEDUCERS, RULES, self.problem.words,
            max_depth=max(2, min(max_depth, 3)), native=frozenset(types_of(self.problem.signature)),
        )  # fmt: skip
        self.root = root = Context(len(points))
        if self.budget.candidates is not None:
            self.core.counter.limit = self.budget.candidates - self.spent
        self.failing = {}
        for constant, cost in mine(self.problem):
            root.add_constant(constant, cost)
        for place, parameter in enumerate(self.problem.signature.parameters):
            values = tuple(freeze(arguments[place], parameter.type) for arguments in points)
            root.add_variable(Variable(parameter.name, parameter.type), values)
        seed(root, starting_points(self.problem))
        self._set_goal()
        self.core.enter(root)

    def _parameter_types(self) -> Iterator[Any]:
        return (p.type for p in self.problem.signature.parameters)

    def _points(self) -> list[tuple[object, ...]]:
        if not self.problem.examples:
            nothing = [()] if not self.problem.signature.parameters else []
            return [*(self.problem.probes[:8] or nothing), *self.refuting]
        return [*(self.problem.examples[i].arguments for i in self.selected), *self.refuting]

    def _set_goal(self) -> None:
        returns = observed_returns(self.problem)
        outcomes = [self.problem.examples[i].outcome for i in self.selected]
        if not outcomes:
            self.goal = None
            self.root.observer = self._observe
            return
        wanted = tuple(freeze(o.value, returns) if isinstance(o, Returned) else None for o in outcomes)
        wanted += (None,) * len(self.refuting)
        positions = tuple(i for i, o in enumerate(outcomes) if isinstance(o, Returned))
        self.goal = goal = self.core.want(self.root, returns, wanted, positions, depth=0, base=0, branching=True)
        if goal is None:
            return
        goal.capacity = 400
        goal.steps.append(_Collector(self.pending))
        self.pending.extend(goal.solutions)
        self._guard(goal, outcomes)

    def _guard(self, goal: Goal, outcomes: Sequence[Returned | Raised]) -> None:
        """Where some examples must raise: when to raise is a goal of its own."""
        errors = {o.error for o in outcomes if isinstance(o, Raised)}
        if len(errors) != 1:
            return
        error = errors.pop()
        raising = tuple(isinstance(o, Raised) for o in outcomes)
        test = self.core.want(self.root, BOOL, raising, tuple(range(len(raising))), depth=0, base=GUARD, branching=True)
        if test is not None:
            Step(_Guarded(self.pending), (test, goal), GUARD, lambda t, b: Guarded(t, error, "", b)).start()

    def _observe(self, entry: Entry) -> None:
        """Without examples every value of the result's type is for the judge to decide on."""
        if entry.type == self.problem.signature.returns and not entry.partial:
            self.pending.append(Solved(entry.cost, entry.expression))

    def _work(self) -> bool:
        """Work the queue off; True when the search must begin again with more examples."""
        while True:
            self._take_pending()
            if self._must_select_more():
                return True
            if self._is_over():
                return False
            if not self.core.run_next():
                self.reason = ExitReason.EXHAUSTED
                self._take_pending()
                return False

    # --- candidates -------------------------------------------------------------------------------------------------

    def _take_pending(self) -> None:
        while self.pending:
            batch, self.pending[:] = sorted(self.pending, key=lambda s: s.cost), []
            for solved in batch:
                self._try(solved.expression, solved.cost)

    def _try(self, expression: Expression, cost: float) -> None:
        structure = outline(expression)
        if structure in self.pool.known or len(self.pool.members) >= 4 * POOL:
            return
        self.pool.known.add(structure)
        found = candidate(expression, cost, self.problem.signature)
        failed = self._failures(found)
        if failed:
            for place in failed[:1]:
                self.failing[place] = self.failing.get(place, 0) + 1
            self._note_nearest(found, len(self.problem.examples) - len(failed))
            return
        if self._survives(found):
            self._keep(found)

    def _failures(self, found: Candidate) -> list[int]:
        """Examples that the candidate fails: the selected ones first."""
        examples = self.problem.examples
        rest = [i for i in range(len(examples)) if i not in set(self.selected)]
        signature = self.problem.signature
        return [i for i in (*self.selected, *rest) if not passes(found.function, examples[i], signature)]

    def _survives(self, found: Candidate) -> bool:
        """Ask the judge, until the first body has survived: the others are asked about only if they win."""
        if self.judge is None or self.pool.members:
            return True
        return self._judged(found) is not None

    def _judged(self, found: Candidate) -> Body | None:
        """The rendered body, unless it does not do what the search computed or the judge refutes it."""
        signature = self.problem.signature
        body, function = rendered(found, signature, self.problem.helpers)
        if not all(passes(on_copies(function), example, signature) for example in self.problem.examples):
            return None
        if self.judge is None:
            return body
        calls = _Calls(function)
        if isinstance(self.judge(body, calls), Refuted):
            self.refuted += 1
            self._remember(calls)
            return None
        return body

    def _remember(self, calls: _Calls) -> None:
        """What the refuted body was last called with becomes a point of the next round."""
        arity = len(self.problem.signature.parameters)
        for arguments in calls.last:
            if len(arguments) == arity and arguments not in self.refuting and len(self.refuting) < REFUTING:
                self.refuting.append(arguments)

    def _keep(self, found: Candidate) -> None:
        if self.first_fit is None:
            self.first_fit = self._waited()
        key = behaviour(found.function, self.problem.probes) or (outline(found.expression),)
        cost = self.ranker.cost(found)
        known = self.pool.members.get(key)
        if known is None or cost < known[0]:
            self.pool.members[key] = (cost, found)

    def _note_nearest(self, found: Candidate, passed: int) -> None:
        if self.nearest is None or passed > self.nearest[0]:
            self.nearest = (passed, found)

    # --- when to stop -----------------------------------------------------------------------------------------------

    def _must_select_more(self) -> bool:
        if self.pool.members:
            return False
        if len(self.refuting) > self.refuting_before:
            self.refuting_before = len(self.refuting)
            self.pool.known.clear()
            return True
        if not self.failing:
            return False
        outside = {i: n for i, n in self.failing.items() if i not in self.selected}
        if not outside or (sum(outside.values()) < RESTART and self.core.counter.candidates < ENOUGH):
            return False
        self.selected.append(max(outside, key=lambda i: outside[i]))
        return True

    def _is_over(self) -> bool:
        elapsed = self._tell()
        if self.pool.members and self._has_waited():
            return True
        if self.budget.seconds is not None and elapsed >= self.budget.seconds:
            self.reason = ExitReason.TIMEOUT
        elif self.budget.candidates is not None and self.candidates >= self.budget.candidates:
            self.reason = ExitReason.CANDIDATES
        elif self._is_full(elapsed):
            self.reason = ExitReason.MEMORY
        else:
            return False
        return True

    def _is_full(self, elapsed: float) -> bool:
        """Whether the memory bound is reached; the system is asked a few times a second."""
        if self.budget.memory is None or elapsed < self.weighed + WEIGHING:
            return False
        self.weighed = elapsed
        return self.memory.exceeds(self.budget.memory)

    def _has_waited(self) -> bool:
        """Whether nothing cheaper can be expected, or it has been waited for long enough."""
        assert self.first_fit is not None
        best = min(cost for cost, _ in self.pool.members.values())
        frontier = self.core.queue[0][0] if self.core.queue else float("inf")
        if frontier > best + min(PATIENCE, best / 3):
            return True
        return best < DOUBTFUL and self._waited() > max(1.0, 2 * self.first_fit + LINGER) * (1 if best < LIKELY else 3)

    def _waited(self) -> float:
        """Seconds so far; where candidates are bounded, as many as they stand for: the same on every machine."""
        return self.clock() - self.started if self.budget.candidates is None else self.candidates / A_SECOND

    @property
    def candidates(self) -> int:
        """Candidates evaluated so far."""
        return self.spent + self.core.counter.candidates

    def _tell(self) -> float:
        now = self.clock()
        if self.listener is not None and now - self.told > 0.2:
            self.told = now
            self.listener(Progress(self.candidates, now - self.started, len(self.pool.members)))
        return now - self.started

    # --- the outcome ------------------------------------------------------------------------------------------------

    def _result(self) -> Result:
        self._expand()
        ranked = self.pool.ranked()[:POOL]
        body = None
        while ranked and (body := self._judged(ranked[0][1])) is None:
            del ranked[0]
        seconds = self.clock() - self.started
        if body is None:
            return self._stopped(seconds)
        choice = choose(self.problem, self._upheld(ranked))
        others = tuple(rendered(c, self.problem.signature, self.problem.helpers)[0] for c in choice.others[:5])
        used = tuple(production_key(p.type, production(p)) for p in walk(choice.best.expression))
        return Solution(body, self.candidates, seconds, choice.confidence, choice.question, others, used)

    def _upheld(self, ranked: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
        """The winner and the rivals that the judge upholds, too: only between these is there a question."""
        if self.judge is None:
            return ranked
        return [ranked[0], *(rival for rival in ranked[1:RIVALS] if self._judged(rival[1]) is not None)]

    def _expand(self) -> None:
        """Try the other derivations of what the best bodies are made of."""
        for _, member in self.pool.ranked()[:12]:
            for extra, expression in variants(member.expression, self.root.bank.alternatives):
                self._try(expression, member.cost + extra)

    def _stopped(self, seconds: float) -> Stopped:
        self._look_for_nearest()
        passed, nearest = self.nearest or (0, None)
        failure = self._first_failure(nearest) if nearest is not None else None
        body = rendered(nearest, self.problem.signature, self.problem.helpers)[0] if nearest is not None else None
        total = len(self.problem.examples)
        return Stopped(self.reason, self.candidates, seconds, body, passed, total, failure, self.refuted)

    def _look_for_nearest(self) -> None:
        terms = self.root.coverage.get(self.goal, {}) if self.goal is not None else {}
        for mask in sorted(terms, key=lambda m: (-m.bit_count(), terms[m].cost))[:3]:
            entry = terms[mask]
            found = candidate(entry.expression, entry.cost, self.problem.signature)
            self._note_nearest(found, len(self.problem.examples) - len(self._failures(found)))

    def _first_failure(self, found: Candidate) -> tuple[tuple[object, ...], str, str] | None:
        for example in self.problem.examples:
            if not passes(found.function, example, self.problem.signature):
                gave = run(found.function, example.arguments)
                return example.arguments, _shown(gave), _shown(example.outcome)
        return None


def observed_returns(problem: Problem) -> Type:
    """The result's type; where floats are declared and every example gives ints, it is ints that are looked for."""
    declared = problem.signature.returns
    values = [e.outcome.value for e in problem.examples if isinstance(e.outcome, Returned)]
    observed = join_types(map(type_of, values))
    return observed if values and _as_floats(observed) == declared else declared


def _as_floats(t: Type) -> Type:
    return FLOAT if t == INT else Type(t.name, tuple(map(_as_floats, t.args)), t.kind, t.cls)


def _shown(outcome: Returned | Raised) -> str:
    return repr(outcome.value) if isinstance(outcome, Returned) else f"raises {outcome.error}"


@dataclass(slots=True)
class _Calls:
    """A function that remembers what it was last called with."""

    function: Callable[..., Any]
    last: deque[tuple[object, ...]] = field(default_factory=lambda: deque(maxlen=2))

    def __call__(self, *arguments: object, **keywords: object) -> object:
        if not keywords:
            self.last.append(copy.deepcopy(arguments))
        return self.function(*arguments, **keywords)


@dataclass(slots=True, eq=False)
class _Collector:
    """A step that ends at the engine: the root goal's solutions become candidates."""

    pending: list[Solved]

    def advance(self, goal: Goal, solved: Solved) -> None:
        self.pending.append(solved)


@dataclass(slots=True, eq=False)
class _Guarded:
    """A parent for the guard step: what it is offered becomes a candidate."""

    pending: list[Solved]

    def offer(self, cost: int, expression: Expression) -> None:
        self.pending.append(Solved(cost, expression))


__all__ = ["Example", "solve"]
