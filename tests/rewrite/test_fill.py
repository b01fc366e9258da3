# ruff: noqa: E501
import ast
import re

import pytest

from pytest_aurora.errors import RewriteRefusedError
from pytest_aurora.rewrite.fill import fill
from pytest_aurora.rewrite.filling import Filling
from pytest_aurora.rewrite.find import State, find_function
from pytest_aurora.rewrite.source import SourceError

BODY = ("if x:", "    return 1", "return 2")


def filling(function="f", signature=None, body=BODY, imports=(), docstring="Doc."):
    name = function.rpartition(".")[2]
    return Filling(function, signature or f"def {name}(x: int) -> int", body, imports, docstring, "s.md", "0" * 8)


def filled(source, *fillings):
    """The filled text, with marks cut to `# M`; inputs may be text or bytes."""
    raw = source if isinstance(source, bytes) else source.encode()
    return re.sub(rb"# aurora: \S+ \[body \w{8}, spec \w{8}\]", b"# M", fill(raw, fillings or [filling()])).decode()


TABLE = {
    "block": ("def f(x):\n    ...\n", "def f(x):\n    # M\n    if x:\n        return 1\n    return 2\n"),
    "no newline at the end": ("def f(x):\n    ...", "def f(x):\n    # M\n    if x:\n        return 1\n    return 2"),
    "one line": ("def f(x): ...\ny = 1\n", "def f(x):\n    # M\n    if x:\n        return 1\n    return 2\ny = 1\n"),
    "one line at the end": ("def f(x): pass", "def f(x):\n    # M\n    if x:\n        return 1\n    return 2"),
    "one line, comment": (
        "def f(x): ...  # why\n",
        "def f(x):  # why\n    # M\n    if x:\n        return 1\n    return 2\n",
    ),
    "one line, docstring": (
        "def f(x): r'''a\n  b'''; ...; # why\n",
        "def f(x):  # why\n    r'''a\n  b'''\n    # M\n    if x:\n        return 1\n    return 2\n",
    ),
    "one line, continued": (
        "def f(x): \\\n  ...\n",
        "def f(x):\n  # M\n  if x:\n    return 1\n  return 2\n",
    ),
    "docstring only": (
        'def f(x):\n    "Doc"  # why\n    # below\n',
        'def f(x):\n    "Doc"  # why\n    # M\n    if x:\n        return 1\n    return 2\n    # below\n',
    ),
    "docstring and stub on one line": (
        'def f(x):\n    "Doc"; ...  # why\n',
        'def f(x):\n    "Doc"  # why\n    # M\n    if x:\n        return 1\n    return 2\n',
    ),
    "comments above, behind, below": (
        'def f(x):  # head\n    """D."""\n\n    # above\n\n    ...  # behind\n    # below\n\n# after\n',
        'def f(x):  # head\n    """D."""\n    # M\n\n    # above\n\n    # behind\n    if x:\n        return 1\n    return 2\n'
        "    # below\n\n# after\n",
    ),
    "a directive goes with its stub": (
        "def f(x):\n    raise NotImplementedError  # pragma: no cover\n",
        "def f(x):\n    # M\n    if x:\n        return 1\n    return 2\n",
    ),
    "carriage return, line feed": (
        "# a\r\ndef f(x):\r\n  ...\r\n",
        "# a\r\ndef f(x):\r\n  # M\r\n  if x:\r\n    return 1\r\n  return 2\r\n",
    ),
    "carriage return": (
        "# a\rdef f(x):\r    ...\ry=1\r",
        "# a\rdef f(x):\r    # M\r    if x:\r        return 1\r    return 2\ry=1\r",
    ),
    "mixed line breaks": (
        "a = 1\r\ndef f(x):\n    ...\r\nb = '''\r'''\r",
        "a = 1\r\ndef f(x):\n    # M\n    if x:\n        return 1\n    return 2\r\nb = '''\r'''\r",
    ),
    "tabs": ("def f(x):\n\t...\n", "def f(x):\n\t# M\n\tif x:\n\t\treturn 1\n\treturn 2\n"),
    "one line among tabs": (
        "def g(x):\n\treturn 1\ndef f(x): ...\n",
        "def g(x):\n\treturn 1\ndef f(x):\n\t# M\n\tif x:\n\t\treturn 1\n\treturn 2\n",
    ),
    "three blanks": ("def f(x):\n   ...\n", "def f(x):\n   # M\n   if x:\n      return 1\n   return 2\n"),
    "decorated": (
        "@one\n@two(3)  # c\ndef f(\n    x,  # c\n):\n    pass\n",
        "@one\n@two(3)  # c\ndef f(\n    x,  # c\n):\n    # M\n    if x:\n        return 1\n    return 2\n",
    ),
    "in a branch": (
        "try:\n  import f\nexcept ImportError:\n  def f(x): ...\nfinally:\n  pass\n",
        "try:\n  import f\nexcept ImportError:\n  def f(x):\n    # M\n    if x:\n      return 1\n    return 2\n"
        "finally:\n  pass\n",
    ),
    "overloads": (
        "@overload\ndef f(x: int) -> int: ...\ndef f(x): ...\n",
        "@overload\ndef f(x: int) -> int: ...\ndef f(x):\n    # M\n    if x:\n        return 1\n    return 2\n",
    ),
    "byte order mark": (
        "\ufeffdef f(x):\n    ...\n",
        "\ufeffdef f(x):\n    # M\n    if x:\n        return 1\n    return 2\n",
    ),
    "form feed": (
        "x = 1\n\x0cdef f(x):\n    ...\n\x0cy = 2\n",
        "x = 1\n\x0cdef f(x):\n    # M\n    if x:\n        return 1\n    return 2\n\x0cy = 2\n",
    ),
    "strange separators in strings and comments": (
        "a = '\x85 \u2028 \x1c'  # \x0b \u2029\ndef f(x):\n    ...  # \x85\n",
        "a = '\x85 \u2028 \x1c'  # \x0b \u2029\ndef f(x):\n    # M\n    # \x85\n    if x:\n        return 1\n    return 2\n",
    ),
    "missing, no file": (
        "",
        'def f(x: int) -> int:\n    """Doc."""\n    # M\n    if x:\n        return 1\n    return 2\n',
    ),
    "missing, blank file": (
        "\n\n",
        'def f(x: int) -> int:\n    """Doc."""\n    # M\n    if x:\n        return 1\n    return 2\n',
    ),
    "missing, no newline at the end": (
        "a = 1",
        'a = 1\n\n\ndef f(x: int) -> int:\n    """Doc."""\n    # M\n    if x:\n        return 1\n    return 2\n',
    ),
    "missing, blank lines at the end": (
        "a = 1\r\n\r\n",
        'a = 1\r\n\r\n\r\ndef f(x: int) -> int:\r\n    """Doc."""\r\n    # M\r\n    if x:\r\n        return 1\r\n'
        "    return 2\r\n",
    ),
    "missing, before the main guard": (
        "a = 1\n\n# run it\nif __name__ == '__main__':\n  f(a)\n",
        'a = 1\n\n\ndef f(x: int) -> int:\n  """Doc."""\n  # M\n  if x:\n    return 1\n  return 2\n\n\n'
        "# run it\nif __name__ == '__main__':\n  f(a)\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), TABLE.values(), ids=TABLE)
def test_table(before, after):
    assert filled(before) == after


@pytest.mark.parametrize(("before", "after"), TABLE.values(), ids=TABLE)
def test_filling_again_with_another_body_changes_only_the_body(before, after):
    once = fill(before.encode(), [filling()])
    assert find_function(once, "f").state is State.AURORA
    other = filling(body=("return 3",))
    again = fill(once, [other])
    assert fill(again, [filling()]) == once
    assert again == fill(before.encode(), [other])


def test_a_latin_1_file_keeps_its_bytes():
    source = b"# -*- coding: latin-1 -*-\ns = '\xe9'\ndef f(x):\n    ...  # \xe8\n"
    result = fill(source, [filling(body=("return 'ü'",))])
    assert result.startswith(source[: source.index(b"    ...")])
    assert result.endswith(b"    # \xe8\n    return '\xfc'\n")
    with pytest.raises(RewriteRefusedError, match="'→' cannot be written in the file's encoding iso-8859-1"):
        fill(source, [filling(body=("return '→'",))])


METHODS = """\
class Shop:
  '''A shop.'''
  def price(self, x):
    return x
    # end of price

  def vat(self, x): ...


def outer():
    def inner(x):
        ...
    return inner
"""


def test_methods_and_nested_functions():
    assert filled(
        METHODS, filling("Shop.vat"), filling("outer.<locals>.inner"), filling("Shop.total", "def total(self, x)")
    ) == METHODS.replace(
        "x): ...\n",
        "x):\n    # M\n    if x:\n      return 1\n    return 2\n\n"
        '  def total(self, x):\n    """Doc."""\n    # M\n    if x:\n      return 1\n    return 2\n',
    ).replace("        ...\n", "        # M\n        if x:\n            return 1\n        return 2\n")


def test_a_new_method_does_not_take_the_comments_of_the_last_one():
    source = METHODS[: METHODS.index("  def vat")]
    result = filled(source, filling("Shop.vat", "def vat(self, x)", ("return x",), docstring=None))
    assert result == source.rstrip() + "\n\n  def vat(self, x):\n    # M\n    return x\n\n"


def test_several_missing_functions_stand_two_blank_lines_apart():
    result = filled("", filling("f", imports=("import os",)), filling("g", imports=("import os",), docstring=None))
    assert result == (
        'import os\n\n\ndef f(x: int) -> int:\n    """Doc."""\n    # M\n    if x:\n        return 1\n    return 2\n\n\n'
        "def g(x: int) -> int:\n    # M\n    if x:\n        return 1\n    return 2\n"
    )


@pytest.mark.parametrize(
    "docstring",
    [
        "One.",
        "One.\n\n  Two:\n      three\n  four.",
        'A "quoted" word',
        'ends with "',
        'ends with """',
        "\\d \\",
        "'''",
        "",
    ],
)
@pytest.mark.parametrize("unit", ["    ", "\t"])
def test_docstrings_keep_their_text(docstring, unit):
    result = fill(f"def g():\n{unit}pass\n".encode(), [filling(docstring=docstring)])
    (function,) = (node for node in ast.parse(result).body if node.name == "f")
    due = ast.parse(f"def f():\n    {(docstring or None)!r}\n    pass").body[0]
    assert ast.get_docstring(function) == ast.get_docstring(due)


def test_strings_that_span_lines_keep_their_text():
    body = ("if x:", "    s = '''a", "  b", "    c'''", "    t = f'''{x", "+ 1} \\", " d'''", "return s + t")
    result = fill(b"def f(x):\n\t...\n", [filling(body=body)])
    assert b"\t\ts = '''a\n  b\n    c'''\n" in result
    assert find_function(result, "f").state is State.AURORA


def test_continuation_lines_keep_their_alignment():
    body = ("return min(x,", "           1)")
    assert b"\treturn min(x,\n\t\t\t   1)" in fill(b"def f(x):\n\t...\n", [filling(body=body)])


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("def f(x): return 1", r"shop.py:1: f is not written: its body was written by hand"),
        ("def f(x): ...\ndef f(x): ...", "it is defined in lines 1, 2; keep one"),
        ("async def f(x): ...", "it is async"),
        ("from shop import f", "line 1 binds the name"),
    ],
)
def test_functions_that_are_not_filled(source, reason):
    with pytest.raises(RewriteRefusedError, match=reason):
        fill(source.encode(), [filling()], "shop.py")


def test_an_edited_body_is_not_filled():
    edited = fill(b"", [filling()]).replace(b"return 2", b"return 3")
    with pytest.raises(RewriteRefusedError, match="its body was edited since aurora wrote it"):
        fill(edited, [filling()])


@pytest.mark.parametrize(
    "wrong",
    [
        filling(body=("return (",)),
        filling(body=()),
        filling(body=("# nothing",)),
        filling(signature="def g(x)"),
        filling(signature="def f(x"),
        filling(signature="x = 1; def f()"),
        filling(signature="async def f(x)"),
        Filling("f", "def f()", ("return 1",), (), None, "a\nb", "0" * 8),
        Filling("f", "def f()", ("return 1",), (), None, "a.md", "xyz"),
        filling(body=("'my docstring'", "return 1")),
        filling(body=("...",)),
    ],
)
def test_what_cannot_be_written(wrong):
    with pytest.raises(RewriteRefusedError):
        fill(b"def f(x): ...", [wrong])


def test_one_function_takes_one_body():
    with pytest.raises(RewriteRefusedError, match="two bodies"):
        fill(b"", [filling(), filling(body=("return 7",))])


def test_a_file_with_a_syntax_error_is_named():
    with pytest.raises(SourceError, match=r"^shop\.py:2: syntax error"):
        fill(b"x = 1\nx = = 2\n", [filling()], "shop.py")


@pytest.mark.parametrize("deep", ["+".join("1" * 900), " ".join(["''"] * 3000), "-" * 500 + "1", "f" + "()" * 500])
def test_deep_code_is_left_as_it_is(deep):
    source = f"x = {deep}\ndef f(x): ...\n"
    assert filled(source).startswith(source.replace(" ...", ""))


def test_warnings_about_the_users_file_stay_its_own_business():
    assert b"return 1" in fill(b"s = '\\d'\ndef f(x): ...\n", [filling()])
