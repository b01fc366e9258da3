from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.problem.words import (
    numbers_by_word,
    problem_bounds,
    problem_literals,
    problem_words,
    source_literals,
    stem,
    text_literals,
    words_of,
)
from pytest_aurora.spec.reader import read_spec


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("splitFullName", {"split", "full", "name", "nam"}),
        ("split_full_name", {"split", "full", "name", "nam"}),
        ("HTTPServer", {"http", "server", "serv"}),
        ("Reverse the words of it.", {"reverse", "revers", "rever", "words", "word"}),
        ("", set()),
    ],
)
def test_words(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        ("splits", "split"), ("splitting", "split"), ("reversed", "revers"), ("copies", "copy"), ("is", "is"),
        ("calls", "call"), ("called", "call"), ("passing", "pass"), ("sorted", "sort"), ("bigger", "big"),
        ("square", "squar"), ("squares", "squar"), ("squaring", "squar"), ("large", "larg"),
        ("larger", "larg"), ("one", "one"),
    ],
)  # fmt: skip
def test_stems(word, stemmed):
    assert stem(word) == stemmed


@given(st.text())
def test_words_are_lower_case(text):
    assert all(word == word.lower() and word.isascii() and word.isalpha() for word in words_of(text))


@pytest.mark.parametrize(
    ("text", "literals"),
    [
        ("join with `, ` or '-'", [", ", "-"]),
        ('the `";"` sign', [";"]),
        ("it's what they're doing, don't", []),
        ("call `f(x)` on `s`", []),
        ("at most 3 of 1.5, -2 and 20% (100)", [3, 1.5, -2, 20, 0.2, 0.8, 1.2, 100]),
        ("version v3 of x2, see 1.2.3", []),
        ('the word "total"', ["total"]),
        ("N, S and U go up. A move, I go: I'm T-shaped.", ["N", "S", "U"]),
        ("A text, I say", []),
        ("the grades A, B and C", ["A", "B", "C"]),
        ("one and a half times, three of two, Twelve", [1.5, 3, 12]),
    ],
)
def test_literals_of_a_text(text, literals):
    assert list(text_literals(text, ["s"])) == literals


def test_numbers_that_words_stand_for():
    assert {7, 24, 365} <= set(numbers_by_word(words_of("Weeks and days.")))
    assert list(numbers_by_word(words_of("Quite another matter."))) == []


def test_literals_of_a_condition():
    assert set(source_literals("f(x) <= 99 and g(y) == 'ab' or x > -5")) == {99, "ab", -5, 5}
    assert list(source_literals("no expression at all")) == []


@given(st.text())
def test_any_text_is_read(text):
    assert all(isinstance(value, int | float | str) for value in text_literals(text))


def test_a_superlative_is_a_word_for_an_extreme():
    assert {"maximum", "minimum"} <= words_of("the cheapest item") & words_of("top_student")
    assert words_of("a request in the forest").isdisjoint({"maximum", "minimum"})


TEXT = """\
# SpecV3: shop

The cost of an item is its price times 3. Prices are in cents.
The order total is the sum of all costs, at most 500.

def cost(price: int) -> int
def order_total(prices: list[int]) -> int
def is_free(price: int) -> bool

## Function: is_free
Nothing is to be paid for it.

### Examples
- is_free(0) -> True
"""


@pytest.mark.parametrize(
    ("name", "speaks", "silent", "literals", "bounds"),
    [
        ("cost", {"times", "cents"}, {"sum", "most", "nothing"}, (3,), 0),
        ("order_total", {"sum", "most", "cents"}, {"times", "nothing"}, (500,), 1),
        ("is_free", {"cents", "nothing", "paid"}, {"times", "sum"}, (), 0),
    ],
)
def test_a_function_is_told_of_by_the_sentences_that_are_about_no_other(name, speaks, silent, literals, bounds):
    spec = read_spec(Path("shop.md"), TEXT.encode())
    function = spec.function(name)
    assert speaks <= problem_words(spec, function)
    assert silent.isdisjoint(problem_words(spec, function))
    assert problem_literals(spec, function) == literals
    assert len(problem_bounds(spec, function)) == bounds


def test_the_only_function_is_told_of_by_the_whole_text():
    text = TEXT.replace("def order_total(prices: list[int]) -> int\ndef is_free(price: int) -> bool\n", "")
    spec = read_spec(Path("shop.md"), text.partition("\n## Function")[0].encode())
    assert {"times", "sum", "cents"} <= problem_words(spec, spec.function("cost"))
