from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from pytest_aurora.check.known import known_values
from pytest_aurora.check.variables import variable_types
from pytest_aurora.spec.reader import read_spec

EXAMPLES = """
    def clip(text: str, width: int = 3) -> str
    def many(*texts: str) -> str

    ## Examples
    clip("tea", 5) -> "tea"
    clip("coffee") -> "cof"
    clip("tea", -1) -> raises ValueError
    clip(many("a")) -> "a"
    many("a", "b") -> "ab"

    ## Post
"""


def known(post):
    spec = read_spec(Path("spec.md"), (dedent(EXAMPLES) + post).encode())
    types = variable_types(spec.posts[0], spec, (), {})
    return [dict(values) for values in known_values(spec.posts[0], spec, types, {})]


@pytest.mark.parametrize(
    ("post", "values"),
    [
        ("assert len(clip(t, w)) <= w", [{"t": "tea", "w": 5}, {"t": "coffee", "w": 3}]),
        ("assert clip(width=w, text=t) in t", [{"w": 5, "t": "tea"}, {"w": 3, "t": "coffee"}]),
        ("assert clip(t, 2) in t", [{"t": "tea"}, {"t": "coffee"}]),
        ("assert clip(clip(t, 2), 2) == clip(t, 2)", [{"t": "tea"}, {"t": "coffee"}]),
        ("assert clip(t, 2) in t + clip(u, 2)", []),
        ("assert clip(t + 'x', 2) in t", []),
        ("assert many(a) == a", []),
    ],
)
def test_the_arguments_of_examples_where_one_call_takes_all_variables(post, values):
    assert known(post) == values


def test_a_section_has_its_parameters():
    text = """
        ### Function f
        ```
        def f(n: int) -> int
        ```
        #### Examples
        | n | out |
        | - | - |
        | 3 | 4 |
        #### Postconditions
        - out > n
    """
    spec = read_spec(Path("spec.md"), dedent(text).encode())
    types = variable_types(spec.posts[0], spec, (), {})
    assert list(known_values(spec.posts[0], spec, types, {})) == [{"n": 3}]


def test_an_example_that_cannot_be_evaluated_gives_nothing():
    spec = read_spec(Path("spec.md"), b"def f(n: int) -> int\n\n## Examples\nf(x) -> 1\n\n## Post\nassert f(n) > 0\n")
    types = variable_types(spec.posts[0], spec, (), {})
    assert not list(known_values(spec.posts[0], spec, types, {}))
