"""Bodies read as a programmer would have written them."""

from __future__ import annotations

import pytest

from pytest_aurora.language.expressions import (
    Concatenation,
    Logical,
    Variable,
)
from pytest_aurora.problem.types import BOOL, INT, STR
from tests.language.building import (
    body,
    do,
    each,
    flag,
    lift,
    m,
    n,
    pairs,
    prices,
    rows,
    s,
    t,
    when,
    words,
    x,
    xs,
    y,
    ys,
)

NONE, ONE = do("eq:int", n, 0), do("eq:int", n, 1)
LAST_WORD, SECOND_NUMBER = do("at", do("find_all:\\w+", s), -1), do("at", do("find_all:\\d+", s), 1)
ENUMERATED = {"source": "enumerate({0})", "names": ("i",)}
ITEMS = {"source": "{0}.items()", "names": ("key", "value")}
NEIGHBOURS = {"source": "zip({0}, {0}[1:])", "names": ("a", "b")}
RANGE = {"source": "range({0})", "names": ("i",)}
SORTED = {"form": "sorted({iterable}, key={key})", "keyed": True}


def no(operand):
    return Logical("not", (operand,))


def both(*operands):
    return Logical("and", operands)


def either(*operands):
    return Logical("or", operands)


# fmt: off

ARITHMETIC = [
    ("n + 1", do("add", 1, n)),
    ("n + 1", do("sub", n, -1)),
    ("n - 2", do("add", n, -2)),
    ("n - m", do("add", n, do("neg", m))),
    ("n - m", do("add", do("neg", m), n)),
    ("n + 4", do("add", do("add", n, 1), 3)),
    ("n - 2", do("sub", do("sub", n, 1), 1)),
    ("n + m + 1", do("add", n, do("add", m, 1))),
    ("2 * n", do("add", n, n)),
    ("2 * n", do("mul", n, 2)),
    ("(n - m) ** 2", do("mul", do("sub", n, m), do("sub", n, m))),
    ("(n + 1) ** 2", do("square", do("add", n, 1))),
    ("(-1) ** 2", do("square", -1)),
    ("n", do("neg", do("neg", n))),
    ("n + 2", do("add", do("add", n, 1), 1)),
    ("n - 1", do("sub", do("add", n, 2), 3)),
    ("n", do("sub", do("add", n, 1), 1)),
    ("x + 1.0 + 1.0", do("add:float", do("add:float", x, 1.0), 1.0)),
    ("xs[n + 2 :]", do("drop", xs, do("add", do("add", n, 1), 1))),
    ("list(range(1, n + 2))", each(lambda i: i, do("add", n, 1), source="range(1, {0} + 1)", names=("i",))),
    ("n - (m - 1)", do("sub", n, do("sub", m, 1))),
    ("(n + 1) * m", do("mul", do("add", n, 1), m)),
    ("n // (2 * m)", do("floordiv", n, do("mul", m, 2))),
    ("n & (n - 1)", do("bitand", n, do("sub", n, 1))),
    ("x * math.pi", do("mul:float", x, 3.141592653589793)),
]
COMPARISONS = [
    ("n > 0", do("lt:int", 0, n)),
    ("len(xs) == 1", do("eq:int", 1, do("len", xs))),
    ("n % 2 == 0", do("lt:int", do("mod", n, 2), 1)),
    ("n % 2 == 1", do("lt:int", 0, do("mod", n, 2))),
    ("n % 3 != 0", do("lt:int", 0, do("mod", n, 3))),
    ("0 <= n < 10", both(do("le:int", 0, n), do("lt:int", n, 10))),
    ("0 < n < m", both(do("lt:int", n, m), do("lt:int", 0, n))),
    ("xs[0] > n and xs[1] < n", both(do("lt:int", n, do("at", xs, 0)), do("lt:int", do("at", xs, 1), n))),
    ("n == m == len(xs)", both(do("eq:int", n, m), do("eq:int", m, do("len", xs)))),
    ('s in ("a", "b")', either(do("eq:str", s, "a"), do("eq:str", "b", s))),
    ('s not in ("a", "b")', both(no(do("eq:str", s, "a")), no(do("eq:str", s, "b")))),
    ("n not in xs", no(do("in", n, xs))),
    ("n >= m", no(do("lt:int", n, m))),
    ("not x < y", no(do("lt:float", x, y))),
    ("flag", no(no(flag))),
    ("not s.isdigit()", no(do("isdigit", s))),
    ("n != m or n >= 3", no(both(do("eq:int", n, m), do("lt:int", n, 3)))),
    ("flag or flag and s.isdigit()", either(flag, both(flag, do("isdigit", s)))),
    ("flag", do("eq:bool", flag, True)),
    ("not flag", do("eq:bool", flag, False)),
    ("n in (1, 2, 3)", do("in", n, [1, 2, 3])),
]
CHOICES = [
    ("if n < 0:\n    return -n\nreturn n", when(do("lt:int", n, 0), do("neg", n), n)),
    ("n < 0", when(do("lt:int", n, 0), True, False)),
    ("n >= 0", when(do("lt:int", n, 0), False, True)),
    ("n < 0 and s.isdigit()", when(do("lt:int", n, 0), do("isdigit", s), False)),
    ("n < 0 or s.isdigit()", when(do("lt:int", n, 0), True, do("isdigit", s))),
    ("max(xs, default=0)", when(do("eq:int", do("len", xs), 0), 0, do("max", xs))),
    ("if xs:\n    return xs[0]\nreturn 0", when(do("lt:int", 0, do("len", xs)), do("at", xs, 0), 0)),
    ("s or t", when(do("truth:str", s), s, t)),
    ('if n == 0:\n    return "none"\nif n == 1:\n    return "one"\nreturn "many"',
     when(NONE, "none", when(ONE, "one", "many"))),
    ('if n in (0, 1):\n    return "few"\nreturn "many"', when(NONE, "few", when(ONE, "few", "many"))),
    ('if n <= 0:\n    return "none"\nif m > 0:\n    return "both"\nreturn "one"',
     when(do("lt:int", 0, n), when(do("lt:int", 0, m), "both", "one"), "none")),
    ("if n == 0:\n    return 1, m\nreturn 2, n", (when(NONE, 1, 2), when(NONE, m, n))),
    ("str(0 if n < 0 else n)", do("str:int", when(do("lt:int", n, 0), 0, n))),
    ("str(xs[0] if xs else 0)", do("str:int", when(do("eq:int", do("len", xs), 0), 0, do("at", xs, 0)))),
]
STRINGS = [
    ('f"{s}!"', Concatenation((s, lift("!")))),
    ("s + t", Concatenation((s, t))),
    ('f"{n}{m}"', Concatenation((do("str:int", n), do("str:int", m)))),
    ('f"{{{x:.2f}}}"', Concatenation((lift("{"), do("fixed2", x), lift("}")))),
    ("f'{s}\"{\", \".join(words)}'", Concatenation((s, lift('"'), do("join", ", ", words)))),
    ('"Dr. " + re.findall(r"\\w+", s)[-1]', Concatenation((lift("Dr. "), LAST_WORD))),
    ("second = re.findall(r\"\\d+\", s)[1]\nreturn f\"({second}) {s.partition(' ')[0]}\"",
     Concatenation((lift("("), SECOND_NUMBER, lift(") "), do("before", s, " ")))),
    ('f"{s}-{t}"', do("join", "-", [s, t])),
    ('", ".join(map(str, xs))', do("join", ", ", each(lambda i: do("str:int", i), xs))),
    ('" ".join(word.title() for word in words)', do("join", " ", each(lambda w: do("title", w), words))),
    ('re.sub(r"\\d", "", s)', do("resub:\\d:", s)),
    ('s.replace("\\\\", "/")', do("replace", s, "\\", "/")),
    ('f"{x:.2f}"', do("fixed2", x)),
    ('s.split("\\t")', do("split:on", s, "\t")),
]
SEQUENCES = [
    ("xs[:-1]", do("take", xs, do("sub", do("len", xs), 1))),
    ("xs[:]", do("drop", xs, 0)),
    ("xs[:3]", do("slice", xs, 0, 3)),
    ("xs[n : n + 2]", do("slice", xs, n, do("add", n, 2))),
    ("xs[-1]", do("at", xs, do("sub", do("len", xs), 1))),
    ("xs[-1]", do("at", do("reversed", xs), 0)),
    ("xs[2:5]", do("take", do("drop", xs, 2), 3)),
    ("xs[1:-1]", do("take", do("drop", xs, 1), -1)),
    ("sorted(xs, reverse=True)", do("reversed", do("sorted", xs))),
    ("[n, m] + xs", do("concat", do("concat", [n], [m]), xs)),
    ("xs + ys + [n]", do("concat", xs, do("concat", ys, [n]))),
    ("sorted(set(xs))", do("sorted:set", do("set", xs))),
    ("[xs[i : i + 2] for i in range(len(xs) - 1)]", do("windows", xs, 2)),
    ("sum(range(1, n + 1))", do("sum", do("range:from", 1, do("add", n, 1)))),
    ("list(itertools.chain.from_iterable(row[::-1] for row in rows))",
     do("flatten", each(lambda row: do("reversed", row), rows))),
]
COMPREHENSIONS = [
    ("list(xs)", each(lambda i: i, xs)),
    ("[word.upper() for word in words]", each(lambda w: do("upper", w), words)),
    ("[number for number in xs if number > n]", each(lambda i: i, xs, where=lambda i: do("lt:int", n, i))),
    ("[number + 1 for number in xs if number > n]",
     each(lambda i: do("add", i, 1), each(lambda i: i, xs, where=lambda i: do("lt:int", n, i)))),
    ("sum(map(len, words)) / len(words)", do("mean", do("map:len:str", words))),
    ("parts = s.split()\nreturn sum(map(len, parts)) / len(parts)", do("mean", do("map:len:str", do("split", s)))),
    ("sum(map(int, words)) / len(list(map(int, words)))", do("mean", do("map:int:str", words))),
    ("max(map(len, words))", each(lambda i: do("len:str", i), words, form="max({each})", t=INT)),
    ("sum(number > 0 for number in xs)", each(lambda i: do("lt:int", 0, i), xs, form="sum({each})", t=INT)),
    ("[number for i, number in enumerate(xs) if i % 2 == 0]",
     each(lambda i, v: v, xs, **ENUMERATED, where=lambda i, v: do("eq:int", do("mod", i, 2), 0))),
    ("[number + 1 for number in xs if number > n]",
     each(lambda i: do("add", i, 1), each(lambda i: i, xs, where=lambda i: do("lt:int", n, i)))),
    ("[number for number in xs if number > n and number % 2 == 0]",
     each(lambda i: i, each(lambda i: i, xs, where=lambda i: do("lt:int", n, i)),
          where=lambda i: do("eq:int", do("mod", i, 2), 0))),
    ("[s for number in xs if number > n]",
     each(lambda i: s, each(lambda i: i, xs, where=lambda i: do("lt:int", n, i)))),
    ("[number for _ in [number for number in xs if number > 0]]",
     each(lambda i: Variable("number", INT), each(lambda i: i, xs, where=lambda i: do("lt:int", 0, i)))),
    ("list(xs)", each(lambda i, v: v, xs, **ENUMERATED)),
    ("[i + 1 for i in range(len(xs))]", each(lambda i, v: do("add", i, 1), xs, **ENUMERATED)),
    ("list(prices.values())", each(lambda k, v: v, prices, **ITEMS)),
    ("[key.upper() for key in prices]", each(lambda k, v: do("upper", k), prices, **ITEMS)),
    ("[b - a for a, b in zip(xs, xs[1:])]", each(lambda a, b: do("sub", b, a), xs, **NEIGHBOURS)),
    ("xs[:-1]", each(lambda a, b: a, xs, **NEIGHBOURS)),
    ("sum(number * value for number, value in zip(xs, ys))",
     each(lambda a, b: do("mul", a, b), xs, ys, source="zip({0}, {1})", form="sum({each})", t=INT)),
    ("list(xs)", each(lambda i: do("at", xs, i), do("len", xs), **RANGE)),
    ("[number * i for i, number in enumerate(xs)]",
     each(lambda i: do("mul", do("at", xs, i), i), do("len", xs), **RANGE)),
    ("[s for _ in range(n)]", each(lambda i: s, n, **RANGE)),
    ("sorted(words, key=str.lower)", each(lambda w: do("lower", w), words, **SORTED)),
    ("max(words, key=len)",
     each(lambda w: do("len:str", w), words, form="max({iterable}, key={key})", keyed=True, t=STR)),
    ("sorted(pairs, key=lambda pair: pair[1])", each(lambda p: do("second:pair", p), pairs, **SORTED)),
    ("sorted(words)", each(lambda w: w, words, **SORTED)),
    ("sorted(words, key=prices.get)", each(lambda w: do("get", prices, w), words, **SORTED)),
    ("{key.upper(): value for key, value in prices.items()}",
     each(lambda k, v: v, prices, **ITEMS, form="{{each}}", key=lambda k, v: do("upper", k), t=prices.type)),
    ("{word.upper(): word for word in words}",
     do("dict:zip", each(lambda w: do("upper", w), words), words)),
    ("{word.upper(): len(word) for word in words}",
     do("dict:zip", each(lambda w: do("upper", w), words), each(lambda w: do("len:str", w), words))),
    ("dict(zip([word.upper() for word in words], xs))",
     do("dict:zip", each(lambda w: do("upper", w), words), xs)),
    ("dict(prices)", each(lambda k, v: v, prices, **ITEMS, form="{{each}}", key=lambda k, v: k, t=prices.type)),
    ("[[number + 1 for number in row] for row in rows]", each(lambda row: each(lambda i: do("add", i, 1), row), rows)),
    ("[number + 1 for row in rows for number in row]",
     each(lambda row: each(lambda i: do("add", i, 1), row), rows, name="flatcomp")),
    ("[number for number in xs for _ in range(n)]",
     each(lambda i: do("replicate", i, n), xs, name="flatcomp")),
    ("any(char.isdigit() for char in s)",
     each(lambda c: do("isdigit", c), s, names=("char",), form="any({each})", t=BOOL)),
    ("smallest = min(xs, default=0)\nreturn [number - smallest for number in xs]",
     each(lambda i: do("sub", i, do("min", xs)), xs)),
    ("distinct = set(ys)\nreturn [number in distinct for number in xs]",
     each(lambda i: do("in:set", i, do("set", ys)), xs)),
]
NAMES = [
    ('lowered = s.lower()\nreturn len(lowered) + lowered.count("a")',
     do("add", do("len:str", do("lower", s)), do("count:str", do("lower", s), "a"))),
    ("2 * len(xs)", do("add", do("len", xs), do("len", xs))),
    ("ordered = sorted(xs)\nreturn [b - a for a, b in zip(ordered, ordered[1:])]",
     each(lambda a, b: do("sub", b, a), do("sorted", xs), **NEIGHBOURS)),
    ("max(dict.fromkeys(xs)) - min(dict.fromkeys(xs))",
     do("sub", do("max", do("unique", xs)), do("min", do("unique", xs)))),
    ("parts = s.split()\nif len(parts) > 3:\n    return parts[3]\nreturn s",
     when(do("lt:int", 3, do("len", do("split", s))), do("at", do("split", s), 3), s)),
    ('s.partition(",")[0], s.partition(",")[2].title()', (do("before", s, ","), do("title", do("after", s, ",")))),
]
# fmt: on


def whole(text):
    """The body of a case: what is on one line is returned."""
    return text if "\n" in text else f"return {text}"


@pytest.mark.parametrize(("text", "expression"), ARITHMETIC)
def test_arithmetic(text, expression):
    assert body(expression) == whole(text)


@pytest.mark.parametrize(("text", "expression"), COMPARISONS)
def test_comparisons(text, expression):
    assert body(expression) == whole(text)


@pytest.mark.parametrize(("text", "expression"), CHOICES)
def test_choices(text, expression):
    assert body(expression) == whole(text)


@pytest.mark.parametrize(("text", "expression"), STRINGS)
def test_strings(text, expression):
    assert body(expression) == whole(text)


@pytest.mark.parametrize(("text", "expression"), SEQUENCES)
def test_sequences(text, expression):
    assert body(expression) == whole(text)


@pytest.mark.parametrize(("text", "expression"), COMPREHENSIONS)
def test_comprehensions(text, expression):
    assert body(expression) == whole(text)


@pytest.mark.parametrize(("text", "expression"), NAMES)
def test_names(text, expression):
    assert body(expression) == whole(text)


def test_what_takes_more_than_the_keys_of_a_dict_is_given_a_list():
    assert body(do("most_common:all", do("keys", prices))) == "return Counter(list(prices)).most_common()"
    assert body(do("most_common:all", do("values", prices))) == "return Counter(prices.values()).most_common()"
    assert body(do("sum", do("values", prices))) == "return sum(prices.values())"
