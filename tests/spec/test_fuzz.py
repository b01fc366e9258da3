from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.errors import SpecError
from pytest_aurora.spec.digest import function_digest
from pytest_aurora.spec.discover import first_heading
from pytest_aurora.spec.literals import compile_expression
from pytest_aurora.spec.model import Spec
from pytest_aurora.spec.reader import read_spec

from . import test_reader as samples
from .helpers import PATH

SPECS = [textwrap.dedent(getattr(samples, name)) for name in ("V2", "SECTIONED", "BULLETED", "UNTIDY", "LINES")]
SPECS.append("""\
> # SpecV3: All

module: shop.text
uses: a.b, c

def f(a: int, *b: str, c: 'X | None' = null, **d) → list[int]: ...

## Examples
f(1, "x", c=[
   1,  # one
]) => {'a': (1, 2)} ± 0.5
<!-- aurora: xfail why -->
- f(2) -> raises ValueError
- `assert f(3) == [f'{x!r:>5}' for x in y]`

| a | b | out |
|--:|---|-----|
| 1 | `('x\\|y',)` | word |

## Post
assert f(n) == f(m), "why"
- out > a

## Pre
f: a > 0
for n: 0 <= n
""")
PIECES = [
    *"()[]{}'\"`|#-*>\\,:=±→\n\r\t\x00\u2028é",
    "->",
    "=>",
    "'''",
    '"""',
    "\n\n",
    "\r\n",
    "\n---\n",
    "\n===\n",
    "|-|",
    "```",
    "~~~",
    "<!--",
    "-->",
    "<!-- aurora: skip -->",
    "<!-- aurora: x -->",
    "def ",
    "async ",
    "assert ",
    "raises ",
    "lambda: ",
    "f(",
    "not ",
    "## Examples\n",
    "### Function f\n",
    "## Post\n",
    "## Pre\n",
    "- **Tests**: ",
    "for x: ",
    "module: ",
    "    ",
    "> ",
    "0x",
    "1e999",
    "\ufeff",
    "\u200b",
    "٣",
    "ﬁ",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x85",
]

edits = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(PIECES) | st.text(max_size=4)),
    min_size=1,
    max_size=8,
)


def mutate(text, changes):
    for where, length, new in changes:
        start = int(where * len(text))
        text = text[:start] + new + text[start + length :]
    return text


def check_error(error):
    assert isinstance(error, SpecError)
    assert error.message
    assert error.hint
    assert error.location.path == PATH
    assert error.location.line >= 1
    assert error.location.column >= 1


def read_or_refuse(data):
    try:
        spec = read_spec(PATH, data)
    except SpecError as error:
        check_error(error)
    else:
        check(spec)


def check(spec: Spec):
    ids = [(example.function, example.id) for example in spec.examples]
    assert len(set(ids)) == len(ids)
    for function in spec.functions:
        assert len(function_digest(spec, function.name)) == 8
    declared = {function.name for function in spec.functions}
    assert {part.function for part in (*spec.examples, *spec.posts)} <= declared
    for part in (*spec.examples, *spec.posts, *spec.pres):
        if part.error is not None:
            check_error(part.error)
    for example in spec.examples:
        if example.error is None:
            compile_expression(example.call, example.location)
            assert (example.expected is None) != (example.raises is None)
    for post in spec.posts:
        if post.error is None and not post.prose:
            compile_expression(post.source, post.location)


@given(st.text())
def test_any_text(text):
    read_or_refuse(text.encode("utf-8", "surrogatepass"))
    first_heading(text)


@given(st.binary())
def test_any_bytes(data):
    read_or_refuse(data)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_heap_of_pieces(text):
    read_or_refuse(f"# SpecV3: A\n\ndef f(a, b=1)\n\n## Examples\n{text}".encode())


@given(st.sampled_from(SPECS), edits)
def test_mutations_of_real_specs(text, changes):
    read_or_refuse(mutate(text, changes).encode("utf-8", "surrogatepass"))
