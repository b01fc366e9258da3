"""How a failing item is shown: the spec's line, what is wrong, the user's own frames."""

from __future__ import annotations

from dataclasses import dataclass

from _pytest._code.code import (
    ReprEntry,
    ReprEntryNative,
    ReprExceptionInfo,
    ReprFileLocation,
    ReprTraceback,
)

from pytest_aurora.check.calls import ArgumentsChangedError
from pytest_aurora.check.examples import Failed
from pytest_aurora.errors import AuroraError, SpecError
from pytest_aurora.problem.verdict import Refuted, Unknown
from pytest_aurora.session.modules import shortened
from pytest_aurora.spec.model import ExampleSpec, Location, PostSpec
from pytest_aurora.wording import visible

_LONGEST_ON_ONE_LINE = 60


@dataclass(slots=True)
class FailureReport:
    """A failure, ready to be shown.

    Attributes:
        location: the line of the spec.
        text: that line.
        message: what is wrong; its first line says it all.
        trace: the user's own frames, or empty.
        note: how to go on, or empty.
    """

    location: Location
    text: str
    message: str
    trace: str = ""
    note: str = ""

    def shown(self, item: str) -> ReprExceptionInfo:
        """As pytest shows the failure of the item of that name, made of parts that cross to another process."""
        path, line = str(self.location.path), self.location.line
        lines = [f">   {text}" for text in self.text.splitlines()[:1]] + self.text.splitlines()[1:]
        message = visible(self.message)
        lines += [f"E   {text}" for text in message.splitlines()]
        entry = ReprEntry(lines, None, None, ReprFileLocation(path, line, f"in {item}"), "short")
        trace = [ReprEntryNative([f"\n{visible(self.trace)}\n"])] if self.trace else []
        crash = ReprFileLocation(path, line, message.partition("\n")[0])
        return ReprExceptionInfo(ReprTraceback([entry, *trace], self.note or None, "short"), crash)


class CheckFailedError(AuroraError):
    """An item does not hold."""

    def __init__(self, report: FailureReport) -> None:
        super().__init__(report.message)
        self.report = report


def describe_example(failed: Failed) -> FailureReport:
    """The report of an example that does not hold."""
    example, error = failed.example, failed.error
    if example.error is not None:
        return describe_error(example.error, example.location, example.text)
    is_foreign = error is not None and not isinstance(error, AuroraError)
    trace = shortened(error, str(example.location.path)) if is_foreign and error else ""
    return FailureReport(example.location, example.text, _with_values(failed), trace)


def _with_values(failed: Failed) -> str:
    """The message; where its first line does not hold both values, they follow it."""
    first, newline, rest = failed.message.partition("\n")
    if first.startswith("expected") or not failed.got or isinstance(failed.error, ArgumentsChangedError):
        return failed.message
    return f"{first}\nexpected: {failed.expected}\n     got: {failed.got}{newline}{rest}"


def describe_unwritten(example: ExampleSpec) -> FailureReport:
    """The report of an example whose function is not there."""
    message = f"expected {example.due}, but {example.function} is not written yet"
    return FailureReport(example.location, example.text, message)


def describe_post(post: PostSpec, verdict: Refuted | Unknown) -> FailureReport:
    """The report of a post-condition that does not hold."""
    if isinstance(verdict, Unknown):
        return FailureReport(post.location, post.text, verdict.reason)
    values = verdict.counterexample.splitlines()
    joined = ", ".join(values)
    shown = f" {joined}" if len(joined) <= _LONGEST_ON_ONE_LINE else "".join(f"\n    {value}" for value in values)
    reason = f"\n{verdict.reason}" if verdict.reason else ""
    return FailureReport(post.location, post.text, f"it does not hold for{shown}{reason}")


def describe_error(error: Exception, location: Location, text: str) -> FailureReport:
    """The report of what could not be done at all."""
    if not isinstance(error, SpecError):
        return FailureReport(location, text, str(error))
    caret = f"\n{' ' * (error.location.column + 3)}^" if error.line and error.location.column > 1 else ""
    hint = f"\nhint: {error.hint}" if error.hint else ""
    return FailureReport(error.location, error.line + caret, error.message + hint)
