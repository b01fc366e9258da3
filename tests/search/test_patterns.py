import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.check.audit import audit_code
from pytest_aurora.language.expressions import Apply, Variable
from pytest_aurora.language.statements import to_source
from pytest_aurora.problem.types import STR
from pytest_aurora.problem.values import freeze
from pytest_aurora.search.patterns import induced_components
from pytest_aurora.search.shapes import shapes

from .problems import problem

PIECES = ["Ada", "42", "7", "x", "KING", " ", "-", ".", "[", "^", "\\", "é", "_"]
TOKENS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6)
TEXTS = TOKENS.map("".join)


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_a_shape_matches_each_text_as_a_whole(texts):
    for shape in shapes(texts):
        assert all(re.fullmatch(shape.pattern, text) for text in texts), shape


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_shapes_come_cheapest_first_and_once(texts):
    found = shapes(texts)
    assert [s.cost for s in found] == sorted(s.cost for s in found)
    assert len({s.pattern for s in found}) == len(found)


def sources(asked):
    return [component.source for component in induced_components(asked)]


@pytest.mark.parametrize(
    ("rows", "source"),
    [
        (
            [("room B12 free", "B12"), ("room A7", "A7"), ("hall C301", "C301")],
            r're.search(r"[A-Z]+\d+", {0})[0]',
        ),
        (
            [("id 7 (ok)", "ok"), ("id 12 (late)", "late"), ("3 (so so)", "so so")],
            r're.search(r"\((.*?)\)", {0})[1]',
        ),
        ([("v1.2 of May", "1.2"), ("v10.44 of June", "10.44")], r're.search(r"\d+\.\d+", {0})[0]'),
        ([("[a b](x)", "a b"), ("[c](y z)", "c")], r're.search(r"\[(.*?)\]", {0})[1]'),
        ([("abXcd", "cd"), ("eYf", "f")], r're.search(r"[A-Z](.*)", {0})[1]'),
        ([("4 July, 2020", "JUL"), ("12 March", "MAR")], r're.search(r"[A-Z][a-z]{2}", {0})[0]'),
        ([("KING, ADA (1)", "Ada King"), ("LI, BO X (22)", "Bo X Li")], r're.search(r", (.*?) \(", {0})[1]'),
    ],
)
def test_the_shape_of_the_results_is_searched_for(rows, source):
    assert source in sources(problem("f(s: str) -> str", *rows))


def test_a_later_match_is_chosen_by_its_place():
    rows = [("1990 to 1999", "1999"), ("all 7 of 2001 to 2010, on 3 pages", "2010")]
    assert r're.findall(r"\d{4}", {0})[1]' in sources(problem("f(s: str) -> str", *rows))


def test_pieces_that_stand_together_stay_together():
    rows = [("by Ada King 3 May 1999", "Ada King 1999"), ("by Alan Turing 12 June 2001", "Alan Turing 2001")]
    assert r're.search(r"[A-Z][a-z]+ [A-Z][a-z]+", {0})[0]' in sources(problem("f(s: str) -> str", *rows))


def test_a_word_that_all_results_share_stands_in_the_pattern():
    rows = [("4 cats 3 dogs sold", "3 dogs"), ("10 cats 12 dogs sold", "12 dogs"), ("1 cats 70 dogs sold", "70 dogs")]
    assert r're.search(r"\d+ dogs", {0})[0]' in sources(problem("f(s: str) -> str", *rows))


def test_separators_that_differ_are_split_on_together():
    rows = [("a, b;c", ["a", "b", "c"]), ("x;y-z", ["x", "y-z"])]
    assert r're.split(r"[,;]\s*", {0})' in sources(problem("f(s: str) -> list[str]", *rows))


def test_characters_that_never_survive_are_removed_together():
    rows = [("(020) 555-01", "02055501"), ("(0) 1-1", "011")]
    assert r're.sub(r"[ ()\-]", "", {0})' in sources(problem("f(s: str) -> str", *rows))


def test_a_map_of_characters_is_a_translation():
    rows = [("GATTACA", "CTAATGT"), ("CCGT", "GGCA")]
    assert '{0}.translate(str.maketrans("ACGT", "TGCA"))' in sources(problem("f(s: str) -> str", *rows))
    assert "translate" not in "".join(sources(problem("f(s: str) -> str", ("abca", "bcda"), ("b", "c"))))


def test_the_shape_of_what_is_right_is_a_check():
    rows = [("AB-12", True), ("ZZ-00", True), ("AB12", False), ("A-1", False)]
    assert r're.fullmatch(r"[A-Z]{2}-\d{2}", {0}) is not None' in sources(problem("f(s: str) -> bool", *rows))


def test_one_example_induces_nothing():
    assert sources(problem("f(s: str) -> str", ("a 1", "1"))) == []


ROWS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=2, max_size=4)


@given(ROWS)
def test_what_is_induced_gives_every_result_or_a_piece_of_it(rows):
    asked = problem("f(s: str) -> str", *((a + b + c, b) for a, b, c in rows))
    for component in induced_components(asked):
        for example in asked.examples:
            assert component.function(*example.arguments).lower() in example.arguments[0].lower()


@given(ROWS, TEXTS)
def test_function_and_source_agree(rows, other):
    asked = problem("f(s: str) -> list[str]", *((f"{a},{b}; {c}", [a, b, c]) for a, b, c in rows))
    single = problem("f(s: str) -> str", *((a + b + c, b) for a, b, c in rows))
    for component in (*induced_components(asked), *induced_components(single)):
        s = Variable("s", STR)
        source = to_source(Apply(component, (s,), component.result), frozenset({"s"}))
        text = "\n".join([*source.imports, "def f(s):", *(f"    {line}" for line in source.lines)])
        assert audit_code(text) == []
        namespace = {}
        exec(text, namespace)
        for value in (other, *(a + b + c for a, b, c in rows)):
            assert outcome(component.function, value) == outcome(lambda v, f=namespace["f"]: freeze(f(v)), value)


def outcome(function, value):
    try:
        return function(value)
    except (TypeError, IndexError) as error:
        return type(error)
