from __future__ import annotations

from pytest_aurora.memory.adaptive import Stage
from pytest_aurora.memory.costs import UNLEARNED, LearnedCosts
from pytest_aurora.problem.verdict import Refuted
from pytest_aurora.search.outcome import Body, Budget, ExitReason, Progress, Result, Solution, Stopped
from pytest_aurora.session.stages import first_solved, search_in_stages

LEARNED = LearnedCosts({"str>upper": 1.0})
STAGES = (Stage(LEARNED, Budget(4.0, 100)), Stage(UNLEARNED, Budget(2.0, 50)))
WHOLE = Budget(6.0, 150)


def stopped(candidates: int, passed: int, reason: ExitReason = ExitReason.CANDIDATES) -> Stopped:
    return Stopped(
        reason,
        candidates,
        candidates / 25,
        Body((f"return {passed}",)),
        passed,
        5,
        refuted=1,
        objection=Refuted("", str(passed)),
    )


def run(*results: Result, listener=None):
    asked, left = [], list(results)

    def solve(budget, costs, told):
        asked.append((budget, costs))
        if told is not None:
            told(Progress(1, 1.0, 0))
        return left.pop(0)

    return search_in_stages(STAGES, WHOLE, solve, listener), asked


def test_a_stage_that_solves_it_ends_the_search():
    solution = Solution(Body(("return 1",)), 7, 0.1)
    searched, asked = run(solution)
    assert (searched.result, searched.solved_by) == (solution, 0)
    assert asked == [(Budget(4.0, 100), LEARNED)]


def test_the_last_stage_runs_unlearned_on_what_is_left_and_its_effort_adds_up():
    searched, asked = run(stopped(25, 2), Solution(Body(("return 1",)), 7, 0.5))
    assert asked[1] == (Budget(5.0, 125, WHOLE.memory), UNLEARNED)
    assert searched.solved_by == 1
    assert (searched.result.candidates, searched.result.seconds) == (32, 1.5)


def test_the_last_stage_has_its_share_even_when_the_others_took_more():
    _, asked = run(stopped(149, 2), stopped(50, 1))
    assert asked[1][0] == Budget(2.0, 50, WHOLE.memory)


def test_nothing_found_tells_the_nearest_of_all_stages():
    searched, _ = run(stopped(25, 3), stopped(50, 1, ExitReason.EXHAUSTED))
    result = searched.result
    assert searched.solved_by is None
    assert (result.passed, result.reason, result.candidates, result.refuted) == (3, ExitReason.EXHAUSTED, 75, 2)
    assert result.objection == Refuted("", "3")


def test_progress_goes_on_where_the_last_stage_ended():
    told = []
    run(stopped(25, 3), stopped(50, 1), listener=told.append)
    assert told == [Progress(1, 1.0, 0), Progress(26, 2.0, 0)]


def test_side_by_side_the_effort_adds_up_and_the_time_does_not():
    searched = first_solved([stopped(25, 2), Solution(Body(("return 1",)), 7, 0.5)])
    assert (searched.result.candidates, searched.result.seconds, searched.solved_by) == (32, 1.0, 1)
    searched = first_solved([stopped(25, 3), stopped(50, 1)])
    assert (searched.result.passed, searched.result.candidates, searched.solved_by) == (3, 75, None)
