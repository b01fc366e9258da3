from __future__ import annotations

import ast
import dataclasses
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.errors import UsageError
from pytest_aurora.memory.entry import (
    Entry,
    dump_entry,
    entry_of,
    hash_examples,
    normalize_signature,
    normalized,
    parse_entry,
    signature_names,
    signature_types,
    written,
)
from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.problem import Example, Parameter, Problem, Raised, Returned, Signature
from pytest_aurora.problem.types import FLOAT, INT, STR, class_type, list_of
from pytest_aurora.search.outcome import Body, ExitReason, Question, Solution, Stopped

ADD = Signature("add", (Parameter("a", INT), Parameter("b", INT)), INT)
EXAMPLES = (Example((1, 2), Returned(3)), Example((0, 0), Returned(0)), Example((1, -1), Raised("ValueError")))
PROBLEM = Problem(ADD, EXAMPLES, words=frozenset({"sum", "add"}))
ENTRY = Entry("add(a:int,b:int)->int", ("add",), ("add(1, 2) -> 3",), "solved", "return a + b", ("import math",))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("add(a:int,b:int)->int", "add(a:int,b:int)->int"),
        ("def add(a: int, b: int = 0) -> int:", "add(a:int,b:int)->int"),
        ("  def add(a: int, *, b: int)->int: ...", "add(a:int,b:int)->int"),
        ("f(xs: List[Optional[str]]) -> Dict[str, int]", "f(xs:list[str|None])->dict[str,int]"),
        ("f(xs: tuple[int, ...], g: Callable[[int], str])", "f(xs:tuple[int,...],g:Callable[[int],str])->object"),
        ("f(x)", "f(x:object)->object"),
        ("f() -> shop.Point", "f()->shop.Point"),
        ("f(d: date) -> 'int | str'", "f(d:datetime.date)->int|str"),
    ],
)
def test_a_signature_has_one_normal_form(text, due):
    assert normalize_signature(text) == due
    assert normalize_signature(due) == due


@pytest.mark.parametrize(
    "text", ["", "add", "add(", "class A", "f(a b)", "x\0", "f(" + "-" * 100_000 + ")", "f() -> ("]
)
def test_what_is_no_signature_is_said(text):
    with pytest.raises(UsageError, match="is no signature; write it like"):
        normalize_signature(text)


def test_a_problems_signature_is_the_one_that_somebody_would_write():
    class Point:
        pass

    parameters = (Parameter("p", class_type(Point)), Parameter("xs", list_of(FLOAT)), Parameter("s", STR))
    signature = Signature("f", parameters, read_type("dict[str, int] | None"))
    text = normalized(signature)
    assert text == "f(p:Point,xs:list[float],s:str)->dict[str,int]|None"
    assert normalize_signature("f(p: Point, xs: List[float], s: str) -> Optional[dict[str, int]]") == text
    assert signature_names(text) == ("f", "p", "xs", "s")
    assert signature_types(text) == ("Point", "list[float]", "str", "dict[str,int]|None")


@pytest.mark.parametrize(
    ("value", "due"),
    [
        ({"b", "a"}, "{'a', 'b'}"),
        (frozenset({2, 1}), "frozenset({1, 2})"),
        (set(), "set()"),
        ((1,), "(1,)"),
        ((), "()"),
        ([{"k": {3, 1}}, math.inf, -math.inf], "[{'k': {1, 3}}, float('inf'), float('-inf')]"),
        (math.nan, "float('nan')"),
        (True, "True"),
    ],
)
def test_a_value_is_written_as_in_a_spec(value, due):
    assert written(value) == due


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.floats(allow_nan=False)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=2), inner, max_size=3)
        | st.sets(st.integers() | st.text(max_size=2), max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES)
def test_a_written_value_is_that_value(value):
    source = written(value)
    assert eval(source, {"__builtins__": {"set": set, "float": float}}) == value
    ast.parse(source, mode="eval")


def test_a_solution_becomes_an_entry():
    body = Body(("total = a + b", "return total"), ("import math",), 4.5)
    solution = Solution(body, 120, 0.5, productions=("root>add",), notation="[]")
    entry = entry_of(PROBLEM, solution, spec="s.md", run="run-1")
    assert entry == Entry(
        signature="add(a:int,b:int)->int",
        words=("add", "sum"),
        examples=("add(0, 0) -> 0", "add(1, -1) -> raises ValueError", "add(1, 2) -> 3"),
        outcome="solved",
        body="total = a + b\nreturn total",
        imports=("import math",),
        productions=("root>add",),
        cost=4.5,
        candidates=120,
        seconds=0.5,
        spec="s.md",
        run="run-1",
        notation="[]",
    )
    assert (entry.solved, entry.name) == (True, "add")


@pytest.mark.parametrize("doubt", [{"doubtful": True}, {"question": Question((1, 2), ((3, 0.5), (4, 0.5)))}])
def test_a_body_in_doubt_is_kept_and_teaches_nothing(doubt):
    entry = entry_of(PROBLEM, Solution(Body(("return 3",)), 1, 0.0, productions=("int>a",), notation="[]", **doubt))
    assert (entry.body, entry.productions, entry.notation) == ("return 3", (), "")


def test_a_refused_body_is_not_kept():
    entry = entry_of(PROBLEM, Solution(Body(("return 3",)), 7, 0.0, productions=("int>a",)), refused=True)
    assert (entry.outcome, entry.body, entry.productions, entry.candidates) == ("refused", "", (), 7)


def test_a_search_without_a_body_becomes_an_entry():
    stopped = Stopped(ExitReason.TIMEOUT, 99, 10.0, nearest=Body(("return a",)))
    entry = entry_of(PROBLEM, stopped)
    assert (entry.outcome, entry.body, entry.candidates, entry.solved) == ("timeout", "", 99, False)


def test_the_key_of_examples_ignores_their_order_and_nothing_else():
    def key(*examples):
        return entry_of(Problem(ADD, examples), Stopped(ExitReason.TIMEOUT, 0, 0.0)).examples_hash

    one, two, three = EXAMPLES
    assert key(one, two, three) == key(three, one, two, one)
    different = [
        key(one),
        key(one, two),
        key(Example((1, 2), Returned(3.0))),
        key(Example((1, True), Returned(3))),
        key(Example((1, 2), Returned(3), tolerance=0.1)),
        key(Example((1, 2), Raised("ValueError"))),
    ]
    assert len(set(different)) == len(different)
    assert hash_examples(["\ud800"]) != hash_examples([])


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
SIZE = st.floats(0, allow_nan=False, allow_infinity=False)


ENTRIES = st.builds(
    Entry,
    st.just("f(s:str)->str"),
    words=TEXTS,
    examples=TEXTS,
    outcome=st.just("solved"),
    body=TEXT.filter(bool),
    imports=TEXTS,
    productions=TEXTS,
    cost=SIZE,
    candidates=st.integers(0, 2**62),
    seconds=SIZE,
    spec=TEXT,
    run=TEXT,
)


@given(ENTRIES)
def test_a_json_round_trip_changes_nothing(entry):
    assert parse_entry(json.loads(json.dumps(dump_entry(entry)))) == entry


def test_a_signature_is_normalized_on_its_way_in():
    document = {**dump_entry(ENTRY), "signature": "def add(a: int, b: int) -> int"}
    assert parse_entry(document) == ENTRY


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"outcome": "timeout"}, "a solved entry has a body and no other has one"),
        ({"body": ""}, "a solved entry has a body and no other has one"),
        ({"signature": "rm -rf"}, "is no signature"),
        ({"words": "add"}, "'words' is 'add'"),
        ({"examples": [1]}, "'examples' is 1"),
        ({"seconds": "1"}, "'seconds' is '1'"),
        ({"version": 2}, "version 2 is newer"),
    ],
)
def test_a_document_that_is_no_entry_is_refused(change, said):
    with pytest.raises(ValueError, match=said):
        parse_entry({**dump_entry(ENTRY), **change})


def test_an_entry_is_never_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        ENTRY.body = "return 0"
