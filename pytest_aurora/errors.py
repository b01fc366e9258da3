"""The errors a user can meet: one root, each with a message that says where and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_aurora.spec.model import Location


class AuroraError(Exception):
    """Root of every error that pytest-aurora raises on purpose."""


class UsageError(AuroraError):
    """A setting or an option that cannot be used as given."""


class SpecError(AuroraError):
    """A spec that cannot be read, with its place and a way to mend it.

    Attributes:
        message: what is wrong, one sentence.
        location: file, 1-based line and column.
        line: the text of that line.
        hint: how to write it instead.
    """

    def __init__(self, message: str, location: Location, line: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.location = location
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        where = f"{self.location}: {self.message}"
        shown = f"\n    {self.line}\n    {' ' * (self.location.column - 1)}^" if self.line else ""
        return where + shown + (f"\n  hint: {self.hint}" if self.hint else "")


class RewriteRefusedError(AuroraError):
    """A write that would break a promise about the user's file; the message says which and how to go on."""


class FileChangedError(RewriteRefusedError):
    """The user's file is not what it was when it was read, so nothing was written."""
