"""The engine: rounds over selected examples, one queue over all contexts, a pool of fitting bodies, and the choice."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from pytest_aurora.language.component import Component
from pytest_aurora.language.expressions import Apply, walk
from pytest_aurora.language.notation import notation
from pytest_aurora.problem.problem import Problem, Raised, Returned
from pytest_aurora.search.alternatives import variants
from pytest_aurora.search.candidate import Candidate, candidate, rendered, run
from pytest_aurora.search.choice import IN_DOUBT, SURE, choose
from pytest_aurora.search.costs import CostOf, cost_function, is_familiar, is_prose, production_key
from pytest_aurora.search.effort import Effort, collector_paused
from pytest_aurora.search.forgetting import forget
from pytest_aurora.search.outcome import Budget, ExitReason, Judge, Learned, Listener, Result, Solution, Stopped
from pytest_aurora.search.pool import Arguments, Pool
from pytest_aurora.search.refill import enter_refills
from pytest_aurora.search.rounds import Round, begin, points_of
from pytest_aurora.search.selection import first_selection
from pytest_aurora.search.vocabulary import vocabulary

RESTART = 6
"""Bodies that fit the selected examples but fail another one before that one is selected too."""
ENOUGH = 30_000
"""Candidates after which one such body is enough."""
EXPANDED = 12
"""Bodies of the pool, the best first, whose other derivations are tried."""


def solve(
    problem: Problem,
    *,
    budget: Budget = Budget(),  # noqa: B008 - frozen
    judge: Judge | None = None,
    learned: Learned | None = None,
    seed: int = 0,
    listener: Listener | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Result:
    """Search for the body that was meant.

    Args:
        problem: what is asked.
        budget: seconds, candidates and memory.
        judge: asked of bodies that fit the examples; refuted ones are dropped and the search goes on.
        learned: what earlier searches say of this one.
        seed: kept for the record; the search itself draws nothing at random.
        listener: told of progress a few times a second.
        clock: seconds.

    Returns:
        The chosen body with its confidence, or why there is none and what came nearest.
    """
    effort = Effort(budget, listener, clock)
    with collector_paused():
        return _Engine(problem, effort, Pool(problem, judge), vocabulary(problem), learned).run()


@dataclass(slots=True)
class _Engine:
    problem: Problem
    effort: Effort
    pool: Pool
    components: tuple[Component, ...]
    learned: Learned | None = None
    cost_of: CostOf = field(init=False)
    round: Round = field(init=False)
    selected: list[int] = field(default_factory=list)
    refuting_before: int = 0
    reason: ExitReason = ExitReason.EXHAUSTED

    def __post_init__(self) -> None:
        self.cost_of = cost_function(self.problem, self.learned)

    def run(self) -> Result:
        self.selected = first_selection(self.problem.examples)
        if not points_of(self.problem, self.selected):
            return Stopped(ExitReason.EXHAUSTED, 0, 0.0)
        while True:
            self._begin()
            if self.round.goal is None and self.problem.examples:
                return Stopped(ExitReason.EXHAUSTED, 0, 0.0, examples=len(self.problem.examples))
            if not self._work():
                return self._result()

    def _begin(self) -> None:
        counter = self.effort.next_round()
        self.round = begin(self.problem, self.selected, self.pool.refuting, self.components, self.cost_of, counter)
        self.pool.failing = {}
        if self.round.goal is not None and self.learned is not None:
            enter_refills(self.round.core, self.round.goal, self.learned.similar)

    def _work(self) -> bool:
        """Work the queue off; True when the search must begin again with more examples."""
        while True:
            self._take_pending()
            if self._must_select_more():
                return True
            if self._is_over() or not self._has_room():
                return False
            if not self.round.core.run_next():
                self.reason = ExitReason.EXHAUSTED if math.isinf(self.round.root.bank.ceiling) else ExitReason.MEMORY
                self._take_pending()
                return False

    def _take_pending(self) -> None:
        pending = self.round.pending
        while pending:
            batch, pending[:] = sorted(pending, key=lambda s: s.cost), []
            for solved in batch:
                self.pool.take(solved.expression, solved.cost, self.selected)
                if self.pool:
                    self.effort.note_fit(self.pool.lowest)

    # --- when to stop -----------------------------------------------------------------------------------------------

    def _must_select_more(self) -> bool:
        if self.pool:
            return False
        if len(self.pool.refuting) > self.refuting_before:
            self.refuting_before = len(self.pool.refuting)
            self.pool.try_again()
            return True
        outside = {i: n for i, n in self.pool.failing.items() if i not in self.selected}
        if not outside or (sum(outside.values()) < RESTART and self.round.core.counter.candidates < ENOUGH):
            return False
        self.selected.append(max(outside, key=lambda i: outside[i]))
        return True

    def _is_over(self) -> bool:
        spent = self.effort.exhausted(len(self.pool))
        if self.pool and self._has_waited() and self.pool.is_confirmed():
            return True
        self.reason = spent or self.reason
        return spent is not None

    def _has_room(self) -> bool:
        """Whether there is memory to go on with; what is dear is let go when the bound is near."""
        if not self.effort.is_full():
            return True
        if not forget(self.round.core):
            self.reason = ExitReason.MEMORY
            return False
        self.effort.memory.settle()
        return True

    def _has_waited(self) -> bool:
        """Whether the best body is worth no further waiting; less where it is made of what memory knows."""
        cost, found = self.pool.best
        if self.learned is not None and self.effort.has_settled(cost) and self._is_expected(found, self.learned):
            return True
        return self.effort.has_waited(cost, self.round.core.frontier, lambda: self.pool.confidence)

    def _is_expected(self, found: Candidate, learned: Learned) -> bool:
        """Whether it is like what memory knows; what is neither sure nor asked about is put off where prose decides."""
        if not is_familiar(found.expression, self.problem, learned):
            return False
        if is_prose(self.problem) and self._is_unsure():
            self.effort.put_off()
            return False
        return True

    def _is_unsure(self) -> bool:
        """Whether a search that ended now would be neither sure of its body nor ask about it."""
        self._expand()
        _, upheld = self.pool.upheld()
        return bool(upheld) and IN_DOUBT <= choose(self.problem, upheld, cost=self.pool.lowest).confidence < SURE

    # --- the outcome ------------------------------------------------------------------------------------------------

    def _result(self) -> Result:
        self._expand()
        body, upheld = self.pool.upheld()
        seconds = self.effort.seconds
        if body is None:
            return self._stopped(seconds)
        choice = choose(self.problem, upheld, cost=self.pool.lowest)
        others = tuple(rendered(c, self.problem.signature, self.problem.helpers)[0] for c in choice.others[:5])
        parts = (part for part in walk(choice.best.expression) if isinstance(part, Apply))
        used = tuple(production_key(part.type, part.component.key) for part in parts)
        return Solution(
            body,
            self.effort.candidates,
            seconds,
            choice.confidence,
            choice.question,
            others,
            used,
            choice.doubtful,
            notation(choice.best.expression),
        )

    def _expand(self) -> None:
        """Try the other derivations of what the best bodies, and the cheapest solutions, are made of.

        Of bodies that do the same the pool has one, and the same may have been derived where less was in scope.
        """
        best = [(member.cost, member.expression) for _, member in self.pool.ranked()[:EXPANDED]]
        if self.round.goal is not None:
            best += [(solved.cost, solved.expression) for solved in self.round.goal.solutions]
        for cost, known in best:
            for extra, expression in variants(known, self.round.root.bank.common.alternatives):
                self.pool.take(expression, cost + extra, self.selected)

    def _stopped(self, seconds: float) -> Stopped:
        self._look_for_nearest()
        passed, nearest = self.pool.nearest or (0, None)
        failure = self._first_failure(nearest) if nearest is not None else None
        body = rendered(nearest, self.problem.signature, self.problem.helpers)[0] if nearest is not None else None
        total = len(self.problem.examples)
        pool, candidates = self.pool, self.effort.candidates
        return Stopped(self.reason, candidates, seconds, body, passed, total, failure, pool.refuted, pool.objection)

    def _look_for_nearest(self) -> None:
        terms = self.round.root.coverage.get(self.round.goal, {}) if self.round.goal is not None else {}
        for mask in sorted(terms, key=lambda m: (-m.bit_count(), terms[m].cost))[:3]:
            entry = terms[mask]
            found = candidate(entry.expression, entry.cost, self.problem.signature)
            self.pool.note_nearest(found, len(self.problem.examples) - len(self.pool.failures(found)))

    def _first_failure(self, found: Candidate) -> tuple[Arguments, str, str] | None:
        for place in self.pool.failures(found)[:1]:
            example = self.problem.examples[place]
            return example.arguments, _shown(run(found.function, example.arguments)), _shown(example.outcome)
        return None


def _shown(outcome: Returned | Raised) -> str:
    return repr(outcome.value) if isinstance(outcome, Returned) else f"raises {outcome.error}"
