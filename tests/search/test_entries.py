from pytest_aurora.problem.types import FLOAT, INT, STR
from pytest_aurora.problem.values import freeze
from pytest_aurora.search.engine import solve
from pytest_aurora.search.entries import entry_components
from pytest_aurora.search.outcome import Budget, Solution

from .problems import problem

PEN, PAD = {"name": "pen", "price": 2.5, "count": 3}, {"name": "pad", "price": 1.25, "count": 4}
ITEM = "dict[str, str | float | int]"


def components(asked):
    return {c.source: c for c in entry_components(asked)}


def test_keys_that_all_dicts_have():
    made = components(problem(f"f(item: {ITEM}) -> float", (PEN, 7.5), ({**PAD, "note": "blue"}, 5.0)))
    assert {source: c.result for source, c in made.items()} == {
        '{0}["name"]': STR,
        '{0}["price"]': FLOAT,
        '{0}["count"]': INT,
    }
    assert made['{0}["price"]'].function(freeze(PEN)) == 2.5


def test_dicts_that_are_no_records_have_none():
    assert (
        components(problem("f(d: dict[str, int]) -> int", ({"a": 1, "b": 2, "c": 3}, 1), ({"b": 2, "x": 1}, 2))) == {}
    )
    assert components(problem("f(d: dict[str, int]) -> int", ({"a": 1}, 1))) == {}
    assert components(problem("f(d: dict[int, int]) -> int", ({1: 1}, 1), ({1: 2}, 2))) == {}


def body(signature, *rows):
    found = solve(problem(signature, *rows), budget=Budget(seconds=None, candidates=60_000))
    assert isinstance(found, Solution), found
    return found.body.source


def test_a_record_is_read():
    source = body(f"total(items: list[{ITEM}]) -> float", ([PEN], 7.5), ([PEN, PAD], 12.5), ([PAD, PAD], 10.0))
    assert 'item["price"] * item["count"]' in source


def test_a_record_is_made():
    rows = [("Ada", 36, {"name": "ADA", "age": 36}), ("Bob", 41, {"name": "BOB", "age": 41})]
    source = body("person(name: str, age: int) -> dict[str, str | int]", *rows)
    assert source == 'return {"name": name.upper(), "age": age}'
