from __future__ import annotations

import dataclasses
from datetime import datetime, timezone
from itertools import count, pairwise

import pytest

from pytest_aurora.problem.problem import Example, Parameter, Problem, Raised, Returned, Signature
from pytest_aurora.problem.types import INT
from pytest_aurora.problem.verdict import Refuted, Survived
from pytest_aurora.search.candidate import compile_body
from pytest_aurora.search.engine import solve
from pytest_aurora.search.enumerate import BATCH
from pytest_aurora.search.outcome import Budget, ExitReason, Progress, Solution, Stopped

from .problems import problem

SUMS = problem("f(a: int, b: int) -> int", (1, 2, 3), (5, 5, 10), (0, 7, 7))
HOPELESS = problem("f(s: str) -> str", *((f"{n}x" * (n % 3 + 1), f"q{n * 7919 % 1009}z{n}") for n in range(9)))
ALWAYS = Survived(100)


def still() -> float:
    return 0.0


def counted(asked: Problem, candidates: int = 60_000, **more):
    return solve(asked, budget=Budget(None, candidates, None), clock=still, **more)


def body(result) -> str:
    assert isinstance(result, Solution), result
    return result.body.source


def with_probes(asked: Problem, *probes: tuple[object, ...]) -> Problem:
    return dataclasses.replace(asked, probes=probes)


# --- what is found --------------------------------------------------------------------------------------------------


def test_a_body_is_found():
    result = counted(SUMS)
    assert body(result) in ("return a + b", "return b + a")
    assert result.candidates > 0
    assert result.productions == ("int>add",)


def test_the_same_input_gives_the_same_output():
    asked = problem("f(s: str) -> str", ("Ada King", "A.K."), ("Bo Li", "B.L."), ("C D E", "C.D.E."))
    first, second = counted(asked), counted(asked)
    assert first == second


def test_other_bodies_that_fit_are_told():
    asked = with_probes(problem("f(n: int) -> int", (2, 4)), (3,), (5,), (0,))
    result = counted(asked)
    assert result.alternatives
    assert 0 < result.confidence < 1
    assert result.question is not None
    assert len(result.question.answers) > 1


# --- budgets --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("candidates", [0, 1, 500, 3_000, 12_345])
@pytest.mark.parametrize("asked", [HOPELESS, problem("f(n: int) -> int", (1, 991), (2, 17), (10, 3141), (3, 77))])
def test_candidates_are_not_overshot_by_more_than_a_batch(asked, candidates):
    result = counted(asked, candidates)
    assert result.candidates <= candidates + 2 * BATCH
    if isinstance(result, Stopped):
        assert result.reason is ExitReason.CANDIDATES
        assert result.candidates >= candidates


def test_the_time_runs_out():
    ticks = count()
    result = solve(HOPELESS, budget=Budget(5.0, None, None), clock=lambda: next(ticks) / 10)
    assert isinstance(result, Stopped)
    assert result.reason is ExitReason.TIMEOUT
    assert result.seconds >= 5.0


@pytest.mark.parametrize(("memory", "reason"), [(1, ExitReason.CANDIDATES), (-(1 << 40), ExitReason.MEMORY)])
def test_a_full_memory_is_no_end_while_something_can_be_let_go(memory, reason):
    ticks = count()
    result = solve(HOPELESS, budget=Budget(None, 30_000, memory), clock=lambda: next(ticks) / 10)
    assert isinstance(result, Stopped)
    assert result.reason is reason


def test_nothing_to_go_by():
    result = counted(problem("f(n: int) -> int"))
    assert result == Stopped(ExitReason.EXHAUSTED, 0, 0.0)


def test_what_came_nearest_is_told():
    asked = problem("f(s: str) -> str", ("ab", "AB"), ("cd", "CD"), ("ef", "EF"), ("gh", "q0x"))
    result = counted(asked, 3_000)
    if isinstance(result, Solution):
        pytest.fail(result.body.source)
    assert result.nearest is not None
    assert result.nearest.source == "return s.upper()"
    assert (result.passed, result.examples) == (3, 4)
    assert result.failure == (("gh",), "'GH'", "'q0x'")


def test_with_a_bound_on_candidates_waiting_is_counted_in_candidates():
    asked = problem("f(xs: list[int]) -> int", ([3, 1], 4), ([5, 6], 11))
    slow = count()
    hurried = solve(asked, budget=Budget(None, 60_000, None), clock=lambda: next(slow) * 100.0)
    patient = counted(asked)
    assert hurried.candidates == patient.candidates
    assert body(hurried) == body(patient)


# --- examples -------------------------------------------------------------------------------------------------------


def test_of_many_examples_the_ones_that_fail_are_taken_up():
    rows = [(f"w{n}", f"w{n}!") for n in range(60)] + [("", "?")]
    result = counted(problem("f(s: str) -> str", *rows), 150_000)
    assert isinstance(result, Solution)
    assert '"?"' in result.body.source or "'?'" in result.body.source


def test_examples_that_raise_get_a_guard():
    checked = problem("f(n: int) -> int", (5, 5), (0, 0), (9, 9))
    raising = tuple(Example((n,), Raised("RuntimeError")) for n in (-1, -40, -7))
    asked = dataclasses.replace(checked, examples=checked.examples + raising)
    source = body(counted(asked))
    assert "if n < 0:\n    raise RuntimeError" in source
    assert source.endswith("return n")


def test_what_raises_by_itself_needs_no_guard():
    asked = problem("f(a: int, b: int) -> int", (6, 3, 2), (9, 2, 4), (40, 8, 5))
    zero = Example((5, 0), Raised("ZeroDivisionError"))
    assert body(counted(dataclasses.replace(asked, examples=(*asked.examples, zero)))) == "return a // b"


# --- the judge ------------------------------------------------------------------------------------------------------


def test_the_judge_decides_on_the_first_body_and_on_the_winner():
    judged = []

    def judge(found, function):
        judged.append(found.source)
        return ALWAYS

    assert counted(SUMS, judge=judge).body.source in judged


def test_a_refutation_becomes_a_point_and_the_search_goes_on():
    asked = with_probes(problem("f(n: int) -> int", (3, 3), (8, 8)), (1,), (2,))
    seen = []

    def judge(found, function):
        seen.append(found.source)
        for n in (5, -4):
            if function(n) < 0:
                return Refuted(f"f({n}) >= 0", {"n": n}, repr(function(n)))
        return ALWAYS

    assert body(counted(asked, judge=judge)) in ("return abs(n)", "return max(n, -n)", "return max(-n, n)")
    assert "return n" in seen


def test_when_all_is_refuted_it_is_told_how_many():
    result = counted(SUMS, 5_000, judge=lambda found, function: Refuted("never", {}, ""))
    assert isinstance(result, Stopped)
    assert result.refuted > 0
    assert result.objection == Refuted("never", {}, "")
    assert result.passed == result.examples == 3 or result.nearest is None


def test_without_examples_the_judge_says_what_is_right():
    asked = with_probes(problem("f(xs: list[int]) -> list[int]"), ([3, 1, 2],), ([5],), ([9, 7, 8, 7],))

    def judge(found, function):
        for xs in ([3, 1, 2], [2, 2, 1], [4, 9, 0, 1]):
            if function(list(xs)) != sorted(xs, reverse=True):
                return Refuted("descending", {"xs": xs}, "")
        return ALWAYS

    assert "reverse=True" in body(counted(asked, judge=judge))


# --- listening ------------------------------------------------------------------------------------------------------


def test_a_listener_is_told_a_few_times_a_second():
    told: list[Progress] = []
    ticks = count()
    solve(HOPELESS, budget=Budget(3.0, None, None), clock=lambda: next(ticks) / 20, listener=told.append)
    assert 5 <= len(told) <= 15
    assert [p.candidates for p in told] == sorted(p.candidates for p in told)
    assert all(b.seconds - a.seconds > 0.2 for a, b in pairwise(told))


def test_an_interrupt_passes_through():
    def listener(progress):
        raise KeyboardInterrupt

    ticks = count()
    with pytest.raises(KeyboardInterrupt):
        solve(HOPELESS, clock=lambda: float(next(ticks)), listener=listener)


def test_the_clock_is_that_which_is_passed_in():
    result = counted(SUMS)
    assert result.seconds == 0.0


def test_contradicting_examples_leave_nothing_to_find():
    asked = Problem(SUMS.signature, (Example((1, 2), Returned(3)), Example((1, 2), Returned(4))))
    assert isinstance(counted(asked, 3_000), Stopped)


class Learned:
    """A cost model that makes one production dear."""

    similar = ()
    is_blank = True

    def bias(self, production: str) -> float:
        return 2.0 if production == "list[int]>sorted:desc" else 0.0

    def knows(self, family: str) -> bool:
        return False


def test_learned_costs_change_what_is_paid():
    asked = problem("f(xs: list[int]) -> list[int]", ([3, 1, 2], [3, 2, 1]), ([5, 9], [9, 5]))
    assert body(counted(asked)) == "return sorted(xs, reverse=True)"
    assert counted(asked, learned=Learned()).body.cost > counted(asked).body.cost


def test_examples_that_all_raise_are_no_search():
    signature = Signature("f", (Parameter("n", INT),), INT)
    examples = (Example((1,), Raised("ValueError")), Example((2,), Raised("ValueError")))
    result = solve(Problem(signature, examples), budget=Budget(seconds=None, candidates=100))
    assert isinstance(result, Stopped)
    assert result.candidates == 0
    assert result.examples == 2


def test_rivals_that_the_judge_refutes_raise_no_question():
    signature = Signature("f", (Parameter("n", INT),), INT)
    asked = Problem(signature, (Example((2,), Returned(4)),), probes=((3,), (5,), (-1,)))

    def judge(body, function):
        return Survived(1) if function(3) == 6 and function(-1) == -2 else Refuted("f(3) == 6", "n=3")

    result = solve(asked, judge=judge, budget=Budget(seconds=None, candidates=30_000))
    assert isinstance(result, Solution)
    assert all(compile_body(other, signature, ())(3) == 6 for other in result.alternatives)


def test_values_that_do_not_compare_do_not_end_a_search():
    early, late = datetime(2023, 1, 1, tzinfo=timezone.utc), datetime(2024, 1, 1)
    rows = [([late, early], [early, late]), ([late, early, late], [late, early, late])]
    asked = problem("f(xs: list[datetime]) -> list[datetime]", *rows, names={"datetime": datetime})
    result = counted(asked, 2_000)
    assert isinstance(result, Solution)
    assert result.body.lines == ("return xs[::-1]",)
