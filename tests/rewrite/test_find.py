# ruff: noqa: E501
import pytest

from pytest_aurora.rewrite.fill import fill
from pytest_aurora.rewrite.filling import Filling
from pytest_aurora.rewrite.find import Found, State, find_function
from pytest_aurora.rewrite.source import SourceError

WRITTEN = fill(b"", [Filling("f", "def f(x)", ("y = x", "return y"), (), "Doc.", "specs/a.md", "77ab02cd")]).decode()


@pytest.mark.parametrize(
    "source",
    [
        "def f(x): ...",
        "def f(x): pass",
        'def f(x): """Doc."""; ...',
        "def f(x): 'doc'",
        "def f(x):\n    ...",
        "def f(x):\n    raise NotImplementedError",
        "def f(x):\n    raise NotImplementedError()",
        'def f(x):\n    """Doc."""\n    # why\n    raise NotImplementedError(\n        "later"\n    )  # TODO\n    # below\n',
        'def f(x):\n    """Doc."""\n',
        'def f(x):\n    """Doc."""\n    # a comment\n',
        'def f(x):\n    ("Doc."\n     " More.")\n    ...;\n',
        "@overload\ndef f(x: int) -> int: ...\n@typing.overload\ndef f(x: str) -> str: ...\ndef f(x):\n    ...\n",
        "if TYPE_CHECKING:\n    def f(x): return 1\nelse:\n    def f(x): ...\n",
        "try:\n    from fast import f\nexcept ImportError:\n    def f(x): ...\n",
        "# aurora: specs/a.md\ndef f(x):\n    # aurora: specs/a.md [body 00000000, spec 00000000]\n    ...\n",
        "import contextlib\nwith contextlib.suppress(ValueError):\n    for i in range(1):\n        def f(x): ...\n",
        "@f.register\ndef _(x): return 1\n@cache\ndef f(x):\n\tpass",
    ],
)
def test_stubs(source):
    found = find_function(source.encode(), "f")
    assert (found.state, found.refusal) == (State.STUB, "")


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ("def f(x): return x", "by hand"),
        ("def f(x):\n    'doc'\n    b'no docstring'", "by hand"),
        ("def f(x):\n    ...\n    pass", "by hand"),
        ("def f(x):\n    raise ValueError", "by hand"),
        ("def f(x):\n    raise", "by hand"),
        ("def f(x):\n    raise NotImplementedError from None", "by hand"),
        ("def f(x):\n    f'{x}'", "by hand"),
        ("def f(x):\n    for y in x: ...", "by hand"),
        ("import f", "line 1 binds the name"),
        ("x, (f, *y) = 1, (2, 3)", "line 1 binds the name"),
        ("\nif x:\n    f: int = 3", "line 3 binds the name"),
        ("class f: ...", "it is a class"),
    ],
)
def test_hand_written(source, refusal):
    found = find_function(source.encode(), "f")
    assert found.state is State.HAND_WRITTEN
    assert refusal in found.refusal


@pytest.mark.parametrize(
    "source",
    [
        "",
        "# def f(x): ...",
        "def g():\n    f = 1\n    def f(): ...",
        "class C:\n    f = 1\n    def f(self): ...",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    def f(x): ...",
        "@overload\ndef f(x: int) -> int: ...",
    ],
)
def test_missing(source):
    found = find_function(source.encode(), "f")
    assert (found.state, found.line, found.refusal) == (State.MISSING, None, "")


@pytest.mark.parametrize(
    "source",
    ["def f(): ...\ndef f(): ...", "if x:\n    def f(): ...\nelse:\n    def f(): ...", "class f: ...\ndef f(): ..."],
)
def test_duplicates_name_their_lines(source):
    found = find_function(source.encode(), "f")
    assert found.state is State.DUPLICATE
    lines = [str(n) for n, line in enumerate(source.splitlines(), 1) if " f" in " " + line.replace("class", "def")]
    assert all(line in found.refusal for line in lines)


NESTED = """\
class Shop:
    @property
    # the price
    def price(self): ...

    @price.setter
    def price(self, value): self.value = value

    class Item:
        def name(self): ...

def outer():
    def inner(): ...
    return inner
"""


@pytest.mark.parametrize(
    ("qualname", "line"), [("Shop.price", 4), ("Shop.Item.name", 10), ("outer.<locals>.inner", 13)]
)
def test_qualified_names(qualname, line):
    found = find_function(NESTED.encode(), qualname)
    assert (found.state, found.line) == (State.STUB, line)


def test_a_method_can_be_missing():
    assert find_function(NESTED.encode(), "Shop.vat") == Found("Shop.vat", State.MISSING)


def test_a_method_without_a_class_has_no_place():
    assert "no one class Shop" in find_function(b"", "Shop.price").refusal
    assert "no one class Shop" in find_function(b"class Shop: ...", "Shop.price").refusal


@pytest.mark.parametrize(
    "header", ["async def f(): ...", "class C(ABC):\n    @abc.abstractmethod\n    def f(self): ..."]
)
def test_stubs_that_are_not_filled(header):
    found = find_function(header.encode(), "C.f" if "class" in header else "f")
    assert found.state is State.STUB
    assert found.refusal


def test_what_aurora_wrote_is_known_until_it_is_edited():
    found = find_function(WRITTEN.encode(), "f")
    assert (found.state, found.line, found.mark.spec, found.mark.digest) == (State.AURORA, 1, "specs/a.md", "77ab02cd")


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ("return y", "return y + 1", State.EDITED),
        ("return y", "return y  # mine", State.EDITED),
        ("y = x", "y = x\n    # mine", State.EDITED),
        ("Doc.", "My doc.", State.AURORA),
        ("\n", "\r\n", State.AURORA),
        ("return y\n", "return y   \n\n    # a note below\n\n\nx = 1\n", State.AURORA),
        ("    y = x", "\n    # a note above\n    y = x", State.AURORA),
        ("    return y\n", "    return y", State.AURORA),
    ],
)
def test_edits(old, new, state):
    assert find_function(WRITTEN.replace(old, new).encode(), "f").state is state


def test_moving_a_function_into_a_class_is_no_edit():
    moved = "class C:\n" + "".join("  " + line for line in WRITTEN.splitlines(keepends=True))
    assert find_function(moved.encode(), "C.f").state is State.AURORA


@pytest.mark.parametrize(
    ("source", "where"),
    [
        (b"x = 1\ndef f(:\n", "shop.py:2: syntax error"),
        (b"x = 1\n'\xff'\n", "shop.py:2: the bytes are not valid utf-8"),
        (b"# coding: nonsense\n", "shop.py:1: unknown encoding"),
        (b"x = 1\n\x00\n", "shop.py:"),
        (b"# coding: utf-7\ns = '+AOk-+AOk-'\n", "shop.py:1: encoding utf-7 does not give the same bytes back"),
        (b"x = " + b"(" * 3000 + b")" * 3000, "shop.py:"),
    ],
)
def test_files_that_cannot_be_read(source, where):
    with pytest.raises(SourceError, match=f"^{where}"):
        find_function(source, "f", "shop.py")


def test_parameters_of_all_kinds():
    assert find_function(b"def f(a, /, b=1, *c, d, **e): ...", "f").parameters == ("a", "b", "c", "d", "e")
    assert find_function(b"", "f").parameters == ()
