from __future__ import annotations

import json
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pytest_aurora.memory.adaptive import AdaptiveBiasScheduler, cut
from pytest_aurora.memory.config import ProdConfig
from pytest_aurora.memory.costs import UNLEARNED
from pytest_aurora.memory.schedule import LONGEST_HISTORY, Mode, Schedule, dump_schedule, parse_schedule
from pytest_aurora.search.outcome import Budget

BUDGET = Budget(seconds=9.0, candidates=1000)
LEARNED = st.dictionaries(st.integers(0, 25).map("root>p{}".format), st.floats(-1, 1), max_size=20)
SAME = 1e-12


class Scheduling(RuleBasedStateMachine):
    """Plans and endings in any order, with two schedulers of the same seed side by side."""

    config = ProdConfig(epsilon=0.4)

    def __init__(self):
        super().__init__()
        self.told = []
        self.scheduler, self.twin = (
            AdaptiveBiasScheduler(None, self.config, seed=7, warn=self.told.append) for _ in range(2)
        )
        self.plan = None
        self.rests = {}

    @rule(learned=LEARNED)
    def next_plan(self, learned):
        before = self.scheduler.schedule
        self.plan = self.scheduler.plan(learned, BUDGET)
        assert self.twin.plan(learned, BUDGET) == self.plan
        self.check_moves(before.biases, self.scheduler.schedule.biases)
        self.check_stages(learned)
        assert not {key for key, until in self.rests.items() if self.plan.iteration <= until} & self.plan.keys

    def check_moves(self, before, after):
        for key in {*before, *after}:
            old, new = before.get(key, 0.0), after.get(key, 0.0)
            assert abs(new - old) <= self.config.max_drift + SAME
            if key not in self.plan.keys:
                assert abs(new) <= abs(old) * self.config.decay + SAME
                assert old * new >= 0

    def check_stages(self, learned):
        *stages, last = self.plan.stages
        assert last.costs == UNLEARNED
        assert last.budget.candidates * 3 >= BUDGET.candidates
        assert last.budget.seconds * 3 >= BUDGET.seconds - SAME
        assert sum(stage.budget.candidates for stage in self.plan.stages) == BUDGET.candidates
        assert self.plan.keys <= learned.keys()
        for stage in stages:
            assert len(stage.costs.biases) <= self.config.top_k
            assert sum(map(abs, stage.costs.biases.values())) <= self.config.max_total_drift + SAME

    @precondition(lambda self: self.plan is not None)
    @rule(data=st.data())
    def ending(self, data):
        solved_by = data.draw(st.none() | st.integers(0, len(self.plan.stages) - 1))
        for scheduler in (self.scheduler, self.twin):
            scheduler.report(self.plan, solved_by)
        if solved_by is not None:
            passed = {key for stage in self.plan.stages[:solved_by] for key in stage.costs.biases}
            misled = passed - set(self.plan.stages[solved_by].costs.biases)
            self.rests.update(dict.fromkeys(misled, self.plan.iteration + self.config.cooldown_iters))
        assert self.scheduler.schedule.history[-1].solved_by == solved_by
        self.plan = None

    @rule()
    def reload(self):
        document = json.loads(json.dumps(dump_schedule(self.scheduler.schedule)))
        assert parse_schedule(document) == self.scheduler.schedule

    @invariant()
    def bounds_are_never_left(self):
        schedule = self.scheduler.schedule
        assert all(-1 <= bias <= 1 for bias in schedule.biases.values())
        assert schedule.explored + schedule.exploited == schedule.iteration
        assert len(schedule.history) == min(schedule.iteration, LONGEST_HISTORY)
        assert all(step.drift <= self.config.max_total_drift + SAME for step in schedule.history)


TestScheduling = Scheduling.TestCase
TestScheduling.settings = settings(max_examples=40, stateful_step_count=25)


def test_ten_thousand_iterations_stay_within_bounds(told):
    config, rng = ProdConfig(), random.Random(2)
    scheduler = AdaptiveBiasScheduler(None, config, seed=3, warn=told.append)
    for _ in range(10_000):
        learned = {f"p>{rng.randrange(60)}": rng.uniform(-1, 1) for _ in range(12)}
        before = scheduler.schedule.biases
        plan = scheduler.plan(learned, BUDGET)
        after = scheduler.schedule.biases
        assert max(abs(after.get(k, 0) - before.get(k, 0)) for k in {*before, *after}) <= config.max_drift + SAME
        scheduler.report(plan, rng.choice((None, 0, len(plan.stages) - 1)))
    assert max(map(abs, scheduler.schedule.biases.values())) <= 1
    assert max(step.drift for step in scheduler.schedule.history) <= config.max_total_drift + SAME
    assert 0.13 < scheduler.schedule.explored / 10_000 < 0.17


def test_with_nothing_learned_the_whole_budget_is_unlearned(told):
    plan = AdaptiveBiasScheduler(None, warn=told.append).plan({}, BUDGET)
    assert [(stage.costs, stage.budget) for stage in plan.stages] == [(UNLEARNED, BUDGET)]


def test_exploiting_takes_the_strongest_and_follows_them_slowly(told):
    config = ProdConfig(epsilon=0.0, top_k=2)
    scheduler = AdaptiveBiasScheduler(None, config, warn=told.append)
    learned = {"a>a": 0.25, "a>b": -0.9, "a>c": 0.1}
    plans = [scheduler.plan(learned, BUDGET) for _ in range(3)]
    assert [plan.stages[0].costs.biases["a>a"] for plan in plans] == pytest.approx([0.1, 0.2, 0.25])
    assert [plan.stages[0].costs.biases["a>b"] for plan in plans] == pytest.approx([-0.1, -0.2, -0.3])
    assert all(plan.keys == {"a>a", "a>b"} for plan in plans)
    assert [stage.budget.candidates for stage in plans[0].stages] == [666, 334]


def test_exploring_tries_other_biases_first_and_then_the_strongest(told):
    scheduler = AdaptiveBiasScheduler(None, ProdConfig(epsilon=1.0, top_k=4), warn=told.append)
    learned = {f"a>{n}": n / 20 for n in range(1, 20)}
    drawn = set()
    for _ in range(40):
        plan = scheduler.plan(learned, BUDGET)
        assert plan.mode is Mode.EXPLORE
        assert [stage.budget.candidates for stage in plan.stages] == [333, 333, 334]
        assert set(plan.stages[1].costs.biases) == {"a>16", "a>17", "a>18", "a>19"}
        drawn |= set(plan.stages[0].costs.biases)
    assert drawn == set(learned)


def test_biases_that_misled_rest_for_five_iterations(told):
    scheduler = AdaptiveBiasScheduler(None, ProdConfig(epsilon=0.0), warn=told.append)
    learned = {"a>b": 0.5}
    scheduler.report(scheduler.plan(learned, BUDGET), 1)
    assert [bool(scheduler.plan(learned, BUDGET).keys) for _ in range(7)] == [False] * 5 + [True] * 2


@pytest.mark.parametrize("solved_by", [None, 0])
def test_biases_that_did_not_mislead_go_on(told, solved_by):
    scheduler = AdaptiveBiasScheduler(None, ProdConfig(epsilon=0.0), warn=told.append)
    scheduler.report(scheduler.plan({"a>b": 0.5}, BUDGET), solved_by)
    assert scheduler.plan({"a>b": 0.5}, BUDGET).keys == {"a>b"}


@settings(max_examples=25)
@given(st.lists(LEARNED, max_size=6), st.integers(0, 6), st.integers())
def test_a_scheduler_that_is_loaded_goes_on_as_if_it_had_never_stopped(rounds, split, seed):
    whole = AdaptiveBiasScheduler(None, seed=seed, warn=print)
    plans = [whole.plan(learned, BUDGET) for learned in rounds]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "adaptive.json"
        first = AdaptiveBiasScheduler(path, seed=seed, warn=print)
        for learned in rounds[:split]:
            first.plan(learned, BUDGET)
        second = AdaptiveBiasScheduler(path, seed=seed, warn=print)
        assert second.schedule == first.schedule
        assert [second.plan(learned, BUDGET) for learned in rounds[split:]] == plans[split:]


def test_the_order_in_which_biases_are_learned_does_not_matter(told):
    learned = {f"a>{n}": 0.5 for n in range(30)}
    one, two = (AdaptiveBiasScheduler(None, ProdConfig(epsilon=0.5), warn=told.append) for _ in range(2))
    backwards = dict(reversed(learned.items()))
    assert [one.plan(learned, BUDGET) for _ in range(20)] == [two.plan(backwards, BUDGET) for _ in range(20)]


def test_it_is_kept_in_a_file(tmp_path, told):
    path = tmp_path / "adaptive.json"
    AdaptiveBiasScheduler(path, ProdConfig(epsilon=0.0), warn=told.append).plan({"a>b": 0.5, "a>c": -0.6}, BUDGET)
    scheduler = AdaptiveBiasScheduler(path, warn=told.append)
    assert scheduler.stats() == {"summary": {"a>b": 0.1, "a>c": -0.1}, "iteration": 1}


@pytest.mark.parametrize(
    "document",
    [
        {"biases": {"k": 1.1}},
        {"iteration": -1},
        {"version": 9},
        {"history": [{}]},
        {"history": [{"iteration": 1, "mode": "guess", "keys": [], "drift": 0.0}]},
    ],
)
def test_a_file_that_cannot_be_used_is_set_aside(tmp_path, told, document):
    path = tmp_path / "adaptive.json"
    path.write_text(json.dumps(document))
    assert AdaptiveBiasScheduler(path, warn=told.append).schedule == Schedule()
    assert "moved to adaptive.json.corrupt-" in told[0].remedy


@given(st.none() | st.integers(0, 10**9), st.none() | st.floats(0, 1e6), st.sampled_from([(1,), (2, 1), (1, 1, 1)]))
def test_a_budget_is_cut_without_loss(candidates, seconds, weights):
    shares = cut(Budget(seconds, candidates, 123), weights)
    assert [share.memory for share in shares] == [123] * len(weights)
    if candidates is not None:
        assert sum(share.candidates for share in shares) == candidates
    if seconds is not None:
        assert sum(share.seconds for share in shares) == pytest.approx(seconds)
    assert (shares[-1].candidates is None) == (candidates is None)
