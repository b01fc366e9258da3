"""A `Problem`: one function that is asked for, with all that is known of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pytest_aurora.problem.bounds import Bound
from pytest_aurora.problem.tables import Table
from pytest_aurora.problem.types import Type


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the function that is asked for."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Signature:
    """What goes in and what comes out."""

    name: str
    parameters: tuple[Parameter, ...]
    returns: Type


@dataclass(frozen=True, slots=True)
class Returned:
    """A call that gave a value."""

    value: object


@dataclass(frozen=True, slots=True)
class Raised:
    """A call that raised; `error` is the exception class's name."""

    error: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class TimedOut:
    """A call that did not end within its time, in seconds."""

    seconds: float


Outcome = Returned | Raised | TimedOut
"""What a call came to."""


@dataclass(frozen=True, slots=True)
class Example:
    """Arguments in parameter order (plain Python values) and what the call must come to."""

    arguments: tuple[object, ...]
    outcome: Returned | Raised
    tolerance: float | None = None


@dataclass(frozen=True, slots=True)
class Helper:
    """A function that a body may call: of the spec, of the target module, or of `uses:`."""

    name: str
    """How a body calls it."""
    signature: Signature
    function: Callable[..., object]
    requires: str | None = None
    """The import that makes `name` usable (`from shop.tax import vat`), or None."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One function to be found.

    Attributes:
        examples: plain argument values and outcomes; what other expressions demand is the judge's business.
        probes: argument tuples without an outcome; candidates that differ on one of them are different behaviours.
        words: lower-case words of title, prose, names; they make components cheaper that speak of them.
        literals: values that the spec's text or annotations name and that may be constants of the body.
        bounds: what the spec's text tells of where numbers part.
        tables: what the spec's text tells that keys stand for.
        listings: names that the spec's text lists in an order.
    """

    signature: Signature
    examples: tuple[Example, ...] = ()
    probes: tuple[tuple[object, ...], ...] = ()
    helpers: tuple[Helper, ...] = ()
    words: frozenset[str] = frozenset()
    literals: tuple[object, ...] = field(default=())
    bounds: tuple[Bound, ...] = ()
    tables: tuple[Table, ...] = ()
    listings: tuple[tuple[str, ...], ...] = ()
