import datetime
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from pytest_aurora.errors import SpecError
from pytest_aurora.problem.build import build_problem, is_plain, parameter_type, plain_examples, usage_order
from pytest_aurora.problem.problem import Example, Helper, Raised, Returned, Signature
from pytest_aurora.problem.types import INT
from pytest_aurora.spec.reader import read_spec


def spec_of(text):
    return read_spec(Path("spec.md"), dedent(text).strip("\n").encode())


@dataclass
class Point:
    x: int
    y: int = 0


def problem_of(text, name="f", **namespace):
    return build_problem(spec_of(text), name, namespace)


def examples(text, **namespace):
    return problem_of(text, **namespace).examples


def types(text, **namespace):
    signature = problem_of(text, **namespace).signature
    return [str(p.type) for p in signature.parameters], str(signature.returns)


def test_calls_on_plain_values_are_what_the_search_learns_from():
    text = """
    def f(a: int, b: int = 2, *, c: str = "x") -> int
    ## Examples
    f(1) -> 3
    f(1, 3) -> 4
    f(b=4, a=2, c="yz") -> 6
    f(-1, 2 * 5) -> 9 ± 0.5
    f(1, 0) -> raises ZeroDivisionError
    """
    assert examples(text) == (
        Example((1, 2, "x"), Returned(3)),
        Example((1, 3, "x"), Returned(4)),
        Example((2, 4, "yz"), Returned(6)),
        Example((-1, 10, "x"), Returned(9), 0.5),
        Example((1, 0, "x"), Raised("ZeroDivisionError")),
    )


def test_other_expressions_are_left_to_the_judge():
    text = """
    def g(n: int) -> int
    def f(n: int) -> int
    ## Examples
    f(g(1)) -> 2
    sorted(f(1)) -> 2
    f(1) + 1 -> 2
    f(1).real -> 2
    f(*[1]) -> 2
    f(2) -> g(2)
    f(3) -> 4
    <!-- aurora: skip -->
    f(4) -> 5
    <!-- aurora: xfail not yet -->
    f(5) -> 5
    g(1) -> 1
    """
    assert examples(text) == (Example((3,), Returned(4)),)
    spec = spec_of(text)
    assert [e.call for e in spec.examples if is_plain(e, spec)] == ["f(3)", "f(4)", "f(5)", "g(1)"]


def test_plain_examples_know_where_they_stand():
    (plain,) = plain_examples(spec_of("def f(n)\n## Examples\nf(1) -> 2"), "f", {})
    assert plain.source.location.line == 3
    assert plain.example == Example((1,), Returned(2))


def test_variadic_parameters_are_a_tuple_and_a_dict():
    text = "def f(first: str, *rest: int, **more: float) -> int\n## Examples\nf('a') -> 1\nf('a', 1, 2, x=0.5) -> 3"
    assert [e.arguments for e in examples(text)] == [("a", (), {}), ("a", (1, 2), {"x": 0.5})]
    assert types(text) == (["str", "tuple[int, ...]", "dict[str, float]"], "int")


def test_classes_and_defaults_of_the_module():
    text = "def f(p: Point, q: Point = Point(0)) -> int\n## Examples\nf(Point(1, 2)) -> 3"
    assert examples(text, Point=Point) == (Example((Point(1, 2), Point(0)), Returned(3)),)
    assert types(text, Point=Point) == (["Point", "Point"], "int")


@pytest.mark.parametrize(
    ("signature", "lines", "expected"),
    [
        ("def f(a, b)", ["f(1, 'x') -> [1]", "f(2.5, 'y') -> []"], (["float", "str"], "list[int]")),
        ("def f(xs: list) -> dict", ["f([1, 2]) -> {'a': (1, 2)}"], (["list[int]"], "dict[str, tuple[int, int]]")),
        ("def f(t: tuple) -> list[object]", ["f((1, 'a')) -> ['b']"], (["tuple[int, str]"], "list[str]")),
        ("def f(x: Optional[list]) -> int", ["f([1]) -> 1", "f(None) -> 2"], (["list[int] | None"], "int")),
        ("def f(x: int = None) -> int", ["f(1) -> 1", "f() -> 2"], (["int | None"], "int")),
        ("def f(xs: Sequence[int]) -> int", ["f((1, 2)) -> 1"], (["tuple[int, int]"], "int")),
        ("def f(xs: Iterable) -> Iterable[str]", ["f([]) -> ('a',)"], (["list[object]"], "tuple[str]")),
        ("def f(a: float) -> float", ["f(1) -> 1", "f(2) -> 3"], (["float"], "float")),
        ("def f(a: int) -> str", ["f('x') -> raises TypeError"], (["int | str"], "str")),
        ("def f(x)", ["f(1) -> 1", "f(None) -> None"], (["int | None"], "int | None")),
        ("def f(x)", ["f([1]) -> [1]", "f(None) -> ['a']"], (["list[int] | None"], "list[int | str]")),
        ("def f(xs: list[T]) -> T", ["f([1]) -> 1"], (["list[int]"], "int")),
        ("def f(xs: list[T]) -> T", ["f([1]) -> 1", "f(['a']) -> 'a'"], (["list[T]"], "T")),
        ("def f(g, x)", ["f(lambda n: n + 1, 1) -> 2"], (["Callable[[], object]", "int"], "int")),
        ("def f(d: date) -> int", ["f(date(2024, 1, 2)) -> 2"], (["datetime.date"], "int")),
    ],
)
def test_types_are_read_and_refined(signature, lines, expected):
    assert types("\n".join([signature, "## Examples", *lines])) == expected


def test_a_spec_without_examples_has_types_too():
    assert types("def f(a: int, b) -> str") == (["int", "object"], "str")


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("def f(a: int) -> int\n## Examples\nf(1) -> 'x'", "'x' is of type str, but f is declared to return int", 3),
        ("def f(a: int) -> int\n## Examples\nf(1) -> True", "True is of type bool", 3),
        ("def f(a: Pint) -> int\n## Examples\nf(1) -> 2", "type 'Pint' is not known", 1),
        ("def f(a) -> int\n## Examples\nf(Pint(1)) -> 2", "'Pint' is not known", 3),
        ("def f(a) -> int\n## Examples\nf(1 / 0) -> 2", "ZeroDivisionError", 3),
        ("def f(a=1 / 0) -> int\n## Examples\nf(1) -> 2", "ZeroDivisionError", 1),
        ("def f(a=pint) -> int\n## Examples\nf(1) -> 2", "'pint' is not known", 1),
    ],
)
def test_what_cannot_be_a_call_of_the_function_is_told_with_its_line(text, message, line):
    with pytest.raises(SpecError) as caught:
        problem_of(text)
    assert message in str(caught.value)
    assert caught.value.location.line == line
    assert caught.value.hint


def test_helpers_leave_out_the_function_itself():
    spec = spec_of("def f(n: int) -> int")
    helpers = [Helper(name, Signature(name, (), INT), int) for name in ("f", "g")]
    assert [h.name for h in build_problem(spec, "f", {}, helpers).helpers] == ["g"]


TEXT = """
# SpecV3: Name Splitter

Splits names at the `-` or " / " and keeps at most 3 parts. It adds 20% or -1.5.
def split_fullName(text: str, mode: Literal["first", "last"] = "first", most: int = 7) -> str
## Examples
split_fullName("Ada-King") -> "Ada"
split_fullName("Bob-Ross", "last") -> "Ross"
## Post
assert len(split_fullName(x)) <= 99
## Pre
split_fullName: len(text) > 1 and most >= -5
"""


def test_words_are_stemmed_and_stop_words_left_out():
    words = problem_of(TEXT, "split_fullName").words
    assert {"split", "splits", "full", "name", "names", "splitter", "text", "mode", "parts", "part"} <= words
    assert not words & {"the", "and", "at", "it", "s"}


def test_literals_of_prose_annotations_defaults_and_conditions():
    literals = problem_of(TEXT, "split_fullName").literals
    assert set(literals) == {"-", " / ", 3, 20, 0.2, 0.8, 1.2, -1.5, "first", "last", 7, 99, -5, 5}


def test_probes_look_like_the_examples_and_keep_the_preconditions():
    problem = problem_of(TEXT, "split_fullName")
    assert 5 <= len(problem.probes) <= 24
    assert problem.probes == problem_of(TEXT, "split_fullName").probes
    assert not {e.arguments for e in problem.examples} & set(problem.probes)
    for text, mode, most in problem.probes:
        assert "-" in text
        assert isinstance(mode, str)
        assert len(text) > 1
        assert most >= -5


def test_probes_of_each_kind_keep_their_type():
    text = """
    def f(a: int, b: float, c: list[int], d: dict[str, int], e: set[str], g: tuple[int, str], h: bool, i: int | None)
    ## Examples
    f(1, 0.5, [1, 2, 3], {"a": 1}, {"x"}, (1, "ab"), True, None) -> 1
    f(2, 1.5, [], {"b": 2, "c": 3}, {"y", "z"}, (2, "cd"), False, 3) -> 2
    """
    problem = problem_of(text)
    assert len(problem.probes) == 24
    for probe in problem.probes:
        assert [type(v) for v in probe[:7]] == [int, float, list, dict, set, tuple, bool]
        assert isinstance(probe[5][0], int)
        assert isinstance(probe[5][1], str)
        assert probe[7] is None or isinstance(probe[7], int)


def test_no_examples_no_probes():
    assert problem_of("def f(a: int) -> int").probes == ()
    assert problem_of("def f() -> int\n## Examples\nf() -> 1").probes == ()


def test_functions_come_after_those_they_are_used_with():
    text = """
    def check(s: str) -> bool
    def total(n: int) -> int
    def reverse(s: str) -> str
    def tax(n: int) -> int
    ## Examples
    total(1) -> tax(1) + 1
    ## Post
    assert check(reverse(x) + x)
    """
    assert usage_order(spec_of(text)) == ("reverse", "check", "tax", "total")


def test_a_circle_of_uses_keeps_the_declared_order():
    text = "def f(n: int) -> int\ndef g(n: int) -> int\n## Post\nassert f(g(x)) == x\nassert g(f(x)) == x"
    assert set(usage_order(spec_of(text))) == {"f", "g"}
    assert usage_order(spec_of("def f(n)\ndef g(n)")) == ("f", "g")


def test_parameter_type_of_a_date():
    spec = spec_of("def f(d) -> int")
    function = spec.functions[0]
    assert str(parameter_type(function.parameters[0], [datetime.date(2024, 1, 2)], function, {})) == "datetime.date"
