"""Statements: returns, names, loops, guards, recursion."""

from __future__ import annotations

import pytest

from pytest_aurora.language.expressions import (
    Comprehension,
    Concatenation,
    FirstMatch,
    Fold,
    Form,
    Guarded,
    Iteration,
    Logical,
    Recursion,
    Recursive,
    Variable,
    While,
)
from pytest_aurora.language.meaning import meaning
from pytest_aurora.problem.types import INT, STR, list_of, tuple_of
from tests.language.building import INTS, TEXTS, body, do, each, lift, m, n, s, when, words, xs, ys


def no(operand):
    return Logical("not", (operand,))


def test_a_long_return_is_taken_apart_or_broken():
    long = do(
        "add",
        do("count", do("reversed", xs), do("max", ys)),
        do("index", do("unique", ys), do("min", do("sorted", xs))),
    )
    display = lift(["a long enough text", "and another long text", "and a third one of them", "and the last"])
    assert max(map(len, body(long, width=40).splitlines())) <= 40
    assert body(display) == (
        'return [\n    "a long enough text",\n    "and another long text",\n'
        '    "and a third one of them",\n    "and the last",\n]'
    )


def test_the_prevailing_quote_of_a_file_is_kept():
    assert body(Concatenation((s, lift("!"))), mark="'") == "return f'{s}!'"
    assert body(do("split:on", s, ","), mark="'") == "return s.split(',')"
    assert body(do("split:on", s, "'"), mark="'") == 'return s.split("\'")'


def test_names_do_not_shadow_what_the_body_can_see():
    inner = each(lambda c: do("upper", c), s, names=("char",))
    outer = each(lambda c: do("len", each(lambda d: do("contains", d, c), s, names=("char",))), s, names=("char",))
    ids = Variable("ids", INTS)
    assert body(inner) == "return [char.upper() for char in s]"
    assert body(outer) == "return [len([letter in char for letter in s]) for char in s]"
    assert body(each(lambda i: do("add", i, 1), ids)) == "return [number + 1 for number in ids]"
    assert body(do("windows", Variable("i", INTS), 2)) == "return [i[j : j + 2] for j in range(len(i) - 1)]"


def test_a_named_value_is_not_hidden_by_a_target():
    target = Variable("lowered", STR)
    inner = Comprehension(
        Form("listcomp", "[{each}]", list, 0),
        Iteration("{0}", (words,), (target,)),
        do("contains", target, do("lower", s)),
        INTS,
    )
    assert body((do("lower", s), inner)) == ("text = s.lower()\nreturn text, [lowered in text for lowered in words]")


def test_what_a_comprehension_comes_to_is_named_where_it_stands_twice():
    first, again = (do("max", each(lambda i: do("mul", i, 2), xs)) for _ in range(2))
    assert body((first, do("neg", again))) == "largest = max(2 * number for number in xs)\nreturn largest, -largest"


def test_lists_that_are_made_twice_stay_two():
    first, again = (each(lambda i: do("mul", i, 2), xs) for _ in range(2))
    assert body((first, again)) == "return [2 * number for number in xs], [2 * number for number in xs]"


def test_the_parts_of_an_item_are_called_by_their_places_or_by_where_they_come_from():
    def parts(source, *types):
        targets = tuple(Variable("", t) for t in types)
        value = do("str:int", targets[1])
        return Comprehension(Form("listcomp", "[{each}]", list, 0), Iteration("{0}", (source,), targets), value, TEXTS)

    lines = Variable("lines", list_of(tuple_of(STR, INT, STR)))
    sizes, colors = Variable("sizes", TEXTS), Variable("colors", INTS)
    assert body(parts(lines, STR, INT, STR)) == "return [str(second) for _, second, _ in lines]"
    assert "[str(color) for _, color in itertools.product(sizes, colors)]" in body(
        parts(do("cartesian", sizes, colors), STR, INT)
    )
    assert "[str(b) for _, b in itertools.combinations(xs, 2)]" in body(parts(do("pairs", xs), INT, INT))


# --- loops, guards, recursion ---

item, total, result = Variable("", INT), Variable("", INT), Variable("", INTS)
over_xs = Iteration("{0}", (xs,), (item,))


def fold(step, start=0, variable=total, over=over_xs):
    return Fold(over, (variable,), (lift(start),), (step,), variable)


FOLDS = [
    ("total = 0\nfor number in xs:\n    total += number\nreturn total", fold(do("add", total, item))),
    ("total = 0\nfor number in xs:\n    total += number\nreturn total", fold(do("add", item, total))),
    ("product = 1\nfor number in xs:\n    product *= number\nreturn product", fold(do("mul", total, item), 1)),
    (
        "largest = 0\nfor number in xs:\n    largest = max(largest, number)\nreturn largest",
        fold(do("max:int", total, item)),
    ),
    (
        "count = 0\nfor number in xs:\n    if number > 0:\n        count += 1\nreturn count",
        fold(when(do("lt:int", 0, item), do("add", total, 1), total)),
    ),
    (
        "result = []\nfor number in xs:\n    if number not in result:\n        result.append(number)\nreturn result",
        fold(when(do("in", item, result), result, do("concat", result, [item])), [], result),
    ),
    (
        "result = xs\nfor _ in range(n):\n    result = result + [m]\nreturn result",
        fold(do("concat", result, [m]), xs, result, Iteration("range({0})", (n,), (Variable("i", INT),))),
    ),
    (
        "total = 0\nfor number in xs:\n    if number > m:\n        total += number\n"
        "    else:\n        total = 0\nreturn total",
        fold(when(do("lt:int", m, item), do("add", total, item), 0)),
    ),
]


@pytest.mark.parametrize(("text", "expression"), FOLDS)
def test_folds(text, expression):
    assert body(expression) == text


def test_two_accumulators_change_together_where_they_need_each_other():
    a, b = Variable("a", INT), Variable("b", INT)
    turns = Iteration("range({0})", (n,), (Variable("i", INT),))
    fibonacci = Fold(turns, (a, b), (lift(0), lift(1)), (b, do("add", a, b)), a)
    apart = Fold(over_xs, (a, b), (lift(0), lift(0)), (do("add", a, item), do("max:int", b, item)), do("sub", b, a))
    assert body(fibonacci) == "a, b = 0, 1\nfor _ in range(n):\n    a, b = b, a + b\nreturn a"
    assert body(apart) == "a, b = 0, 0\nfor number in xs:\n    a += number\n    b = max(b, number)\nreturn b - a"


def test_while_rebinds_parameters_that_nothing_else_needs():
    a, b = Variable("a", INT), Variable("b", INT)
    gcd = While((a, b), (n, m), no(do("eq:int", b, 0)), (b, do("mod", a, b)), a)
    steps = While((a, b), (n, lift(0)), do("lt:int", 1, a), (do("floordiv", a, 2), do("add", b, 1)), do("add", b, n))
    assert body(gcd) == "while m != 0:\n    n, m = m, n % m\nreturn n"
    assert body(steps) == "a = n\nb = 0\nwhile a > 1:\n    a //= 2\n    b += 1\nreturn b + n"


def test_the_first_match_returns_early_and_is_next_inside_an_expression():
    first = FirstMatch(over_xs, do("lt:int", n, item), item, lift(-1), INT)
    assert body(first) == "for number in xs:\n    if number > n:\n        return number\nreturn -1"
    assert body(do("add", first, 1)) == "return next((number for number in xs if number > n), -1) + 1"


def test_recursion_calls_the_function_itself():
    step = do("mul", n, Recursive(Variable("f", INT), (do("sub", n, 1),), INT))
    assert body(when(do("lt:int", n, 2), 1, step)) == "if n < 2:\n    return 1\nreturn n * f(n - 1)"


def test_guards_come_first():
    guarded = Guarded(do("lt:int", n, 0), "ValueError", "n is negative", do("add", n, 1))
    assert body(guarded) == 'if n < 0:\n    raise ValueError("n is negative")\nreturn n + 1'
    assert (
        body(Guarded(do("eq:int", do("len", xs), 0), "IndexError", "", n))
        == "if not xs:\n    raise IndexError\nreturn n"
    )


def test_a_loop_that_a_value_needs_comes_before_it():
    assert body(do("mul", fold(do("add", total, item)), 2)) == (
        "total = 0\nfor number in xs:\n    total += number\nreturn 2 * total"
    )


def test_a_loop_inside_a_comprehension_has_no_source():
    with pytest.raises(ValueError, match="cannot stand inside an expression"):
        body(each(lambda i: fold(do("add", total, i)), ys))


def test_a_recursion_is_its_body_and_means_what_it_calls():
    f, half = Variable("f", INT), do("floordiv", n, 2)
    whole = Recursion(f, (n,), when(do("lt:int", n, 2), 0, do("add", 1, Recursive(f, (half,), INT))))
    assert body(whole) == "if n < 2:\n    return 0\nreturn f(n // 2) + 1"
    assert meaning(whole)({n: 40}) == 5
    endless = Recursion(f, (n,), Recursive(f, (n,), INT))
    with pytest.raises(RecursionError, match="does not end"):
        meaning(endless)({n: 1})
