from enum import Enum

from pytest_aurora.problem.types import FLOAT, INT, STR, class_type
from pytest_aurora.search.constants import mine

from .problems import problem


class Level(Enum):
    LOW = 1
    HIGH = 2


def costs(asked, t):
    return {constant.value: cost for constant, cost in mine(asked) if constant.type == t}


def test_each_value_comes_once_and_cheapest_first():
    mined = mine(problem("f(s: str) -> str", ("a-b", "b a"), ("c-d", "d c")))
    assert [cost for _, cost in mined] == sorted(cost for _, cost in mined)
    keys = [(constant.type, constant.value) for constant, _ in mined]
    assert len(keys) == len(set(keys))


def test_a_delimiter_of_every_example_is_cheaper_than_one_of_some():
    found = costs(problem("f(s: str) -> str", ("a-b;c", "b"), ("c-d", "d"), ("e-f", "f")), STR)
    assert found["-"] < found[";"]


def test_words_that_only_the_outputs_have_cost_by_their_letters():
    found = costs(problem("f(s: str) -> str", ("ann", "Hi ann"), ("bob", "Hi bob")), STR)
    longer = costs(problem("f(s: str) -> str", ("ann", "Welcome ann"), ("bob", "Welcome bob")), STR)
    assert found["Hi"] < longer["Welcome"]


def test_what_all_outputs_begin_and_end_with_is_found():
    found = costs(problem("f(s: str) -> str", ("a", "<a>!"), ("bc", "<bc>!")), STR)
    assert "<" in found
    assert ">!" in found


def test_words_of_the_spec_bring_their_numbers_and_texts():
    asked = problem("f(t: float) -> float", (0.0, 32.0), (100.0, 212.0), text="celsius to fahrenheit")
    assert 32.0 in costs(asked, FLOAT)
    assert "aeiou" in costs(problem("f(s: str) -> int", ("ab", 1), ("xyz", 0), text="Counts the vowels."), STR)


def test_a_plural_is_found_under_its_singular():
    assert 60 in costs(problem("f(hours: int) -> int", (1, 60), (2, 120), text="hours"), INT)


def test_a_number_that_outputs_share_is_cheaper_than_one_that_occurs_once():
    found = costs(problem("f(n: int) -> int", (1, 17), (2, 17), (3, 4321)), INT)
    assert found[17] < found[4321]


def test_all_members_of_an_enum_are_constants():
    level = class_type(Level)
    assert set(costs(problem("f(x: Level) -> bool", (Level.LOW, True), names={"Level": Level}), level)) == set(Level)


def test_a_text_parameter_is_not_needed_for_numbers_alone():
    assert costs(problem("f(n: int) -> int", (1, 2), (2, 3)), STR) == {}


def test_an_input_that_recurs_is_a_category():
    asked = problem("f(s: str, kind: str) -> str", ("a", "silver", "A"), ("b", "golden", "b"), ("c", "silver", "C"))
    assert "golden" not in costs(asked, STR)
    assert costs(asked, STR)["silver"] == 2
    more = problem(
        "f(s: str, kind: str) -> str",
        ("a", "silver", "A"), ("b", "golden", "b"), ("c", "silver", "C"), ("d", "golden", "d"),
    )  # fmt: skip
    assert costs(more, STR)["golden"] == costs(more, STR)["silver"] == 2


def test_words_of_the_inputs_of_which_the_spec_speaks():
    rows = [(["10:20 ERROR disk full", "10:21 INFO ready"], 1), (["10:22 INFO ready"], 0)]
    spoken = costs(problem("f(lines: list[str]) -> int", *rows, text="How many errors?"), STR)
    assert spoken["ERROR"] == 3
    assert "ERROR" not in costs(problem("f(lines: list[str]) -> int", *rows, text="How many?"), STR)
