"""Hypothesis without the profiles, the folders and the warnings of the user's own tests."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, Phase, Verbosity, configuration, settings
from hypothesis.database import DirectoryBasedExampleDatabase, ExampleDatabase

_HOME = "__hypothesis_home_directory"
_NOWHERE = Path(os.devnull, "hypothesis")
"""A folder that cannot be made: hypothesis goes on without what it cannot write."""


def own_settings(max_examples: int, database: ExampleDatabase | None) -> settings:
    """Every setting is named, so that no profile of the user's own tests can change one."""
    return settings(
        max_examples=max_examples,
        database=database,
        derandomize=False,
        deadline=None,
        verbosity=Verbosity.quiet,
        phases=(Phase.reuse, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        report_multiple_bugs=False,
        backend="hypothesis",
    )


@contextmanager
def hypothesis_at(folder: Path | None, digest: str) -> Iterator[ExampleDatabase | None]:
    """Hypothesis writes below `folder`, or leaves nothing; warnings are off; afterwards its home is what it was."""
    before = vars(configuration).get(_HOME)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        configuration.set_hypothesis_home_dir(folder or _NOWHERE)
        try:
            yield DirectoryBasedExampleDatabase(folder / "examples" / digest) if folder is not None else None
        finally:
            configuration.set_hypothesis_home_dir(before)
