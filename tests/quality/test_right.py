"""Does the search find what was meant? Budgets count candidates, so the answer is the same on every machine."""

from __future__ import annotations

import pytest

from pytest_aurora.search.candidate import compile_body, passes
from pytest_aurora.search.outcome import Solution

from .asked import Asked, asked, solved

ASKED = tuple(asked())


@pytest.mark.parametrize("spec", ASKED, ids=lambda spec: f"{spec.kind}-{spec.name}")
def test_the_body_does_what_the_spec_does_not_show(spec: Asked):
    result = solved(spec)
    assert isinstance(result, Solution), result
    signature = spec.problem.signature
    function = compile_body(result.body, signature, ())
    for example in (*spec.problem.examples, *spec.checks):
        assert passes(function, example, signature), f"{example}\n{result.body.source}"


def test_each_spec_has_checks_that_its_examples_do_not_show():
    for spec in ASKED:
        shown = {repr(example.arguments) for example in spec.problem.examples}
        assert spec.checks, spec.name
        assert not all(repr(example.arguments) in shown for example in spec.checks), spec.name
