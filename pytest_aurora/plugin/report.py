"""What a run tells at its end: written, not found and why, doubts, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from pytest_aurora.check.compare import show
from pytest_aurora.plugin.extensions import report_lines
from pytest_aurora.plugin.state import Record
from pytest_aurora.problem.verdict import Refuted
from pytest_aurora.search.outcome import Stopped
from pytest_aurora.session.asking import Answer
from pytest_aurora.session.learning import doubt
from pytest_aurora.session.outcome import Attempt, Crashed, Kept, NotFound, Refused, Written
from pytest_aurora.wording import counted, duration, visible

_DIFF_COLORS = {"+": "green", "-": "red", "@": "cyan"}


def write_summary(reporter: pytest.TerminalReporter, record: Record, searched: bool) -> None:
    """Write the section `aurora`, or, when nothing was searched for, the hint alone."""
    if record.attempts or record.notes:
        reporter.write_sep("-", "aurora")
        for attempt in record.attempts:
            _write_attempt(reporter, attempt)
        added = report_lines(reporter.config, tuple(record.attempts))
        for line in (*record.notes, *added, *_counts(record.attempts)):
            reporter.write_line(line)
    if record.unwritten and not searched:
        reporter.write_line(f"{_hint(len(record.unwritten))}: run pytest --aurora-synthesize", yellow=True)


def _hint(count: int) -> str:
    return f"{counted(count, 'function is', 'functions are')} not written yet"


def _write_attempt(reporter: pytest.TerminalReporter, attempt: Attempt) -> None:
    outcome = attempt.outcome
    if isinstance(outcome, Kept):
        return
    color = {"green": True} if isinstance(outcome, Written) else {"red": True}
    first, *rest = describe(attempt)
    reporter.write_line(first, **color)
    for line in rest:
        reporter.write_line(line)
    if isinstance(outcome, Written):
        for line in outcome.diff.splitlines():
            style = "bold" if line.startswith(("+++", "---")) else _DIFF_COLORS.get(line[:1])
            reporter.write_line(f"    {line}", **({style: True} if style else {}))


def describe(attempt: Attempt) -> list[str]:
    """An attempt in full: the first line says what became of it, the others why and what to do."""
    outcome = attempt.outcome
    label = f"{attempt.spec}::{attempt.function}"
    if isinstance(outcome, Written):
        head, *rest = _written(outcome, attempt.function)
    elif isinstance(outcome, NotFound):
        head, *rest = *_not_found(outcome.stopped, attempt.function), *outcome.proposals
    elif isinstance(outcome, Crashed):
        head, rest = "crashed: this is a fault of pytest-aurora; please report it with what follows", [outcome.trace]
    else:
        head, *rest = outcome.reason.splitlines()
        head = f"{'kept' if isinstance(outcome, Kept) else 'not written'}: {head}"
    return [f"{label} {visible(head)}", *(f"    {line}" for text in rest for line in visible(text).splitlines())]


def describe_answer(answer: Answer, saved: bool) -> str:
    """Where an answer of the user's stands now, or would stand."""
    where = answer.example.location
    return f"{where.path}:{where.line}: answered{'' if saved else ', not written'}: {answer}"


def describe_briefly(attempt: Attempt) -> str:
    """An attempt on one line."""
    return describe(attempt)[0]


def _written(written: Written, function: str) -> Iterator[str]:
    solution = written.solution
    verb = "written" if written.saved else "found, not written"
    how = "solved before" if written.recalled else _effort(solution.candidates, solution.seconds)
    how = f"proposed by {written.proposer} after {how}" if written.proposer else how
    yield f"{verb}: {written.path}:{written.line} ({how})"
    if solution.doubtful:
        yield "this is more complex than most bodies that were meant: read it with care, and add examples that differ"
    if solution.question is not None:
        call = f"{function}({', '.join(map(repr, solution.question.arguments))})"
        yield f"{doubt(solution.question, function)}. Add an example:"
        yield f"    {call} -> {solution.question.answers[0][0]!r}"


def _not_found(stopped: Stopped, function: str) -> Iterator[str]:
    yield f"not found: searched {_effort(stopped.candidates, stopped.seconds)}: {stopped.reason.value}"
    if stopped.nearest is None and stopped.examples:
        yield f"no body passes any of the {stopped.examples} examples"
    if stopped.nearest is not None:
        yield f"the nearest body passes {stopped.passed} of {stopped.examples} examples{_failure(stopped, function)}"
        yield from (f"    {line}" for line in stopped.nearest.lines)
    if stopped.refuted:
        yield f"{counted(stopped.refuted, 'body', 'bodies')} fitted the examples and broke a post-condition"
    if stopped.objection is not None and stopped.objection.condition:
        yield from _objection(stopped.objection)


def _objection(refuted: Refuted) -> Iterator[str]:
    values = ", ".join(refuted.counterexample.splitlines())
    shown = "" if values in refuted.condition else f", for {values}"
    yield f"the first broke {refuted.condition}{shown}"
    yield from (f"    {line}" for line in refuted.reason.splitlines())


def _failure(stopped: Stopped, function: str) -> str:
    if stopped.failure is None:
        return ""
    arguments, got, due = stopped.failure
    return f"; it fails {function}({', '.join(map(show, arguments))}) -> {due}, it gives {got}"


def _effort(candidates: int, seconds: float) -> str:
    return f"{counted(candidates, 'candidate', 'candidates')} in {duration(seconds)}"


def _counts(attempts: Iterable[Attempt]) -> Iterator[str]:
    outcomes = [attempt.outcome for attempt in attempts]
    counts = {
        "written": sum(isinstance(o, Written) and o.saved for o in outcomes),
        "found and not written": sum(isinstance(o, Written) and not o.saved for o in outcomes),
        "of them solved before": sum(isinstance(o, Written) and o.recalled for o in outcomes),
        "there before": sum(isinstance(o, Kept) for o in outcomes),
        "not found": sum(isinstance(o, NotFound) for o in outcomes),
        "refused": sum(isinstance(o, Refused) for o in outcomes),
        "crashed": sum(isinstance(o, Crashed) for o in outcomes),
    }
    parts = [f"{count} {name}" for name, count in counts.items() if count]
    if parts:
        yield ", ".join(parts)
