import re
import sys

import pytest

from pytest_aurora.errors import RewriteRefusedError
from pytest_aurora.rewrite.fill import fill
from pytest_aurora.rewrite.filling import Filling
from pytest_aurora.rewrite.find import State, find_function
from pytest_aurora.rewrite.source import SourceError

DEEP = {
    "parentheses": lambda n: "(" * n + "1" + ")" * n,
    "lists": lambda n: "[" * n + "1" + "]" * n,
    "calls of calls": lambda n: "f" + "()" * n,
    "negations": lambda n: "-" * n + "1",
    "sums": lambda n: "+".join("1" * n),
    "conjunctions": lambda n: " and ".join("1" * n),
    "strings": lambda n: " ".join(["''"] * n),
    "loops of a comprehension": lambda n: "[1" + " for a in b" * n + "]",
    "conditions": lambda n: "1 if x else " * n + "1",
    "an f-string": lambda n: "f'{" + "-" * n + "1}'",
}


def filling(body=("return 1",), docstring=None):
    return Filling("f", "def f(x)", body, (), docstring, "s.md", "0" * 8)


def outcome(source, body=("return 1",)):
    """The state of the filled function, or why it was refused."""
    try:
        return find_function(fill(source.encode(), [filling(body)]), "f").state
    except (RewriteRefusedError, SourceError) as error:
        return str(error)


@pytest.mark.parametrize("code", DEEP.values(), ids=DEEP)
@pytest.mark.parametrize("where", ["def f(x={}): ...", "def f(x):\n    raise NotImplementedError({})"])
def test_a_function_nested_fifty_levels_deep_is_filled(code, where):
    assert outcome(where.format(code(50))) is State.AURORA


@pytest.mark.parametrize("code", DEEP.values(), ids=DEEP)
@pytest.mark.parametrize("levels", [180, 900, 10_000])
def test_no_depth_ends_the_interpreter(code, levels):
    said = outcome(f"def f(x={code(levels)}): ...")
    assert said is State.AURORA or re.match(r"f is not written: |<source>:\d+: ", said)
    assert levels < 2000 or re.search(r"longer than 2000 tokens|syntax error|cannot parse", said)


@pytest.mark.parametrize("code", DEEP.values(), ids=DEEP)
def test_a_body_is_bounded_as_well(code):
    said = outcome("def f(x): ...", (f"return {code(10_000)}",))
    assert re.search(r"f is not written: .*(longer than 2000 tokens|does not parse)", said)


def test_a_long_chain_of_conditions_is_no_crash():
    body = ("if x == 0:", "    return 0", *(f"elif x == {n}:\n    return {n}" for n in range(1, 900)))
    assert "longer than 2000 tokens" in outcome("def f(x): ...", tuple("\n".join(body).splitlines()))


def test_a_docstring_and_an_f_string_may_be_long():
    assert outcome(f'def f(x):\n    """{"Doc. " * 20_000}"""\n') is State.AURORA
    assert outcome(f"def f(x, y=f'{{1}}{'.' * 1500}'): ...") is State.AURORA


def test_what_libcst_would_lose_is_refused():
    source = 'def f(x):\n    "Doc."\n\x0c    ...\n'
    assert "f is not written: libcst cannot read it without loss" in outcome(source)


HEADERS = [
    "@ one\n@two\\\n.three\n\n# c\ndef f(x): ...",
    "def\\\n f \\\n (x) \\\n : ...",
    "def f(x,\n  # c\n\n *a :int, y=lambda*a:a, z=1if x else 2, **k)->(\n int # d\n) : # e\n\t...;",
    "def f(x: 'é' = b'' rb'', /, y=0xFFor 1, z=1_0j, *, u=not(x), ): pass",
    "def f(x=f'{x!r:>{y}}' \"a\" f'''\n{\n x}'''): pass",
    pytest.param(
        "def f[T: (int, str), *U, **P](x: T) -> T: ...",
        marks=pytest.mark.skipif(sys.version_info < (3, 12), reason="no type parameters"),
    ),
    pytest.param(
        "def f[T = int](x=f'{y['a']}'): ...",
        marks=pytest.mark.skipif(sys.version_info < (3, 13), reason="no defaults of type parameters"),
    ),
]


@pytest.mark.parametrize("source", HEADERS)
@pytest.mark.parametrize("indent", ["", "  ", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_headers_stay_as_they_are(source, indent, newline):
    lines = ("class C:\n" if indent else "") + indent + source.replace("\n@", f"\n{indent}@")
    lines = lines.replace("\ndef", f"\n{indent}def").replace("\n\t...", f"\n{indent}\t...").replace("\n", newline)
    function = Filling("C.f" if indent else "f", "def f(x)", ("return 1",), (), None, "s.md", "0" * 8)
    filled = fill(lines.encode(), [function]).decode()
    assert filled.startswith(lines.removesuffix(";").removesuffix("...").removesuffix("pass").rstrip(" \t"))
    assert find_function(filled.encode(), function.function).state is State.AURORA


@pytest.mark.parametrize("docstring", [None, "", "  \n "])
def test_a_function_without_docstring(docstring):
    assert fill(b"", [filling(docstring=docstring)]).startswith(b"def f(x):\n    # aurora: ")
