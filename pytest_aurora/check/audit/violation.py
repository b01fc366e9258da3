"""What the audit finds wrong, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A place in the code that the audit does not accept.

    Attributes:
        line: 1-based line of the audited text.
        column: 1-based column of the audited text.
        rule: short name of the rule: `name`, `attribute`, `import`, `node`, `text`, ...
        message: what is not accepted.
        hint: what to write instead.
    """

    line: int
    column: int
    rule: str
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.rule}: {self.message} (instead: {self.hint})"
