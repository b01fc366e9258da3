from __future__ import annotations

import collections
import datetime
import math
import os
from decimal import Decimal
from fractions import Fraction

import pytest

from pytest_aurora.errors import SpecError
from pytest_aurora.spec.literals import compile_expression, evaluate

from .helpers import PLACE


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("[1, (2,), {'a': {3}}]", [1, (2,), {"a": {3}}]),
        ("set() | frozenset({1})", {1}),
        ("-2 ** 3 % 5 + (1 << 4) * 2", -(2**3) % 5 + 32),
        ("datetime.date(2020, 1, 2)", datetime.date(2020, 1, 2)),
        ("datetime.datetime(2020, 1, 2) - datetime(2020, 1, 1)", datetime.timedelta(1)),
        ("datetime.strptime('2020', '%Y').year", 2020),
        ("date(2020, 1, 1) + timedelta(days=1)", datetime.date(2020, 1, 2)),
        ("Decimal('1.5') + Fraction(1, 2).numerator", Decimal("2.5")),
        ("Fraction(1, 3)", Fraction(1, 3)),
        ("math.floor(math.pi) + math.factorial(4)", 27),
        ("sorted({c: len(s) for c in s}.items())", [("a", 2), ("b", 2)]),
        ("collections.Counter(s) == Counter('ba')", True),
        ("[i * j for i in range(3) for j in range(i)]", [0, 0, 2]),
        ("list(map(lambda x: x + n, [1]))", [3]),
        ("f'{n:>3}|{s!r}'", "  2|'ab'"),
        ("type(n) == int and isinstance(s, str)", True),
        ("s.upper().ljust(4)[::-1]", "  BA"),
        ("next(iter([n, 1]))", 2),
        ("pow(n, 3, 5), bytes([1]), inf", (3, b"\x01", math.inf)),
    ],
)
def test_values(source, value):
    assert evaluate(source, {"s": "ab", "n": 2}, PLACE) == value


def test_nan_and_float_text():
    assert math.isnan(evaluate("nan", {}, PLACE))
    assert math.isnan(evaluate('float("nan")', {}, PLACE))


def test_the_namespace_goes_before_what_needs_no_import():
    own = {"pow": lambda a: a, "range": lambda a: "mine", "len": lambda a: 7, "datetime": collections}
    assert evaluate("pow(3), range(10 ** 9), len([])", own, PLACE) == (3, "mine", 7)


def test_a_variable_may_be_called_as_a_module_is():
    day = datetime.date(2020, 1, 2)
    assert evaluate("date.year, datetime.day", {"date": day, "datetime": day}, PLACE) == (2020, 2)


def test_modules_of_the_namespace_are_narrowed():
    assert evaluate("math.sqrt(4)", {"math": math}, PLACE) == 2
    assert evaluate("datetime.date(2020, 1, 1)", {"datetime": datetime}, PLACE) == datetime.date(2020, 1, 1)


def test_a_module_under_another_name():
    names = {"dt": datetime, "m": math}
    day = evaluate("dt.date(2020, 1, 1) + dt.timedelta(days=m.floor(1.5))", names, PLACE)
    assert day == datetime.date(2020, 1, 2)
    assert evaluate("dt.datetime(2020, 1, 1)", names, PLACE) == datetime.datetime(2020, 1, 1)
    assert evaluate("dt.datetime.strptime('2020', '%Y').year", names, PLACE) == 2020
    with pytest.raises(AttributeError):
        evaluate("dt.sys", names, PLACE)
    with pytest.raises(SpecError, match="'os' is not known"):
        evaluate("os.getcwd()", {"os": os}, PLACE)


def test_an_exception_is_no_value():
    with pytest.raises(SpecError) as caught:
        evaluate("ValueError", {}, PLACE)
    assert caught.value.hint == "an exception that is due is written -> raises ValueError"


def test_a_module_reached_through_a_value_is_refused():
    holder = collections.namedtuple("Holder", "inside")(os)
    with pytest.raises(SpecError, match="module"):
        evaluate("holder.inside", {"holder": holder}, PLACE)


@pytest.mark.parametrize(
    "source", ["open('x')", "eval('1')", "getattr(1, 'real')", "__builtins__", "exit()", "print(1)"]
)
def test_other_builtins_are_not_there(source):
    with pytest.raises(SpecError) as caught:
        evaluate(source, {}, PLACE)
    assert caught.value.location.line == PLACE.line


@pytest.mark.parametrize(
    "source",
    [
        "math.factorial(10 ** 6)",
        "10 ** 10 ** 10",
        "'a' * 10 ** 10",
        "10 ** 9 * [0]",
        "1 << 10 ** 9",
        "range(10 ** 12)",
        "bytes(10 ** 10)",
        "'a'.ljust(10 ** 10)",
        "'%99999d' % 1",
        "(1).to_bytes(10 ** 10, 'big')",
        "pow(10, 10 ** 9)",
    ],
)
def test_huge_values_are_refused_at_once(source):
    with pytest.raises(SpecError, match=r"too (large|wide)"):
        evaluate(source, {}, PLACE)


def test_what_a_called_function_raises_passes_through():
    def fail() -> None:
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        evaluate("fail()", {"fail": fail}, PLACE)
    with pytest.raises(ZeroDivisionError):
        evaluate("1 / 0", {}, PLACE)


def test_an_unknown_name_is_told_with_the_nearest():
    with pytest.raises(SpecError, match="'lenn'") as caught:
        evaluate("lenn([])", {}, PLACE)
    assert "len" in caught.value.hint


def test_a_fault_has_its_column():
    with pytest.raises(SpecError) as caught:
        compile_expression("1 + x.__class__", PLACE)
    assert (caught.value.location.line, caught.value.location.column) == (3, PLACE.column + 4)


def test_a_compiled_expression_is_evaluated_many_times():
    expression = compile_expression("[y * n for y in xs] + [len(xs)]", PLACE)
    assert expression.names == ("n", "xs", "len")
    assert [expression.evaluate({"n": n, "xs": [1, 2]}) for n in (1, 3)] == [[1, 2, 2], [3, 6, 2]]
