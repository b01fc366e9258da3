from dataclasses import replace

from pytest_aurora.problem.tables import Table
from pytest_aurora.problem.values import FrozenDict
from pytest_aurora.search.engine import solve
from pytest_aurora.search.outcome import Budget, Solution
from pytest_aurora.search.tables import table_components, told_dicts, told_lists

from .problems import problem

SIZES = ("S", "M", "L", "XL")
COINS = Table((("Penny", 1), ("dime", 10), ("quarter", 25)))


def with_tables(asked, *tables):
    return replace(asked, tables=tables)


def test_keys_are_spelled_as_in_the_examples():
    asked = with_tables(problem("f(coins: list[str]) -> int", (["penny", "dime"], 11)), COINS)
    ((constant, _),) = told_dicts(asked)
    assert constant.value == {"penny": 1, "dime": 10, "quarter": 25}


def test_a_table_of_which_the_examples_show_one_key_is_none():
    asked = with_tables(problem("f(coins: list[str]) -> int", (["dime", "cent"], 11)), COINS)
    assert list(told_dicts(asked)) == []


def test_numbers_that_are_not_whole_make_all_of_them_floats():
    prices = Table((("tea", 2), ("milk", 1.5)))
    asked = with_tables(problem("f(drink: str) -> float", ("tea", 2.0), ("milk", 1.5)), prices)
    ((constant, _),) = told_dicts(asked)
    assert set(map(type, constant.value.values())) == {float}


def test_names_of_a_listing_are_spelled_as_in_the_examples():
    asked = replace(problem("f(size: str) -> int", ("s", 0), ("xl", 3)), listings=(SIZES, ("a", "b", "c")))
    ((constant, _),) = told_lists(asked)
    assert constant.value == ("s", "M", "L", "xl")
    assert look_ups(asked)["{0}.index({1})"](constant.value, "L") == 2


def look_ups(asked):
    return {component.source: component.function for component in table_components(asked)}


def test_other_keys_have_the_number_that_the_text_tells():
    asked = with_tables(problem("f(word: str) -> int", ("ab", 3)), Table((("a", 1), ("b", 2)), rest=9))
    (function,) = look_ups(asked).values()
    assert [function(FrozenDict(a=1), key) for key in "ax"] == [1, 9]


def test_other_keys_that_are_numbers_count_as_such():
    asked = with_tables(problem("f(cards: list[str]) -> int", (["K", "A", "7"], 28)), Table((("K", 10), ("A", 11))))
    (function,) = look_ups(asked).values()
    assert [function(FrozenDict(K=10), key) for key in ("K", "12")] == [10, 12]


def test_a_table_is_in_the_body():
    asked = with_tables(problem("f(coins: list[str]) -> int", (["penny", "dime"], 11), ([], 0), (["dime"], 10)), COINS)
    found = solve(asked, budget=Budget(seconds=None, candidates=20_000))
    assert isinstance(found, Solution), found
    assert found.body.lines == (
        'table = {"penny": 1, "dime": 10, "quarter": 25}',
        "return sum(table[coin] for coin in coins)",
    )
