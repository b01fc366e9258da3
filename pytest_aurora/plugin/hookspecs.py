"""The hooks that the plugin calls; a conftest.py or another plugin implements those that it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_aurora.session.outcome import Attempt
    from pytest_aurora.session.proposals import Proposer


def pytest_aurora_components(config: pytest.Config) -> Iterable[Callable[..., object]] | None:
    """Functions that every body may call, besides those of its spec, its module and `uses:`.

    Args:
        config: of the run.

    Returns:
        Functions that stand at the top of a module which the project can import, with annotated parameters and result.
        They are called with many values, so they must have no effect, and they must not change their arguments.
    """


def pytest_aurora_proposers(config: pytest.Config) -> Iterable[Proposer] | None:
    """Where bodies come from that the search has not found: a collection of your own, a model that runs here.

    Args:
        config: of the run.

    Returns:
        Functions that are given a `Wanted` (function, signature, description, examples, conditions, nearest) and give
        texts of bodies, the likeliest first. Each is audited, run in the sandbox and checked like any foreign code.
    """


def pytest_aurora_synthesized(config: pytest.Config, attempt: Attempt) -> None:
    """Called after a function was written to a file.

    Args:
        config: of the run.
        attempt: `attempt.spec`, `attempt.function`, and `attempt.outcome`: a `Written` with path, line and diff.
    """


def pytest_aurora_report(config: pytest.Config, attempts: Sequence[Attempt]) -> str | Iterable[str] | None:
    """Lines to add to what is told of a search at the end of the run.

    Args:
        config: of the run.
        attempts: what became of each function, in order.

    Returns:
        A line, or several.
    """
