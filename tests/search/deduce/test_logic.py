from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.search.deduce.logic import CONNECTIVE, NEGATION, deduce_logic

from ..cores import computed, make_core, make_root, met, sources

COLUMNS = st.lists(st.booleans(), min_size=4, max_size=4)


def deduced(wanted, positions=None, **columns):
    core = make_core(deducers=(deduce_logic,))
    root = make_root(**{name: ("bool", values) for name, values in columns.items()})
    goal = met(core, root, "bool", wanted, positions, turns=20)
    return goal, root


def least(wanted, columns):
    """The least cost of a predicate, a negation or two or three of them."""
    literals = [(1, tuple(c)) for c in columns] + [(1 + NEGATION, tuple(not v for v in c)) for c in columns]
    costs = [cost for cost, values in literals if values == tuple(wanted)]
    for count in (2, 3):
        for parts in product(literals, repeat=count):
            rows = list(zip(*(values for _, values in parts), strict=True))
            if tuple(wanted) in (tuple(map(all, rows)), tuple(map(any, rows))):
                costs.append(sum(cost for cost, _ in parts) + (count - 1) * CONNECTIVE)
    return min(costs, default=None)


@given(p=COLUMNS, q=COLUMNS, r=COLUMNS, wanted=COLUMNS)
def test_masks_find_what_trying_all_pairs_and_triples_finds(p, q, r, wanted):
    goal, root = deduced(wanted, p=p, q=q, r=r)
    assert (goal.solutions[0].cost if goal.solutions else None) == least(wanted, (p, q, r))
    assert all(computed(s.expression, root) == wanted for s in goal.solutions)


def test_negation_conjunction_disjunction():
    p, q = [True, True, False, False], [True, False, True, False]
    assert sources(deduced([False, False, True, True], p=p, q=q)[0])[0] == "not p"
    assert sources(deduced([True, False, False, False], p=p, q=q)[0])[0] == "p and q"
    assert sources(deduced([True, True, True, False], p=p, q=q)[0])[0] == "p or q"


def test_points_that_do_not_matter_are_left_out():
    p, q = [True, True, False, False], [True, False, True, False]
    assert sources(deduced([True, False, None, None], [0, 1], p=p, q=q)[0])[0] == "q"


def test_three_parts_none_of_which_can_be_spared():
    rows = list(product([False, True], repeat=3))
    long, upper, digit = (list(column) for column in zip(*rows, strict=True))
    both, _ = deduced([all(row) for row in rows], long=long, upper=upper, digit=digit)
    some, _ = deduced([any(row) for row in rows], long=long, upper=upper, digit=digit)
    assert "long and upper and digit" in sources(both)
    assert "long or upper or digit" in sources(some)


def test_a_bound_that_the_examples_show_is_a_part():
    core = make_core("lt:int", "le:int", deducers=(deduce_logic,))
    root = make_root(home=("bool", [True, True, False, True]), n=("int", [5000, 4999, 9000, 7000]))
    goal = met(core, root, "bool", [True, False, False, True], turns=20)
    assert "n >= 5000 and home" in sources(goal) or "home and n >= 5000" in sources(goal)
