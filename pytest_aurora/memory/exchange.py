"""The corpus as JSONL: out as it is, in only what passes the checks of this machine."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pytest_aurora.memory.corpus import Corpus
from pytest_aurora.memory.entry import Entry, dump_entry, parse_entry

LONGEST_LINE = 1_000_000
"""Characters of a line; a longer one is rejected."""

Check = Callable[[Entry], bool]
"""Whether an entry's body passes the audit and its own examples, here and now."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that was not taken, 1-based, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of an import.

    Attributes:
        accepted: entries that are new in the corpus.
        known: entries that it held already.
        rejected: lines that were not taken.
    """

    accepted: int
    known: int
    rejected: tuple[Rejected, ...]


def export_jsonl(corpus: Corpus, path: Path) -> int:
    """Write all entries, one a line, replacing `path`; how many there were.

    Raises:
        OSError: the file cannot be written.
    """
    temporary, count = path.with_name(f".{path.name}.tmp"), 0
    with open(temporary, "w", encoding="ascii") as file:
        for count, entry in enumerate(corpus.entries(), 1):  # noqa: B007
            file.write(json.dumps(dump_entry(entry)) + "\n")
    os.replace(temporary, path)
    return count


def import_jsonl(corpus: Corpus, path: Path, check: Check) -> ImportReport:
    """Take the entries of a file; a body is kept only if `check` says so, whatever the file says of it.

    Raises:
        OSError: the file cannot be read.
    """
    accepted = known = 0
    rejected: list[Rejected] = []
    for number, line in _lines(path):
        entry = _read(line, check, corpus)
        if isinstance(entry, str):
            rejected.append(Rejected(number, entry))
        elif entry is None:
            known += 1
        elif corpus.record(entry):
            accepted += 1
        else:
            rejected.append(Rejected(number, "the corpus cannot be written"))
    return ImportReport(accepted, known, tuple(rejected))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with open(path, encoding="utf-8-sig", errors="replace") as file:
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            whole = line
            while not line.endswith("\n") and (line := file.readline(LONGEST_LINE)):
                pass
            if whole.strip():
                yield number, whole


def _read(line: str, check: Check, corpus: Corpus) -> Entry | str | None:
    """The entry to keep; None when it is known; or why it is not kept."""
    if len(line) > LONGEST_LINE:
        return f"longer than {LONGEST_LINE} characters"
    try:
        entry = parse_entry(json.loads(line))
    except (ValueError, RecursionError) as error:
        return str(error) or "nested too deeply"
    if corpus.knows(entry):
        return None
    return entry if not entry.solved or check(entry) else f"the body of {entry.name} does not pass the checks"
