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
        reason: what happened with them: `f('a') gave 'b'`, `it raised ValueError: ...`, or nothing.
    """

    condition: str
    counterexample: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """It could not be decided, and why."""

    reason: str


Verdict = Survived | Refuted | Unknown
