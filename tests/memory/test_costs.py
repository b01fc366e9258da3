from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.memory.costs import UNFAMILIAR, UNLEARNED, LearnedCosts, by_parent, credit, preferring
from pytest_aurora.memory.seeds import SeedStore

BIASES = st.dictionaries(st.text(), st.floats(-1, 1))


@given(BIASES, st.text(), st.floats(0, 100))
def test_a_cost_is_bounded_and_goes_against_the_bias(biases, key, strength):
    costs = LearnedCosts(biases, strength)
    for production in (key, *biases):
        assert -2 <= costs.bias(production) <= 2
        assert costs.bias(production) * biases.get(production, 0) <= 0


def test_what_is_liked_costs_less():
    assert LearnedCosts({"root>split": 0.5, "sum>mul": -1.0}).bias("root>split") == -1.0
    assert LearnedCosts({"root>split": 0.5, "sum>mul": -1.0}).bias("sum>mul") == 2.0
    assert UNLEARNED.bias("root>split") == 0.0


@given(BIASES, st.text(), st.floats(0, 100))
def test_the_prior_is_an_addition_within_the_same_bounds(biases, key, strength):
    familiar = by_parent([*biases, "x>y"])
    without = LearnedCosts(biases, strength, familiar)
    liking = LearnedCosts(biases, strength, familiar, frozenset({key.partition(">")[2]}))
    assert without.bias(key) - 1 <= liking.bias(key) <= without.bias(key) + 1e-9
    assert -2 <= liking.bias(key) <= 2
    assert liking.bias("x>y") == without.bias("x>y") - (key.partition(">")[2] == "y")


def test_a_solved_body_speaks_for_its_productions_and_against_their_rivals():
    known = ("root>split", "root>join", "sum>mul")
    taught = credit(["root>split", "split>strip"], known)
    assert taught == {"root>split": 1.0, "split>strip": 1.0, "root>join": 0.0}


def test_a_bias_tends_to_how_often_its_parent_chose_it(told):
    store = SeedStore(None, warn=told.append)
    for number in range(200):
        chosen = "root>join" if number % 4 == 0 else "root>split"
        store.update(credit([chosen], store.seeds.biases))
    assert 0.6 < store.seeds.biases["root>split"] < 0.9
    assert 0.1 < store.seeds.biases["root>join"] < 0.4


@given(BIASES, st.lists(st.text()))
def test_parts_of_similar_bodies_are_raised_within_bounds(biases, productions):
    raised = preferring(biases, productions)
    for key, bias in raised.items():
        assert biases.get(key, 0) <= bias <= 1
        assert key in productions or bias == biases[key]


def test_what_no_solved_body_used_costs_more_where_others_were_used():
    costs = LearnedCosts({"str>upper": 0.5, "str>lower": -0.5}, familiar=by_parent(["str>upper", "str>title"]))
    keys = ["str>upper", "str>lower", "str>title", "str>swapcase", "int>len"]
    assert [costs.bias(key) for key in keys] == [-1.0, 1.0, 0.0, UNFAMILIAR, 0.0]


def test_a_family_is_known_by_whatever_it_made():
    costs = LearnedCosts({"str>lower": 1.0}, familiar=by_parent(["str>upper", "list[int]>sorted:desc"]))
    assert [costs.knows(name) for name in ("upper", "sorted", "lower", "str")] == [True, True, False, False]
    assert not UNLEARNED.knows("upper")
