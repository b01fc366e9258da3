"""What a project's conftest.py and other plugins add; a hook of theirs that fails is told, and stops nothing else."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pytest

from pytest_aurora.errors import UsageError
from pytest_aurora.session.outcome import Attempt
from pytest_aurora.session.proposals import Proposer


def components(config: pytest.Config) -> tuple[Callable[..., object], ...]:
    """The functions that every body may call.

    Raises:
        UsageError: a hook failed or gave something else.
    """
    return tuple(_functions(config, "pytest_aurora_components"))


def proposers(config: pytest.Config) -> tuple[Proposer, ...]:
    """Where bodies come from that the search has not found.

    Raises:
        UsageError: a hook failed or gave something else.
    """
    return tuple(_functions(config, "pytest_aurora_proposers"))


def tell_written(config: pytest.Config, attempt: Attempt) -> None:
    """Tell hooks of a function that was written.

    Raises:
        UsageError: one failed.
    """
    _results(config, "pytest_aurora_synthesized", attempt=attempt)


def report_lines(config: pytest.Config, attempts: Sequence[Attempt]) -> Iterator[str]:
    """The lines that hooks add to the report of a search, or why there are none."""
    try:
        for given in _results(config, "pytest_aurora_report", attempts=attempts):
            for text in [given] if isinstance(given, str) else given:
                yield from str(text).splitlines()
    except UsageError as error:
        yield str(error)


def _functions(config: pytest.Config, hook: str) -> Iterator[Any]:
    for result in _results(config, hook):
        for given in result if isinstance(result, Iterable) else [result]:
            if not callable(given):
                raise UsageError(f"{hook} must give functions, not {given!r}")
            yield given


def _results(config: pytest.Config, hook: str, **arguments: object) -> list[Any]:
    """The one place where somebody's hook may raise anything."""
    try:
        results: list[Any] = getattr(config.hook, hook)(config=config, **arguments)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {error}"
        raise UsageError(f"{hook} failed at {place.filename}:{place.lineno}: {what}") from error
    return results
