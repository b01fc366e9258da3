from __future__ import annotations

import pytest

from pytest_aurora.language.expressions import Conditional, Variable
from pytest_aurora.problem.types import STR
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context, mask_of
from pytest_aurora.search.deduce.branch import BRANCH, CHAIN, LOOKS, THIN, Forest, deduce_branches
from pytest_aurora.search.goal import Goal

from ..cores import add_constants, computed, make_core, make_root, met, sources


def entry(name: str, cost: int) -> Entry:
    return Entry(Variable(name, STR), STR, cost, ())


def mask(text: str) -> int:
    return mask_of(c == "x" for c in text)


def forest(terms, tests, points=4) -> Forest:
    goal = Goal(Context(points), STR, ("",) * points, tuple(range(points)), depth=0, base=0)
    ranked = sorted(((mask(m), entry(m, cost)) for m, cost in terms.items()), key=lambda pair: pair[1].cost)
    return Forest(goal, ranked, [(mask(m), entry(m, cost)) for m, cost in tests.items()])


def test_a_leaf_is_the_cheapest_term_that_is_right_on_all_its_points():
    trees = forest({"xxx.": 5, "xx..": 2, "xxxx": 9}, {})
    assert trees.leaf(mask("xx..")).cost == 2
    assert trees.leaf(mask("x.x.")).cost == 5
    assert trees.leaf(mask("..xx")).cost == 9
    assert forest({"xx..": 2}, {}).leaf(mask("..x.")) is None


def test_a_leaf_that_one_example_supports_costs_more():
    trees = forest({"xxx.": 5}, {})
    assert trees.leaf(mask("x...")).cost == 5 + THIN
    assert trees.leaf(mask("xx..")).cost == 5


@pytest.mark.parametrize(("given", "more"), [((), 0), ("", 0), (None, 0), ((0,), THIN), (0, THIN), (False, THIN)])
def test_a_leaf_for_what_is_empty_costs_no_more_as_there_can_be_no_second_example(given, more):
    trees = forest({"xxx.": 5}, {})
    trees.goal.context.variables.append(Entry(Variable("a", STR), STR, 1, (given, (1,), (2,), (3,))))
    assert trees.leaf(mask("x...")).cost == 5 + more


def test_a_split_into_two_leaves():
    trees = forest({"xx..": 2, "..xx": 3}, {"xx..": 4})
    (tree,) = trees.splits(mask("xxxx"), CHAIN)
    assert tree.cost == BRANCH + 4 + 2 + 3
    assert isinstance(tree.expression, Conditional)


def test_a_chain_of_conditions():
    terms = {"xx....": 1, "..xx..": 1, "....xx": 1}
    trees = forest(terms, {"xx....": 2, "..xx..": 2}, points=6)
    best = min(trees.splits(mask("xxxxxx"), CHAIN), key=lambda t: t.cost)
    assert best.cost == 2 * (BRANCH + 2) + 3
    assert trees.splits(mask("xxxxxx"), 1) == []


def test_no_tree_is_looked_for_where_the_terms_cannot_cover_all_points():
    tests = {"x...": 1, "xx..": 1, "x.x.": 1}
    uncovered = forest({"xx..": 1, "..x.": 1}, tests)
    too_many = forest({"x...": 1, ".x..": 1, "..x.": 1, "...x": 1}, tests)
    assert uncovered.splits(mask("xxxx"), CHAIN) == []
    assert too_many.splits(mask("xxxx"), 2) == []
    assert uncovered.looks == too_many.looks == 0
    assert too_many.splits(mask("xxxx"), 3)


def test_after_many_looks_only_single_tests_are_tried():
    terms, tests = {"xx....": 1, "..xx..": 1, "....xx": 1}, {"xx....": 2, "..xx..": 2}
    tired = forest(terms, tests, points=6)
    tired.looks = LOOKS
    assert tired.splits(mask("xxxxxx"), CHAIN) == []
    assert tired.splits(mask("xxxx.."), CHAIN)


def test_the_cheapest_tests_come_first():
    trees = forest({"xx..": 1, "..xx": 1, "xxx.": 9}, {"xx..": 6, "..xx": 3})
    costs = [tree.cost for tree in trees.splits(mask("xxxx"), CHAIN)]
    assert costs == sorted(costs)
    assert costs[0] == BRANCH + 3 + 2


def deduced(names, t, wanted, constants=(), turns=150, positions=None, **variables):
    core, root = make_core(*names, deducers=(deduce_branches,)), make_root(**variables)
    add_constants(root, *constants)
    goal = met(core, root, t, wanted, positions, turns=turns)
    return goal, root


def test_two_cases():
    goal, root = deduced(("lt:int", "neg"), "int", [5, 3, 0, 7], (0,), n=("int", [5, -3, 0, -7]))
    assert goal.solutions
    assert all(computed(s.expression, root) == [5, 3, 0, 7] for s in goal.solutions)
    assert any("if" in source for source in sources(goal))


def test_sides_may_be_partial():
    goal, root = deduced(
        ("lt:int", "floordiv"), "int", [4, 3, 0, 0], (0,), n=("int", [8, 9, 5, 6]), d=("int", [2, 3, 0, 0])
    )
    assert goal.solutions
    assert computed(goal.solutions[0].expression, root) == [4, 3, 0, 0]


def test_truth_values_are_left_to_logic():
    goal, _ = deduced(("lt:int",), "bool", [True, False, True], (0,), n=("int", [1, -1, -1]), m=("int", [1, 1, -5]))
    assert all("if" not in source for source in sources(goal))


def test_a_literal_before_or_behind_an_entry_is_a_leaf():
    goal, root = deduced(
        ("eq:int",),
        "str",
        ["cat", "cats", "dogs", "dog"],
        (1,),
        n=("int", [1, 2, 3, 1]),
        w=("str", ["cat", "cat", "dog", "dog"]),
    )
    assert computed(goal.solutions[0].expression, root) == ["cat", "cats", "dogs", "dog"]


def test_a_test_of_two_parts():
    core = make_core("lt:int", deducers=(deduce_branches,))
    root = make_root(n=("int", [1, 5, 9, 6, 2]), low=("int", [3, 4, 5, 4, 9]), high=("int", [8, 8, 8, 8, 9]))
    add_constants(root, "in", "out")
    goal = met(core, root, "str", ["out", "in", "out", "in", "out"], turns=60)
    assert goal.solutions
    assert all(computed(s.expression, root) == list(goal.wanted) for s in goal.solutions)


def test_a_text_around_a_value_beats_an_answer_learned_by_heart():
    core = make_core("eq:str", deducers=(deduce_branches,))
    root = make_root(name=("str", ["", "Bob", ""]))
    add_constants(root, "", "Dear you, hello!", "Dear Bob, hello!", cost=9)
    goal = met(core, root, "str", ["Dear you, hello!", "Dear Bob, hello!", "Dear you, hello!"], turns=60)
    assert any("Dear {name}, hello!" in source for source in sources(goal))


def test_where_results_come_and_go_multiples_are_told_apart_and_not_ranges():
    numbers = [1, 2, 3, 4, 5, 6, 7, 8]
    core = make_core("divides", "lt:int", "le:int", deducers=(deduce_branches,))
    root = make_root(n=("int", numbers))
    add_constants(root, "", "fizz", "odd", 4)
    goal = met(core, root, "str", ["odd" if n % 3 else "fizz" for n in numbers])
    assert sources(goal)[0] == 'if n % 3 == 0:\n    return "fizz"\nreturn "odd"'
