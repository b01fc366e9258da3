"""What a search is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from pytest_aurora.problem.verdict import Refuted, Verdict


@dataclass(frozen=True, slots=True)
class Body:
    """A function body, ready to be written.

    Attributes:
        lines: source lines of the body, not indented, without a docstring.
        imports: statements that the module must hold, such as `import math` or `from collections import Counter`.
        cost: what the search paid for it.
    """

    lines: tuple[str, ...]
    imports: tuple[str, ...] = ()
    cost: float = 0.0

    @property
    def source(self) -> str:
        """The body's lines, joined."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Question:
    """The input whose answer would decide most between bodies that all fit.

    Attributes:
        arguments: plain argument values.
        answers: the outputs that fitting bodies give, the chosen body's first, with the share of the mass of each.
    """

    arguments: tuple[object, ...]
    answers: tuple[tuple[object, float], ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """The chosen body.

    Attributes:
        confidence: 0 to 1: how often bodies were right of which as many rivals agree, at such a cost.
        question: what to ask the user when in doubt.
        alternatives: other bodies that fit, best first.
        doubtful: it is so complex, or so near to the examples by heart, that it is seldom the one that was meant.
    """

    body: Body
    candidates: int
    seconds: float
    confidence: float = 1.0
    question: Question | None = None
    alternatives: tuple[Body, ...] = ()
    productions: tuple[str, ...] = ()
    """`result type>component` for each component of the body: what a learner counts."""
    doubtful: bool = False
    notation: str = ""
    """The body as `language.notation` writes it, or empty: what later searches may refill."""

    @property
    def in_doubt(self) -> bool:
        """Whether another body may well have been meant: nothing is learned from this one."""
        return self.doubtful or self.question is not None


class ExitReason(Enum):
    """Why a search ended without a body."""

    TIMEOUT = "the time ran out"
    CANDIDATES = "the candidates ran out"
    MEMORY = "the memory bound was reached"
    EXHAUSTED = "everything that the components can build within the cost bound was tried"
    DIED = "its process died, perhaps for want of memory"
    HUNG = "a call never came back, and its process was killed"


@dataclass(frozen=True, slots=True)
class Stopped:
    """No body was found.

    Attributes:
        nearest: the body that passes most examples, or None.
        passed: how many examples it passes, of `examples`.
        failure: the first example that it fails: the arguments, the value it gave (repr), the value due (repr).
    """

    reason: ExitReason
    candidates: int
    seconds: float
    nearest: Body | None = None
    passed: int = 0
    examples: int = 0
    failure: tuple[tuple[object, ...], str, str] | None = None
    refuted: int = 0
    """Bodies that fitted all examples and that the judge refuted."""
    objection: Refuted | None = None
    """What the judge said of the first of these."""


Result = Solution | Stopped


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a search may go on; what is None is not bounded.

    Attributes:
        seconds: wall-clock seconds.
        candidates: evaluated candidates; the same on every machine.
        memory: bytes that the process may grow by during the search; near them it forgets what is dear, and goes on.
    """

    seconds: float | None = 10.0
    candidates: int | None = None
    memory: int | None = 1 << 30


@dataclass(frozen=True, slots=True)
class Progress:
    """A sign of life: candidates so far, seconds so far, bodies that fit so far.

    Attributes:
        label: which search gives it, where there are several.
    """

    candidates: int
    seconds: float
    fitting: int
    label: str = ""


Judge = Callable[[Body, Callable[..., object]], Verdict]
"""Asked of each body that fits the examples, with the compiled function: does it keep the post-conditions?"""


class Listener(Protocol):
    """Told how a search goes on, a few times a second; may raise KeyboardInterrupt, nothing else."""

    def __call__(self, progress: Progress) -> None:
        """Take note."""


class Learned(Protocol):
    """What earlier searches say of this one."""

    def bias(self, production: str) -> float:
        """Added to the component's declared cost; negative makes it cheaper. Bounded by the model to [-2, 2]."""

    @property
    def is_blank(self) -> bool:
        """Whether no earlier search found anything."""

    def knows(self, family: str) -> bool:
        """Whether a solved body was made of a component of the family."""

    @property
    def similar(self) -> Sequence[str]:
        """Notations of bodies that solved similar problems, the most similar first."""
