"""What a project's conftest.py and other plugins add, as plain functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pytest

from pytest_aurora.errors import UsageError
from pytest_aurora.session.outcome import Attempt
from pytest_aurora.session.proposals import Proposer


def components(config: pytest.Config) -> tuple[Callable[..., object], ...]:
    """The functions that every body may call.

    Raises:
        UsageError: a hook gave something else.
    """
    return tuple(_functions("pytest_aurora_components", config.hook.pytest_aurora_components(config=config)))


def proposers(config: pytest.Config) -> tuple[Proposer, ...]:
    """Where bodies come from that the search has not found.

    Raises:
        UsageError: a hook gave something else.
    """
    return tuple(_functions("pytest_aurora_proposers", config.hook.pytest_aurora_proposers(config=config)))


def report_lines(config: pytest.Config, attempts: Sequence[Attempt]) -> Iterator[str]:
    """The lines that hooks add to the report of a search."""
    for given in config.hook.pytest_aurora_report(config=config, attempts=attempts):
        for text in [given] if isinstance(given, str) else given:
            yield from str(text).splitlines()


def _functions(hook: str, results: Iterable[object]) -> Iterator[Any]:
    for result in results:
        for given in result if isinstance(result, Iterable) else [result]:
            if not callable(given):
                raise UsageError(f"{hook} must give functions, not {given!r}")
            yield given
