from __future__ import annotations

from .helpers import read

TURNS = """
    # SpecV3: Two

    def one(a: int) -> int

    ## Examples
    one(1) -> 2

    def two(
        b: str,
    ) -> str

    two("a") -> "b"

    ## Post
    assert len(two(b)) == len(b)
"""


def test_a_signature_among_examples_declares():
    spec = read(TURNS)
    assert [f.name for f in spec.functions] == ["one", "two"]
    assert [(e.function, e.error) for e in spec.examples] == [("one", None), ("two", None)]
    assert [p.function for p in spec.posts] == ["two"]
    assert not spec.warnings


TABLES = """
    # SpecV3: Tables

    def one(a: int) -> int

    ## Examples
    | a | out |
    | - | - |
    | 1 | 2 |

    ```
    def two(b: str) -> str
    ```

    ## Examples
    | b | out |
    | - | - |
    | 'x' | 'y' |

    def three(c: int) -> int
    def four(c: int) -> int

    ## Examples
    three(1) -> 1
    four(1) -> 1
"""


def test_a_table_is_about_the_function_before_it():
    spec = read(TABLES)
    assert [f.name for f in spec.functions] == ["one", "two", "three", "four"]
    assert [(e.function, e.error) for e in spec.examples] == [
        ("one", None), ("two", None), ("three", None), ("four", None)
    ]  # fmt: skip


def test_signatures_at_the_top_are_about_everything_below():
    spec = read(
        "# x\n\ndef one(a: int) -> int\ndef two(b: int) -> int\n\n## Examples\ntwo(1) -> 1\n\n## Pre\none: a > 0\n"
    )
    assert [e.function for e in spec.examples] == ["two"]
    assert [p.function for p in spec.pres] == ["one"]
