from __future__ import annotations

import ast

import pytest

from pytest_aurora.spec.expressions import (
    ExpressionError,
    free_names,
    function_calls,
    mentioned,
    parse,
    parse_any,
    parse_statement,
)

BIG = "[" + ", ".join(str(-n) for n in range(5000)) + "]"


@pytest.mark.parametrize(
    "source",
    [
        "f(1, *a, b=2, **c)",
        "{'a': [1, (2,)], **{}}",
        "{1} | set()",
        "-1 + 2.5j ** 3 // x % y",
        "a < b <= c is not None",
        "x if y and not z else w",
        "s[1:2, ::3].strip().t",
        "[a for a, *b in c if d]",
        "{k: v for k, v in x}",
        "{x for x in y}",
        "all(x for x in y)",
        "lambda a, *b, c=1, **d: a",
        "f'{x!r:>8.2f} {y}'",
        "b'x'",
        "_ + _x",
        BIG,
    ],
)
def test_what_expressions_may_hold(source):
    parse(source)


@pytest.mark.parametrize(
    ("source", "offset"),
    [
        ("1 +", None),
        ("f(1", None),
        ("'a", None),
        ("x y", None),
        ("", None),
        ("a = 1", None),
        ("x\x00", None),
        ("a + x.__class__", 4),
        ("a + x._private", 4),
        ("a + '{}'.format(a)", 4),
        ("a + str.format_map", 4),
        ("é + __import__('os')", 4),
        ("lambda __a: 1", 7),
        ("(x := 1)", 1),
        ("a @ b", None),
        ("[x async for x in y]", None),
        ("[0 for x.y in z]", 7),
        ("[0 for x[0] in z]", 7),
        ("a + ...", 4),
        ("f'{x:>{w}}'", None),
        ("f'{x:99999}'", None),
        ("(i for i in x).gi_frame", 0),
        ("type(f).mro()", 0),
    ],
)
def test_what_expressions_may_not_hold(source, offset):
    with pytest.raises(ExpressionError) as caught:
        parse(source)
    assert caught.value.message
    assert caught.value.hint
    if offset is not None:
        assert caught.value.offset == offset


@pytest.mark.parametrize(
    "source",
    [
        "+".join(["1"] * 50_000),
        "(" * 5_000,
        "-" * 90_000 + "1",
        "not " * 20_000 + "1",
        "x" + ".a" * 40_000,
        "**".join(["1"] * 3_000),
        "lambda:" * 3_000 + "1",
        "[" * 101 + "]" * 101,
        "1 if 1 else " * 5_000 + "1",
        "f(1,1**1**" * 8_000,
        "{1:" * 20_000,
        "x[0]" * 5_000,
        "0x" + "f" * 90_000,
        "9" * 5_000,
        "'" * 1_001,
        "a" * 100_001,
        "-" * 99,
    ],
    ids=lambda source: source[:12],
)
def test_monsters_are_refused_and_harm_nobody(source):
    with pytest.raises(ExpressionError):
        parse(source + ("" if source.endswith(("1", "]")) else "1"))


def test_a_statement_stands_alone():
    with pytest.raises(ExpressionError, match="one statement"):
        parse_statement("assert x; assert y")


def test_strings_with_odd_escapes_warn_nobody():
    assert parse(r"'\d' is 'a'")


def test_called_functions_come_outermost_first():
    tree = parse_any("sorted(g(f(x)), key=h) + f(1)")
    assert [ast.unparse(call) for call in function_calls(tree, {"f", "g"})] == ["f(1)", "g(f(x))", "f(x)"]
    assert mentioned(tree, {"f", "g", "h"}) == ["f", "g", "h"]
    assert mentioned(parse_any("g(f(x))"), {"f", "g"}) == ["g", "f"]
    assert mentioned(parse_any("list(map(f, xs))"), {"f", "g"}) == ["f"]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("f(y) + x + y", ["f", "y", "x", "y"]),
        ("[a + b for a in c for d in a if d]", ["b", "c"]),
        ("[x for x in x]", ["x"]),
        ("{k: w for k, v in m.items()}", ["w", "m"]),
        ("lambda a, *b, c=d: a + b + c + e", ["d", "e"]),
        ("f'{x} {[y for y in z]}'", ["x", "z"]),
    ],
)
def test_free_names(source, names):
    assert [node.id for node in free_names(parse_any(source))] == names
