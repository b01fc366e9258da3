from __future__ import annotations

from pathlib import Path

import pytest

from pytest_aurora.errors import SpecError
from pytest_aurora.spec.model import Dialect, Mark
from pytest_aurora.spec.reader import read_spec

from .helpers import PATH, read, refused

V2 = """
    # count_vowels

    ## Description
    Count the number of vowels in a string.

    ## Signature
    ```
    def count_vowels(s: str) -> int
    ```

    ## Examples
    | s | out |
    | - | - |
    | 'hello' | 2 |
    | 'xyz' | 0 |
"""
SECTIONED = """
    # SpecV3: Palindrome Checker

    ### Function reverse_string
    ```
    def reverse_string(s: str) -> str
    ```
    #### Description
    Reverse a unicode string.

    #### Examples
    | s | out |
    | - | --- |
    | "abc" | "cba" |

    ### Function check_palindrome
    ```
    def check_palindrome(s: str) -> bool
    ```
    #### Description
    Return True if input is a palindrome (case-sensitive).

    #### Examples
    | s | out |
    | - | --- |
    | "abba" | true |
    | "abc" | false |"""
BULLETED = """
    # Example Specification

    ## Function: add
    - **Signature**: `add(a: int, b: int) -> int`
    - **Description**: Returns the sum of two integers
    - **Tests**:
      - `assert add(1, 2) == 3`
      - `assert add(-1, 1) == 0`

    ## Function: multiply  \n    - **Signature**: `multiply(x: int, y: int) -> int`
    - **Description**: Returns the product of two integers
    - **Tests**:
      - `assert multiply(2, 3) == 6`"""
UNTIDY = """
    # Spec: add_two_numbers

    ## Signature
    ```
    def add_two_numbers(a: int, b: int) -> int
    ```

    ## Description
    Return the sum of two integers. Must work for negative numbers and zero.

    ## Examples
    | a | b | out | out |
    |---|---|---|---|
    | 1 | 2 | 3 |
    | -5 | 5 | 0 |


    ## Postconditions
    - Result must equal `a + b`.
    - Time complexity O(1).

    ## Constraints
    - Deterministic with fixed seed."""
LINES = """
    # SpecV3: Palindrome Checker

    def check_palindrome(s: str) -> bool
    def reverse_string(s: str) -> str

    ## Examples
    check_palindrome("racecar") -> true
    reverse_string("hello") -> "olleh"

    ## Post
    assert check_palindrome(reverse_string(x) + x) == true
"""


def calls(spec):
    return [(example.function, example.call, example.expected) for example in spec.examples]


def test_v2():
    spec = read(V2)
    assert (spec.dialect, spec.title) == (Dialect.V2, "count_vowels")
    assert spec.function("count_vowels").description == "Count the number of vowels in a string."
    assert calls(spec) == [("count_vowels", "count_vowels('hello')", "2"), ("count_vowels", "count_vowels('xyz')", "0")]
    assert [(e.location.line, e.location.column) for e in spec.examples] == [(15, 1), (16, 1)]


def test_v3_sectioned():
    spec = read(SECTIONED)
    assert (spec.dialect, spec.title) == (Dialect.V3_SECTIONED, "Palindrome Checker")
    assert [f.description[:7] for f in spec.functions] == ["Reverse", "Return "]
    assert calls(spec) == [
        ("reverse_string", 'reverse_string("abc")', '"cba"'),
        ("check_palindrome", 'check_palindrome("abba")', "True"),
        ("check_palindrome", 'check_palindrome("abc")', "False"),
    ]


def test_v3_lines():
    spec = read(LINES)
    assert (spec.dialect, len(spec.functions), len(spec.posts)) == (Dialect.V3_LINE, 2, 1)
    assert calls(spec)[1] == ("reverse_string", 'reverse_string("hello")', '"olleh"')
    assert spec.posts[0].functions == ("check_palindrome", "reverse_string")


def test_bulleted():
    spec = read(BULLETED)
    assert (spec.dialect, spec.title) == (Dialect.BULLETED, "Example Specification")
    assert [(f.name, f.description) for f in spec.functions] == [
        ("add", "Returns the sum of two integers"),
        ("multiply", "Returns the product of two integers"),
    ]
    assert [f.location.column for f in spec.functions] == [19, 19]
    assert calls(spec) == [
        ("add", "add(1, 2)", "3"), ("add", "add(-1, 1)", "0"), ("multiply", "multiply(2, 3)", "6"),
    ]  # fmt: skip


def test_untidy_v2():
    spec = read(UNTIDY)
    assert spec.title == "add_two_numbers"
    assert ["'out' stands twice" in example.error.message for example in spec.examples] == [True, True]
    assert [post.prose for post in spec.posts] == [True, True]
    assert "Deterministic" in spec.prose


@pytest.mark.parametrize("nothing", ["_No examples_", "No examples provided", ""])
def test_no_examples(nothing):
    spec = read(f"# todo\n\n## Signature\n```\ndef todo_spec() -> None\n```\n\n## Examples\n{nothing}\n")
    assert (spec.examples, spec.posts, len(spec.functions)) == ((), (), 1)


@pytest.mark.parametrize("text", [V2, SECTIONED, BULLETED, UNTIDY, LINES])
@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_newlines_and_bom_change_nothing(text, newline):
    plain = read_spec(PATH, text.encode())
    assert read_spec(PATH, b"\xef\xbb\xbf" + text.replace("\n", newline).encode()) == plain


def test_a_file_is_read_and_shown_as_asked(tmp_path):
    path = tmp_path / "é.md"
    path.write_bytes(b"# SpecV3: A\n\ndef f() -> int\n\n## Examples\nf() -> 1\n")
    spec = read_spec(path, shown=Path("specs/é.md"))
    assert spec.path == path
    assert str(spec.examples[0].location) == f"{Path('specs/é.md')}:6:1"


@pytest.mark.parametrize("name", ["missing.md", "."])
def test_a_file_that_cannot_be_read(tmp_path, name):
    with pytest.raises(SpecError, match="cannot be read"):
        read_spec(tmp_path / name)


def test_bytes_that_are_no_text():
    with pytest.raises(SpecError, match="not UTF-8"):
        read_spec(PATH, b"# SpecV3: \xff")


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("# count_vowels\n\n## Examples\n_No examples_\n", "declares no function", 1),
        ("# Words\n\n## Examples\n\nf(1) -> 2\n", "declares no function", 1),
        ("# Some words\n\n## Examples\n\nf(1) -> 2\n", "declares no function", 1),
        ("# Some words\n\n## Signature\n```\nf x -> int\n```\n", "declares no function", 1),
        ("## Signature\n```\nf x -> int\n```\n", "declares no function", 1),
        ("# SpecV3: A\n\n### Function f\n\n#### Examples\n", "'f' has no signature", 3),
        ("# SpecV3: A\n\n### Function f\n```\ndef g(a)\n```\n", "'f' has no signature", 3),
    ],
)
def test_a_spec_without_the_signature_that_it_needs(text, message, line):
    error = refused(text)
    assert message in error.message
    assert error.location.line == line
    assert "def " in error.hint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "Words.",
        "# Some words\n\nCount the vowels in a string.\n",
        "# Guide\n\n## Examples of use\n\nSee there.\n",
    ],
)
def test_prose_alone_says_nothing(text):
    spec = read(text)
    assert (spec.functions, spec.examples, spec.posts) == ((), (), ())


def test_a_title_may_be_missing():
    spec = read("def f() -> int\n\n## Examples\nf() -> 1\n")
    assert (spec.title, len(spec.examples)) == ("words", 1)


def test_the_mark_of_a_heading_acts_on_its_section():
    spec = read("""
        # SpecV3: A

        def f(n: int) -> int

        <!-- aurora: skip -->
        ## Examples
        f(1) -> 1
        <!-- aurora: xfail why -->
        f(2) -> 2

        ## Post
        assert f(n) == n
    """)
    assert [example.mark for example in spec.examples] == [Mark("skip"), Mark("xfail", "why")]
    assert spec.posts[0].mark is None


def test_the_mark_of_the_title_acts_on_the_file():
    spec = read(
        "<!-- aurora: skip -->\n# SpecV3: A\n\ndef f(n: int) -> int\n\n## Examples\nf(1) -> 1\n\n## Post\n- f(n)\n"
    )
    assert {spec.functions[0].mark, spec.examples[0].mark, spec.posts[0].mark} == {Mark("skip")}


def test_lines_that_are_not_read_are_warned_about():
    spec = read("# SpecV3: A\n\ndef f(n: int) -> int\nf(1) -> 1\n\n## Notes\n- assert len(f(1)) == 2\n\n## Exampels\n")
    assert sorted(w.split(": ")[0].split("/")[-1] for w in spec.warnings) == [
        "words.md:4:1",
        "words.md:7:3",
        "words.md:9:4",
    ]
