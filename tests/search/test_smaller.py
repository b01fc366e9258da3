from __future__ import annotations

import pytest

from pytest_aurora.language.expressions import Constant, Variable
from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.types import INT
from pytest_aurora.search.smaller import NEEDED, PARAMETERS, Smaller

from .cores import make_core, source

KNOWN = ("drop", "drop:str", "at", "at:str", "len", "len:str")


def smaller(*names, **parameters):
    core = make_core(*(names or (*NEEDED, *KNOWN)))
    core.parameters = tuple(Variable(name, read_type(text)) for name, text in parameters.items())
    return Smaller(core, [Constant(10, INT)])


def schemes(**parameters):
    """Each scheme as `endings | calls of a branch | ..`."""
    found = []
    for scheme in smaller(**parameters).schemes():
        ends = ", ".join(map(source, scheme.endings))
        calls = [" ".join(f"({', '.join(map(source, c.arguments))})" for c in branch) for branch in scheme.branches]
        found.append(" | ".join([ends, *calls]))
    return found


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"xs": "list[int]"}, "len(xs) == 0 | (xs[1:])"),
        ({"n": "int"}, "n == 0 | (n - 1)"),
        ({"n": "int"}, "n < 10 | (n // 10)"),
        ({"n": "int"}, "n < 2 | (n - 1) (n - 2)"),
        ({"a": "int", "b": "int"}, "b == 0 | (b, a % b)"),
        ({"a": "int", "b": "int"}, "a == 1 or b == 1 | (a - 1, b) (a, b - 1)"),
        ({"s": "str", "t": "str"}, "len(s) == 0 | (t, s[1:])"),
        ({"s": "str", "t": "str"}, "len(s) == 0, len(t) == 0 | (s[1:], t[1:]) | (s, t[1:])"),
        ({"s": "str", "n": "int"}, "len(s) == 0, n == 0 | (s[1:], n - 1)"),
        ({"xs": "list[int]", "n": "int"}, "n == 0, len(xs) == 0 or n < 0 | (xs[1:], n - xs[0]) (xs[1:], n)"),
    ],
)
def test_ways_to_call_oneself(parameters, expected):
    assert expected in schemes(**parameters)


def test_the_plainest_come_first():
    costs = [scheme.cost for scheme in smaller(xs="list[int]", ys="list[int]").schemes()]
    assert costs == sorted(costs)
    assert len(set(costs)) > 1


def test_other_types_and_many_parameters_have_none():
    assert schemes(d="dict[str, int]") == []
    assert schemes(**{f"n{i}": "int" for i in range(PARAMETERS + 1)}) == []
    assert list(smaller("add", n="int").schemes()) == []


def test_a_number_is_divided_by_its_least_divisor_where_divisors_are_spoken_of():
    known = smaller(*NEEDED, "divisor:least", n="int")
    least = "next(i for i in range(2, n + 1) if n % i == 0)"
    calls = [source(c.arguments[0]) for scheme in known.schemes() for branch in scheme.branches for c in branch]
    assert f"n // {least}" in calls
    assert least in [source(head) for head, _ in known.heads()]


def test_what_a_call_leaves_out():
    assert [source(head) for head, _ in smaller(xs="list[str]", n="int").heads()] == ["xs[0]", "n % 10"]
