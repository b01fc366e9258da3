"""How a failing item is shown: the spec's line, what is wrong, the user's own frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from _pytest._code.code import ReprFileLocation, TerminalRepr

from pytest_aurora.check.calls import ArgumentsChangedError
from pytest_aurora.check.examples import Failed
from pytest_aurora.errors import AuroraError, SpecError
from pytest_aurora.problem.verdict import Refuted, Unknown
from pytest_aurora.session.modules import shortened
from pytest_aurora.spec.model import ExampleSpec, Location, PostSpec

if TYPE_CHECKING:
    from _pytest._io import TerminalWriter

_LONGEST_ON_ONE_LINE = 60


@dataclass(eq=False)
class FailureReport(TerminalRepr):
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

    @property
    def reprcrash(self) -> ReprFileLocation:
        """Where and what, for the one-line summary."""
        return ReprFileLocation(str(self.location.path), self.location.line, self.message.partition("\n")[0])

    def toterminal(self, tw: TerminalWriter) -> None:
        """Write it, in colour where the terminal has some."""
        tw.line(f"{self.location.path}:{self.location.line}", bold=True)
        if self.text:
            tw.line(f">   {self.text}")
        for line in self.message.splitlines():
            tw.line(f"E   {line}", red=True, bold=True)
        if self.trace:
            tw.line("")
            tw.line(self.trace)
        if self.note:
            tw.line(self.note)


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
    return FailureReport(
        example.location, example.text, _with_values(failed), shortened(error) if is_foreign and error else ""
    )


def _with_values(failed: Failed) -> str:
    """The message; where its first line does not hold both values, they follow it."""
    first, newline, rest = failed.message.partition("\n")
    if first.startswith("expected") or not failed.got or isinstance(failed.error, ArgumentsChangedError):
        return failed.message
    return f"{first}\nexpected: {failed.expected}\n     got: {failed.got}{newline}{rest}"


def describe_unwritten(example: ExampleSpec) -> FailureReport:
    """The report of an example whose function is not there."""
    due = f"raises {example.raises}" if example.raises is not None else example.expected
    return FailureReport(example.location, example.text, f"expected {due}, but {example.function} is not written yet")


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
