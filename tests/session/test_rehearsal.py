import os
import signal
from itertools import count

import pytest

from pytest_aurora.check.watchdog import MARK, call_within
from pytest_aurora.problem.problem import Returned
from pytest_aurora.problem.verdict import Refuted, Survived
from pytest_aurora.search.outcome import Body
from pytest_aurora.session.rehearsal import LENIENCE, NEVER_BACK, Rehearsed

HANGING = "return sum(range(n))"


def called_with(number, seconds=0.1):
    """A judge that upholds what comes back, and counts in `asked` how often it was asked in this process."""

    def judge(body, function):
        asked.append(body.source)
        outcome = call_within(seconds, function, number)
        return Survived(1) if isinstance(outcome, Returned) else Refuted("", "", "")

    asked = []
    return judge, asked


def judged(rehearsed, source):
    scope = {}
    exec("def f(n):\n" + "".join(f"    {line}\n" for line in source.splitlines()), scope)
    return rehearsed(Body(tuple(source.splitlines()), (), 1), scope["f"])


def test_before_anything_has_hung_a_body_is_judged_once_and_here():
    judge, asked = called_with(3)
    assert judged(Rehearsed(judge, set()), "return n + 1") == Survived(1)
    assert asked == ["return n + 1"]


def test_a_body_that_hangs_in_c_code_is_refuted_and_the_process_lives_on():
    judge, asked = called_with(10**15)
    rehearsed = Rehearsed(judge, {"return 0"})
    assert judged(rehearsed, HANGING) == NEVER_BACK
    assert rehearsed.hung == {"return 0", HANGING}
    assert 0.1 <= rehearsed.lost < LENIENCE
    assert asked == []
    assert judged(rehearsed, "return n + 1") == Survived(1)
    assert asked == ["return n + 1"]


@pytest.mark.parametrize(
    "source",
    [
        HANGING,
        "return abs(sum(range(n))) - 1",
        "total = sum(range(n))\nreturn total // 2",
        "return [sum(range(n)), n][1]",
    ],
)
def test_what_always_computes_what_hung_is_not_asked(source):
    judge, asked = called_with(3)
    assert judged(Rehearsed(judge, {HANGING}), source) == NEVER_BACK
    assert asked == []


@pytest.mark.parametrize(
    "source",
    [
        "return sum(range(n + 1))",
        "return sum(range(n)) if n < 9 else n",
        "return n > 9 or sum(range(n))",
        "if n > 9:\n    return n\nreturn max(n, 1)",
        "return [sum(range(n)) for _ in []]",
    ],
)
def test_what_may_do_without_it_is_asked(source):
    judge, _ = called_with(3)
    assert judged(Rehearsed(judge, {HANGING}), source) == Survived(1)


def test_a_body_of_several_steps_that_hung_is_known_again_as_a_whole():
    judge, asked = called_with(3)
    steps = "total = 0\nfor i in range(n):\n    total += i\nreturn total"
    assert judged(Rehearsed(judge, {steps}), steps) == NEVER_BACK
    assert judged(Rehearsed(judge, {steps}), "return n") == Survived(1)
    assert asked == ["return n"]


def test_what_dies_in_the_rehearsal_is_judged_here():
    here = os.getpid()

    def judge(body, function):
        if os.getpid() != here:
            os._exit(1)
        return Survived(next(numbers))

    numbers = count(1)
    assert judged(Rehearsed(judge, {HANGING}), "return n") == Survived(1)


def test_the_mark_of_this_process_is_left_alone():
    judge, _ = called_with(3)
    assert judged(Rehearsed(judge, {HANGING}), "return n") == Survived(1)
    assert MARK.get() is None


def test_a_rehearsal_that_stands_still_outside_a_call_is_judged_here(monkeypatch):
    here = os.getpid()

    def judge(body, function):
        if os.getpid() != here:
            signal.pause()
        return Survived(1)

    monkeypatch.setattr("pytest_aurora.session.rehearsal.ORPHAN", 1)
    assert judged(Rehearsed(judge, {HANGING}), "return n") == Survived(1)
