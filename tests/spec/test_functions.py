from __future__ import annotations

import pytest

from pytest_aurora.spec.model import Mark

from .helpers import read, refused


def test_the_head_of_the_line_form():
    spec = read("""
        # SpecV3: Words

        Any prose (it decides nothing.

        module: `shop.text`
        uses: shop.tax.vat, `itertools.groupby`

        def f(s: str) -> str
        def g(
            a: int,
            b: int = 0,
        ) -> int:   # Adds.

        ```python
        def h(s: str) -> str:
            \"\"\"Turns it

            round.\"\"\"
            ...
        ```
    """)
    assert (spec.module, spec.uses) == ("shop.text", ("shop.tax.vat", "itertools.groupby"))
    assert [f.signature for f in spec.functions] == [
        "def f(s: str) -> str", "def g(a: int, b: int = 0) -> int", "def h(s: str) -> str",
    ]  # fmt: skip
    assert [f.location.line for f in spec.functions] == [9, 10, 16]
    assert spec.functions[2].description == "Turns it\nround."
    assert spec.prose == "Any prose (it decides nothing."


def test_a_comment_behind_a_signature_describes_it():
    spec = read("# SpecV3: A\n\ndef f(s: str) -> str  # Turns it round.\ndef g(s: str) -> str\n")
    assert [f.description for f in spec.functions] == ["Turns it round.", ""]


def test_the_only_function_is_described_by_the_prose():
    assert read("# SpecV3: A\n\nTurns it\nround.\n\ndef f(s: str)\n").functions[0].description == "Turns it\nround."


def test_the_text_below_a_heading_describes_the_one_function_that_it_declares():
    spec = read("""
        # SpecV3: A

        All of this is about texts.

        ## Turned

        def f(s: str) -> str

        Turns it round.

        ## Examples
        f("ab") -> "ba"

        ## Both of these

        def g(s: str) -> str
        def h(s: str) -> str

        The ends are cut off.
    """)
    assert [f.description for f in spec.functions] == ["Turns it round.", "", ""]


def test_the_body_of_a_definition_in_a_fence_is_no_signature():
    spec = read("# SpecV3: A\n\n```\nclass A:\n    def m(self): ...\n\ndef f(s: str): ...\n```\n")
    assert [f.name for f in spec.functions] == ["f"]


def test_a_mark_before_a_signature_or_a_section():
    spec = read("""
        # SpecV3: A

        <!-- aurora: skip -->
        def f(s: str) -> str
        def g(s: str) -> str

        ## Examples
        f('a') -> 'a'
        g('a') -> 'a'

        ## Post
        assert f(x) == g(x)
    """)
    assert [f.mark for f in spec.functions] == [Mark("skip"), None]
    assert [e.mark for e in spec.examples] == [Mark("skip"), None]
    assert spec.posts[0].mark == Mark("skip")


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("def f(s: str -> str", "cannot be read", 3, None),
        ("async def f(s)", "async", 3, 1),
        ("def f(s)\ndef f(s, t)", "'f' is declared twice, first in line 3", 4, 1),
        ("module: shop text", "'shop text' is no dotted name", 3, 1),
        ("module: src/shop.py", "no dotted name", 3, 1),
        ("module: a.class", "no dotted name", 3, 1),
        ("uses: a.b, , c", "no dotted name", 3, 1),
        ("module: a\nmodule: b", "two modules", 4, 1),
    ],
)
def test_a_bad_head_is_an_error_of_the_spec(text, message, line, column):
    error = refused(f"# SpecV3: A\n\n{text}\n")
    assert message in error.message
    assert error.location.line == line
    assert column is None or error.location.column == column
    assert error.hint
    assert error.line == f"# SpecV3: A\n\n{text}".splitlines()[line - 1]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("target: shop.text", "module: shop.text"),
        ("modul: shop", "module: shop"),
        ("Module: shop.text", "module: shop.text"),
        ("module : shop.text", "module: shop.text"),
        ("File: src/shop.py", "module: src/shop.py"),
        ("use: math, shop.tax", "uses: math, shop.tax"),
        ("imports: math", "uses: math"),
    ],
)
def test_a_line_that_is_nearly_one_of_the_head_is_warned_about(line, meant):
    spec = read(f"# SpecV3: A\n\n{line}\n\ndef f(n: int) -> int\n")
    assert spec.warnings == (f"specs/words.md:3:1: {line!r} is not read; did you mean {meant!r}?",)
    assert spec.module is None


@pytest.mark.parametrize(
    "line", ["Note: this is prose", "target: the longest word of a text", "Example: 3", "user: ada", "See module: it."]
)
def test_prose_with_a_colon_is_prose(line):
    spec = read(f"# SpecV3: A\n\n{line}\n\ndef f(n: int) -> int\n")
    assert not spec.warnings
    assert line in spec.prose


def test_a_head_below_another_heading_is_warned_about():
    spec = read("# SpecV3: A\n\ndef f(n: int) -> int\n\n## Notes\nmodule: shop\ntarget: shop\n")
    assert spec.warnings == ("specs/words.md:6:1: 'module: shop' is not read: it stands above the first ## heading",)
