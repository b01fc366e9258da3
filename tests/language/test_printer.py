"""What is printed is read back as the same tree, on one line and on many."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.components import standard_components
from pytest_aurora.language.layout import Layout
from pytest_aurora.language.printer import UnprintableError, show
from pytest_aurora.language.templates import template

SOURCES = [
    "a + b * c", "(a + b) * c", "a - (b - c)", "a - b - c", "-a ** 2", "(-a) ** 2", "2 ** -a", "(a ** b) ** c",
    "not a in b", "not (a and b)", "a and (b or c)", "a and b or c", "(a if b else c) if d else e",
    "a if b else c if d else e", "(a if b else c) + d", "f(a if b else c)", "(a, b)", "(a,)", "()", "[a, *b]",
    "{**a, 'x': b}", "{a: b for a, b in c}", "{a for a in b if c if d}", "[x for y in z for x in (y if y else w)]",
    "sum(x for x in y)", "sorted((x for x in y), key=lambda x: -x)", "(lambda x: x)(y)", "a[b:c, d]", "a[b + 1 :]",
    "a[:-1]", "a[::-1]", "a[b : c + 1 : d]", "(1).bit_length()", "1.5.hex()", "a < b <= c != d", "(a < b) < c",
    "a & (b | c)", "a & b & c", "a << (b << c)", "a | b ^ c",
    "f'{a:.2f} {b}'", "f'{x}\"{y}'", "f'{x}\\n'",
    "f'{a.join(b)}'", "f'{a}{{}}{b[0]}'", "'\\'' + '\"'", "b'x'", "r'\\d'", "a is not None", "-(a // b)", "~a", "a @ b",
    "not not a", "x[(a, b)]", "f(*a, key=b)", "{}", "[]", "(a == b) == c", "a in (b in c)",
]  # fmt: skip

names = st.sampled_from(["alpha", "beta", "gamma"]).map(lambda n: ast.Name(n, ast.Load()))
constants = st.sampled_from([0, 7, 1.5, "it's", 'say "x"', "plain", True, None]).map(ast.Constant)


def _extended(inner: st.SearchStrategy[ast.expr]) -> st.SearchStrategy[ast.expr]:
    operators = st.sampled_from([ast.Add, ast.Sub, ast.Mult, ast.Pow, ast.BitAnd, ast.BitOr, ast.LShift, ast.Mod])
    comparisons = st.sampled_from([ast.Lt, ast.Eq, ast.In, ast.NotIn, ast.IsNot])
    several = st.lists(inner, min_size=2, max_size=3)
    target = ast.Name("item", ast.Store())
    clause = st.builds(lambda i, c: ast.comprehension(target, i, c, 0), inner, st.lists(inner, max_size=1))
    return st.one_of(
        st.builds(lambda a, o, b: ast.BinOp(a, o(), b), inner, operators, inner),
        st.builds(lambda o, v: ast.BoolOp(o(), v), st.sampled_from([ast.And, ast.Or]), several),
        st.builds(lambda o, v: ast.UnaryOp(o(), v), st.sampled_from([ast.Not, ast.USub, ast.Invert]), inner),
        st.builds(lambda a, o, b: ast.Compare(a, [o()], [b]), inner, comparisons, inner),
        st.builds(ast.IfExp, inner, inner, inner),
        st.builds(lambda f, a: ast.Call(f, a, []), inner, several),
        st.builds(lambda v: ast.List(v, ast.Load()), several),
        st.builds(lambda v: ast.Tuple(v, ast.Load()), several),
        st.builds(lambda v, a: ast.Subscript(v, ast.Slice(a, None, None), ast.Load()), inner, inner),
        st.builds(lambda e, c: ast.ListComp(e, [c]), inner, clause),
        st.builds(lambda f, e, c: ast.Call(f, [ast.GeneratorExp(e, [c])], []), names, inner, clause),
        st.builds(lambda v: ast.JoinedStr([ast.Constant("a{"), ast.FormattedValue(v, -1, None)]), names),
    )


trees = st.recursive(names | constants, _extended, max_leaves=12)


def normal(node: ast.AST) -> str:
    """The tree's dump after one round through source: nested `and`s of the same kind are flat there."""
    return ast.dump(ast.parse(ast.unparse(ast.fix_missing_locations(ast.Expression(node))), mode="eval"))


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("mark", ['"', "'"])
def test_known_sources(source, mark):
    tree = ast.parse(source, mode="eval").body
    assert ast.dump(ast.parse(show(tree, mark), mode="eval").body) == ast.dump(tree)


@given(trees, st.sampled_from(['"', "'"]), st.integers(10, 90))
def test_any_tree_is_read_back(tree, mark, width):
    assert normal(ast.parse(show(tree, mark), mode="eval").body) == normal(tree)
    lines = Layout(mark, width).statement("value = ", tree)
    assert normal(ast.parse("\n".join(lines)).body[0].value) == normal(tree)


def test_components_print_as_they_are_declared():
    for component in standard_components():
        tree = template(component.source).tree
        shown = ast.parse(show(tree), mode="eval").body
        assert ast.unparse(shown) == ast.unparse(tree), component.name


def test_an_f_string_that_python_3_10_cannot_read_is_refused():
    backslash = ast.JoinedStr([ast.FormattedValue(ast.Constant("\n"), -1, None)])
    quotes = ast.JoinedStr([ast.FormattedValue(ast.Constant("'\""), -1, None)])
    for tree in (backslash, quotes):
        with pytest.raises(UnprintableError):
            show(tree)
