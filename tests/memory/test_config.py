from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.errors import UsageError
from pytest_aurora.memory.config import ProdConfig


def test_the_production_values():
    config = ProdConfig()
    assert (config.epsilon, config.decay, config.cooldown_iters, config.max_drift, config.top_k) == (
        0.15,
        0.98,
        5,
        0.10,
        10,
    )
    assert (config.alpha, config.drift_cap, config.max_total_drift) == (0.2, 0.15, 5.0)
    assert config.violations() == ()


def test_a_table_overrides_the_defaults():
    assert ProdConfig.from_table({"epsilon": 0, "top_k": 3}) == ProdConfig(epsilon=0, top_k=3)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"epsilom": 0.1}, "did you mean 'epsilon'"),
        ({"EPSILON": 0.1}, "did you mean 'epsilon'"),
        ({"qqq": 0.1}, "the keys are epsilon, decay"),
        ({"epsilon": 1.5}, "epsilon must be between 0 and 1, not 1.5"),
        ({"epsilon": "0.1"}, "epsilon must be a number, not '0.1'"),
        ({"epsilon": True}, "epsilon must be a number, not True"),
        ({"decay": math.nan}, "decay must be between 0.5 and 1, not nan"),
        ({"top_k": 2.0}, "top_k must be a whole number, not 2.0"),
        ({"top_k": 0, "cooldown_iters": -1}, "cooldown_iters must be between 0 and 1000, not -1; top_k must be"),
    ],
)
def test_what_cannot_be_used_is_named(table, said):
    with pytest.raises(UsageError, match=r"\[tool\.aurora\.learning\]") as error:
        ProdConfig.from_table(table)
    assert said in str(error.value)


@given(st.floats() | st.integers() | st.booleans() | st.text())
def test_what_passes_is_a_number_within_its_bounds(value):
    if not ProdConfig(max_drift=value).violations():
        assert type(value) in (int, float)
        assert 0 <= value <= 1
