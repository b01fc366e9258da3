"""A breach that the gate has found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach.

    Attributes:
        kind: one word for what was breached: `config`, `scheduler`, `bias`, `drift`, `seeds`, `prior`, `spec`,
            `missing`, `unwritten`, `failing`, `edited`, `outdated`, `audit`, `coverage`, `ambiguous`, `baseline`,
            `runs`.
        subject: what it is about: a file, a function of a spec, a key.
        message: what is wrong and how to mend it, on one line.
        fatal: it fails the gate; else it is a warning.
    """

    kind: str
    subject: str
    message: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}: {self.message}" if self.subject else f"{self.kind}: {self.message}"
