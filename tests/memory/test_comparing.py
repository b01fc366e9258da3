from __future__ import annotations

import pytest

from pytest_aurora.memory.comparing import compare
from pytest_aurora.memory.runs import FunctionRun, Run, RunHead


def function(name, outcome="solved", candidates=100):
    return FunctionRun("specs/a.md", name, outcome, candidates=candidates)


def run_of(*functions):
    return Run(RunHead("run-20260101-000000", "", None, {}, {}), functions)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (("solved", 100), ("solved", 100), None),
        (("solved", 100), ("solved", 110), None),
        (("solved", 100), ("solved", 111), "slower"),
        (("solved", 111), ("solved", 100), "better"),
        (("solved", 100), ("solved", 0), "better"),
        (("solved", 0), ("solved", 1), "slower"),
        (("timeout", 100), ("solved", 900), "better"),
        (("solved", 900), ("timeout", 100), "worse"),
        (("timeout", 100), ("exhausted", 900), None),
    ],
)
def test_two_runs_are_compared_in_candidates(before, after, found):
    comparison = compare(run_of(function("f", *before)), run_of(function("f", *after)))
    fields = {"better": comparison.better, "worse": comparison.worse, "slower": comparison.slower}
    assert [name for name, changes in fields.items() if changes] == ([found] if found else [])


def test_functions_of_one_run_only_are_named():
    comparison = compare(run_of(function("f"), function("g")), run_of(function("g"), function("h")))
    assert [f.function for f in comparison.missing] == ["f"]
    assert [f.function for f in comparison.added] == ["h"]
    assert comparison.better == comparison.worse == comparison.slower == ()
