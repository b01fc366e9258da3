from __future__ import annotations

import itertools

import pytest

from pytest_aurora.session.patience import PATIENCE, Patient


def test_it_gives_and_raises_what_the_function_does():
    assert Patient(divmod)(7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        Patient(divmod)(7, 0)


def test_a_call_that_goes_on_is_interrupted_and_the_function_given_up():
    calls = []

    def spin(n: int) -> int:
        calls.append(n)
        return sum(1 for _ in itertools.count(n))

    patient = Patient(spin)
    for n in range(PATIENCE + 2):
        with pytest.raises(TimeoutError):
            patient(n)
    assert calls == list(range(PATIENCE))
