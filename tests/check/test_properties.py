import enum
import warnings
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import configuration, settings

from pytest_aurora.check.properties import Broken, Holds, NotAllowed, Property, find_counterexample
from pytest_aurora.errors import SpecError
from pytest_aurora.problem.verdict import Refuted, Survived, Unknown
from pytest_aurora.spec.reader import read_spec


@dataclass
class Point:
    x: int
    y: "float" = 0.0
    next: "Point | None" = None


class Color(enum.Enum):
    RED = 1
    BLUE = 2


def spec_of(text):
    return read_spec(Path("spec.md"), dedent(text).strip("\n").encode())


def check(signature, post, functions, pre="", **options):
    spec = spec_of(f"{signature}\n\n## Post\n{post}\n\n## Pre\n{pre or 'None'}\n")
    assert not any(p.error for p in spec.pres), spec.pres
    assert spec.posts[0].error is None
    return find_counterexample(spec.posts[0], spec, functions, **options)


REVERSE = "def reverse(s: str) -> str"
CLAMP = "def clamp(x: int, low: int, high: int) -> int"


def reverse(s):
    return s[::-1]


def clamp(x, low, high):
    return max(low, min(x, high))


def test_a_true_condition_survives():
    assert check(REVERSE, "assert reverse(reverse(x)) == x", {"reverse": reverse}) == Survived(100)
    assert check(REVERSE, "assert len(reverse(x)) == len(x)", {"reverse": reverse}, max_examples=7) == Survived(7)


def test_a_false_condition_is_refuted_with_shrunk_values():
    found = check(REVERSE, "assert reverse(x) == x", {"reverse": reverse})
    assert found == Refuted("assert reverse(x) == x", "x='01'", "reverse('01') gave '10'")


def test_a_raised_error_is_a_counterexample():
    found = check("def first(xs: list[int]) -> int", "assert first(xs) in xs", {"first": lambda xs: xs[0]})
    assert found == Refuted("assert first(xs) in xs", "xs=[]", "it raised IndexError: list index out of range")


def test_changed_arguments_are_a_counterexample_with_the_values_as_they_were():
    found = check(
        "def order(xs: list[int]) -> list[int]", "assert order(xs) == sorted(xs)", {"order": lambda xs: xs.sort() or xs}
    )
    assert isinstance(found, Refuted)
    assert found.counterexample == "xs=[0, -1]"
    assert "order changed its argument xs: it was [0, -1], then [-1, 0]" in found.reason


def test_an_endless_call_is_a_counterexample():
    def collatz(n):
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
        return n

    found = check("def collatz(n: int) -> int", "assert collatz(n) == 1", {"collatz": collatz}, seconds=0.1)
    assert isinstance(found, Refuted)
    assert found.reason == "it did not end within 0.1 s"
    assert int(found.counterexample.removeprefix("n=")) <= 0


def test_a_missing_function_is_unknown():
    assert check(REVERSE, "assert reverse(x) == x", {}) == Unknown("reverse is not defined")


def test_values_of_the_examples_are_tried():
    spec = spec_of("""
        def f(n: int) -> int

        ## Examples
        f(4711) -> 1
        f(-4711) -> raises ValueError

        ## Post
        assert f(n) == 0
    """)
    found = find_counterexample(spec.posts[0], spec, {"f": lambda n: int(abs(n) == 4711)})
    assert found == Refuted("assert f(n) == 0", "n=4711", "f(4711) gave 1")
    assert find_counterexample(spec.posts[0], spec, {"f": lambda n: int(n == -4711)}) == Survived(100)


def test_the_same_seed_tries_the_same_values():
    def tried(seed):
        seen = []
        check(
            "def f(x: int, s: str) -> int",
            "assert f(x, s) == 0",
            {"f": lambda x, s: seen.append((x, s)) or 0},
            seed=seed,
        )
        return seen

    assert tried(1) == tried(1)
    assert tried(1) != tried(2)


# --- preconditions -------------------------------------------------------------------------------------------------


def seen_values(signature, post, pre, result=True):
    """The values that a function is called with, and how many runs counted."""
    seen = []

    def f(*args):
        seen.append(args)
        return result

    verdict = check(signature, post, {"f": f}, pre)
    assert isinstance(verdict, Survived), verdict
    assert verdict.checks == len(seen)
    return seen


@pytest.mark.parametrize(
    ("annotation", "pre", "holds"),
    [
        ("int", "for x: 0 <= x <= 50", lambda x: 0 <= x <= 50),
        ("int", "for x: x > 10**6", lambda x: x > 10**6),
        ("int", "for x: x < -5 and x >= -9", lambda x: -9 <= x < -5),
        ("int", "for x: x in (3, 5, 7)", lambda x: x in (3, 5, 7)),
        ("int", "for x: x in range(10, 20)", lambda x: 10 <= x < 20),
        ("int", "for x: x == 5 or x == 6", lambda x: x in (5, 6)),
        ("int", "f: 0 < x < 3", lambda x: 0 < x < 3),
        ("float", "for x: 0 < x < 1", lambda x: 0 < x < 1),
        ("float", "for x: x >= 1e12", lambda x: x >= 1e12),
        ("Decimal", "for x: 0 < x <= 3", lambda x: 0 < x <= 3),
        ("Fraction", "for x: x > 2", lambda x: x > 2),
        ("str", "for x: len(x) <= 5", lambda x: len(x) <= 5),
        ("str", "for x: 30 <= len(x) < 40", lambda x: 30 <= len(x) < 40),
        ("str", "for x: x.isdigit()", str.isdigit),
        ("str", "for x: x.isupper() and len(x) == 3", lambda x: x.isupper() and len(x) == 3),
        ("str", "for x: x", bool),
        ("str", "for x: all(c in 'ab' for c in x) and len(x) > 6", lambda x: set(x) <= set("ab") and len(x) > 6),
        ("str", "for x: x in 'abc'", lambda x: x in ("a", "b", "c", "ab", "bc", "abc")),
        ("list[int]", "for x: len(x) > 4", lambda x: len(x) > 4),
        ("list[int]", "for x: x == sorted(x) and len(x) > 5", lambda x: x == sorted(x) and len(x) > 5),
        ("list[int]", "for x: len(set(x)) == len(x) and len(x) >= 7", lambda x: len(set(x)) == len(x) >= 7),
        ("list[int]", "for x: all(n > 500 for n in x) and bool(x)", lambda x: x and min(x) > 500),
        ("set[int]", "for x: len(x) >= 5", lambda x: len(x) >= 5),
        ("dict[str, int]", "for x: len(x) == 3", lambda x: len(x) == 3),
        ("tuple[int, ...]", "for x: len(x) == 3", lambda x: len(x) == 3),
    ],
)
def test_preconditions_are_built_in(annotation, pre, holds):
    seen = seen_values(f"def f(x: {annotation}) -> bool", "assert f(x)", pre)
    assert all(holds(x) for (x,) in seen)
    assert len(seen) == 100 or len({repr(x) for (x,) in seen}) == len(seen) <= 100


def test_an_order_of_two_parameters_is_built_in():
    seen = seen_values("def f(low: int, high: int) -> bool", "assert f(a, b)", "f: low <= high")
    assert len(seen) == 100
    assert all(low <= high for low, high in seen)


def test_a_chain_of_three():
    seen = seen_values("def f(a: int, b: int, c: int) -> bool", "assert f(x, y, z)", "f: a < b < c")
    assert len(seen) == 100
    assert all(a < b < c for a, b, c in seen)


def test_a_functions_precondition_holds_for_whatever_it_is_passed():
    post = "assert all(f(y) for y in xs)"
    seen = []
    verdict = check("def f(n: int) -> bool", post, {"f": lambda n: seen.append(n) or n >= 0}, "f: n >= 0")
    assert isinstance(verdict, Survived)
    assert seen
    assert min(seen) >= 0


def test_a_precondition_on_a_computed_argument():
    verdict = check("def f(n: int) -> int", "assert f(n - 1) >= 0", {"f": lambda n: n}, "f: n >= 0")
    assert isinstance(verdict, Survived)
    assert verdict.checks > 10


def test_other_preconditions_filter():
    seen = seen_values("def f(n: int) -> bool", "assert f(n)", "for n: n % 3 == 1")
    assert all(n % 3 == 1 for (n,) in seen)


@pytest.mark.parametrize("pre", ["for n: n > 5 and n < 3", "for n: n in ()", "for n: n != n"])
def test_preconditions_that_nothing_keeps_are_told(pre):
    found = check("def f(n: int) -> bool", "assert f(n)", {"f": bool}, pre)
    assert isinstance(found, Unknown)
    assert "no values" in found.reason


def test_two_function_clamp():
    assert check(
        CLAMP, "assert low <= clamp(x, low, high) <= high", {"clamp": clamp}, "clamp: low <= high"
    ) == Survived(100)
    found = check(CLAMP, "assert low <= clamp(x, low, high) <= high", {"clamp": clamp})
    assert isinstance(found, Refuted)
    values = dict(line.split("=") for line in found.counterexample.splitlines())
    assert list(values) == ["low", "x", "high"]
    assert int(values["low"]) == int(values["high"]) + 1


# --- the section form ----------------------------------------------------------------------------------------------

SECTION = """
# SpecV3: Sections

### Function f
```
def f(s: str, n: int = 2, *, sep: str = "-") -> str
```
#### Postconditions
- {post}

#### Preconditions
- 0 <= n <= 3
"""


@pytest.mark.parametrize("name", ["out", "result"])
def test_a_section_speaks_of_its_result(name):
    spec = spec_of(SECTION.format(post=f"{name} == sep.join([s] * n)"))
    (post,) = spec.posts
    assert find_counterexample(post, spec, {"f": lambda s, n=2, *, sep="-": sep.join([s] * n)}) == Survived(100)
    found = find_counterexample(post, spec, {"f": lambda s, n=2, *, sep="-": s * n})
    assert isinstance(found, Refuted)
    assert found.counterexample == "s=''\nn=2\nsep='0'"
    assert found.reason == "f('', 2, sep='0') gave ''"


def test_a_section_that_raises():
    spec = spec_of(SECTION.format(post="len(out) >= 0"))
    found = find_counterexample(spec.posts[0], spec, {"f": lambda s, n, sep: None})
    assert isinstance(found, Refuted)
    assert found.reason.startswith("it raised TypeError")


def test_a_name_that_is_not_known_is_told():
    with pytest.raises(SpecError, match="limit"):
        check("def f(a: int) -> int", "assert limit(f(x)) > 0", {"f": abs})


# --- values of each type -------------------------------------------------------------------------------------------


def test_classes_of_the_module():
    space = {"Point": Point, "Color": Color, "f": lambda p, c: isinstance(p, Point) and isinstance(c, Color)}
    spec = spec_of("def f(p: Point, c: Color) -> bool\n\n## Post\nassert f(p, c)")
    assert find_counterexample(spec.posts[0], spec, space) == Survived(100)
    found = find_counterexample(spec.posts[0], spec, {**space, "f": lambda p, c: p.next is None or c == Color.RED})
    assert isinstance(found, Refuted)
    assert found.counterexample == "p=Point(x=0, y=0.0, next=Point(x=0, y=0.0, next=None))\nc=<Color.BLUE: 2>"


def test_callables_are_pure_and_can_be_shown():
    spec = spec_of("def apply(f: Callable[[int], int], n: int) -> int\n\n## Post\nassert apply(g, n) == g(n)")
    assert find_counterexample(spec.posts[0], spec, {"apply": lambda f, n: f(n)}) == Survived(100)
    found = find_counterexample(spec.posts[0], spec, {"apply": lambda f, n: f(n) + 1})
    assert isinstance(found, Refuted)
    assert found.counterexample == "g=(lambda *args: 0)\nn=0"


def test_dates():
    spec = spec_of("def f(d: date, e: timedelta) -> date\n\n## Post\nassert f(d, e) - e == d")
    assert find_counterexample(spec.posts[0], spec, {"f": lambda d, e: d + e}) == Survived(100)
    found = find_counterexample(spec.posts[0], spec, {"f": lambda d, e: d - e})
    assert isinstance(found, Refuted)
    assert found.counterexample.startswith("d=datetime.date(2000, 1, 1)\ne=datetime.timedelta(")


def test_literals_are_the_only_choices():
    spec = spec_of("""
        def f(mode: Literal["a", "b"], more: Optional[Literal[1, 2]], all: list[Literal["x"]]) -> int

        ## Post
        assert f(m, n, xs) >= 0
    """)
    seen = []
    find_counterexample(spec.posts[0], spec, {"f": lambda *args: seen.append(args) or 0})
    assert {args[0] for args in seen} == {"a", "b"}
    assert {args[1] for args in seen} == {1, 2, None}
    assert {x for args in seen for x in args[2]} == {"x"}


# --- hypothesis's own traces ---------------------------------------------------------------------------------------


def test_no_folder_appears(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    check(REVERSE, "assert reverse(x) == x", {"reverse": reverse})
    assert list(tmp_path.iterdir()) == []


def test_what_failed_is_remembered_in_the_folder_that_is_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    home = vars(configuration)["__hypothesis_home_directory"]
    seen = []
    options = {"functions": {"low": lambda n: seen.append(n) or n <= 5000}, "pre": "for n: 0 <= n <= 9999"}
    check("def low(n: int) -> bool", "assert low(n)", **options, database_path=tmp_path / "state")
    seen.clear()
    check("def low(n: int) -> bool", "assert low(n)", **options, database_path=tmp_path / "state", seed=7)
    assert seen[0] == 5001
    assert [p.name for p in tmp_path.iterdir()] == ["state"]
    assert vars(configuration)["__hypothesis_home_directory"] == home


def test_a_profile_of_the_users_own_changes_nothing():
    settings.register_profile("theirs", derandomize=True, max_examples=1, database=None)
    before = settings.get_current_profile_name() if hasattr(settings, "get_current_profile_name") else "default"
    settings.load_profile("theirs")
    try:
        assert check(REVERSE, "assert len(reverse(x)) == len(x)", {"reverse": reverse}) == Survived(100)
    finally:
        settings.load_profile(before)


def test_warnings_of_a_body_are_not_errors():
    def warn(s):
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        return s

    assert check(REVERSE, "assert reverse(x) == x", {"reverse": warn}) == Survived(100)


def test_results_that_differ_from_call_to_call_are_refuted():
    count = iter(range(10**9))
    found = check(REVERSE, "assert reverse(x) == x", {"reverse": lambda s: s if next(count) % 40 else s + "a"})
    assert isinstance(found, Refuted)


# --- single values -------------------------------------------------------------------------------------------------


def test_a_property_can_be_tried_on_given_values():
    spec = spec_of(f"{CLAMP}\n\n## Post\nassert low <= clamp(x, low, high)\n\n## Pre\nclamp: low <= high")
    prop = Property(spec.posts[0], spec, {})
    space = {"clamp": lambda x, low, high: min(x, high)}
    assert prop.try_on({"x": 3, "low": 1, "high": 5}, space, None) == Holds()
    assert prop.try_on({"x": 3, "low": 6, "high": 5}, space, None) == NotAllowed()
    broken = prop.try_on({"x": 0, "low": 1, "high": 5}, space, 1.0)
    assert isinstance(broken, Broken)
    assert broken.refuted.counterexample == "x=0\nlow=1\nhigh=5"
    assert broken.refuted.reason == "clamp(0, 1, 5) gave 0"
