"""What is asked of the sandbox and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from pytest_aurora.errors import AuroraError
from pytest_aurora.problem.problem import Raised, Returned, TimedOut


class Strength(IntEnum):
    """How a child is held."""

    WEAK = 1
    """By limits, its own folder and environment, the audit hook and the parent's clock."""
    STRONG = 2
    """By the kernel too: it cannot write, connect, or start programs."""


class WeakSandboxError(AuroraError):
    """The kernel does not hold the child as strongly as was asked for; the message says why and how to go on."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use.

    Attributes:
        seconds: wall-clock seconds for all calls, the start included.
        call_seconds: wall-clock seconds for each call.
        memory: bytes of address space beyond what the child holds when it is confined.
        size: characters of the arguments and of the result of each call; an item of a container counts as ten.
    """

    seconds: float = 10.0
    call_seconds: float = 2.0
    memory: int = 512 << 20
    size: int = 8 << 20


@dataclass(frozen=True, slots=True)
class Call:
    """Arguments of one call, as plain values or instances of the user's enums, dataclasses and named tuples."""

    arguments: tuple[object, ...] = ()
    keywords: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """A function and the calls to make.

    Attributes:
        source: the complete text of the module that defines the function.
        function: its name, dotted when it is a method.
        module: the module's name in the child.
        filename: where the text lives, for tracebacks and `__file__`.
        path: folders to import other modules from.
        classes: enums, dataclasses and named tuples that arguments and results may hold instances of.
        before: a text of the module that is the user's own; it runs before the child is confined, so that what it
            imports is there, and is all that runs when it is `source`.
    """

    source: str
    function: str
    calls: tuple[Call, ...]
    module: str = "aurora_candidate"
    filename: str = "<aurora>"
    path: tuple[str, ...] = ()
    classes: tuple[type, ...] = ()
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Killed:
    """A call during which the child ended or was stopped, or that was therefore not made; `reason` says why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Mutated:
    """A call that changed its arguments.

    Attributes:
        before: positional arguments and keywords as they were given.
        after: the same after the call, or why it cannot be shown.
    """

    before: tuple[tuple[object, ...], Mapping[str, object]]
    after: tuple[tuple[object, ...], Mapping[str, object]] | str


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A call whose result or argument is not a plain value; `what` is the type's name or the reason."""

    what: str


@dataclass(frozen=True, slots=True)
class Unstable:
    """A call that came to two things in two processes with different hash seeds and another order of calls."""

    first: CallOutcome
    second: CallOutcome


CallOutcome = Returned | Raised | TimedOut | Killed | Mutated | Unsupported | Unstable
"""What a call in the sandbox came to."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the calls came to, in their order.

    Attributes:
        outcomes: one for each call.
        strength: how the child was held.
        seconds: wall-clock seconds, start and end of the child included.
        weakness: why it was not held strongly; empty when it was.
    """

    outcomes: tuple[CallOutcome, ...]
    strength: Strength
    seconds: float
    weakness: str = ""
