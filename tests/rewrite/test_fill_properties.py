"""A fill changes no other byte: modules made of awkward pieces, with a stub somewhere in them."""

import re
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_aurora.rewrite.fill import fill
from pytest_aurora.rewrite.filling import Filling
from pytest_aurora.rewrite.find import State, find_function

PIECES = [
    "x = 1\n",
    "\n",
    "  \n",
    "\x0c\n",
    "# é: a comment\n",
    "    # an indented comment\n",
    "s = 'it''s'; t = \"é\\d\"  # c\n",
    "s = '''a\n  b\n\tc'''\n",
    "s = (1,\n  2)\n",
    "s = \\\n  1\n",
    "import os\n",
    "import sys, json as j\n",
    "from os import (\n  path,  # c\n  sep\n)\n",
    "@deco(1)\ndef g(a, *, b=...): ...\n",
    "def g(a):\n    '''G.'''\n    def h():\n        pass\n    # end\n",
    "async def g():\n  await x\n",
    "class D(E):\n\tf = 1\n\tdef f2(self): return self\n",
    "if x:\n    pass\nelif y: z\nelse:\n  z\n",
    "try: import fast\nexcept ImportError:\n    fast = None\nfinally:\n    pass\n",
    "with a as b, c: pass\n",
    "for i in x:\n    break\nelse:\n    pass\n",
    "@overload\ndef f(x: int) -> int: ...\n",
    "if TYPE_CHECKING:\n    def f(x): ...\n",
    "lambda: (yield)\n",
    "try: pass\nexcept E :\n  pass\n",
    "(p): bool = True;\n",
    "\x0cx = 1\n",
    "match x:\n    case {'a': [1, *_]} if y: pass\n",
]
PLACES = [
    ("", "f"),
    ("class C:\n", "C.f"),
    ("def k():\n", "k.<locals>.f"),
    ("if x:\n", "f"),
    ("if x: pass\nelse:\n", "f"),
    ("try:\n", "f"),
    ("with x:\n", "f"),
]
HEADERS = ["def f(x):", "@deco  # c\n@deco\ndef f(x: 'é' = ')') -> int :", "def f(\n  x,  # c\n):"]
DOCSTRINGS = ["", '"""D."""', "'''D\n  é '''", "r'\\d' 'more'  # c"]
STUBS = ["...", "pass", "raise NotImplementedError", "raise NotImplementedError(\n'later'\n)", "...;"]
BODIES = [
    ("return 1",),
    ("if x:", "    return 'é'", "", "return [", "    1,", "]"),
    ("s = '''a", "  b'''", "return s"),
]


@dataclass(frozen=True)
class Case:
    """A module as text: what is before the body, the body with its comments, what is behind."""

    before: str
    stub: str
    after: str
    function: str
    encoding: str

    @property
    def source(self):
        return (self.before + self.stub + self.after).encode(self.encoding)


@st.composite
def cases(draw):
    newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    unit = draw(st.sampled_from(["    ", "  ", "\t", "   "]))
    place, function = draw(st.sampled_from(PLACES))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "latin-1"]))
    outer = unit if place else ""
    inner = outer + unit
    pieces = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
    cookie = "# coding: latin-1\n" if encoding == "latin-1" else ""
    header = "".join(outer + line for line in draw(st.sampled_from(HEADERS)).splitlines(keepends=True))
    docstring = draw(st.sampled_from(DOCSTRINGS))
    before = cookie + draw(pieces) + place + header
    if draw(st.booleans()):
        before += draw(st.sampled_from(["", "  # head"])) + ("\n" + inner + docstring if docstring else "")
        above = draw(st.sampled_from(["", f"{inner}# above\n", f"\n{inner}# above\n\n"]))
        stub = f"\n{above}{inner}{draw(st.sampled_from(STUBS))}{draw(st.sampled_from(['', '  # TODO']))}"
    else:
        stub = f" {draw(st.sampled_from(['...', 'pass', '...;']))}"
    below = draw(st.sampled_from(["\n", f"\n{inner}# below\n"]))
    tail = {"try:\n": "except E: pass\n"}.get(place, "")
    after = below + tail + draw(pieces)
    if not tail and draw(st.booleans()):
        after = after.rstrip()

    def styled(text):
        return text.replace("\n", newline)

    return Case(styled(before), styled(stub), styled(after), function, encoding)


def filled(case, body, imports=()):
    return fill(case.source, [Filling(case.function, "def f(x)", body, imports, None, "s.md", "0" * 8)])


@settings(deadline=None)
@given(cases(), st.sampled_from(BODIES))
def test_no_other_byte_changes(case, body):
    result = filled(case, body)
    text = result.decode(case.encoding)
    assert text.startswith(case.before)
    assert text.endswith(case.after)
    middle = text[len(case.before) : len(text) - len(case.after)]
    assert ("# above" in middle, "# TODO" in middle) == ("# above" in case.stub, "# TODO" in case.stub)
    assert [line.strip() for line in re.split(r"\r\n|\r|\n", middle)][-len(body) :] == [line.strip() for line in body]
    assert find_function(result, case.function).state is State.AURORA


@settings(deadline=None)
@given(cases(), st.sampled_from(BODIES), st.sampled_from(BODIES))
def test_filling_again_is_as_filling_once(case, first, second):
    once = filled(case, first)
    again = fill(once, [Filling(case.function, "def f(x)", second, (), None, "s.md", "0" * 8)])
    assert again == filled(case, second)


@settings(deadline=None)
@given(cases())
def test_an_import_is_one_insertion(case):
    without, result = filled(case, ("return 1",)), filled(case, ("return 1",), ("import zlib",))
    start = next((n for n, (a, b) in enumerate(zip(without, result, strict=False)) if a != b), len(without))
    length = len(result) - len(without)
    assert result[:start] + result[start + length :] == without
    assert sorted(b"".join(result[start : start + length].split())) == sorted(b"importzlib")
