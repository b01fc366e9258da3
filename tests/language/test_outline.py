from __future__ import annotations

import pytest

from pytest_aurora.language.expressions import Apply, Conditional, Constant, Guarded, Logical, Variable
from pytest_aurora.language.meaning import GuardError, meaning
from pytest_aurora.language.outline import outline
from pytest_aurora.problem.types import BOOL, INT
from tests.search.cores import chosen

N, M, P = Variable("n", INT), Variable("n", INT), Variable("p", BOOL)


def add(*arguments):
    return Apply(chosen("add")[0], arguments, INT)


def test_the_same_structure_has_the_same_outline():
    assert outline(add(N, Constant(1, INT))) == outline(add(N, Constant(1, INT)))
    assert outline(Conditional(P, N, M, INT)) == outline(Conditional(P, N, M, INT))


def test_another_structure_has_another_outline():
    wholes = [
        N, M, add(N, N), add(N, M), add(N, Constant(1, INT)), add(N, Constant(2, INT)), Conditional(P, N, M, INT),
        Conditional(P, M, N, INT), Guarded(P, "ValueError", "", N), Guarded(P, "KeyError", "", N),
        Logical("not", (P,)), Logical("and", (P, P)), Logical("or", (P, P)),
    ]  # fmt: skip
    assert len({outline(whole) for whole in wholes}) == len(wholes)


def test_a_guard_raises_where_its_test_holds():
    value = meaning(Guarded(P, "ValueError", "", N))
    assert value({P: False, N: 3}) == 3
    with pytest.raises(GuardError) as raised:
        value({P: True, N: 3})
    assert raised.value.error == "ValueError"
