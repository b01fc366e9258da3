from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import dedent

import pytest

from pytest_aurora.check.examples import Failed, Passed, run_example
from pytest_aurora.errors import SpecError
from pytest_aurora.spec.reader import read_spec


def spec_of(text):
    return read_spec(Path("spec.md"), dedent(text).strip("\n").encode())


@dataclass
class Point:
    x: int
    y: int = 0


class OwnError(ValueError):
    pass


def outcome(line, signature="def f(x) -> object", **namespace):
    spec = spec_of(f"{signature}\ndef g(n: int) -> int\n## Examples\n{line}")
    return run_example(
        spec.examples[0], spec, {"g": lambda n: n + 1, "Point": Point, "OwnError": OwnError, **namespace}
    )


def raising(error):
    def f(x):
        raise error

    return f


@pytest.mark.parametrize(
    ("line", "signature", "function"),
    [
        ("f('abc') -> 'cba'", "def f(s: str) -> str", lambda s: s[::-1]),
        ("f(1) -> 1", "def f(s: int) -> float", lambda x: x / 1),
        ("f(g(1)) -> 4", "def f(n: int) -> int", lambda n: n + 2),
        ("f(1) -> g(1)", "def f(n: int) -> int", lambda n: n + 1),
        ("f(Point(1, 2)).y -> 1", "def f(p: Point) -> Point", lambda p: Point(p.y, p.x)),
        ("f(Point(1, 2)) -> Point(2, 1)", "def f(p: Point) -> Point", lambda p: Point(p.y, p.x)),
        ("sorted(f([1, 2])) -> [1, 2]", "def f(xs: list[int]) -> set[int]", set),
        ("f([1, 2]) -> (2, 1)", "def f(xs: Sequence[int]) -> Sequence[int]", lambda xs: tuple(xs[::-1])),
        ("f(1) -> raises ValueError", "def f(x) -> int", raising(OwnError("no"))),
        ("f(1) -> raises OwnError", "def f(x) -> int", raising(OwnError("no"))),
        ("f(1) -> raises LookupError", "def f(x) -> int", raising(KeyError(1))),
        ("f(1) -> 0.3", "def f(x) -> float", lambda x: 0.1 + 0.2),
        ("f(1) -> 1.5 ± 0.25", "def f(x) -> float", lambda x: 1.7),
    ],
)
def test_holds(line, signature, function):
    assert outcome(line, signature, f=function) == Passed()


@pytest.mark.parametrize(
    ("line", "signature", "function", "message", "expected", "got"),
    [
        ("f(1) -> 2", "def f(n: int) -> int", lambda n: 3, "expected 2, got 3", "2", "3"),
        ("f(1) -> 2 ± 0.5", "def f(n: int) -> int", lambda n: 3, "expected 2, got 3", "2 ± 0.5", "3"),
        ("f(1) -> 2", "def f(n: int) -> int", lambda n: 2.0, "expected a value of type int, got 2.0", "2", "2.0"),
        ("f(1) -> true", "def f(n: int) -> int", lambda n: True, "expected a value of type int, got", "True", "True"),
        ("f([1]) -> [[1]]", "def f(n) -> object", lambda n: [[2]], "at [0][0]: expected 1, got 2", "[[1]]", "[[2]]"),
        (
            "f(1) -> 2", "def f(n: int) -> int", raising(KeyError("k")),
            "expected 2, but it raised KeyError: 'k'", "2", "raised KeyError: 'k'",
        ),
        (
            "f(1) -> raises ValueError", "def f(n: int) -> int", lambda n: 1,
            "expected raises ValueError, got 1", "raises ValueError", "1",
        ),
        (
            "f(1) -> raises ValueError", "def f(n: int) -> int", raising(KeyError("k")),
            "expected raises ValueError, but it raised KeyError: 'k'", "raises ValueError", "raised KeyError: 'k'",
        ),
        (
            "f(1) -> raises NoError", "def f(n: int) -> int", lambda n: 1,
            "there is no exception class 'NoError', neither here nor in builtins", "raises NoError", "",
        ),
        (
            "f(1) -> raises ValueErr", "def f(n: int) -> int", int,
            "there is no exception class 'ValueErr', neither here nor in builtins; did you mean ValueError?",
            "raises ValueErr", "",
        ),
        (
            "f(1) -> 1", "def f(n: int) -> int", raising(SystemExit(3)),
            "expected 1, but it raised SystemExit: 3", "1", "raised SystemExit: 3",
        ),
        ("f(1) -> 1 / 0", "def f(n: int) -> int", int, "the expected value raised ZeroDivisionError", "1 / 0", ""),
    ],
)  # fmt: skip
def test_fails_and_says_why(line, signature, function, message, expected, got):
    found = outcome(line, signature, f=function)
    assert isinstance(found, Failed)
    assert found.message.startswith(message)
    assert (found.expected, found.got) == (expected, got)
    assert found.example.text == line


@pytest.mark.parametrize(
    ("line", "function", "changed"),
    [
        ("f([3, 1]) -> [1, 3]", lambda x: x.sort() or x, "x: it was [3, 1], then [1, 3]"),
        ("f([[3], 1]) -> 1", lambda x: x[0].append(1) or 1, "x: it was [[3], 1], then [[3, 1], 1]"),
        ("f({'a': 1}) -> 1", lambda x: x.pop("a"), "x: it was {'a': 1}, then {}"),
        ("f({1}) -> 1", lambda x: x.pop(), "x: it was {1}, then set()"),
        ("f(x=[1]) -> 1", lambda x: x.pop(), "x: it was [1], then []"),
        ("f(Point(1)) -> None", lambda x: setattr(x, "x", 5), "x: it was Point(x=1, y=0), then Point(x=5, y=0)"),
        ("len(f([1])) -> 0", lambda x: x.clear() or x, "x: it was [1], then []"),
        ("f([]) -> raises IndexError", lambda x: x.append(1) or x[2], "x: it was [], then [1]"),
        ("f([1]) -> 1", lambda x: x.__setitem__(0, 1.0) or 1, "x: it was [1], then [1.0]"),
    ],
)
def test_a_body_may_not_change_its_arguments(line, function, changed):
    found = outcome(line, f=function)
    assert isinstance(found, Failed)
    assert found.message == f"f changed its argument {changed}; work on a copy"


def test_arguments_are_built_anew_for_every_call():
    seen = []

    def f(x):
        seen.append(x)
        return len(seen)

    assert outcome("f([1]) -> 1", f=f) == Passed()
    assert outcome("f([1]) -> 2", f=f) == Passed()
    assert seen[0] is not seen[1]


def test_an_unwritten_function_is_told():
    found = outcome("f(1) -> 1")
    assert isinstance(found, Failed)
    assert found.message == "f is not defined"


def test_a_line_that_could_not_be_read_fails_with_its_error():
    spec = spec_of("def f(x)\n## Examples\nf(1) -> 1")
    bad = replace(spec.examples[0], error=SpecError("no value", spec.examples[0].location, "f(1) ->", "write one"))
    found = run_example(bad, spec, {"f": int})
    assert isinstance(found, Failed)
    assert "spec.md:3:1: no value" in found.message
    assert found.error is bad.error


def test_a_comparison_that_raises_fails():
    class Odd:
        def __eq__(self, other):
            raise RuntimeError("no truth")

        __hash__ = None

    found = outcome("f(1) -> Odd()", f=lambda x: Odd(), Odd=Odd)
    assert isinstance(found, Failed)
    assert found.message == "the comparison raised RuntimeError: no truth"
