"""Functions of the user's that a search calls: each call ends, and one that keeps on failing to is given up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pytest_aurora.check.watchdog import call_within
from pytest_aurora.problem.problem import Returned

SECONDS = 0.25
"""How long one call may take."""
PATIENCE = 3
"""Calls that may take too long before the function is not called any more."""


@dataclass(slots=True)
class Patient:
    """A function whose calls end.

    It gives what the function gives and raises what it raises; a call that takes too long is interrupted and raises
    TimeoutError, and so does every call after the third of that kind.

    Attributes:
        number: by which a process that watches this one knows the function.
    """

    function: Callable[..., object]
    number: int = 0
    left: int = PATIENCE

    def __call__(self, *arguments: object) -> object:
        """Call the function within its time."""
        if not self.left:
            raise TimeoutError("given up")
        outcome = call_within(SECONDS, self._caught, *arguments, caller=self.number)
        if not isinstance(outcome, Returned):
            self.left -= 1
            raise TimeoutError(f"no result within {SECONDS:g} s")
        if isinstance(outcome.value, _Failure):
            raise outcome.value.error
        return outcome.value

    def _caught(self, *arguments: object) -> object:
        try:
            return self.function(*arguments)
        except Exception as error:
            return _Failure(error)


@dataclass(frozen=True, slots=True)
class _Failure:
    """What the function raised: it is raised again, with its own class."""

    error: Exception
