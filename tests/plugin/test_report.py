from __future__ import annotations

from pathlib import Path

import pytest

from pytest_aurora.plugin.report import describe
from pytest_aurora.problem.verdict import Refuted
from pytest_aurora.search.outcome import Body, ExitReason, Question, Solution, Stopped
from pytest_aurora.session.outcome import Attempt, Crashed, Kept, NotFound, Outcome, Refused, Written

BODY = Body(("return s",))
QUESTION = Question(("A B",), (("AB", 0.5), ("A", 0.4), ("B", 0.05), ("", 0.05)))


def told(outcome: Outcome) -> list[str]:
    return describe(Attempt(Path("specs/x.md"), "f", outcome))


def stopped(**values: object) -> NotFound:
    return NotFound(Stopped(ExitReason.TIMEOUT, 1204331, 10.04, **values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "lines"),
    [
        (
            Written(Path("specs/x.py"), 4, Solution(BODY, 1, 0.12), "", saved=True),
            ["specs/x.md::f written: specs/x.py:4 (1 candidate in 0.1 s)"],
        ),
        (
            Written(Path("specs/x.py"), 4, Solution(BODY, 1203, 0.12, question=QUESTION), "", saved=False),
            [
                "specs/x.md::f found, not written: specs/x.py:4 (1,203 candidates in 0.1 s)",
                "    f('A B') could be 'AB' or 'A' or 'B'; all fit. Add an example:",
                "        f('A B') -> 'AB'",
            ],
        ),
        (
            stopped(nearest=BODY, passed=4, examples=5, failure=(("",), "'x'", "''")),
            [
                "specs/x.md::f not found: searched 1,204,331 candidates in 10.0 s: the time ran out",
                "    the nearest body passes 4 of 5 examples; it fails f('') -> '', it gives 'x'",
                "        return s",
            ],
        ),
        (
            stopped(
                examples=5, refuted=2000, objection=Refuted("assert f(s, n) == n", "s='a'\nn=1", "f('a', 1) gave 2")
            ),
            [
                "specs/x.md::f not found: searched 1,204,331 candidates in 10.0 s: the time ran out",
                "    no body passes any of the 5 examples",
                "    2,000 bodies fitted the examples and broke a post-condition",
                "    the first broke assert f(s, n) == n, for s='a', n=1",
                "        f('a', 1) gave 2",
            ],
        ),
        (
            stopped(nearest=BODY, passed=2, examples=2, refuted=1, objection=Refuted("f(g(1)) -> 2", "f(g(1))", "")),
            [
                "specs/x.md::f not found: searched 1,204,331 candidates in 10.0 s: the time ran out",
                "    the nearest body passes 2 of 2 examples",
                "        return s",
                "    1 body fitted the examples and broke a post-condition",
                "    the first broke f(g(1)) -> 2",
            ],
        ),
        (Kept("it passes"), ["specs/x.md::f kept: it passes"]),
        (Refused("it is async\nmore"), ["specs/x.md::f not written: it is async", "    more"]),
        (
            Crashed("Traceback:\n  boom"),
            [
                "specs/x.md::f crashed: this is a fault of pytest-aurora; please report it with what follows",
                "    Traceback:",
                "      boom",
            ],
        ),
    ],
)
def test_every_outcome_is_told(outcome, lines):
    assert told(outcome) == lines
