"""What a judge says of a candidate."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Survived:
    """No counterexample in `checks` runs."""

    checks: int = 0


@dataclass(frozen=True, slots=True)
class Refuted:
    """A counterexample was found.

    Attributes:
        condition: the post-condition or example as the spec writes it.
        counterexample: its (shrunk) values, as `name=repr` lines.
    """

    condition: str
    counterexample: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It could not be decided, and why."""

    reason: str


Verdict = Survived | Refuted | Unknown
