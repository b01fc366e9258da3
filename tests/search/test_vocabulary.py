from pytest_aurora.language.components import standard_components
from pytest_aurora.search.vocabulary import families, starting_points, vocabulary

from .problems import problem


def names(asked):
    return {component.name for component in vocabulary(asked)}


def test_rare_types_take_part_when_the_signature_speaks_of_them():
    plain = names(problem("f(n: int) -> int", (1, 2)))
    exact = names(problem("f(n: Decimal) -> Decimal"))
    assert "add:decimal" not in plain
    assert {"add:decimal", "decimal:int"} <= exact
    assert "add:fraction" not in exact


def test_rare_types_take_part_when_words_speak_of_them():
    asked = problem("f(n: int, m: int) -> str", (1, 2, "1/2"), text="The reduced fraction.")
    assert "numerator" in names(asked)


def test_tuples_of_any_length_take_part_when_the_signature_has_one():
    assert "len:tuple" not in names(problem("f(xs: list[int]) -> int", ([1], 1)))
    assert "len:tuple" in names(problem("f(xs: tuple[int, ...]) -> int", ((1,), 1)))


def test_patterns_that_match_nothing_are_left_out():
    asked = problem("f(s: str) -> str", ("abc d", "a"), ("def", "d"))
    assert r"find_all:\d+" not in names(asked)
    assert r"find_all:\w+" in names(asked)


def test_without_examples_every_pattern_takes_part():
    assert r"find_all:\d+" in names(problem("f(s: str) -> str"))


def test_a_parameter_that_hides_an_imported_name_is_worked_around():
    hidden = [c for c in vocabulary(problem("f(date: str) -> str", ("2024-02-29", "29 2"))) if c.name == "date:read"]
    assert [(c.source, c.imports) for c in hidden] == [("datetime.date.fromisoformat({0})", ("import datetime",))]


def test_a_parameter_that_hides_a_module_takes_its_components_away():
    assert "sqrt" in names(problem("f(x: float) -> float", (4.0, 2.0)))
    assert "sqrt" not in names(problem("f(math: float) -> float", (4.0, 2.0)))
    assert starting_points(problem("f(re: str) -> str", ("a 1", "1"), ("b 2", "2"))) == ()


def test_most_components_take_part_in_most_problems():
    everything = [c for c in standard_components() if not families((*c.parameters, c.result)) and not c.named]
    plain = names(problem("f(n: int, xs: list[int]) -> int", (1, [2], 2)))
    assert {c.name for c in everything} == plain


def test_what_has_a_name_takes_part_when_the_text_says_it():
    plain = problem("f(n: int) -> bool", (7, True), (8, False))
    named = problem("f(n: int) -> bool", (7, True), (8, False), text="Whether a number is a prime.")
    assert "is_prime" not in names(plain)
    assert "is_prime" in names(named)


def test_a_pattern_that_refuses_a_text_is_left_out_and_nothing_else_happens():
    asked = problem("f(s: str) -> str", ("123456", "x"), text="Decode the run length.")
    assert "run:decoded" not in names(asked)


def test_what_was_made_for_one_problem_is_known_by_its_family():
    asked = problem("f(s: str) -> str", ("a1-12 x4", "12"), ("c-5 y99", "5"), ("e52-77 z1z", "77"))
    made = starting_points(asked)
    assert made
    assert {component.key for component in made} == {"find_all"}
    edited = problem("f(s: str) -> str", ("one red hat", "one blue hat"), ("two red hats", "two blue hats"))
    assert {c.key for c in vocabulary(edited) if c.made} == {"replace"}
    assert all(component.key == component.name for component in vocabulary(edited) if not component.made)
