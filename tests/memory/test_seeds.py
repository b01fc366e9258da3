from __future__ import annotations

import json
import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pytest_aurora.memory.config import ProdConfig
from pytest_aurora.memory.seeds import MOST_SEEDS, Seeds, SeedStore, dump_seeds, ema_step, parse_seeds, seeds_path

UNIT = st.floats(-1, 1)
CONFIG = ProdConfig()
KEYS = st.sampled_from(["root>split", "root>join", "sum>mul", "sum>add"])


@given(UNIT, UNIT, st.floats(0, 1), st.floats(0, 1))
def test_a_step_goes_towards_the_value_by_the_cap_at_most(old, value, alpha, cap):
    new = ema_step(old, value, alpha, cap)
    assert abs(new - old) <= cap + 1e-12
    assert min(old, value) - 1e-12 <= new <= max(old, value) + 1e-12
    if alpha * abs(value - old) <= cap:
        assert math.isclose(new, (1 - alpha) * old + alpha * value, abs_tol=1e-12)


class Learning(RuleBasedStateMachine):
    """Updates and prunings in any order."""

    def __init__(self):
        super().__init__()
        self.told = []
        self.store = SeedStore(None, CONFIG, warn=self.told.append)
        self.updates = 0

    @rule(values=st.dictionaries(KEYS | st.text(max_size=3), UNIT, max_size=6))
    def update(self, values):
        before = self.store.seeds.biases
        after = self.store.update(values).biases
        self.updates += 1
        for key in {*before, *after}:
            moved = abs(after.get(key, 0.0) - before.get(key, 0.0))
            assert moved <= CONFIG.drift_cap + 1e-12
            assert key in values or not moved

    @rule(keep=st.integers(0, 8))
    def prune(self, keep):
        before = self.store.seeds
        after = self.store.prune(keep)
        assert len(after.biases) <= keep
        assert after.biases.items() <= before.biases.items()
        gone = [abs(bias) for key, bias in before.biases.items() if key not in after.biases]
        assert all(abs(kept) >= 0.01 for kept in after.biases.values())
        assert len(after.biases) == keep or all(bias < 0.01 for bias in gone)
        assert max(gone, default=0) <= min(map(abs, after.biases.values()), default=1)

    @invariant()
    def bounds_are_never_left(self):
        assert all(-1 <= bias <= 1 for bias in self.store.seeds.biases.values())

    @invariant()
    def updates_are_counted(self):
        assert self.store.seeds.total_updates == self.updates

    @invariant()
    def a_json_round_trip_changes_nothing(self):
        document = json.loads(json.dumps(dump_seeds(self.store.seeds, CONFIG)))
        assert parse_seeds(document) == self.store.seeds

    @invariant()
    def the_summary_agrees(self):
        summary, biases = self.store.summary(), self.store.seeds.biases
        assert summary["summary"]["total_seeds"] == len(biases)
        assert summary["summary"]["max_bias"] == max(biases.values(), default=0)
        assert [abs(top["bias"]) for top in summary["top_biases"]] == sorted(map(abs, biases.values()))[::-1][:10]


TestLearning = Learning.TestCase
TestLearning.settings = settings(max_examples=30, stateful_step_count=20)


def test_ten_thousand_updates_stay_within_bounds():
    rng, seeds = random.Random(1), Seeds()
    for _ in range(10_000):
        before = seeds.biases
        seeds = seeds.updated({f"p>{rng.randrange(40)}": rng.choice((-1, 0, 1)) for _ in range(3)}, CONFIG)
        assert all(abs(bias - before.get(key, 0)) <= 0.15 + 1e-12 for key, bias in seeds.biases.items())
    assert max(map(abs, seeds.biases.values())) <= 1
    assert seeds.total_updates == 10_000


@pytest.mark.parametrize("value", [1.01, -2, math.nan, math.inf])
def test_a_value_out_of_bounds_is_refused(value, told):
    store = SeedStore(None, warn=told.append)
    with pytest.raises(ValueError, match="'a>b': not between -1 and 1"):
        store.update({"a>b": value})
    assert store.seeds == Seeds()


def test_the_file_is_as_documented(tmp_path, told):
    path = tmp_path / "seeds.json"
    SeedStore(path, warn=told.append).update({"root>split": 1.0, "sum>mul": -0.25})
    assert json.loads(path.read_text()) == {
        "biases": {"root>split": 0.15, "sum>mul": -0.05},
        "metadata": {"total_updates": 1, "config": {"alpha": 0.2, "drift_cap": 0.15}, "version": 1},
    }


def test_a_file_without_a_version_is_read(tmp_path, told):
    path = tmp_path / "seeds.json"
    path.write_text('{"biases": {"k": 0.1234}, "metadata": {"total_updates": 42, "config": {"alpha": 0.2}}}')
    assert SeedStore(path, warn=told.append).seeds == Seeds({"k": 0.1234}, 42)
    assert told == []


def test_another_store_goes_on_where_the_first_one_ended(tmp_path, told):
    path = tmp_path / "seeds.json"
    first, second = SeedStore(path, warn=told.append), SeedStore(path, warn=told.append)
    first.update({"a>b": 1.0})
    assert second.update({"a>c": 1.0}).biases == {"a>b": 0.15, "a>c": 0.15}
    assert SeedStore(path, warn=told.append).seeds == second.seeds


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "the seeds file is no JSON object"),
        ("{}", "'biases' is no JSON object"),
        ('{"biases": {"k": 1.5}}', "the bias of 'k' is 1.5"),
        ('{"biases": {"k": NaN}}', "the bias of 'k' is nan"),
        ('{"biases": {"k": true}}', "the bias of 'k' is True"),
        ('{"biases": {}, "metadata": {"version": 2}}', "version 2 is newer than 1"),
        ('{"biases": {}, "metadata": {"total_updates": -1}}', "'total_updates' is -1"),
        ('{"biases": {"k": 0.1}, "meta', "Unterminated string"),
    ],
)
def test_a_file_that_cannot_be_used_is_set_aside_and_learning_begins_anew(tmp_path, told, text, said):
    path = tmp_path / "seeds.json"
    path.write_text(text)
    store = SeedStore(path, warn=told.append)
    assert said in told[0].problem
    assert store.update({"a>b": 1.0}) == SeedStore(path, warn=told.append).seeds
    assert len(told) == 1
    assert [p.read_text() for p in tmp_path.glob("*.corrupt-*")] == [text]


def test_the_weakest_go_when_there_are_too_many(told):
    store = SeedStore(None, warn=told.append)
    store.update({f"p>{n}": (n + 1) / (MOST_SEEDS + 50) for n in range(MOST_SEEDS + 50)})
    assert len(store.seeds.biases) == MOST_SEEDS
    assert "p>0" not in store.seeds.biases


def test_an_empty_store_has_a_summary(told):
    figures = {"total_seeds": 0, "avg_bias": 0.0, "max_bias": 0.0, "min_bias": 0.0, "total_updates": 0}
    assert SeedStore(None, warn=told.append).summary() == {
        "summary": {**figures, "config": {"alpha": 0.2, "drift_cap": 0.15}},
        "top_biases": [],
    }


def test_where_the_seeds_lie(tmp_path):
    assert seeds_path(tmp_path, {}) == tmp_path / "seeds.json"
    assert seeds_path(tmp_path, {"AURORA_SEEDS_PATH": "elsewhere/s.json"}).as_posix() == "elsewhere/s.json"
    assert seeds_path(None, {"AURORA_SEEDS_PATH": ""}) is None
