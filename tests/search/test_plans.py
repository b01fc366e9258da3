from __future__ import annotations

import pytest

from pytest_aurora.search.plans import CALLS, plan
from pytest_aurora.search.smaller import NEEDED, Smaller

from .cores import add_constants, make_core, make_root


@pytest.fixture
def downwards():
    """A plan whose one call is that with a number less."""
    core, root = make_core(*NEEDED), make_root(n=("int", [1]))
    add_constants(root, 0, 1, cost=1)
    core.parameters = tuple(entry.expression for entry in root.variables)
    return plan(core, next(s for s in Smaller(core, []).schemes() if len(s.branches[0]) == 1))


def test_a_trace_begins_with_the_innermost_call(downwards):
    trace = downwards.trace([5])
    assert len(trace) == 6
    assert [list(node.scope.values()) for node in trace] == [[n] for n in range(6)]
    assert [node.ending for node in trace] == [0, *[None] * 5]
    assert [node.inner for node in trace] == [(), (0,), (1,), (2,), (3,), (4,)]


def test_calls_that_do_not_end_or_are_too_many_make_no_trace(downwards):
    assert downwards.trace([-1]) is None
    assert downwards.trace([CALLS + 1]) is None
