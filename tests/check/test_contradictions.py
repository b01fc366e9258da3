from pathlib import Path
from textwrap import dedent

import pytest

from pytest_aurora.check.contradictions import find_contradictions, refuse_contradictions
from pytest_aurora.errors import SpecError
from pytest_aurora.problem.build import plain_examples
from pytest_aurora.spec.reader import read_spec


def spec_of(text):
    return read_spec(Path("spec.md"), dedent(text).strip("\n").encode())


def pairs(*lines, signature="def f(x)", **namespace):
    spec = spec_of("\n".join([signature, "## Examples", *lines]))
    found = find_contradictions(plain_examples(spec, "f", namespace))
    return [(a.source.location.line - 2, b.source.location.line - 2) for a, b in found]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["f(1) -> 2", "f(2) -> 2", "f(1) -> 3"], [(1, 3)]),
        (["f(1) -> 2", "f(1) -> 2"], []),
        (["f(1) -> 2", "f(x=1) -> 3"], [(1, 2)]),
        (["f(1) -> 2", "f(True) -> 3", "f(1.0) -> 4"], []),
        (["f([1, {'a': 2}]) -> 2", "f([1, {'a': 2}]) -> 3"], [(1, 2)]),
        (["f({1, 2}) -> 2", "f({2, 1}) -> 3"], [(1, 2)]),
        (["f([1]) -> 2", "f((1,)) -> 3"], []),
        (["f(1) -> 2.0 ± 0.5", "f(1) -> 2.4"], []),
        (["f(1) -> 2.0 ± 0.1", "f(1) -> 2.25 ± 0.1"], [(1, 2)]),
        (["f(1) -> 2.0 ± 0.1", "f(1) -> 2.15 ± 0.1"], []),
        (["f(1) -> 0.3", "f(1) -> 0.1 + 0.2"], []),
        (["f(1) -> raises ValueError", "f(1) -> 2"], [(1, 2)]),
        (["f(1) -> raises KeyError", "f(1) -> raises LookupError"], []),
        (["f(1) -> raises KeyError", "f(1) -> raises ValueError"], [(1, 2)]),
        (["f(1) -> raises KeyError", "f(1) -> raises MyError"], []),
        (["f(float('nan')) -> 1", "f(float('nan')) -> 2"], [(1, 2)]),
    ],
)
def test_pairs(lines, expected):
    assert pairs(*lines) == expected


def test_arguments_that_cannot_be_hashed_are_compared_by_their_repr():
    class Box:
        __hash__ = None

        def __init__(self, n):
            self.n = n

        def __repr__(self):
            return f"Box({self.n})"

    assert pairs("f(Box(1)) -> 1", "f(Box(2)) -> 2", "f(Box(1)) -> 2", Box=Box) == [(1, 3)]


def test_the_error_names_both_lines():
    spec = spec_of("def f(n: int) -> int\n## Examples\nf(1) -> 2\nf(2) -> 2\nf(1) -> 3")
    with pytest.raises(SpecError) as caught:
        refuse_contradictions(spec, "f", {})
    text = str(caught.value)
    assert "spec.md:5:1: 'f(1) -> 3' contradicts line 3: 'f(1) -> 2'" in text
    assert "spec.md:3:1" in text


def test_a_default_is_an_argument_too():
    assert pairs("f(1) -> 1", "f(1, 2) -> 2", signature="def f(a, b=2)") == [(1, 2)]
