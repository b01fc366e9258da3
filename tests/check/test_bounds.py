import ast

import pytest

from pytest_aurora.check.bounds import FREE, Bounds, bounds_of, ordered_pairs


def bounds(*conditions, variable="x"):
    return bounds_of(variable, [ast.parse(c, mode="eval").body for c in conditions])


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("x >= 3", Bounds(low=3)),
        ("3 <= x", Bounds(low=3)),
        ("x > 3 and x < 9", Bounds(over=3, under=9)),
        ("0 <= x <= 50", Bounds(low=0, high=50)),
        ("-1.5 < x", Bounds(over=-1.5)),
        ("x <= 10**6", Bounds(high=10**6)),
        ("x in (1, 2)", Bounds(choices=(1, 2))),
        ("x in {'b', 'a'}", Bounds(choices=("a", "b"))),
        ("x in range(3)", Bounds(choices=(0, 1, 2))),
        ("x == 4", Bounds(choices=(4,))),
        ("len(x) > 0", Bounds(least=1)),
        ("1 <= len(x) <= 5", Bounds(least=1, most=5)),
        ("len(x) == 3", Bounds(least=3, most=3)),
        ("len(x) < 3", Bounds(most=2)),
        ("x", Bounds(least=1)),
        ("bool(x)", Bounds(least=1)),
        ("x == sorted(x)", Bounds(ordered=True)),
        ("list(sorted(x)) == x", Bounds(ordered=True)),
        ("len(x) == len(set(x))", Bounds(unique=True)),
        ("all(n > 0 for n in x)", Bounds(elements=Bounds(over=0))),
        ("x.isdigit()", Bounds(alphabet="0123456789", least=1)),
        ("all(c in 'ab' for c in x)", Bounds(alphabet="ab", elements=Bounds(choices=("a", "ab", "b")))),
        ("x != 3", FREE),
        ("x < y", FREE),
        ("y < 3", FREE),
        ("x < 3 or x > 5", FREE),
        ("not x", FREE),
        ("x < limit()", FREE),
        ("len(x) < len(y)", FREE),
        ("all(n > 0 for n in x if n)", FREE),
        ("any(n > 0 for n in x)", FREE),
        ("x % 2 == 0", FREE),
    ],
)
def test_what_a_condition_says(condition, expected):
    assert bounds(condition) == expected


def test_conditions_narrow_together():
    assert bounds("x > 1", "x > 5 and x <= 9", "x <= 7") == Bounds(over=5, high=7)
    assert bounds("x in (1, 2, 3)", "x in (2, 3, 4)") == Bounds(choices=(2, 3))
    assert bounds("len(x) <= 9", "len(x) < 4", "len(x) >= 2") == Bounds(least=2, most=3)


def test_pairs_in_order():
    def pairs(*conditions):
        return ordered_pairs("abc", [ast.parse(c, mode="eval").body for c in conditions])

    assert pairs("a <= b") == (("a", "b"),)
    assert pairs("a < b < c") == (("a", "b"), ("b", "c"))
    assert pairs("b >= a and c > 3") == (("a", "b"),)
    assert pairs("a <= d", "a == b", "a + 1 < b") == ()
