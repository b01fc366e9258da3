from __future__ import annotations

import itertools

import pytest

from pytest_aurora.gate import learned
from pytest_aurora.memory.adaptive import planned
from pytest_aurora.memory.config import ProdConfig
from pytest_aurora.memory.layout import layout


@pytest.fixture
def findings(tmp_path):
    return lambda: list(learned.check_learning(layout(tmp_path, {}), ProdConfig(), seed=7))


def test_a_scheduler_that_chooses_alike_each_time_is_in_order(findings):
    assert findings() == []


def test_one_that_does_not_is_found(findings, monkeypatch):
    calls = itertools.count()

    def fickle(schedule, biases, budget, config, seed):
        return planned(schedule, biases, budget, config, seed + next(calls))

    monkeypatch.setattr(learned, "planned", fickle)
    assert {finding.kind for finding in findings()} == {"scheduler"}
