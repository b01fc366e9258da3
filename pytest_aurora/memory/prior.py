"""The prior: what the user's own code is made of, as a small discount on what it reaches for.

As the main cost such a prior was measured to harm, so it is a nudge: one unit off components that are dear enough for
that to leave the order of the cheap ones alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pytest_aurora.language.components import standard_components
from pytest_aurora.memory.records import dump_record, parse_record
from pytest_aurora.memory.state import SYSTEM_CLOCK, Clock, JsonFile, Warn

VERSION = 1
DEAR = 4
"""A component that costs less is not made cheaper: it is tried early as it is."""
HABITUAL = 3
"""So many places make a habit."""


@dataclass(frozen=True, slots=True)
class Mined:
    """What a file or a folder is made of.

    Attributes:
        files: how many files were read.
        places: how many places of them are known to be a component.
        counts: how many of these may be each production (`result type>component`).
    """

    files: int
    places: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Prior:
    """What was mined, by path: as a spec's is shown, none of them inside another."""

    paths: Mapping[str, Mined] = field(default_factory=dict)

    def whole(self, path: str) -> str:
        """The known path that holds this one, or itself: what has to be read for it to be learned from once."""
        return next((known for known in self.paths if PurePosixPath(path).is_relative_to(known)), path)

    def learned(self, path: str, mined: Mined) -> Prior:
        """The prior after `path` was read; what was known of it, or of parts of it, is forgotten."""
        others = {k: v for k, v in self.paths.items() if not PurePosixPath(k).is_relative_to(path)}
        return Prior({**others, path: mined})

    def counts(self) -> dict[str, int]:
        """Places of all paths together by production key, the most frequent first, equal ones by name."""
        total: dict[str, int] = {}
        for mined in self.paths.values():
            for key, count in mined.counts.items():
                total[key] = total.get(key, 0) + count
        return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))

    def liked(self) -> tuple[str, ...]:
        """The productions that are made cheaper, the most frequent first."""
        dear = {component.name for component in standard_components() if component.cost >= DEAR}
        return tuple(k for k, n in self.counts().items() if n >= HABITUAL and k.partition(">")[2] in dear)


def parse_prior(document: object) -> Prior:
    """The prior of a JSON document.

    Raises:
        ValueError: not a prior's file, a newer version, or a count below zero; the message says which.
    """
    prior = parse_record(Prior, document, VERSION)
    if any(
        count < 0 for mined in prior.paths.values() for count in (mined.files, mined.places, *mined.counts.values())
    ):
        raise ValueError("a count is below zero")
    return prior


def dump_prior(prior: Prior) -> dict[str, object]:
    """The JSON document of a prior."""
    return dump_record(prior, VERSION)


class PriorStore:
    """The prior of a file; what is learned is on disk when it returns.

    Args:
        path: the JSON file, or None to keep it in memory.
        keep: what is learned is written to the file; else it is only read.
    """

    def __init__(self, path: Path | None, *, warn: Warn, clock: Clock = SYSTEM_CLOCK, keep: bool = True) -> None:
        self._file = JsonFile(path, parse_prior, dump_prior, Prior(), warn=warn, clock=clock, keep=keep)

    @property
    def prior(self) -> Prior:
        """What is known, as this process last saw it."""
        return self._file.record

    def learn(self, path: str, mined: Mined) -> Prior:
        """Note what a path is made of, in place of what was known of it."""
        return self._file.change(lambda prior: prior.learned(path, mined))
