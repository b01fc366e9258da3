from __future__ import annotations

import pytest

from pytest_aurora.language.expressions import While
from pytest_aurora.problem.bounds import told_bounds
from pytest_aurora.search.whiles import deduce_whiles

from .cores import add_constants, computed, make_core, make_root, sources, want

NUMBERS = ("add", "sub", "mul", "mod", "floordiv", "lt:int", "le:int", "eq:int", "divides", "concat", "lt:float",
           "mul:float", "add:float", "sub:float")  # fmt: skip


def looped(wanted, kind="int", turns=4000, bounds=(), **variables):
    core = make_core(*NUMBERS, deducers=(deduce_whiles,))
    core.bounds = bounds
    root = make_root(**variables)
    add_constants(root, 0, 1, cost=1)
    add_constants(root, 2)
    goal = want(core, root, kind, wanted)
    core.enter(root)
    for _ in range(turns):
        if any(isinstance(s.expression, While) for s in goal.solutions) or not core.run_next():
            break
    found = [s for s in goal.solutions if isinstance(s.expression, While)]
    assert all(computed(s.expression, root) == [tuple(w) if isinstance(w, list) else w for w in wanted] for s in found)
    return "\n".join(sources(goal))


def test_the_state_at_which_it_ends():
    assert "while n % 2 == 0:\n    n //= 2\nreturn n" in looped([3, 7, 1, 5, 3], n=("int", [12, 7, 8, 40, 96]))


def test_the_number_of_turns():
    body = looped(
        [3, 3, 0, 3, 6],
        balance=("float", [100.0, 100.0, 50.0, 10.0, 1000.0]),
        rate=("float", [1.1, 2.0, 1.5, 3.0, 1.05]),
        goal=("float", [121.5, 800.0, 40.0, 100.0, 1300.0]),
    )
    assert "while balance < goal:\n    balance *= rate\n    count += 1\nreturn count" in body


def test_bounds_of_the_spec_end_it():
    n = ("int", [1, 400, 600, 2000])
    assert "while n <= 777:\n    n *= 2\n" in looped([10, 1, 1, 0], bounds=told_bounds("above 777"), n=n)


def test_the_states_themselves():
    body = looped([[8, 4, 2, 1], [2, 1], [1], [4, 2, 1]], "list[int]", n=("int", [8, 2, 1, 4]))
    assert "path.append(" in body
    assert body.startswith("result = n\npath = [n]\nwhile ")


@pytest.mark.parametrize("wanted", [[3, 3, 3], [-1, 5, 7]])
def test_no_loop_for_what_is_always_the_same_or_never_reached(wanted):
    assert "while" not in looped(wanted, turns=150, n=("int", [8, 2, 100]))


def test_what_is_done_next_is_chosen_by_what_the_state_is_not_by_its_size():
    body = looped(
        [[6, 3, 10, 5, 16, 8, 4, 2, 1], [1], [5, 16, 8, 4, 2, 1]], "list[int]", n=("int", [6, 1, 5]), turns=20_000
    )
    assert "if result % 2 == 0:\n        result //= 2\n    else:\n        result = 3 * result + 1" in body


def test_what_grows_by_a_share_of_itself():
    body = looped(
        [2, 0, 4, 1, 10],
        people=("float", [1000.0, 100.0, 100.0, 50.0, 500.0]),
        rate=("float", [0.5, 0.1, 1.0, 0.2, 0.02]),
        goal=("float", [2000.0, 100.0, 1000.0, 55.0, 600.0]),
    )
    assert "while people < goal:\n    people" in body
    assert "rate" in body


def test_a_number_is_divided_where_nothing_is_left_over():
    def turns(n):
        return 0 if n == 1 else 1 + turns(n // 2 if n % 2 == 0 else 3 * n + 1)

    body = looped([turns(n) for n in (1, 2, 3, 6, 7)], n=("int", [1, 2, 3, 6, 7]))
    assert "if n % 2 == 0:\n        n //= 2\n    else:\n        n = 3 * n + 1" in body, body
